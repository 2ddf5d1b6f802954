"""Addresses of the staff's own pages inside Wagtail's admin, below /admin/angkatan/."""

from courses.admin_urls import roster, tracking

app_name = "courses_admin"
urlpatterns = [*roster.urlpatterns, *tracking.urlpatterns]
