"""Addresses of the timetable of a cohort, its sessions, and of calendars."""

from django.urls import URLPattern, path

from courses.views import calendars
from courses.views.sessions import session_show, timetable_show

urlpatterns: list[URLPattern] = [
    path("kalender/", calendars.calendar_list, name="calendars"),
    path("kalender/alamat/", calendars.calendar_make, name="calendar-make"),
    path("kalender/cabut/", calendars.calendar_revoke, name="calendar-revoke"),
    path("<slug:cohort>/jadwal/", timetable_show, name="timetable"),
    path("<slug:cohort>/sesi/<int:pk>/", session_show, name="session"),
    path("<slug:cohort>/sesi/<int:pk>/kalender.ics", calendars.session_file, name="session-file"),
]
