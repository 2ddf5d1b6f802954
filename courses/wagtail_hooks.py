"""Staff of the LMS inside Wagtail: their addresses, menu entries and guards."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    """Mount the staff pages of cohorts."""
    return [path("angkatan/", include("courses.admin_urls", namespace="courses_admin"))]
