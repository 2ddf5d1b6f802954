"""What is to be said about sessions before they are saved: faults, remarks, clashes everywhere."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property

from corpu.accounts.models import User
from courses.domain.clashes import Clash, Slot, clashes_of
from courses.domain.phases import PhaseDates
from courses.domain.sessions import (
    WEIGHTY,
    SessionPlan,
    Surroundings,
    faults_of,
    remarks_of,
)
from courses.enums import (
    MEMBER_STATES,
    ClashKind,
    ClashSentence,
    SessionFault,
    SessionRemark,
    SessionState,
)
from courses.models import Cohort, Holiday, Room, Session
from courses.queries.curriculum import curriculum_of
from courses.queries.session_words import moment_words
from courses.queries.staffing import eligible_staff


@dataclass(frozen=True, slots=True)
class NamedClash:
    """A clash in words; `session` is the other one, None where it is row `row` of the same list.

    `key` is the id of what both need, None for the whole cohort.
    """

    kind: ClashKind
    what: str
    title: str
    cohort: str
    when: str
    session: Session | None = None
    row: int | None = None
    key: int | None = None

    def __str__(self) -> str:
        whole = self.kind == ClashKind.GROUP and not self.what
        sentence = ClashSentence.WHOLE_COHORT if whole else ClashSentence(self.kind.value)
        words = {
            "what": self.what,
            "session": self.title,
            "cohort": self.cohort,
            "when": self.when,
        }
        return str(sentence.label) % words


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said about one session: what is wrong, what is remarkable, what clashes."""

    faults: tuple[SessionFault, ...] = ()
    remarks: tuple[SessionRemark, ...] = ()
    clashes: tuple[NamedClash, ...] = ()

    @property
    def weighty(self) -> tuple[SessionRemark, ...]:
        """The remarks that somebody has to confirm."""
        return tuple(remark for remark in self.remarks if remark in WEIGHTY)

    @property
    def asks(self) -> bool:
        """Whether it may only be saved despite something."""
        return bool(self.clashes or self.weighty)


def judge(
    cohort: Cohort,
    plans: Sequence[SessionPlan],
    *,
    keeping: Sequence[Session] = (),
    around: Surroundings | None = None,
) -> tuple[Judgement, ...]:
    """Judge sessions as one list, each against those before it and everything planned anywhere.

    `keeping` are the sessions that plans change: they are in nobody's way, and their rooms and
    instructors may stay although they could not be chosen any more. `around` is given by who
    judges phases or groups that are still to be made. At most thirteen queries for any number.
    """
    around = around or surroundings_of(cohort, keeping=keeping)
    faults = [faults_of(plan, around) for plan in plans]
    sound = [plan for plan, wrong in zip(plans, faults, strict=True) if not wrong]
    others = {row.pk: row for row in _others(cohort, sound, keeping)}
    names = _Names(cohort, others, plans)
    slots = [slot_of(row) for row in others.values()]
    judged = []
    for row, (plan, wrong) in enumerate(zip(plans, faults, strict=True)):
        if wrong:
            judged.append(Judgement(faults=wrong))
            continue
        slot = plan.slot(key=-row - 1, cohort=cohort.pk)
        found = tuple(names.name(clash) for clash in clashes_of(slot, slots))
        judged.append(Judgement(remarks=remarks_of(plan, around), clashes=found))
        slots.append(slot)
    return tuple(judged)


def slot_of(session: Session) -> Slot:
    """Return what a stored session needs; its instructors are prefetched."""
    return Slot(
        key=session.pk,
        cohort=session.cohort_id,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        mode=session.mode,
        group=session.group_id,
        room=session.room_id,
        instructors=frozenset(place.user_id for place in session.taught_by.all()),
    )


def surroundings_of(cohort: Cohort, *, keeping: Sequence[Session] = ()) -> Surroundings:
    """Return what a session of this cohort may refer to."""
    kept_rooms = [one.room_id for one in keeping if one.room_id]
    kept_people = {place.user_id for one in keeping for place in one.taught_by.all()}
    kept_courses = {one.course_id for one in keeping if one.course_id}
    rooms = Room.objects.filter(Q(is_active=True) | Q(pk__in=kept_rooms))
    members = Count("members", filter=Q(members__enrolment__state__in=MEMBER_STATES))
    return Surroundings(
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        people=cohort.enrolments.members().count(),
        phases={
            row.pk: PhaseDates(row.code, row.starts_on, row.ends_on) for row in cohort.phases.all()
        },
        courses=frozenset(course.page for course in curriculum_of(cohort)) | kept_courses,
        groups=dict(cohort.groups.annotate(people=members).values_list("pk", "people")),
        rooms=dict(rooms.values_list("pk", "seats")),
        teachers=frozenset(teachers_of(cohort).values_list("pk", flat=True)) | kept_people,
        holidays=frozenset(Holiday.objects.values_list("day", flat=True)),
    )


def clash_with(session: Session, clash: Clash, what: str) -> NamedClash:
    """Name a clash with a stored session, whose cohort is loaded."""
    when = moment_words(session.starts_at, session.ends_at, session.time_zone)
    name = session.cohort.name
    return NamedClash(clash.kind, what, session.title, name, when, session=session, key=clash.what)


def teachers_of(cohort: Cohort) -> QuerySet[User]:
    """Who may teach a session of the cohort: active organisers, instructors, and its staff."""
    return eligible_staff(cohort).filter(is_active=True)


def _others(
    cohort: Cohort, plans: Sequence[SessionPlan], keeping: Sequence[Session]
) -> QuerySet[Session]:
    if not plans:
        return Session.objects.none()
    needed = _needed(plan.slot(key=0, cohort=cohort.pk) for plan in plans)
    found = Session.objects.filter(
        Q(cohort=cohort) | Q(room__in=needed.rooms) | Q(instructors__in=needed.instructors),
        state=SessionState.PLANNED,
        starts_at__lt=needed.until,
        ends_at__gt=needed.since,
    ).exclude(pk__in=[one.pk for one in keeping])
    found = found.select_related("cohort").prefetch_related("taught_by")
    return found.order_by("starts_at", "pk").distinct()


@dataclass(frozen=True, slots=True)
class _Needed:
    rooms: frozenset[int]
    instructors: frozenset[int]
    since: dt.datetime
    until: dt.datetime


def _needed(slots: Iterable[Slot]) -> _Needed:
    slots = list(slots)
    return _Needed(
        rooms=frozenset(slot.room for slot in slots if slot.room is not None),
        instructors=frozenset().union(*(slot.instructors for slot in slots)),
        since=min(slot.starts_at for slot in slots),
        until=max(slot.ends_at for slot in slots),
    )


class _Names:
    """Gives clashes their words; asks for names only where there is a clash."""

    def __init__(
        self, cohort: Cohort, others: dict[int, Session], plans: Sequence[SessionPlan]
    ) -> None:
        self.cohort, self.others, self.plans = cohort, others, plans

    def name(self, clash: Clash) -> NamedClash:
        what = self._what.get((clash.kind, clash.what), "")
        if clash.other > 0:
            return clash_with(self.others[clash.other], clash, what)
        row = -clash.other - 1
        fields = self.plans[row].fields
        when = moment_words(fields.starts_at, fields.ends_at, fields.time_zone)
        return NamedClash(
            clash.kind, what, fields.title, self.cohort.name, when, row=row, key=clash.what
        )

    @cached_property
    def _what(self) -> dict[tuple[ClashKind, int | None], str]:
        rooms = {plan.fields.room for plan in self.plans if plan.fields.room}
        people = frozenset[int]().union(*(plan.instructors for plan in self.plans))
        found = [(ClashKind.ROOM, row.pk, str(row)) for row in Room.objects.filter(pk__in=rooms)]
        found += [
            (ClashKind.INSTRUCTOR, row.pk, row.name) for row in User.objects.filter(pk__in=people)
        ]
        found += [(ClashKind.GROUP, row.pk, row.name) for row in self.cohort.groups.all()]
        return {(kind, key): name for kind, key, name in found}
