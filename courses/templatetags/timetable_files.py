"""What is said of the rows of a timetable sheet."""

from django import template

from courses.domain.sessions import SessionFields
from courses.domain.timetable_rows import RowProblem
from courses.queries.session_words import moment_words

register = template.Library()


@register.filter
def problem_words(problem: RowProblem) -> str:
    """Say what must be corrected, and in which column."""
    words = str(problem.code.label) % dict(problem.parameters)
    return f"{problem.column.value}: {words}" if problem.column else words


@register.filter
def planned_words(fields: SessionFields) -> str:
    """Write the day and the hours of a session as it would be planned."""
    return moment_words(fields.starts_at, fields.ends_at, fields.time_zone)
