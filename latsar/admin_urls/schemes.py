"""Addresses of how a cohort is evaluated."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from latsar.views import schemes

urlpatterns: list[URLPattern] = [
    path(f"{COHORT}/skema-nilai/", schemes.CohortSchemes.as_view(), name="cohort-schemes"),
]
