"""Questions as forms, and times to the second, as trainees compare them with their own clock."""

import datetime as dt
from decimal import Decimal

from django import template
from django.utils import timezone

from courses.forms import quiz_answers
from courses.forms.quiz_answers import AskedQuestion
from courses.queries.attempt_sheets import SheetQuestion

register = template.Library()


@register.filter
def exact_time(value: dt.datetime | None) -> str:
    """Write a time as *10.32.05*."""
    return "" if value is None else f"{timezone.localtime(value):%H.%M.%S}"


@register.filter
def asked(question: SheetQuestion) -> AskedQuestion:
    """Return a question with its fields."""
    return quiz_answers.asked(question)


@register.filter
def missing_to(percent: Decimal, mark: Decimal) -> Decimal:
    """Return how many percentage points a result lacks."""
    return max(mark - percent, Decimal(0))
