"""All addresses of the site."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import TemplateView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from corpu.core.views import healthz
from courses.views.calendars import calendar_feed
from courses.views.recordings import document_serve

urlpatterns = [
    path("healthz/", healthz, name="healthz"),
    path(
        "robots.txt",
        TemplateView.as_view(template_name="robots.txt", content_type="text/plain"),
        name="robots",
    ),
    path("admin/", include("corpu.accounts.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("akun/", include("corpu.accounts.urls")),
    path("akun/", include("allauth.account.urls")),
    path("belajar/", include("corpu.home.urls")),
    path("belajar/", include("latsar.urls")),
    path("belajar/", include("courses.urls")),
    path("mentor/", include("latsar.urls.mentor")),
    path("kalender/<slug:key>.ics", calendar_feed, name="calendar-feed"),
    path("", include("certificates.urls")),
    # Wagtail's name keeps its address below; ours answers first.
    path("dokumen/<int:document>/<path:filename>", document_serve),
    path("dokumen/", include(wagtaildocs_urls)),
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}),
    path("", include(wagtail_urls)),
]
