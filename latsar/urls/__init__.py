"""Addresses of a participant's guidance, below /belajar/."""

from latsar.urls import aktualisasi, consultations, scores

app_name = "latsar"
urlpatterns = [*aktualisasi.urlpatterns, *consultations.urlpatterns, *scores.urlpatterns]
