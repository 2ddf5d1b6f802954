"""Planning a timetable: sessions, phases, groups, the copy to the next cohort."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.domain.sessions import SessionPlan
from courses.enums import (
    AttendanceSource,
    AttendanceStatus,
    CohortState,
    CopyLoss,
    CopyRefusal,
    SessionFault,
    SessionRemark,
    SessionState,
    StaffRole,
)
from courses.models import (
    Attendance,
    CohortPhase,
    GroupMember,
    Holiday,
    LearningGroup,
    Session,
    SessionInstructor,
)
from courses.queries.session_judging import judge
from courses.queries.teaching_load import load_account
from courses.queries.timetable import (
    clashes_in,
    days_of,
    next_sessions_of,
    phase_lines,
    sessions_of,
)
from courses.queries.timetable_copying import copy_preview, copy_refusal, copy_sources
from courses.services.cohorts import close_cohort, start_cohort
from courses.services.groups import LearningGroupsRefused, deal_groups, move_person
from courses.services.phases import PhasesWrong, plan_phases
from courses.services.sessions import (
    SessionAttended,
    SessionIsCancelled,
    SessionsClash,
    SessionsWrong,
    TimetableClosed,
    cancel_session,
    change_session,
    create_sessions,
    plan_of,
    restore_session,
)
from courses.services.timetable_copies import (
    CopyRefused,
    TimetableBegun,
    copy_timetable,
    empty_timetable,
)
from tests.courses.timetable.world import DAY, at, fields, plan, world
from tests.courses.tracking_world import open_cohort_of, serve
from tests.factories import CohortFactory, UserFactory

pytestmark = pytest.mark.django_db


def attend(session, enrolment=None):
    return Attendance.objects.create(
        session=session,
        enrolment=enrolment or session.cohort.enrolments.first(),
        status=AttendanceStatus.PRESENT,
        source=AttendanceSource.ROLL,
        marked_at=timezone.now(),
    )


def last_log(instance):
    return ModelLogEntry.objects.for_instance(instance).first()


# --- sessions ---


def test_session_is_stored_as_filled_in_and_logged():
    here = world()
    course = here.cohort.programme.courses.first().course

    session = plan(here, instructors=[here.teacher], room=here.room.pk, course=course.pk)

    stored = Session.objects.get()
    assert plan_of(stored) == SessionPlan(
        fields(room=here.room.pk, course=course.pk), frozenset({here.teacher.pk})
    )
    assert stored.starts_at.astimezone(dt.UTC).hour == 1
    assert last_log(session).action == "courses.session.planned"
    assert last_log(session).user == here.organiser


def test_wrong_fields_save_nothing():
    here, other = world(), world()
    group = LearningGroup.objects.create(cohort=other.cohort, name="Kelompok 1")
    plans = [SessionPlan(fields()), SessionPlan(fields(hour=11, hours=-1, group=group.pk))]

    with pytest.raises(SessionsWrong) as wrong:
        create_sessions(cohort=here.cohort, plans=plans, by=None)

    assert [one.faults for one in wrong.value.judgements] == [
        (),
        (SessionFault.TIMES_TURNED, SessionFault.OTHER_GROUP),
    ]
    assert str(SessionFault.TIMES_TURNED.label) in str(wrong.value)
    assert not Session.objects.exists()


def test_clashes_with_another_cohort_are_named_and_may_be_overruled():
    here, there = world(), world()
    plan(here, room=here.room.pk, instructors=[here.teacher], title="Anti Korupsi")
    taken = {"room": here.room.pk, "instructors": [here.teacher], "hour": 9}

    with pytest.raises(SessionsClash) as clash:
        plan(there, **taken)

    assert [(one.kind.value, one.title) for one in clash.value.clashes] == [
        ("room", "Anti Korupsi"),
        ("instructor", "Anti Korupsi"),
    ]
    words = str(clash.value)
    assert str(here.room) in words
    assert here.teacher.name in words
    assert here.cohort.name in words
    assert "Senin, 6 Mei 2019, 08.00–10.00 WIB" in words
    session = plan(there, **taken, despite=True)
    assert len(last_log(session).data["despite"]) == 2


def test_rows_of_one_list_clash_with_each_other():
    here = world()
    group = LearningGroup.objects.create(cohort=here.cohort, name="Kelompok 1")
    plans = [
        SessionPlan(fields(room=here.room.pk), frozenset({here.teacher.pk})),
        SessionPlan(fields(room=here.room.pk, group=group.pk), frozenset({here.teacher.pk})),
        SessionPlan(fields(hour=10)),
    ]

    with pytest.raises(SessionsClash) as clash:
        create_sessions(cohort=here.cohort, plans=plans, by=None)

    first, second, third = clash.value.judgements
    assert (first.clashes, third.clashes) == ((), ())
    assert [(one.kind.value, one.row, one.what) for one in second.clashes] == [
        ("room", 0, str(here.room)),
        ("instructor", 0, here.teacher.name),
        ("group", 0, "Kelompok 1"),
    ]


def test_whole_cohort_clash_is_said_so():
    here = world()
    plan(here)

    with pytest.raises(SessionsClash, match="Etika Publik") as clash:
        plan(here, hour=9)

    assert clash.value.clashes[0].what == ""


def test_odd_days_ask_to_be_confirmed():
    here = world()
    Holiday.objects.create(day=DAY, label="Cuti bersama")

    with pytest.raises(SessionsClash) as odd:
        plan(here)

    assert odd.value.clashes == ()
    assert odd.value.judgements[0].weighty == (SessionRemark.HOLIDAY,)
    assert plan(here, despite=True).pk


def test_closed_cohort_keeps_its_timetable():
    here = world()
    session = plan(here)
    close_cohort(cohort=start_cohort(cohort=here.cohort, by=None), by=None)

    with pytest.raises(TimetableClosed):
        plan(here, hour=12)
    with pytest.raises(TimetableClosed):
        cancel_session(session=session, reason="", by=None)
    with pytest.raises(TimetableClosed):
        deal_groups(cohort=here.cohort, count=2, by=None)
    with pytest.raises(TimetableClosed):
        plan_phases(cohort=here.cohort, dates={}, by=None)


def test_change_writes_what_differs():
    here = world()
    session = plan(here, instructors=[here.teacher])
    new = fields(hour=10, title="Etika")

    changed = change_session(session=session, fields=new, instructors=[], by=here.organiser)

    assert plan_of(Session.objects.get()) == SessionPlan(new, frozenset())
    entry = last_log(changed)
    assert entry.data["before"].keys() == {"title", "starts_at", "ends_at", "instructors"}
    assert entry.data["after"]["title"] == "Etika"


def test_change_to_the_same_writes_nothing():
    here = world()
    session = plan(here, instructors=[here.teacher])

    change_session(session=session, fields=fields(), instructors=[here.teacher], by=None)

    assert ModelLogEntry.objects.for_instance(session).count() == 1


def test_change_clashes_with_others_not_with_itself():
    here = world()
    plan(here)
    session = plan(here, hour=10)

    change_session(session=session, fields=fields(hour=11), by=None)
    with pytest.raises(SessionsClash):
        change_session(session=session, fields=fields(hour=9), by=None)


def test_room_and_people_that_left_may_stay_but_not_be_chosen():
    here = world()
    session = plan(here, room=here.room.pk, instructors=[here.teacher])
    here.room.is_active = False
    here.room.save()
    here.teacher.is_active = False
    here.teacher.save()
    kept = {"room": here.room.pk, "hour": 9}

    change_session(session=session, fields=fields(**kept), instructors=[here.teacher], by=None)
    with pytest.raises(SessionsWrong) as wrong:
        plan(here, hour=14, room=here.room.pk, instructors=[here.teacher])

    assert wrong.value.judgements[0].faults == (
        SessionFault.CLOSED_ROOM,
        SessionFault.NOT_TEACHING,
    )


def test_course_that_left_the_programme_may_stay():
    here = world()
    place = here.cohort.programme.courses.first()
    session = plan(here, course=place.course_id)
    place.delete()

    change_session(session=session, fields=fields(course=place.course_id, hour=9), by=None)
    with pytest.raises(SessionsWrong):
        plan(here, hour=14, course=place.course_id)


@pytest.mark.parametrize(
    ("changes", "is_allowed"),
    [
        ({"hour": 9}, True),
        ({"title": "Lain"}, True),
        ({"day": DAY + dt.timedelta(1)}, False),
        ({"has_attendance": False}, False),
    ],
)
def test_what_attendance_rests_on_stays(changes, is_allowed):
    here = world()
    session = plan(here)
    attend(session)

    if is_allowed:
        change_session(session=session, fields=fields(**changes), by=None)
    else:
        with pytest.raises(SessionsWrong) as wrong:
            change_session(session=session, fields=fields(**changes), by=None)
        assert wrong.value.judgements[0].faults == (SessionFault.ATTENDED,)
    with pytest.raises(SessionAttended):
        cancel_session(session=session, reason="Batal", by=None)


def test_cancelled_session_frees_its_place_and_can_be_planned_again():
    here = world()
    session = plan(here)

    cancelled = cancel_session(session=session, reason="Narasumber sakit", by=here.organiser)
    assert cancelled.state == SessionState.CANCELLED
    assert last_log(session).data == {"reason": "Narasumber sakit"}
    cancel_session(session=session, reason="Lagi", by=None)
    assert Session.objects.get().cancel_reason == "Narasumber sakit"
    with pytest.raises(SessionIsCancelled):
        change_session(session=session, fields=fields(hour=9), by=None)

    other = plan(here)
    with pytest.raises(SessionsClash):
        restore_session(session=session, by=None)
    cancel_session(session=other, reason="", by=None)
    restored = restore_session(session=session, by=here.organiser)
    assert (restored.state, restored.cancel_reason) == (SessionState.PLANNED, "")
    restore_session(session=session, by=None)
    assert last_log(session).action == "courses.session.restored"


def count_queries(call):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        call()
    return len(captured)


def test_planning_many_takes_as_many_queries_as_planning_one():
    here = world()
    plans = [
        SessionPlan(fields(hour=hour, hours=1, room=here.room.pk), frozenset({here.teacher.pk}))
        for hour in range(8, 12)
    ]
    one = count_queries(lambda: create_sessions(cohort=here.cohort, plans=plans[:1], by=None))
    three = count_queries(lambda: create_sessions(cohort=here.cohort, plans=plans[1:], by=None))

    assert three <= one


# --- phases and groups ---


def test_phases_come_from_the_programme_and_get_own_dates():
    here = world()
    today = dt.date(2019, 5, 8)
    (line,) = phase_lines(here.cohort, today=today)
    assert (line.code, line.stage, line.starts_on) == ("ONCAMPUS", "undated", None)

    dates = {"ONCAMPUS": (DAY, DAY + dt.timedelta(4)), "LAIN": (DAY, DAY)}
    (phase,) = plan_phases(cohort=here.cohort, dates=dates, by=here.organiser)
    plan(here, phase=phase.pk)

    (line,) = phase_lines(here.cohort, today=today)
    assert (line.stage, line.days_left, line.sessions) == ("now", 2, 1)
    assert last_log(here.cohort).data["after"] == {"ONCAMPUS": "2019-05-06 – 2019-05-10"}
    plan_phases(cohort=here.cohort, dates=dates, by=here.organiser)
    assert ModelLogEntry.objects.filter(action="courses.phases.planned").count() == 1
    with pytest.raises(PhasesWrong) as wrong:
        plan_phases(cohort=here.cohort, dates={"ONCAMPUS": (None, None)}, by=None)
    assert str(wrong.value)
    assert CohortPhase.objects.get().starts_on == DAY


def test_dealt_groups_are_even_and_reused():
    here = world(people=5)
    groups = deal_groups(cohort=here.cohort, count=2, by=here.organiser)

    assert [group.members.count() for group in groups] == [3, 2]
    assert [group.name for group in groups] == ["Kelompok 1", "Kelompok 2"]
    again = deal_groups(cohort=here.cohort, count=3, by=None)
    assert [group.pk for group in again][:2] == [group.pk for group in groups]
    assert GroupMember.objects.count() == 5
    deal_groups(cohort=here.cohort, count=2, by=None)
    assert here.cohort.groups.count() == 2
    again = deal_groups(cohort=here.cohort, count=3, by=None)
    plan(here, group=again[2].pk)
    with pytest.raises(LearningGroupsRefused, match="Kelompok 3"):
        deal_groups(cohort=here.cohort, count=2, by=None)
    with pytest.raises(LearningGroupsRefused):
        deal_groups(cohort=here.cohort, count=6, by=None)


def test_new_group_takes_a_free_name():
    here = world(people=2)
    LearningGroup.objects.create(cohort=here.cohort, name="Kelompok 2", order=1)

    groups = deal_groups(cohort=here.cohort, count=2, by=None)

    assert [group.name for group in groups] == ["Kelompok 2", "Kelompok 3"]


def test_person_is_moved_and_taken_out():
    here, other = world(), world()
    one, two = deal_groups(cohort=here.cohort, count=2, by=None)
    enrolment = one.members.first().enrolment

    move_person(enrolment=enrolment, group=two, by=here.organiser)
    move_person(enrolment=enrolment, group=two, by=here.organiser)
    assert GroupMember.objects.get(enrolment=enrolment).group == two
    assert ModelLogEntry.objects.filter(action="courses.groups.moved").count() == 1
    move_person(enrolment=enrolment, group=None, by=None)
    assert not GroupMember.objects.filter(enrolment=enrolment).exists()
    move_person(enrolment=enrolment, group=None, by=None)
    (strange,) = deal_groups(cohort=other.cohort, count=1, by=None)
    with pytest.raises(LearningGroup.DoesNotExist):
        move_person(enrolment=enrolment, group=strange, by=None)


# --- reading ---


def test_days_are_those_of_the_zone_and_know_holidays():
    here = world()
    Holiday.objects.create(day=DAY + dt.timedelta(1), label="Cuti bersama")
    late = plan(here, hour=22, jp=2)
    # One o'clock in the morning of the next day in Jayapura, 23.00 in Jakarta.
    early = plan(
        here, day=DAY + dt.timedelta(1), hour=2, zone="Asia/Jayapura", mode="async", despite=True
    )
    gone = plan(here, hour=8, jp=4)
    cancel_session(session=gone, reason="", by=None)

    first, second = days_of(sessions_of(here.cohort))

    assert (first.day, [one.pk for one in first.sessions], first.jp) == (DAY, [gone.pk, late.pk], 2)
    assert second.jp == 3
    assert (second.holiday, [one.pk for one in second.sessions]) == ("Cuti bersama", [early.pk])


def test_clashes_of_a_cohort_are_listed_once_also_with_others():
    here, there = world(), world()
    one = plan(here, room=here.room.pk, instructors=[here.teacher])
    plan(there, room=here.room.pk, instructors=[here.teacher], hour=7, despite=True)
    plan(there, hour=8, despite=True)
    group = LearningGroup.objects.create(cohort=here.cohort, name="Kelompok 1")
    plan(here, hour=9, group=group.pk, despite=True)

    found = clashes_in(here.cohort, sessions_of(here.cohort))

    assert [(one.session.title, one.clash.kind.value, one.clash.what) for one in found] == [
        (one.title, "room", str(here.room)),
        (one.title, "instructor", here.teacher.name),
        (one.title, "group", "Kelompok 1"),
    ]
    assert found[0].clash.cohort == there.cohort.name
    assert clashes_in(world().cohort, []) == []


def test_next_sessions_of_a_teacher():
    here = world()
    now = plan(here, instructors=[here.teacher])
    later = plan(here, instructors=[here.teacher], hour=10)
    plan(here, hour=12)
    gone = plan(here, hour=14, instructors=[here.teacher])
    cancel_session(session=gone, reason="", by=None)

    found = next_sessions_of(here.teacher, since=at(hour=9), count=5)

    assert [one.pk for one in found] == [now.pk, later.pk]
    assert next_sessions_of(here.teacher, since=at(hour=10), count=5) == [later]


@pytest.mark.parametrize("is_started", [False, True])
def test_account_holds_jp_against_the_curriculum(is_started):
    here, there = world(), world()
    course, other = here.cohort.programme.courses.order_by("order")
    other.jp, other.jp_unverified, other.jp_mark = None, 9, "M"
    other.save()
    if is_started:
        here.cohort = start_cohort(cohort=here.cohort, by=None)
    plan(here, course=course.course_id, instructors=[here.teacher], jp=6)
    plan(here, hour=12, jp=2, instructors=[here.teacher])
    plan(there, hour=14, jp=5, instructors=[here.teacher])
    plan(there, hour=14, jp=5, day=dt.date(2019, 8, 1), instructors=[here.teacher], despite=True)

    account = load_account(here.cohort, sessions_of(here.cohort))

    first, second = account.courses
    assert (first.load.most, first.load.verdict) == (6, "met")
    assert (second.load.most, second.load.verdict, second.load.needed.is_unverified) == (
        *(0, "short", True),
    )
    assert (account.open_courses, account.has_unverified, account.without_course) == (1, True, 2)
    (person,) = account.instructors
    assert (person.person, person.load.sessions, person.load.jp, person.elsewhere) == (
        *(here.teacher, 2, 8, 5),
    )


# --- copying ---


def next_cohort(here, **more):
    start = {"starts_on": dt.date(2019, 5, 23), "ends_on": dt.date(2019, 7, 11)}
    return CohortFactory(programme=here.cohort.programme, **start | more)


def test_copy_shifts_days_and_keeps_what_belongs_to_the_timetable():
    here = world(people=4)
    (phase,) = plan_phases(
        cohort=here.cohort, dates={"ONCAMPUS": (DAY, DAY + dt.timedelta(4))}, by=None
    )
    one, two = deal_groups(cohort=here.cohort, count=2, by=None)
    course = here.cohort.programme.courses.first().course_id
    common = {"phase": phase.pk, "course": course}
    plan(here, **common, room=here.room.pk, instructors=[here.teacher])
    plan(here, **common, hour=13, group=one.pk, zone="Asia/Makassar")
    plan(here, **common, hour=13, group=two.pk, mode="sync", meeting_url="https://r.example/1")
    gone = plan(here, hour=17)
    cancel_session(session=gone, reason="", by=None)
    # 27 May would be the Monday; it is a holiday in the year of the target.
    Holiday.objects.create(day=dt.date(2019, 5, 27), label="Cuti bersama")
    target = next_cohort(here)

    preview = copy_preview(here.cohort, target)
    made = copy_timetable(
        source=here.cohort, target=target, by=here.organiser, expected=preview.digest
    )

    assert [one.day for one in preview.sessions] == [dt.date(2019, 5, 28)] * 3
    assert [holiday.label for holiday in preview.holidays] == []
    assert preview.groups == ("Kelompok 1", "Kelompok 2")
    assert preview.sessions[2].losses == (CopyLoss.LINK,)
    stored = list(sessions_of(target))
    assert len(made) == len(stored) == 3
    assert {one.phase.cohort_id for one in stored} == {target.pk}
    assert [one.group.name if one.group else "" for one in stored] == [
        *("", "Kelompok 1", "Kelompok 2"),
    ]
    assert stored[0].starts_at == at(dt.date(2019, 5, 28), 8)
    assert stored[1].starts_at == at(dt.date(2019, 5, 28), 13, zone="Asia/Makassar")
    assert [place.user for place in stored[0].taught_by.all()] == [here.teacher]
    assert stored[0].room == here.room
    assert stored[2].meeting_url == ""
    phase = target.phases.get()
    assert (phase.starts_on, phase.ends_on) == (dt.date(2019, 5, 28), dt.date(2019, 6, 3))
    assert clashes_in(target, stored) == []
    assert ModelLogEntry.objects.get(action="courses.timetable.copied").data["sessions"] == 3


def test_phase_dates_of_the_target_lead():
    here = world()
    (phase,) = plan_phases(cohort=here.cohort, dates={"ONCAMPUS": (DAY, DAY)}, by=None)
    plan(here, phase=phase.pk)
    target = next_cohort(here)
    start = dt.date(2019, 6, 12)
    plan_phases(cohort=target, dates={"ONCAMPUS": (start, start)}, by=None)

    (copied,) = copy_preview(here.cohort, target).sessions

    assert copied.day == start
    assert copied.judgement.weighty == ()


def test_what_is_taken_stays_behind():
    here, there = world(), world()
    plan(here, room=here.room.pk, instructors=[here.teacher, here.organiser])
    target = next_cohort(here)
    day = copy_preview(here.cohort, target).sessions[0].day
    plan(there, day=day, room=here.room.pk, instructors=[here.teacher], despite=True)

    (copied,) = copy_preview(here.cohort, target).sessions
    (session,) = copy_timetable(source=here.cohort, target=target, by=None)

    assert copied.losses == (CopyLoss.ROOM, CopyLoss.INSTRUCTOR)
    assert session.room_id is None
    assert [place.user for place in session.taught_by.all()] == [here.organiser]


def test_what_the_target_cannot_have_stays_behind():
    here = world()
    course = here.cohort.programme.courses.first().course_id
    outsider = UserFactory()
    serve(outsider, here.cohort, StaffRole.COACH)
    plan(here, room=here.room.pk, instructors=[outsider], course=course)
    here.room.is_active = False
    here.room.save()
    target = open_cohort_of(1, starts_on=dt.date(2019, 5, 23))

    (copied,) = copy_preview(here.cohort, target).sessions

    assert copied.losses == (CopyLoss.COURSE, CopyLoss.ROOM, CopyLoss.INSTRUCTOR)


def test_copies_that_are_refused():
    here = world()
    target = next_cohort(here)

    def refusal(**cohorts):
        with pytest.raises(CopyRefused) as refused:
            copy_timetable(by=None, **cohorts)
        assert str(refused.value)
        return refused.value.reason

    assert refusal(source=target, target=target) == CopyRefusal.SAME
    assert refusal(source=here.cohort, target=target) == CopyRefusal.NOTHING
    plan(here)
    assert copy_refusal(here.cohort, target) is None
    assert refusal(source=here.cohort, target=target, expected="old") == CopyRefusal.CHANGED
    copy_timetable(source=here.cohort, target=target, by=None)
    assert refusal(source=here.cohort, target=target) == CopyRefusal.NOT_EMPTY
    assert SessionInstructor.objects.count() == 0


def test_draft_is_emptied_until_the_cohort_starts():
    here = world()
    (group,) = deal_groups(cohort=here.cohort, count=1, by=None)
    cancel_session(session=plan(here, group=group.pk), reason="", by=None)
    plan(here, instructors=[here.teacher])

    assert empty_timetable(cohort=here.cohort, by=here.organiser) == 2
    assert not Session.objects.exists()
    assert here.cohort.groups.exists()
    session = plan(here)
    attend(session)
    with pytest.raises(TimetableBegun):
        empty_timetable(cohort=here.cohort, by=None)
    Attendance.objects.all().delete()
    start_cohort(cohort=here.cohort, by=None)
    with pytest.raises(TimetableBegun):
        empty_timetable(cohort=here.cohort, by=None)
    assert Session.objects.get() == session


def test_sources_of_a_copy_have_a_timetable():
    here, there = world(), world()
    plan(here)
    cancel_session(session=plan(there), reason="", by=None)
    target = next_cohort(here)

    assert list(copy_sources(target, type(target).objects.all())) == [here.cohort]
    assert list(copy_sources(here.cohort, type(target).objects.all())) == []


def test_queries_do_not_grow_with_the_timetable():
    here = world()
    target = next_cohort(here)

    def read():
        sessions = list(sessions_of(here.cohort))
        days_of(sessions)
        clashes_in(here.cohort, sessions)
        load_account(here.cohort, sessions)
        copy_preview(here.cohort, target)

    def add(hour):
        plan(here, hour=hour, instructors=[here.teacher], room=here.room.pk)

    add(8)
    one = count_queries(read)
    add(10)
    add(12)

    assert count_queries(read) == one


def test_judging_changes_nothing():
    here = world()

    (judged,) = judge(here.cohort, [SessionPlan(replace(fields(), title=""))])

    assert judged.faults == (SessionFault.NO_TITLE,)
    assert not Session.objects.exists()
    assert here.cohort.state == CohortState.OPEN
