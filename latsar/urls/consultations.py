"""Addresses of the consultation log."""

from django.urls import URLPattern, path

from latsar.views import consultations

LOG = "<slug:cohort>/konsultasi/"

urlpatterns: list[URLPattern] = [
    path(LOG, consultations.consultation_log, name="consultations"),
    path(f"{LOG}<int:pk>/", consultations.consultation_change, name="consultation-change"),
    path(f"{LOG}<int:pk>/hapus/", consultations.consultation_remove, name="consultation-remove"),
]
