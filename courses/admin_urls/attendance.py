"""Addresses of attendance: the roll of a session, letters, sheets, papers, recap, suspicions."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from courses.views import attendance_papers, attendance_recap, roll, roll_person, roll_sheet

SESSION = f"{COHORT}/sesi/<int:pk>"
PERSON = f"{SESSION}/peserta/<int:enrolment>"
ATTENDANCE = f"{COHORT}/kehadiran"

urlpatterns: list[URLPattern] = [
    path("kehadiran/", roll.RollIndex.as_view(), name="roll-index"),
    path(f"{SESSION}/", roll.RollPage.as_view(), name="roll"),
    path(f"{SESSION}/tutup/", roll.RollClose.as_view(), name="roll-close"),
    path(f"{SESSION}/buka-lagi/", roll.RollReopen.as_view(), name="roll-reopen"),
    path(f"{SESSION}/lembar/", roll_sheet.SheetUpload.as_view(), name="roll-sheet"),
    path(f"{SESSION}/lembar.xlsx", roll_sheet.SheetDownload.as_view(), name="roll-sheet-xlsx"),
    path(f"{SESSION}/lembar/catat/", roll_sheet.SheetApply.as_view(), name="roll-sheet-apply"),
    path(
        f"{SESSION}/daftar-hadir.pdf",
        attendance_papers.SessionPaper.as_view(),
        name="roll-paper",
    ),
    path(f"{PERSON}/", roll_person.RollPersonPage.as_view(), name="roll-person"),
    path(f"{PERSON}/surat/", roll_person.RollLetter.as_view(), name="roll-letter"),
    path(f"{ATTENDANCE}/", attendance_recap.RecapPage.as_view(), name="attendance-recap"),
    path(
        f"{ATTENDANCE}/kehadiran.csv",
        attendance_recap.RecapExport.as_view(),
        {"kind": "csv"},
        name="attendance-csv",
    ),
    path(
        f"{ATTENDANCE}/kehadiran.xlsx",
        attendance_recap.RecapExport.as_view(),
        {"kind": "xlsx"},
        name="attendance-xlsx",
    ),
    path(
        f"{ATTENDANCE}/kecurigaan/",
        attendance_recap.SuspicionsPage.as_view(),
        name="attendance-suspicions",
    ),
    path(
        f"{ATTENDANCE}/<int:year>-<int:month>-<int:day>/daftar-hadir.pdf",
        attendance_papers.DayPaper.as_view(),
        name="attendance-day-paper",
    ),
]
