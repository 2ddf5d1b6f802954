"""What to do now: docs/rules/next-step.md."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.next_step import (
    ActivityFacts,
    EnrolmentFacts,
    NextStep,
    next_step,
    resume_activity,
    step_of,
)
from courses.enums import CertificateStage as Paper
from courses.enums import NextKind as Kind
from courses.enums import NextReason as Why

DAY = dt.date(2019, 5, 2)


def lessons(marks):
    """`x` done, `.` not done, `o` optional and not done; ids count from 1."""
    return tuple(
        ActivityFacts(number, mark == "x", mark != "o")
        for number, mark in enumerate(marks, start=1)
    )


@pytest.mark.parametrize(
    ("marks", "last", "expected"),
    [
        ("...", None, (1, Why.NEXT_IN_ORDER)),
        ("x..", 1, (2, Why.NEXT_IN_ORDER)),
        ("x..", 3, (3, Why.LEFT_OPEN)),
        ("x.x", 3, (2, Why.LEFT_BEHIND)),
        (".xx.", 3, (4, Why.NEXT_IN_ORDER)),
        ("xxx", 3, (None, Why.ALL_DONE)),
        ("xo.", 1, (3, Why.NEXT_IN_ORDER)),
        ("xxo", 3, (None, Why.ALL_DONE)),
        # The optional lesson opened last is no place in the required order.
        (".o.", 2, (1, Why.NEXT_IN_ORDER)),
        ("..", 99, (1, Why.NEXT_IN_ORDER)),
        ("", None, (None, Why.ALL_DONE)),
    ],
)
def test_resume_lesson(marks, last, expected):
    assert resume_activity(lessons(marks), last) == expected


@given(st.text("x.o", max_size=12), st.none() | st.integers(1, 12))
def test_resume_lesson_is_always_a_required_one_that_is_left(marks, last):
    found, reason = resume_activity(lessons(marks), last)

    left = {lesson.id for lesson in lessons(marks) if lesson.is_required and not lesson.is_done}
    assert (found in left) if left else (found is None)
    assert (reason == Why.ALL_DONE) == (not left)


def facts(  # noqa: PLR0917  one line per case of the tables below
    pk=1, state="enrolled", cohort="running", starts_on=DAY, marks="..", last=None, paper=Paper.NONE
):
    return EnrolmentFacts(pk, state, cohort, starts_on, lessons(marks), last, paper)


@pytest.mark.parametrize(
    ("enrolment", "kind", "reason", "lesson"),
    [
        (facts(), Kind.START, Why.NEXT_IN_ORDER, 1),
        (facts(last=1), Kind.CONTINUE, Why.LEFT_OPEN, 1),
        (facts(marks="x.", state="active"), Kind.CONTINUE, Why.NEXT_IN_ORDER, 2),
        (facts(marks="", cohort="draft"), Kind.AWAIT_START, Why.COHORT_NOT_STARTED, None),
        (facts(marks="", cohort="open"), Kind.AWAIT_START, Why.COHORT_NOT_STARTED, None),
        (facts(marks="x.", cohort="closed"), Kind.UNFINISHED, Why.COHORT_CLOSED, None),
        (facts(marks="xx", state="completed"), Kind.AWAIT_CERTIFICATE, Why.ALL_DONE, None),
        (
            facts(marks="xx", state="completed", cohort="closed", paper=Paper.MAKING),
            Kind.AWAIT_CERTIFICATE,
            Why.ALL_DONE,
            None,
        ),
        (
            facts(marks="xx", state="completed", paper=Paper.READY),
            Kind.DOWNLOAD,
            Why.CERTIFICATE_READY,
            None,
        ),
        (facts(marks="x.", state="withdrawn"), Kind.WITHDRAWN, Why.WITHDRAWN, None),
    ],
)
def test_step_of_one_enrolment(enrolment, kind, reason, lesson):
    assert step_of(enrolment) == NextStep(kind, reason, 1, lesson)


def test_next_step_without_enrolment_is_nothing():
    assert next_step([]) == NextStep(Kind.NOTHING, Why.NO_ENROLMENT)


@pytest.mark.parametrize(
    ("enrolments", "chosen"),
    [
        # Learning comes before a certificate, a certificate before waiting.
        ([facts(1, "completed", marks="x", paper=Paper.READY), facts(2)], 2),
        ([facts(1, "completed", marks="x", paper=Paper.READY), facts(2, cohort="open")], 1),
        ([facts(1, "withdrawn"), facts(2, cohort="open")], 2),
        # What was begun comes before what can be begun.
        ([facts(1, last=1, marks="x."), facts(2, starts_on=dt.date(2020, 1, 1))], 1),
        # Of two alike, the newest.
        ([facts(1, marks="x."), facts(2, marks="x.", starts_on=dt.date(2020, 1, 1))], 2),
        ([facts(1, marks="x.", starts_on=dt.date(2020, 1, 1)), facts(2, marks="x.")], 1),
        ([facts(1, marks="x."), facts(2, marks="x.")], 2),
    ],
)
def test_next_step_chooses_among_enrolments(enrolments, chosen):
    assert next_step(enrolments).enrolment == chosen
