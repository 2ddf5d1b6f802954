"""Addresses of graduation: what is proposed, meetings, one decision, confirmation, minutes."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from latsar.views import graduation

GRADUATION = f"{COHORT}/kelulusan"
MEETING = f"{GRADUATION}/rapat/<int:number>"

urlpatterns: list[URLPattern] = [
    path(f"{GRADUATION}/", graduation.Graduation.as_view(), name="graduation"),
    path(f"{GRADUATION}/rapat/baru/", graduation.OpenMeeting.as_view(), name="graduation-open"),
    path(f"{MEETING}/", graduation.Meeting.as_view(), name="graduation-meeting"),
    path(f"{MEETING}/usulan/", graduation.TakeProposals.as_view(), name="graduation-proposals"),
    path(f"{MEETING}/sahkan/", graduation.ConfirmDecisions.as_view(), name="graduation-confirm"),
    path(f"{MEETING}/berita-acara.pdf", graduation.Minutes.as_view(), name="graduation-minutes"),
    path(
        f"{MEETING}/peserta/<int:enrolment>/",
        graduation.DecideOne.as_view(),
        name="graduation-person",
    ),
]
