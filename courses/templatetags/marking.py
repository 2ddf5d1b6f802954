"""How work is named to those who mark it, with or without the names of its people."""

from django import template
from django.utils.translation import gettext as _

from courses.queries.marking_queue import WorkName

register = template.Library()


@register.filter
def work_label(name: WorkName) -> str:
    """Return the name, or where names are hidden a label that always stays the same."""
    if name.name:
        return name.name
    words = _("Work %(number)s") if name.is_group else _("Participant %(number)s")
    return words % {"number": name.number}


@register.filter
def waiting_days(moment: object, now: object) -> int:
    """Return whole days between two moments."""
    return (now - moment).days  # type: ignore[operator,no-any-return]
