"""Addresses of tracking: cohort pages, exports, issuing."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import SlugConverter

from courses.views import cohort_steps, person, tracking


class CohortSlugConverter(SlugConverter):
    """Addresses of cohorts; the list and its forms share the same folder."""

    regex = "angkatan-[a-z0-9-]+"


register_converter(CohortSlugConverter, "cohort")

urlpatterns: list[URLPattern] = [
    path("<cohort:slug>/", tracking.CohortPage.as_view(), name="cohort"),
    path(
        "<cohort:slug>/ekspor.csv",
        tracking.CohortExport.as_view(),
        {"kind": "csv"},
        name="cohort-csv",
    ),
    path(
        "<cohort:slug>/ekspor.xlsx",
        tracking.CohortExport.as_view(),
        {"kind": "xlsx"},
        name="cohort-xlsx",
    ),
    path("<cohort:slug>/buka/", cohort_steps.OpenCohort.as_view(), name="cohort-open"),
    path("<cohort:slug>/mulai/", cohort_steps.StartCohort.as_view(), name="cohort-start"),
    path("<cohort:slug>/tutup/", cohort_steps.CloseCohort.as_view(), name="cohort-close"),
    path("<cohort:slug>/petugas/", cohort_steps.CohortStaffPage.as_view(), name="cohort-staff"),
    path(
        "<cohort:slug>/sertifikat/", cohort_steps.IssueCertificates.as_view(), name="cohort-issue"
    ),
    path(
        "<cohort:slug>/sertifikat/kemajuan/",
        tracking.BatchProgress.as_view(),
        name="cohort-batch",
    ),
    path(
        "<cohort:slug>/sertifikat/ulangi/",
        cohort_steps.RetryCertificates.as_view(),
        name="cohort-retry",
    ),
    path("<cohort:slug>/peserta/<int:enrolment>/", person.PersonPage.as_view(), name="person"),
    path(
        "<cohort:slug>/peserta/<int:enrolment>/keluarkan/",
        person.WithdrawPerson.as_view(),
        name="person-withdraw",
    ),
    path(
        "<cohort:slug>/peserta/<int:enrolment>/kembalikan/",
        person.ReinstatePerson.as_view(),
        name="person-reinstate",
    ),
]
