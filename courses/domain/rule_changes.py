"""What a changed rule of one activity would give to a person, or take away."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from courses.domain.progress import CourseFacts, standing
from courses.enums import Availability, CompletionHow, Effect


@dataclass(frozen=True, slots=True)
class ActivityRules:
    """All rules of one pinned activity; `policy` is that of a quiz or assignment as stored."""

    is_required: bool = True
    availability: str = Availability.ALWAYS
    after: int | None = None
    opens_at: dt.datetime | None = None
    due_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None
    policy: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person before the change.

    `how` completed the activity (None: it is not completed). `earns` says whether what the person
    did is enough by the new rule; None where the change does not touch it or it is not known yet.
    `was_taken_back`: a person has decided against this completion, so no rule brings it back.
    """

    enrolment: int
    courses: tuple[CourseFacts, ...]
    how: str | None = None
    was_taken_back: bool = False
    earns: bool | None = None
    completed_courses: frozenset[int] = frozenset()
    has_completed: bool = False


@dataclass(frozen=True, slots=True)
class PersonEffect:
    """What one person would gain and lose."""

    enrolment: int
    gains: tuple[Effect, ...] = ()
    losses: tuple[Effect, ...] = ()


def differences(before: ActivityRules, after: ActivityRules) -> dict[str, tuple[Any, Any]]:
    """The rules that change, each with what it was and what it becomes; policies rule by rule."""
    was, becomes = asdict(before), asdict(after)
    old, new = was.pop("policy"), becomes.pop("policy")
    rows = [*was.items(), *old.items()]
    target = {**becomes, **new}
    found = {name: (value, target.get(name)) for name, value in rows if value != target.get(name)}
    return found | {name: (None, value) for name, value in new.items() if name not in old}


def effect_on(
    person: PersonFacts, course: int, before: ActivityRules, after: ActivityRules
) -> PersonEffect:
    """What the change would do to one person in this activity, its course and the cohort.

    Only what this change causes counts as a loss: what a person kept after an earlier change is not
    taken up again.
    """
    gains_activity = person.how is None and person.earns is True and not person.was_taken_back
    loses_activity = person.how == CompletionHow.PASSED and person.earns is False
    was_done = person.how is not None
    is_done = (was_done or gains_activity) and not loses_activity
    changed = tuple(
        _recounted(one, before, after, was_done=was_done, is_done=is_done)
        if one.id == course
        else one
        for one in person.courses
    )
    now = {one.id: one.is_complete for one in changed}
    then = {one.id: one.is_complete for one in person.courses}
    had_course = course in person.completed_courses
    is_all, was_all = standing(changed).is_complete, standing(person.courses).is_complete
    gains = {
        Effect.ACTIVITY: gains_activity,
        Effect.COURSE: now[course] and not had_course,
        Effect.COHORT: is_all and not person.has_completed,
    }
    losses = {
        Effect.ACTIVITY: loses_activity,
        Effect.COURSE: had_course and then[course] and not now[course],
        Effect.COHORT: person.has_completed and was_all and not is_all,
    }
    return PersonEffect(
        person.enrolment,
        tuple(effect for effect, holds in gains.items() if holds),
        tuple(effect for effect, holds in losses.items() if holds),
    )


def effects(
    people: Sequence[PersonFacts], course: int, before: ActivityRules, after: ActivityRules
) -> tuple[PersonEffect, ...]:
    """The effects on everybody whom the change reaches, in the order given."""
    found = (effect_on(person, course, before, after) for person in people)
    return tuple(effect for effect in found if effect.gains or effect.losses)


def _recounted(
    course: CourseFacts,
    before: ActivityRules,
    after: ActivityRules,
    *,
    was_done: bool,
    is_done: bool,
) -> CourseFacts:
    return replace(
        course,
        total=course.total - before.is_required + after.is_required,
        done=course.done - (before.is_required and was_done) + (after.is_required and is_done),
    )
