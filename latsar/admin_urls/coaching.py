"""Addresses of coaching: who guides whom, mentors and their links, the coach's page."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from latsar.views import coaching, coaching_desk, mentor_sheets, mentors

COACHING = f"{COHORT}/coaching"
PERSON = f"{COACHING}/<int:enrolment>"

urlpatterns: list[URLPattern] = [
    path(f"{COACHING}/", coaching.CoachingPage.as_view(), name="coaching"),
    path(f"{COACHING}/tautan/", mentors.SendMissingLinks.as_view(), name="mentor-links"),
    path(f"{COACHING}/mentor/", mentor_sheets.MentorSheet.as_view(), name="mentor-sheet"),
    path(
        f"{COACHING}/mentor/terapkan/",
        mentor_sheets.ApplyMentorSheet.as_view(),
        name="mentor-sheet-apply",
    ),
    path(
        f"{COACHING}/mentor/daftar.xlsx",
        mentor_sheets.MentorSheetFile.as_view(),
        name="mentor-sheet-xlsx",
    ),
    path(f"{COACHING}/saya/", coaching_desk.CoachPage.as_view(), name="coach"),
    path(f"{PERSON}/", coaching_desk.GuidedPerson.as_view(), name="guided"),
    path(
        f"{PERSON}/konsultasi/<int:pk>/",
        coaching_desk.AnswerConsultation.as_view(),
        name="consultation-answer",
    ),
    path(f"{PERSON}/mentor/", mentors.MentorOfPerson.as_view(), name="mentor"),
    path(f"{PERSON}/mentor/tautan/", mentors.SendLink.as_view(), name="mentor-link"),
    path(f"{PERSON}/mentor/cabut/", mentors.RevokeLink.as_view(), name="mentor-revoke"),
    path(f"{PERSON}/mentor/lepas/", mentors.ReleaseMentor.as_view(), name="mentor-release"),
]
