"""Addresses of what readers keep in lessons: notes and places, and how pages look."""

from django.urls import URLPattern, path

from courses.views import reading as views

urlpatterns: list[URLPattern] = [
    path("catatan/", views.note_list, name="notes"),
    path("catatan/unduh/", views.note_export, name="notes-export"),
    path("tampilan/", views.appearance_save, name="appearance"),
    path("<slug:cohort>/materi/<int:activity>/catatan/", views.note_save, name="note-save"),
    path("<slug:cohort>/materi/<int:activity>/tempat/", views.place_save, name="place-save"),
]
