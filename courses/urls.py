"""Addresses of learning."""

from django.urls import path

from courses.views.learning import cohort_show, lesson_complete, lesson_open

app_name = "courses"
urlpatterns = [
    path("<slug:cohort>/", cohort_show, name="cohort-show"),
    path("<slug:cohort>/materi/<int:lesson>/selesai/", lesson_complete, name="lesson-complete"),
    path("<slug:cohort>/materi/<int:lesson>/dibuka/", lesson_open, name="lesson-open"),
]
