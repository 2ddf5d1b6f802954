"""Addresses of Latsar's staff pages inside Wagtail's admin, below /admin/angkatan/."""

from latsar.admin_urls import aktualisasi, coaching, graduation, schemes, scores

app_name = "latsar_admin"
urlpatterns = [
    *aktualisasi.urlpatterns,
    *coaching.urlpatterns,
    *graduation.urlpatterns,
    *scores.urlpatterns,
    *schemes.urlpatterns,
]
