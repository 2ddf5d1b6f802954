"""Which content programmes and cohorts hold on to, so that it must not disappear."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.models import Page

from courses.models import ProgrammeCourse, RequiredCourse, RequiredLesson


def is_held(pages: Iterable[Page]) -> bool:
    """Whether a programme or cohort needs one of these pages or anything below them."""
    paths = [page.path for page in pages]
    if not paths:
        return False
    return (
        ProgrammeCourse.objects.filter(_below("course__path", paths)).exists()
        or RequiredCourse.objects.filter(_below("course__path", paths)).exists()
        or RequiredLesson.objects.filter(_below("lesson__path", paths)).exists()
    )


def _below(field: str, paths: list[str]) -> Q:
    return reduce(or_, (Q(**{f"{field}__startswith": path}) for path in paths))
