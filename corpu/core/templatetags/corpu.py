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
