"""The rules of the timetable: clashes, phases, faults and remarks, shifted days, JP."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpu.core.domain.figures import Figure
from courses.domain.clashes import Clash, Slot, all_clashes, clashes_of
from courses.domain.date_shifting import TeachingDays, shift, shift_last, weekdays_of
from courses.domain.phases import PhaseDates, contains, current, days_left, objections, stage_of
from courses.domain.sessions import SessionPlan, Surroundings, faults_of, remarks_of
from courses.domain.teaching_load import (
    TaughtSession,
    course_load,
    jp_range,
    per_instructor,
)
from courses.enums import (
    ClashKind,
    LoadVerdict,
    PhaseFault,
    PhaseStage,
    SessionFault,
    SessionMode,
    SessionRemark,
)
from tests.courses.timetable.world import DAY, at, fields

# A busy machine draws slowly.
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)

BASE = Slot(1, 7, at(hour=8), at(hour=10), "klasikal", None, 5, frozenset({3}))


def beside(**changes):
    return replace(BASE, key=2, cohort=8, room=None, instructors=frozenset(), **changes)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (beside(), []),
        (replace(beside(), room=5), [("room", 5)]),
        (replace(beside(), instructors=frozenset({3, 4})), [("instructor", 3)]),
        (replace(beside(), cohort=7), [("group", None)]),
        (replace(beside(), cohort=7, group=1), [("group", 1)]),
        (replace(BASE, key=2), [("room", 5), ("instructor", 3), ("group", None)]),
        # One begins when the other ends.
        (replace(BASE, key=2, starts_at=at(hour=10), ends_at=at(hour=12)), []),
        (replace(BASE, key=2, starts_at=at(hour=6), ends_at=at(hour=8)), []),
        (
            replace(BASE, key=2, starts_at=at(hour=9, minute=59), ends_at=at(hour=12)),
            [("room", 5), ("instructor", 3), ("group", None)],
        ),
        # The same hour of another zone is another hour.
        (
            replace(
                BASE,
                key=2,
                starts_at=at(hour=10, zone="Asia/Jayapura"),
                ends_at=at(hour=12, zone="Asia/Jayapura"),
            ),
            [("room", 5), ("instructor", 3), ("group", None)],
        ),
        # On one's own nobody is bound, but the room is.
        (replace(BASE, key=2, mode="async"), [("room", 5)]),
        (replace(BASE, key=2, mode="workplace", room=None), []),
        # The session itself.
        (BASE, []),
    ],
)
def test_clashes(other, expected):
    found = clashes_of(BASE, [other])

    assert [(clash.kind.value, clash.what) for clash in found] == expected
    assert all(clash.other == other.key for clash in found)


def test_two_groups_of_a_cohort_learn_beside_each_other():
    one, two = (
        replace(BASE, group=1),
        replace(BASE, key=2, group=2, room=6, instructors=frozenset()),
    )

    assert clashes_of(one, [two]) == ()
    assert clashes_of(one, [replace(two, group=1)]) == (Clash(ClashKind.GROUP, 2, 1),)


slots = st.lists(
    st.tuples(
        st.integers(0, 10),
        st.integers(1, 4),
        st.integers(1, 2),
        st.sampled_from([None, 1, 2]),
        st.sampled_from([None, 1, 2]),
        st.sampled_from([frozenset(), frozenset({1}), frozenset({1, 2})]),
    ),
    max_size=6,
)


@PATIENT
@given(slots)
def test_all_clashes_are_the_clashes_of_each_with_each(drawn):
    made = [
        Slot(key, cohort, at(hour=start), at(hour=start + length), "sync", group, room, people)
        for key, (start, length, cohort, group, room, people) in enumerate(drawn, start=1)
    ]
    pairs = {
        (frozenset({slot.key, clash.other}), clash.kind, clash.what)
        for slot in made
        for clash in clashes_of(slot, made)
    }
    told = [
        (frozenset({key, clash.other}), clash.kind, clash.what) for key, clash in all_clashes(made)
    ]

    assert set(told) == pairs
    assert len(told) == len(pairs)


# --- phases ---

MAY = PhaseDates("A", dt.date(2019, 5, 6), dt.date(2019, 5, 10))


@pytest.mark.parametrize(
    ("day", "stage", "left"),
    [
        (dt.date(2019, 5, 5), PhaseStage.AHEAD, None),
        (dt.date(2019, 5, 6), PhaseStage.NOW, 4),
        (dt.date(2019, 5, 10), PhaseStage.NOW, 0),
        (dt.date(2019, 5, 11), PhaseStage.PAST, None),
    ],
)
def test_where_a_phase_lies(day, stage, left):
    assert stage_of(MAY, day) == stage
    assert days_left(MAY, day) == left
    assert contains(MAY, day) is (stage == PhaseStage.NOW)
    assert current([MAY, PhaseDates("B")], day) == ((MAY,) if stage == PhaseStage.NOW else ())


def test_a_phase_without_dates_keeps_no_day_out():
    assert stage_of(PhaseDates("B"), DAY) == PhaseStage.UNDATED
    assert days_left(PhaseDates("B"), DAY) is None
    assert contains(PhaseDates("B"), DAY)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sessions", "fault"),
    [
        (None, None, 0, None),
        (None, None, 1, PhaseFault.IN_USE),
        (DAY, None, 0, PhaseFault.HALF),
        (None, DAY, 0, PhaseFault.HALF),
        (DAY, DAY - dt.timedelta(1), 0, PhaseFault.TURNED),
        (DAY, DAY, 3, None),
    ],
)
def test_dates_of_a_phase(starts_on, ends_on, sessions, fault):
    found = objections([PhaseDates("A", starts_on, ends_on)], {"A": sessions})

    assert [one.fault for one in found] == ([fault] if fault else [])


# --- sessions ---

AROUND = Surroundings(
    starts_on=dt.date(2019, 5, 2),
    ends_on=dt.date(2019, 6, 20),
    people=40,
    phases={
        1: PhaseDates("A", DAY, DAY),
        2: PhaseDates("B"),
        9: PhaseDates("MOOC", dt.date(2019, 4, 1), dt.date(2019, 4, 30)),
    },
    courses=frozenset({4}),
    groups={5: 10},
    rooms={6: 20, 7: None},
    teachers=frozenset({8}),
    holidays=frozenset({dt.date(2019, 5, 30)}),
)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, None),
        ({"title": "  "}, SessionFault.NO_TITLE),
        ({"hours": 0}, SessionFault.TIMES_TURNED),
        ({"hours": -1}, SessionFault.TIMES_TURNED),
        ({"hours": 24}, None),
        ({"hours": 25}, SessionFault.TOO_LONG),
        ({"late_after": 61}, SessionFault.WINDOW_TURNED),
        ({"phase": 1, "course": 4, "group": 5, "room": 6}, None),
        ({"phase": 3}, SessionFault.OTHER_PHASE),
        ({"course": 5}, SessionFault.OTHER_COURSE),
        ({"group": 6}, SessionFault.OTHER_GROUP),
        ({"room": 8}, SessionFault.CLOSED_ROOM),
    ],
)
def test_faults(changes, fault):
    found = faults_of(SessionPlan(fields(**changes)), AROUND)

    assert found == ((fault,) if fault else ())


def test_only_who_teaches_here_can_be_chosen():
    assert faults_of(SessionPlan(fields(), frozenset({8})), AROUND) == ()
    assert faults_of(SessionPlan(fields(), frozenset({8, 9})), AROUND) == (
        SessionFault.NOT_TEACHING,
    )


@pytest.mark.parametrize(
    ("changes", "remarks"),
    [
        ({"room": 7}, []),
        ({"room": 6}, [SessionRemark.ROOM_TOO_SMALL]),
        ({"room": 6, "group": 5}, []),
        ({}, [SessionRemark.NO_ROOM]),
        ({"mode": SessionMode.SYNC.value}, [SessionRemark.NO_LINK]),
        ({"mode": "sync", "meeting_url": "https://rapat.example/1"}, []),
        ({"mode": "async"}, []),
        ({"room": 7, "phase": 1}, []),
        ({"room": 7, "phase": 2}, []),
        ({"room": 7, "phase": 1, "day": dt.date(2019, 5, 7)}, [SessionRemark.OUTSIDE_PHASE]),
        ({"room": 7, "day": dt.date(2019, 5, 30)}, [SessionRemark.HOLIDAY]),
        ({"room": 7, "day": dt.date(2019, 5, 1)}, [SessionRemark.OUTSIDE_COHORT]),
        ({"room": 7, "day": dt.date(2019, 6, 21)}, [SessionRemark.OUTSIDE_COHORT]),
        (
            {"room": 7, "phase": 2, "day": dt.date(2019, 6, 21)},
            [SessionRemark.OUTSIDE_COHORT],
        ),
        # The phase lies before the opening.
        ({"room": 7, "phase": 9, "day": dt.date(2019, 4, 8)}, []),
    ],
)
def test_remarks(changes, remarks):
    plan = SessionPlan(fields(**changes), frozenset({8}))

    assert list(remarks_of(plan, AROUND)) == remarks


def test_nobody_teaches_a_break():
    lesson, pause = fields(room=7), fields(room=7, jp=0)

    assert remarks_of(SessionPlan(lesson), AROUND) == (SessionRemark.NO_INSTRUCTOR,)
    assert remarks_of(SessionPlan(pause), AROUND) == ()


# --- shifted days ---

MONDAY = dt.date(2019, 5, 6)


def days(start, *, weekdays=range(5), holidays=(), also=()):
    return TeachingDays(start, frozenset(weekdays), frozenset(holidays), frozenset(also))


def day(month, number):
    return dt.date(2019, month, number)


@pytest.mark.parametrize(
    ("source_day", "target", "expected"),
    [
        # Monday to Monday, three weeks later.
        (day(5, 6), days(day(5, 27)), day(5, 27)),
        (day(5, 17), days(day(5, 27)), day(6, 7)),
        # A holiday pushes what comes after it, Friday over the weekend.
        (day(5, 7), days(day(5, 27), holidays=[day(5, 28)]), day(5, 29)),
        (day(5, 10), days(day(5, 27), holidays=[day(5, 28)]), day(6, 3)),
        # The target begins on a Wednesday or on a Sunday.
        (day(5, 8), days(day(5, 29)), day(5, 31)),
        (day(5, 9), days(day(5, 29)), day(6, 3)),
        (day(5, 6), days(day(6, 2)), day(6, 3)),
        # What lay before the first day lies before it again.
        (day(5, 3), days(day(5, 27)), day(5, 24)),
        (day(5, 2), days(day(5, 27), holidays=[day(5, 24)]), day(5, 22)),
    ],
)
def test_shifted_day(source_day, target, expected):
    assert shift(source_day, days(MONDAY), target) == expected


def test_holidays_of_the_source_do_not_count():
    source = days(MONDAY, holidays=[day(5, 7)])

    assert shift(day(5, 8), source, days(day(5, 27))) == day(5, 28)


def test_a_session_on_a_holiday_counts_as_a_teaching_day():
    source = days(MONDAY, holidays=[day(5, 7)], also=[day(5, 7)])

    assert shift(day(5, 8), source, days(day(5, 27))) == day(5, 29)


def test_saturdays_are_taught_where_the_source_teaches_on_them():
    weekdays = weekdays_of([day(5, 6), day(5, 11)])
    assert weekdays == frozenset({0, 1, 2, 3, 4, 5})
    assert weekdays_of([]) == frozenset(range(5))
    assert weekdays_of([day(5, 11), day(5, 12)]) == frozenset({5, 6})

    source, target = days(MONDAY, weekdays=weekdays), days(day(5, 28), weekdays=weekdays)

    assert shift(day(5, 10), source, target) == day(6, 1)


def test_last_day_of_a_stretch_stays_inside():
    assert shift_last(day(5, 10), days(MONDAY), days(day(5, 27))) == day(5, 31)
    assert shift_last(day(5, 12), days(MONDAY), days(day(5, 27))) == day(5, 31)


@PATIENT
@given(
    taught=st.sets(st.integers(0, 60), min_size=1),
    holidays=st.frozensets(st.integers(0, 200), max_size=20),
    start=st.integers(30, 60),
)
def test_shifting_keeps_the_order_and_uses_only_teaching_days(taught, holidays, start):
    off = frozenset(MONDAY + dt.timedelta(one) for one in holidays)
    old = sorted(MONDAY + dt.timedelta(one) for one in taught)
    weekdays = weekdays_of(old)
    source = TeachingDays(MONDAY, weekdays, off, frozenset(old))
    target = TeachingDays(MONDAY + dt.timedelta(start), weekdays, off)

    new = [shift(one, source, target) for one in old]

    assert new == sorted(set(new))
    assert all(target.is_taught(one) for one in new)


# --- JP ---


@pytest.mark.parametrize(
    ("sessions", "needed", "least", "most", "verdict"),
    [
        ([], Figure(6, None, "S"), 0, 0, LoadVerdict.SHORT),
        ([(3, None), (3, None)], Figure(6, None, "S"), 6, 6, LoadVerdict.MET),
        ([(9, None)], Figure(None, 6, "M"), 9, 9, LoadVerdict.OVER),
        ([(3, None)], Figure(None, None, "M"), 3, 3, LoadVerdict.UNKNOWN),
        # Four groups at once are not four times as many JP.
        ([(3, None), (3, 1), (3, 2)], Figure(6, None, "S"), 6, 6, LoadVerdict.MET),
        ([(6, 1)], Figure(6, None, "S"), 0, 6, LoadVerdict.SHORT),
        ([(6, 1), (9, 2)], Figure(6, None, "S"), 6, 9, LoadVerdict.OVER),
    ],
)
def test_jp_of_a_course(sessions, needed, least, most, verdict):
    taught = [TaughtSession(jp, 1, group) for jp, group in sessions]

    load = course_load(1, [*taught, TaughtSession(100, 2)], [1, 2], needed)

    assert (load.least, load.most, load.verdict) == (least, most, verdict)


def test_groups_beside_each_other_count_once():
    day = [TaughtSession(2), TaughtSession(3, group=1), TaughtSession(3, group=2)]

    assert jp_range(day) == (5, 5)
    assert jp_range([]) == (0, 0)


def test_jp_count_for_every_instructor_of_a_session():
    loads = per_instructor(
        [
            TaughtSession(3, instructors=frozenset({1, 2})),
            TaughtSession(2, instructors=frozenset({1})),
        ]
    )

    assert {person: (load.sessions, load.jp) for person, load in loads.items()} == {
        1: (2, 5),
        2: (1, 3),
    }
