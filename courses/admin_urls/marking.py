"""Addresses of marking: what waits, and the marking screen of assignments."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from courses.views import assignment_people, marking
from courses.views.work_files import marked_work_file

urlpatterns: list[URLPattern] = [
    path("penilaian/", marking.MarkingIndex.as_view(), name="marking"),
    path("penilaian/tugas/<int:submission>/", marking.MarkingDesk.as_view(), name="marking-desk"),
    path("penilaian/berkas/<int:pk>/", marked_work_file, name="marking-file"),
    path(
        f"{COHORT}/tugas/<int:activity>/",
        assignment_people.AssignmentPeoplePage.as_view(),
        name="assignment-people",
    ),
    path(
        f"{COHORT}/tugas/<int:activity>/kelompok/",
        assignment_people.GroupsPage.as_view(),
        name="assignment-groups",
    ),
]
