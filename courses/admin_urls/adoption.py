"""Addresses of adopting what has changed in the curriculum."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from courses.views import adoption

urlpatterns: list[URLPattern] = [
    path(f"{COHORT}/perubahan/", adoption.CurriculumChangesPage.as_view(), name="cohort-changes"),
    path(
        f"{COHORT}/perubahan/<int:page>/ganti/",
        adoption.ReplaceActivity.as_view(),
        name="cohort-replace",
    ),
]
