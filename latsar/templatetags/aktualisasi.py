"""Filters of the papers of aktualisasi, whose content is plain JSON."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django import template

from corpu.core.templatetags.corpu import short_date

register = template.Library()


@register.filter
def iso_day(text: str) -> str:
    """Write a day of a frozen paper as *20 Juni 2019*; nothing for none."""
    if not text:
        return ""
    moment = dt.datetime.fromisoformat(text)
    return short_date(moment if moment.tzinfo else moment.date())


@register.filter
def value_labels(codes: Iterable[str], values: Iterable[Mapping[str, str]]) -> str:
    """Name the values of a stage in the words of the curriculum."""
    labels = {one["code"]: one["label"] for one in values}
    return ", ".join(labels.get(code, code) for code in codes)
