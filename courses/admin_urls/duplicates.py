"""Addresses of duplicating courses and programmes, and of changing a programme made here."""

from django.urls import URLPattern, path

from courses.views import duplicates

urlpatterns: list[URLPattern] = [
    path(
        "pelatihan/<int:pk>/gandakan/",
        duplicates.DuplicateCourse.as_view(),
        name="course-duplicate",
    ),
    path(
        "program/<int:pk>/gandakan/",
        duplicates.DuplicateProgramme.as_view(),
        name="programme-duplicate",
    ),
    path("program/<int:pk>/ubah/", duplicates.ChangeProgramme.as_view(), name="programme-change"),
]
