"""Columns of staff lists: names that lead to a page, states in words and colour, marked figures."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.tables import Column, TitleColumn

from courses.models import Cohort, Programme


class NameColumn(TitleColumn):
    """A cohort's name, leading to its page."""

    def get_link_url(self, instance: Cohort, parent_context: Any) -> str:
        return reverse("courses_admin:cohort", args=[instance.slug])


class DatesColumn(Column):
    """First and last day, written out."""

    cell_template_name = "courses/admin/_dates_cell.html"


class StateColumn(Column):
    """A state as a word with its colour."""

    cell_template_name = "courses/admin/_state_cell.html"


class FigureColumn(Column):
    """JP with the mark of an unverified figure."""

    cell_template_name = "courses/admin/_figure_cell.html"


class ProgrammeColumn(TitleColumn):
    """A programme's title, leading to its page."""

    def get_link_url(self, instance: Programme, parent_context: Any) -> str:
        return reverse("programme:inspect", args=[instance.pk])
