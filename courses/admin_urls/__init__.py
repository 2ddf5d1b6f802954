"""Addresses of the staff's own pages inside Wagtail's admin, below /admin/angkatan/."""

from courses.admin_urls import (
    adoption,
    attendance,
    authoring,
    duplicates,
    marking,
    questions,
    quizzes,
    room_screen,
    roster,
    rules,
    timetable,
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
    *attendance.urlpatterns,
    *timetable.urlpatterns,
    *room_screen.urlpatterns,
    *tracking.urlpatterns,
]
