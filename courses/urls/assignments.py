"""Addresses of assignments: drafts, files, handing in."""

from django.urls import URLPattern, path

from courses.views.assignments import assignment_save, assignment_submit, assignment_upload
from courses.views.work_files import assignment_file

_PLACE = "<slug:cohort>/tugas/<int:activity>/"

urlpatterns: list[URLPattern] = [
    path(_PLACE, assignment_save, name="assignment-save"),
    path(f"{_PLACE}berkas/", assignment_upload, name="assignment-upload"),
    path(f"{_PLACE}berkas/<int:pk>/", assignment_file, name="assignment-file"),
    path(f"{_PLACE}serahkan/", assignment_submit, name="assignment-submit"),
]
