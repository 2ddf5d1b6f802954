"""Addresses of the roster import."""

from django.urls import URLPattern, path

from courses.views import roster

urlpatterns: list[URLPattern] = [
    path("daftar-peserta/", roster.RosterUpload.as_view(), name="roster-upload"),
    path("daftar-peserta/<int:pk>/", roster.RosterShow.as_view(), name="roster-show"),
    path("daftar-peserta/<int:pk>/impor/", roster.RosterApply.as_view(), name="roster-apply"),
    path("daftar-peserta/<int:pk>/hasil/", roster.RosterResult.as_view(), name="roster-result"),
]
