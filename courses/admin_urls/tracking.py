"""Addresses of tracking: cohort pages, exports, issuing."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from courses.views import cohort_steps, person, tracking

urlpatterns: list[URLPattern] = [
    path(f"{COHORT}/", tracking.CohortPage.as_view(), name="cohort"),
    path(
        f"{COHORT}/ekspor.csv",
        tracking.CohortExport.as_view(),
        {"kind": "csv"},
        name="cohort-csv",
    ),
    path(
        f"{COHORT}/ekspor.xlsx",
        tracking.CohortExport.as_view(),
        {"kind": "xlsx"},
        name="cohort-xlsx",
    ),
    path(f"{COHORT}/buka/", cohort_steps.OpenCohort.as_view(), name="cohort-open"),
    path(f"{COHORT}/mulai/", cohort_steps.StartCohort.as_view(), name="cohort-start"),
    path(f"{COHORT}/tutup/", cohort_steps.CloseCohort.as_view(), name="cohort-close"),
    path(f"{COHORT}/petugas/", cohort_steps.CohortStaffPage.as_view(), name="cohort-staff"),
    path(f"{COHORT}/sertifikat/", cohort_steps.IssueCertificates.as_view(), name="cohort-issue"),
    path(
        f"{COHORT}/sertifikat/kemajuan/",
        tracking.BatchProgress.as_view(),
        name="cohort-batch",
    ),
    path(
        f"{COHORT}/sertifikat/ulangi/",
        cohort_steps.RetryCertificates.as_view(),
        name="cohort-retry",
    ),
    path(f"{COHORT}/peserta/<int:enrolment>/", person.PersonPage.as_view(), name="person"),
    path(
        f"{COHORT}/peserta/<int:enrolment>/keluarkan/",
        person.WithdrawPerson.as_view(),
        name="person-withdraw",
    ),
    path(
        f"{COHORT}/peserta/<int:enrolment>/kembalikan/",
        person.ReinstatePerson.as_view(),
        name="person-reinstate",
    ),
]
