"""Addresses of Latsar's staff pages inside Wagtail's admin, below /admin/angkatan/."""

from latsar.admin_urls import coaching

app_name = "latsar_admin"
urlpatterns = [*coaching.urlpatterns]
