"""Who would gain and who would lose a completion if the rules of an activity changed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from certificates.enums import CertificateState
from courses.domain.counting import AttemptResult, counted_percent, is_passed
from courses.domain.policies import QuizPolicy
from courses.domain.rule_changes import (
    ActivityRules,
    PersonEffect,
    PersonFacts,
    differences,
    effects,
)
from courses.enums import ActivityKind, AttemptState, Effect
from courses.models import Completion, Enrolment, QuizAttempt, RequiredActivity
from courses.queries.course_facts import CourseCount, course_counts


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One person with what would change; who holds a certificate cannot lose anything."""

    enrolment: int
    name: str
    gains: tuple[Effect, ...]
    losses: tuple[Effect, ...]
    holds_certificate: bool


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """What a change of rules does: the rules that differ, and the people it reaches."""

    differences: Mapping[str, tuple[Any, Any]]
    people: tuple[PersonChange, ...]

    @property
    def gaining(self) -> list[PersonChange]:
        return [person for person in self.people if person.gains]

    @property
    def losing(self) -> list[PersonChange]:
        return [person for person in self.people if person.losses]


def rules_of(activity: RequiredActivity) -> ActivityRules:
    """Return the rules that hold now."""
    return ActivityRules(
        is_required=activity.is_required,
        availability=activity.availability,
        after=activity.after_id,
        opens_at=activity.opens_at,
        due_at=activity.due_at,
        closes_at=activity.closes_at,
        policy=activity.policy,
    )


def preview_change(activity: RequiredActivity, rules: ActivityRules) -> ChangePreview:
    """Return what these rules would change (four queries at most, for any number of people)."""
    members = Enrolment.objects.members().filter(
        cohort__required_courses=activity.required_course_id
    )
    people = list(members.select_related("user", "certificate").order_by("user__full_name", "pk"))
    return preview_for(people, activity, rules)


def preview_for(
    people: Sequence[Enrolment], activity: RequiredActivity, rules: ActivityRules
) -> ChangePreview:
    """The same for these members, whose user and certificate are there already."""
    before = rules_of(activity)
    facts = _facts(people, activity, before, rules)
    known = {person.pk: person for person in people}
    found = effects(facts, activity.required_course_id, before, rules)
    return ChangePreview(
        differences=differences(before, rules),
        people=tuple(_row(known[effect.enrolment], effect) for effect in found),
    )


def holds_certificate(enrolment: Enrolment) -> bool:
    """Whether a certificate says that this person has completed, and nobody has revoked it."""
    certificate = enrolment.certificate
    return certificate is not None and certificate.state != CertificateState.REVOKED


def _row(person: Enrolment, effect: PersonEffect) -> PersonChange:
    return PersonChange(
        enrolment=person.pk,
        name=person.user.name,
        gains=effect.gains,
        losses=effect.losses,
        holds_certificate=holds_certificate(person),
    )


def _facts(
    people: Sequence[Enrolment],
    activity: RequiredActivity,
    before: ActivityRules,
    after: ActivityRules,
) -> list[PersonFacts]:
    counts = course_counts(people)
    own = Completion.objects.filter(activity=activity, enrolment__in=people)
    completions = {completion.enrolment_id: completion for completion in own}
    earned = _earned(people, activity, before, after)
    return [
        replace(
            _person(person, counts[person.pk], completions.get(person.pk)),
            earns=earned.get(person.pk),
        )
        for person in people
    ]


def _person(
    person: Enrolment,
    counts: Sequence[CourseCount],
    completion: Completion | None,
) -> PersonFacts:
    stands = completion is not None and completion.taken_back_at is None
    return PersonFacts(
        enrolment=person.pk,
        courses=tuple(count.facts for count in counts),
        how=completion.how if completion and stands else None,
        was_taken_back=completion is not None and not stands,
        completed_courses=frozenset(count.facts.id for count in counts if count.completed_at),
        has_completed=person.completed_at is not None,
    )


def _earned(
    people: Sequence[Enrolment],
    activity: RequiredActivity,
    before: ActivityRules,
    after: ActivityRules,
) -> dict[int, bool]:
    """Whether the attempts of each are enough by the new rules; only where those ask anew."""
    if activity.kind != ActivityKind.QUIZ:
        return {}
    old, new = QuizPolicy.from_json(before.policy), QuizPolicy.from_json(after.policy)
    if (old.counting, old.pass_mark) == (new.counting, new.pass_mark):
        return {}
    results: dict[int, list[AttemptResult]] = defaultdict(list)
    attempts = QuizAttempt.objects.filter(activity=activity, enrolment__in=people)
    for person, number, percent in attempts.exclude(state=AttemptState.OPEN).values_list(
        "enrolment_id", "number", "percent"
    ):
        results[person].append(AttemptResult(number, percent))
    counted = {person: counted_percent(rows, new.counting) for person, rows in results.items()}
    return {
        person: is_passed(percent, new.pass_mark)
        for person, percent in counted.items()
        if percent is not None
    }
