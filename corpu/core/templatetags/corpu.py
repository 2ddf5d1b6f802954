"""Tags and filters of every template: dates in words, icons, small figures."""

import datetime as dt

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def long_date(value: dt.date | dt.datetime | None) -> str:
    """Write a date as *Kamis, 20 Juni 2019*."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value)
    return formats.date_format(value, "l, j F Y")


@register.filter
def short_date(value: dt.date | dt.datetime | None) -> str:
    """Write a date as *20 Juni 2019*."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value)
    return formats.date_format(value, "j F Y")


@register.filter
def clock_time(value: dt.datetime | None) -> str:
    """Write a time with its zone, *08.30 WIB*."""
    return "" if value is None else f"{timezone.localtime(value):%H.%M} WIB"


@register.simple_tag
def unverified(value: object, label: str) -> SafeString:
    """Mark a figure that staff may see but no official paper may carry."""
    return format_html(
        '<span class="unverified" title="{}">{}<span class="visually-hidden"> ({})</span></span>',
        label,
        value,
        label,
    )


# Icon and tone of every state code of the enums; a state is never colour alone.
STATES = {
    "draft": ("pencil", "muted"),
    "open": ("lock-open", "primary"),
    "running": ("play", "success"),
    "closed": ("lock-closed", "muted"),
    "enrolled": ("user-plus", "muted"),
    "active": ("book-open", "primary"),
    "completed": ("check-circle", "success"),
    "withdrawn": ("minus-circle", "danger"),
    "new": ("plus-circle", "success"),
    "known": ("check", "muted"),
    "changed": ("pencil-square", "warning"),
    "problem": ("exclamation-triangle", "danger"),
    "submitted": ("clock", "primary"),
    "returned": ("arrow-uturn-left", "warning"),
    "accepted": ("check-circle", "success"),
    "approved": ("check-circle", "success"),
    "changing": ("pencil-square", "warning"),
    "taken_back": ("arrow-uturn-left", "muted"),
    "passed": ("check-circle", "success"),
    "marked": ("check", "primary"),
    "waiting": ("clock", "primary"),
    "underway": ("play", "primary"),
    "spent": ("minus-circle", "muted"),
    "ahead": ("calendar", "muted"),
    "soon": ("clock", "warning"),
    "overdue": ("exclamation-triangle", "danger"),
    "over": ("lock-closed", "danger"),
    "pending": ("clock", "warning"),
    "failed": ("exclamation-triangle", "danger"),
    "issued": ("check-badge", "success"),
    "revoked": ("no-symbol", "danger"),
    "superseded": ("arrow-path", "warning"),
    "now": ("play", "success"),
    "cancelled": ("no-symbol", "danger"),
    "hadir": ("check-circle", "success"),
    "terlambat": ("clock", "warning"),
    "izin": ("document-text", "primary"),
    "sakit": ("heart", "primary"),
    "alpa": ("x-circle", "danger"),
    "no_limit": ("minus", "muted"),
    "review": ("eye", "primary"),
    "scheduled": ("clock", "primary"),
    "published": ("check-circle", "success"),
    "fine": ("check", "muted"),
    "half": ("clock", "warning"),
    "near": ("exclamation-triangle", "warning"),
    "exceeded": ("x-circle", "danger"),
    "confirmed": ("check-circle", "success"),
    "disputed": ("arrow-uturn-left", "warning"),
    "owed": ("clock", "primary"),
    "valid": ("envelope", "primary"),
    "opened": ("envelope-open", "success"),
    "expired": ("clock", "warning"),
}
ALERTS = {
    "success": ("check-circle", "success"),
    "warning": ("exclamation-triangle", "warning"),
    "danger": ("x-circle", "danger"),
    "error": ("x-circle", "danger"),
}
KINDS = {"quiz": "question-mark-circle", "assignment": "pencil-square"}
CALLOUTS = {"tip": "light-bulb", "warning": "exclamation-triangle", "reflection": "pencil"}
AGENDAS = ("a0", "a1", "a2", "a3", "a4", "at")


@register.filter
def state_icon(code: str) -> str:
    """Name the icon of a state."""
    return STATES.get(code, ("minus", "muted"))[0]


@register.filter
def state_tone(code: str) -> str:
    """Name the tone of a state."""
    return STATES.get(code, ("minus", "muted"))[1]


@register.filter
def alert_icon(kind: str) -> str:
    """Name the icon of an alert or message."""
    return ALERTS.get(kind, ("information-circle", "primary"))[0]


@register.filter
def alert_tone(kind: str) -> str:
    """Name the tone of an alert or message."""
    return ALERTS.get(kind, ("information-circle", "primary"))[1]


@register.filter
def agenda_code(code: str) -> str:
    """Return the agenda in a course's code, *a3* of *A3-WOG*, for its cover."""
    agenda = code.lower().partition("-")[0]
    return agenda if agenda in AGENDAS else "a0"


@register.filter
def kind_icon(kind: str) -> str:
    """Name the icon of a kind of activity."""
    return KINDS.get(kind, "book-open")


@register.filter
def callout_icon(kind: str) -> str:
    """Name the icon of a callout in a lesson."""
    return CALLOUTS.get(kind, "information-circle")


@register.simple_tag
def catalogue_url() -> str:
    """Return the catalogue's address; the page tree fixes it, so no page pays a query for it."""
    return "/katalog/"
