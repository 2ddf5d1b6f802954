"""Addresses of documents: my certificate, download, public verification."""

from django.urls import path

from certificates.views import certificate, verification

app_name = "certificates"
urlpatterns = [
    path("verifikasi/", verification.verify, name="verify"),
    path("verifikasi/<str:code>/", verification.verify_code, name="verify-code"),
    path("sertifikat/<uuid:identity>/", certificate.show, name="certificate-show"),
    path("sertifikat/<uuid:identity>/unduh/", certificate.download, name="certificate-download"),
]
