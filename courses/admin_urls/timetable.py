"""Addresses of the timetable of a cohort: sessions, phases, groups, the copy."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from courses.views import (
    learning_groups,
    session_pages,
    timetable,
    timetable_copy,
    timetable_files,
)

TIMETABLE = f"{COHORT}/jadwal"
SESSION = f"{TIMETABLE}/sesi/<int:pk>"

urlpatterns: list[URLPattern] = [
    path(f"{TIMETABLE}/", timetable.TimetablePage.as_view(), name="timetable"),
    path(f"{TIMETABLE}/tahap/", timetable.PhasesPage.as_view(), name="timetable-phases"),
    path(f"{TIMETABLE}/salin/", timetable_copy.CopyTimetable.as_view(), name="timetable-copy"),
    path(f"{TIMETABLE}/unduh/", timetable_files.TimetableExport.as_view(), name="timetable-export"),
    path(f"{TIMETABLE}/impor/", timetable_files.TimetableImport.as_view(), name="timetable-import"),
    path(
        f"{TIMETABLE}/impor/terapkan/",
        timetable_files.TimetableApply.as_view(),
        name="timetable-apply",
    ),
    path(
        f"{TIMETABLE}/kosongkan/", timetable_copy.EmptyTimetable.as_view(), name="timetable-clear"
    ),
    path(f"{TIMETABLE}/sesi/baru/", session_pages.NewSession.as_view(), name="session-new"),
    path(f"{SESSION}/ubah/", session_pages.EditSession.as_view(), name="session-edit"),
    path(f"{SESSION}/batalkan/", session_pages.CancelSession.as_view(), name="session-cancel"),
    path(f"{SESSION}/adakan/", session_pages.RestoreSession.as_view(), name="session-restore"),
    path(
        f"{COHORT}/kelompok/",
        learning_groups.LearningGroupsPage.as_view(),
        name="learning-groups",
    ),
    path(
        f"{COHORT}/kelompok/<int:enrolment>/pindah/",
        learning_groups.MovePerson.as_view(),
        name="learning-group-move",
    ),
]
