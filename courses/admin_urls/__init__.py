"""Addresses of the staff's own pages inside Wagtail's admin, below /admin/angkatan/."""

from courses.admin_urls import (
    adoption,
    authoring,
    duplicates,
    marking,
    questions,
    quizzes,
    roster,
    rules,
    tracking,
)

app_name = "courses_admin"
urlpatterns = [
    *roster.urlpatterns,
    *questions.urlpatterns,
    *quizzes.urlpatterns,
    *marking.urlpatterns,
    *rules.urlpatterns,
    *adoption.urlpatterns,
    *authoring.urlpatterns,
    *duplicates.urlpatterns,
    *tracking.urlpatterns,
]
