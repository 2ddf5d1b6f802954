"""Why an activity is closed, in one sentence, for screens and messages alike."""

from django import template

from corpu.core.templatetags.corpu import clock_time, long_date
from courses.queries.availability import Access

register = template.Library()


@register.filter
def closed_words(access: Access | None) -> str:
    """Say why it is closed and when it opens or what comes first; nothing where it is open."""
    if access is None or access.reason is None:
        return ""
    moment = f"{long_date(access.moment)}, {clock_time(access.moment)}" if access.moment else ""
    return str(access.reason.label) % {**access.words, "moment": moment}
