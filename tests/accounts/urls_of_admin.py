"""The site's addresses with ours before Wagtail's, whatever the order in `corpu.urls`."""

from django.urls import include, path

from corpu.urls import urlpatterns as site

urlpatterns = [path("admin/", include("corpu.accounts.admin_urls")), *site]
