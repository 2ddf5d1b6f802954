"""Addresses of aktualisasi for those who guide, examine and organise."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from latsar.views import aktualisasi_staff as staff

PEOPLE = f"{COHORT}/aktualisasi/"
PERSON = f"{PEOPLE}<int:enrolment>/"

urlpatterns: list[URLPattern] = [
    path(PEOPLE, staff.AktualisasiPeople.as_view(), name="aktualisasi-people"),
    path(PERSON, staff.PersonAktualisasi.as_view(), name="aktualisasi-person"),
    path(f"{PERSON}naskah/<int:pk>/", staff.StaffPaper.as_view(), name="aktualisasi-paper"),
    path(f"{PERSON}berkas/<int:pk>/", staff.StaffFile.as_view(), name="aktualisasi-file"),
    path(f"{PERSON}cetak/<slug:sheet>.pdf", staff.StaffSheet.as_view(), name="aktualisasi-sheet"),
    path(
        f"{PERSON}cetak/<slug:sheet>/<int:number>.pdf",
        staff.StaffSheet.as_view(),
        name="aktualisasi-week-sheet",
    ),
]
