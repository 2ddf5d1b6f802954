"""What every template knows: the institute's name and where to ask for help."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """Return the names that header, footer and documents carry."""
    return {
        "institute_name": settings.INSTITUTE_NAME,
        "support_email": settings.SUPPORT_EMAIL,
    }
