"""Where anyone checks a certificate: the address behind the QR code."""

from django.conf import settings
from django.urls import reverse


def verification_address(code: str) -> str:
    """Return the public address that the QR code leads to."""
    return settings.BASE_URL.rstrip("/") + reverse("certificates:verify-code", args=[code])
