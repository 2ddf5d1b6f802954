"""What every template knows: the institute's name, where to ask for help, how pages look."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = ("system", "light", "dark")
SIZES = ("normal", "large", "larger")


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the names that header, footer and documents carry, and the look this device wants."""
    return {
        "institute_name": settings.INSTITUTE_NAME,
        "support_email": settings.SUPPORT_EMAIL,
        "appearance": {
            "theme": _known(request.COOKIES.get("theme"), THEMES),
            "size": _known(request.COOKIES.get("size"), SIZES),
        },
    }


def _known(value: str | None, choices: tuple[str, ...]) -> str:
    return value if value in choices else choices[0]
