"""Addresses of the screen in the room."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from courses.views import room_screen

SCREEN = f"{COHORT}/sesi/<int:pk>/layar"

urlpatterns: list[URLPattern] = [
    path(f"{SCREEN}/", room_screen.screen_show, name="room-screen"),
    path(f"{SCREEN}/kode/", room_screen.screen_renew, name="room-screen-renew"),
]
