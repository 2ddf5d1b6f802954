"""What the pages of the bank and of quizzes show: figures as written, what a quiz can draw."""

from decimal import Decimal

from django import template
from django.utils import formats

from courses.models import QuizPage
from courses.queries.questions import PartSupply, supply_of

register = template.Library()


@register.simple_tag
def quiz_supply(page: QuizPage) -> list[PartSupply]:
    """Return what the bank has for each part of a quiz; a new page has no parts yet."""
    return supply_of(page) if page.pk else []


@register.filter
def figure(number: Decimal) -> str:
    """Write a number without the zeros nobody wrote, *33,34*."""
    return formats.number_format(Decimal(f"{number.normalize():f}"))
