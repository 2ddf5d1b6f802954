"""What is open to a person, from when to when and why not, with personal extensions applied."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q

from corpu.core import clock
from courses.domain.availability import (
    ActivityAccess,
    PinnedFacts,
    closed_because,
    extended,
    may_read,
    missing_before,
)
from courses.enums import ActivityKind, Availability, Closed
from courses.models import (
    Completion,
    Enrolment,
    Extension,
    QuizAttempt,
    RequiredActivity,
    Submission,
)

# What to complete first, in order: pinned activity and title.
First = tuple[tuple[int, str], ...]
# A lesson that is open as long as its cohort runs.
PLAIN: dict[str, Any] = {
    "kind": ActivityKind.LESSON,
    "availability": Availability.ALWAYS,
    "opens_at": None,
    "due_at": None,
    "closes_at": None,
}
RULES = tuple(field for field in PLAIN if field != "kind")


@dataclass(frozen=True, slots=True)
class Access:
    """Whether one activity is open to one person now, and within which limits.

    `is_open`: it may be worked on. `may_read`: it may be shown. Dates are those of this person.
    """

    activity: int
    reason: Closed | None
    may_read: bool
    opens_at: dt.datetime | None = None
    due_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None
    extra_minutes: int = 0
    extra_attempts: int = 0
    first: First = ()

    @property
    def is_open(self) -> bool:
        return self.reason is None

    @property
    def moment(self) -> dt.datetime | None:
        """The moment that the reason is about."""
        return {Closed.NOT_YET: self.opens_at, Closed.OVER: self.closes_at}.get(
            self.reason or Closed.BEFORE
        )

    @property
    def words(self) -> dict[str, Any]:
        """What the label of the reason names; `closed_words` writes it out."""
        return {"moment": self.moment, "activity": self.first[0][1] if self.first else ""}


def access_of(enrolment: Enrolment, activity: RequiredActivity) -> Access:
    """Return the access of one person to one activity.

    No query for a lesson without rules; at most four otherwise. `enrolment` comes with its cohort.
    """
    has_rules = _has_rules(activity)
    done: Collection[int] = ()
    if has_rules:
        own = Completion.objects.standing().filter(enrolment=enrolment)
        done = set(own.values_list("activity_id", flat=True))
    first: First = ()
    if activity.availability != Availability.ALWAYS:
        first = _first(pinned_facts(activity), _Pinned.of(pinned_in([enrolment.cohort_id])), done)
    given: Iterable[Extension] = ()
    if has_rules or activity.kind != ActivityKind.LESSON:
        given = Extension.objects.filter(enrolment=enrolment, activity=activity)
    access = _access(enrolment, activity, first, given, is_done=activity.pk in done)
    if access.may_read or not _has_begun(enrolment, activity):
        return access
    return replace(access, may_read=may_read(access.reason, activity.kind, has_worked=True))


def with_grants(access: Access, enrolment: Enrolment) -> Access:
    """Add the extra time and attempts of a quiz, which an outline does not read (one query)."""
    given = list(Extension.objects.filter(enrolment=enrolment, activity=access.activity))
    return replace(
        access,
        extra_minutes=sum(extension.minutes for extension in given),
        extra_attempts=sum(extension.attempts for extension in given),
    )


def access_map(enrolment: Enrolment) -> dict[int, Access]:
    """Return the access of one person to every activity of the cohort by its id; three queries."""
    own = Completion.objects.standing().filter(enrolment=enrolment)
    return accesses(
        enrolment,
        pinned_in([enrolment.cohort_id]),
        set(own.values_list("activity_id", flat=True)),
        extensions_of([enrolment])[enrolment.pk],
    )


def accesses(
    enrolment: Enrolment,
    pinned: Sequence[RequiredActivity],
    done: Collection[int],
    extensions: Mapping[int, Iterable[Extension]],
) -> dict[int, Access]:
    """The same from what has been read already (no query); `pinned` is the cohort's, in order.

    Work that was begun and is closed to more of it is shown on its own page only.
    """
    facts = _Pinned.of(pinned)
    return {
        activity.pk: _access(
            enrolment,
            activity,
            _first(own, facts, done),
            extensions.get(activity.pk, ()),
            is_done=activity.pk in done,
        )
        for activity, own in zip(pinned, facts.facts, strict=True)
    }


def moved_dates(
    enrolments: Sequence[Enrolment],
    pinned: Iterable[RequiredActivity],
    *,
    counts_attempts: bool = False,
) -> dict[int, dict[int, list[Extension]]]:
    """Return the extensions of people, read only where there is a limit that they could move."""
    is_limited = any(
        one.due_at is not None
        or one.closes_at is not None
        or (counts_attempts and one.kind == ActivityKind.QUIZ)
        for one in pinned
    )
    return extensions_of(enrolments if is_limited else ())


def extensions_of(enrolments: Sequence[Enrolment]) -> dict[int, dict[int, list[Extension]]]:
    """Return the extensions of people by enrolment and activity (at most one query)."""
    found: dict[int, dict[int, list[Extension]]] = defaultdict(lambda: defaultdict(list))
    people = [enrolment.pk for enrolment in enrolments]
    for extension in Extension.objects.filter(enrolment__in=people):
        found[extension.enrolment_id][extension.activity_id].append(extension)
    return found


def page_access(user: Any, page_id: int) -> Access | None:
    """Return how an activity page is open to a person; None where no cohort of theirs pinned it.

    Asked for the same enrolment as `courses.queries.reading` shows the page for. One query for a
    lesson without rules, which most are.
    """
    own = Enrolment.objects.of(user).readable().holding_activity(page_id)
    pinned = "cohort__required_courses__activities"
    rows = own.current_first().annotate(
        pinned=F(pinned),
        is_plain=Q(**{f"{pinned}__{field}": value for field, value in PLAIN.items()}),
    )
    enrolment: Any = rows.select_related("cohort").first()
    if enrolment is None:
        return None
    activity = RequiredActivity(pk=enrolment.pinned, **PLAIN)
    if not enrolment.is_plain:
        activity = RequiredActivity.objects.get(pk=enrolment.pinned)
    return access_of(enrolment, activity)


def pinned_in(cohorts: Iterable[int]) -> list[RequiredActivity]:
    """Return what these cohorts still have, in order, with courses and pages."""
    activities = RequiredActivity.objects.standing().filter(required_course__cohort__in=cohorts)
    return list(activities.select_related("required_course", "page").order_by("position", "pk"))


def pinned_facts(activity: RequiredActivity) -> PinnedFacts:
    """Return the activity as the rules know it."""
    return PinnedFacts(
        id=activity.pk,
        course=activity.required_course_id,
        is_required=activity.is_required,
        availability=activity.availability,
        after=activity.after_id,
    )


@dataclass(frozen=True, slots=True)
class _Pinned:
    """The activities of a cohort as the rules know them, with the titles of the pages now."""

    facts: tuple[PinnedFacts, ...]
    titles: dict[int, str]

    @classmethod
    def of(cls, pinned: Sequence[RequiredActivity]) -> "_Pinned":
        return cls(tuple(map(pinned_facts, pinned)), {one.pk: one.page.title for one in pinned})


def _first(activity: PinnedFacts, pinned: _Pinned, done: Collection[int]) -> First:
    missing = missing_before(activity, pinned.facts, done)
    return tuple((one, pinned.titles[one]) for one in missing)


def _access(
    enrolment: Enrolment,
    activity: RequiredActivity,
    first: First,
    extensions: Iterable[Extension],
    *,
    is_done: bool,
) -> Access:
    given = list(extensions)
    untils = [extension.until for extension in given]
    closes_at = extended(activity.closes_at, untils)
    reason = closed_because(
        ActivityAccess(
            cohort_state=enrolment.cohort.state,
            enrolment_state=enrolment.state,
            opens_at=activity.opens_at,
            closes_at=closes_at,
            missing=tuple(one for one, _title in first),
        ),
        now=clock.now(),
    )
    return Access(
        activity=activity.pk,
        reason=reason,
        may_read=may_read(reason, activity.kind, has_worked=is_done),
        opens_at=activity.opens_at,
        due_at=extended(activity.due_at, untils),
        closes_at=closes_at,
        extra_minutes=sum(extension.minutes for extension in given),
        extra_attempts=sum(extension.attempts for extension in given),
        first=first,
    )


def _has_rules(activity: RequiredActivity) -> bool:
    return any(getattr(activity, field) != PLAIN[field] for field in RULES)


def _has_begun(enrolment: Enrolment, activity: RequiredActivity) -> bool:
    """Whether there is work to show, although the activity is closed to more of it."""
    if activity.kind == ActivityKind.QUIZ:
        return QuizAttempt.objects.filter(enrolment=enrolment, activity=activity).exists()
    if activity.kind == ActivityKind.ASSIGNMENT:
        own = Q(enrolment=enrolment) | Q(group__members=enrolment)
        return Submission.objects.filter(own, activity=activity).exists()
    return False
