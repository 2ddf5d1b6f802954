"""Addresses of a participant's guidance, below /belajar/."""

from latsar.urls import consultations

app_name = "latsar"
urlpatterns = [*consultations.urlpatterns]
