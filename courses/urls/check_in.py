"""Addresses of checking in, and of one's own attendance."""

from django.urls import URLPattern, path

from courses.views.check_in import check_in_session, my_attendance_show

urlpatterns: list[URLPattern] = [
    path("<slug:cohort>/sesi/<int:pk>/hadir/", check_in_session, name="check-in"),
    path("<slug:cohort>/kehadiran/", my_attendance_show, name="my-attendance"),
]
