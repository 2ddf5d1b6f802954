"""Addresses of a cohort and its lessons."""

from django.urls import URLPattern, path

from courses.views.learning import cohort_show, lesson_complete, lesson_open

urlpatterns: list[URLPattern] = [
    path("<slug:cohort>/", cohort_show, name="cohort-show"),
    path("<slug:cohort>/materi/<int:activity>/selesai/", lesson_complete, name="lesson-complete"),
    path("<slug:cohort>/materi/<int:activity>/dibuka/", lesson_open, name="lesson-open"),
]
