"""Addresses of Wagtail's admin that are answered here instead; included before Wagtail's."""

from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from corpu.accounts.views.admin_account import AdminAccountView, OneDoor, OneReset

urlpatterns = [
    path("account/", never_cache(require_admin_access(AdminAccountView.as_view()))),
    path("login/", never_cache(OneDoor.as_view())),
    re_path(r"^password_reset/.*$", OneReset.as_view()),
]
