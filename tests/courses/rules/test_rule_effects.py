"""What a changed rule gives and takes: docs/rules/completion.md."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.progress import CourseFacts, standing
from courses.domain.rule_changes import (
    ActivityRules,
    PersonFacts,
    differences,
    effect_on,
    effects,
)
from courses.enums import CompletionHow as How
from courses.enums import Effect

REQUIRED, OPTIONAL = ActivityRules(), ActivityRules(is_required=False)
A, COURSE, COHORT = Effect.ACTIVITY, Effect.COURSE, Effect.COHORT


def person(done, total, *, is_required=True, kept=False, others=(), **fields):
    """One course (id 1) with `done` of `total`, completed where that is all, or kept."""
    own = CourseFacts(1, is_required, total, done)
    courses = (own, *others)
    has_course = own.is_complete or kept
    return PersonFacts(
        **{
            "enrolment": 1,
            "courses": courses,
            "completed_courses": frozenset({1} if has_course else ()),
            "has_completed": standing(courses).is_complete or kept,
        }
        | fields
    )


LEFT = CourseFacts(2, is_required=True, total=1, done=0)


@pytest.mark.parametrize(
    ("facts", "before", "after", "gains", "losses"),
    [
        # Required becomes optional.
        (person(1, 2), REQUIRED, OPTIONAL, (COURSE, COHORT), ()),
        (person(1, 2, others=[LEFT]), REQUIRED, OPTIONAL, (COURSE,), ()),
        (person(1, 2, is_required=False, others=[LEFT]), REQUIRED, OPTIONAL, (COURSE,), ()),
        (person(1, 3), REQUIRED, OPTIONAL, (), ()),
        (person(2, 2, how=How.CONFIRMED), REQUIRED, OPTIONAL, (), ()),
        # The only one of its course: a course without any cannot be complete.
        (person(0, 1), REQUIRED, OPTIONAL, (), ()),
        # Optional becomes required.
        (person(1, 1), OPTIONAL, REQUIRED, (), (COURSE, COHORT)),
        (person(1, 1, how=How.WAIVED), OPTIONAL, REQUIRED, (), ()),
        (person(0, 1), OPTIONAL, REQUIRED, (), ()),
        # Kept after an earlier change: not taken up again.
        (person(1, 2, kept=True), REQUIRED, REQUIRED, (), ()),
        (person(1, 2, kept=True), OPTIONAL, REQUIRED, (), ()),
        # A quiz by other marks.
        (person(0, 1, earns=True), REQUIRED, REQUIRED, (A, COURSE, COHORT), ()),
        (person(0, 1, earns=True, was_taken_back=True), REQUIRED, REQUIRED, (), ()),
        (person(0, 1, earns=False), REQUIRED, REQUIRED, (), ()),
        (person(1, 1, how=How.PASSED, earns=True), REQUIRED, REQUIRED, (), ()),
        (person(1, 1, how=How.PASSED, earns=None), REQUIRED, REQUIRED, (), ()),
        (person(1, 1, how=How.PASSED, earns=False), REQUIRED, REQUIRED, (), (A, COURSE, COHORT)),
        (person(1, 1, how=How.WAIVED, earns=False), REQUIRED, REQUIRED, (), ()),
        (person(1, 1, how=How.PASSED, earns=False), OPTIONAL, OPTIONAL, (), (A,)),
        (person(2, 2, how=How.PASSED, earns=False), REQUIRED, OPTIONAL, (), (A,)),
    ],
)
def test_effect_on(facts, before, after, gains, losses):
    effect = effect_on(facts, 1, before, after)

    assert (effect.gains, effect.losses) == (gains, losses)


def test_effects_leave_out_whom_nothing_reaches():
    rows = [person(1, 2), dataclasses.replace(person(0, 2), enrolment=2)]

    assert [effect.enrolment for effect in effects(rows, 1, REQUIRED, OPTIONAL)] == [1]


@given(st.integers(0, 4), st.integers(1, 4), st.booleans(), st.booleans())
def test_what_does_not_change_reaches_nobody(done, total, was_done, is_required):
    facts = person(min(done, total), total, how=How.CONFIRMED if was_done else None)
    before = ActivityRules(is_required=is_required)
    if (was_done and is_required and not done) or (not was_done and is_required and done >= total):
        return

    assert not effect_on(facts, 1, before, before).losses
    assert not effect_on(facts, 1, before, before).gains


def test_differences_name_rules_of_the_policy_one_by_one():
    before = ActivityRules(policy={"attempts": 1, "pass_mark": "70"})
    after = ActivityRules(
        is_required=False, policy={"attempts": 1, "pass_mark": "80", "minutes": 20}
    )

    assert differences(before, after) == {
        "is_required": (True, False),
        "pass_mark": ("70", "80"),
        "minutes": (None, 20),
    }
    assert differences(before, before) == {}
