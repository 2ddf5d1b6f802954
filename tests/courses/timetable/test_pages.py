"""Staff pages of the timetable: who sees and does what, clashes named before saving, the copy."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from corpu.core import clock
from courses.enums import CohortState, SessionState
from courses.models import (
    AttendanceRule,
    CohortPhase,
    GroupMember,
    Holiday,
    LearningGroup,
    Room,
    Session,
)
from courses.services.groups import deal_groups
from courses.services.sessions import cancel_session
from tests.courses.timetable.test_services import attend, next_cohort
from tests.courses.timetable.world import DAY, at, plan, world
from tests.courses.tracking_world import open_cohort_of, serve, staff

pytestmark = pytest.mark.django_db


def page(name, cohort, *more):
    return reverse(f"courses_admin:{name}", args=[cohort.slug, *more])


@pytest.fixture
def here(client):
    """A cohort, and its organiser logged in."""
    made = world()
    client.force_login(made.organiser)
    return made


def filled(**changes):
    return {
        "title": "Etika Publik",
        "mode": "klasikal",
        "day": "2019-05-06",
        "begins": "08:00",
        "ends": "10:15",
        "time_zone": "Asia/Jakarta",
        "jp": "3",
        "has_attendance": "on",
        "has_check_in": "on",
        "opens_before": "30",
        "late_after": "10",
        "closes_after": "60",
    } | changes


def text(response):
    return " ".join(response.content.decode().split())


# --- who sees what ---

CHANGING = ("timetable-phases", "session-new", "timetable-copy", "learning-groups")


@pytest.mark.parametrize(
    ("role", "own", "sees", "changes"),
    [
        ("penyelenggara", False, 200, 200),
        ("pimpinan", False, 200, 404),
        ("widyaiswara", True, 200, 404),
        ("widyaiswara", False, 404, 404),
        ("kontak-instansi", True, 200, 404),
        ("kontak-instansi", False, 404, 404),
    ],
)
def test_pages_by_role(client, role, own, sees, changes):
    here = world()
    session = plan(here)
    enrolment = here.cohort.enrolments.first()
    user = staff(role, **({"agency": enrolment.agency} if own else {}))
    if own and role == "widyaiswara":
        serve(user, here.cohort)
    client.force_login(user)

    assert client.get(page("timetable", here.cohort)).status_code == sees
    for name in (*CHANGING, "timetable-clear"):
        assert client.get(page(name, here.cohort)).status_code == changes, name
    for name in ("session-edit", "session-cancel"):
        assert client.get(page(name, here.cohort, session.pk)).status_code == changes, name
    moved = client.post(page("learning-group-move", here.cohort, enrolment.pk))
    assert moved.status_code == (302 if changes == 200 else 404)
    assert client.post(page("session-cancel", here.cohort, session.pk)).status_code == changes


def test_nobody_plans_in_a_closed_cohort(client, here):
    session = plan(here)
    here.cohort.state = CohortState.CLOSED
    here.cohort.save()

    shown = client.get(page("timetable", here.cohort))

    assert shown.status_code == 200
    assert page("session-edit", here.cohort, session.pk) not in text(shown)
    for name in CHANGING:
        assert client.get(page(name, here.cohort)).status_code == 404


def test_sessions_of_another_cohort_do_not_exist(client, here):
    other = plan(world())

    for name in ("session-edit", "session-cancel", "session-restore"):
        assert client.get(page(name, here.cohort, other.pk)).status_code == 404


# --- the page ---


def test_empty_timetable_says_what_to_do_first(client, here):
    empty = text(client.get(page("timetable", here.cohort)))

    for name in CHANGING:
        assert page(name, here.cohort) in empty
    assert reverse("room:index") in empty


def test_timetable_shows_days_clashes_and_jp(client, here):
    Holiday.objects.create(day=DAY, label="Cuti bersama")
    course = here.cohort.programme.courses.first().course_id
    plan(here, room=here.room.pk, course=course, instructors=[here.teacher], despite=True)
    plan(here, mode="sync", zone="Asia/Jayapura", hour=11, title="Rapat", despite=True)
    gone = plan(here, hour=20, title="Gugur", despite=True)
    cancel_session(session=gone, reason="Narasumber sakit", by=None)

    shown = text(client.get(page("timetable", here.cohort)))

    assert "Senin, 6 Mei 2019" in shown
    assert "08.00–10.00 WIB" in shown
    assert "11.00–13.00 WIT" in shown
    assert "Cuti bersama" in shown
    assert here.teacher.name in shown
    assert "Narasumber sakit" in shown
    assert 'class="clash-box"' in shown
    assert "jp-short" in shown


def test_timetable_asks_as_much_for_three_sessions_as_for_one(client, here):
    def count():
        with CaptureQueriesContext(connection) as captured:
            client.get(page("timetable", here.cohort))
        return len(captured)

    def add(hour):
        plan(here, hour=hour, room=here.room.pk, instructors=[here.teacher])

    add(8)
    count()
    one = count()
    add(10)
    add(12)

    assert count() <= one


def test_cohort_page_leads_to_the_timetable(client, here):
    cohort_page = client.get(reverse("courses_admin:cohort", args=[here.cohort.slug]))

    assert page("timetable", here.cohort) in text(cohort_page)


# --- sessions ---


def test_session_is_planned_in_its_zone(client, here):
    course = here.cohort.programme.courses.first()
    data = filled(
        time_zone="Asia/Makassar",
        title="",
        course=course.course_id,
        room=here.room.pk,
        instructors=[here.teacher.pk],
    )

    response = client.post(page("session-new", here.cohort), data)

    session = Session.objects.get()
    assert response.url == page("timetable", here.cohort) + "#2019-05-06"
    assert session.title == course.course.title
    assert session.starts_at == at(hour=8, zone="Asia/Makassar")
    assert (session.room, list(session.instructors.all())) == (here.room, [here.teacher])


def test_a_session_may_end_after_midnight(client, here):
    client.post(page("session-new", here.cohort), filled(begins="22.00", ends="01:00"))

    session = Session.objects.get()
    assert session.ends_at - session.starts_at == dt.timedelta(hours=3)


def test_saving_and_planning_another(client, here):
    address = page("session-new", here.cohort)
    response = client.post(address, filled(another="1", time_zone="Asia/Makassar"))

    assert response.url == f"{address}?sesudah={Session.objects.get().pk}"
    following = client.get(response.url).context["form"].initial
    assert (following["day"], following["begins"]) == (DAY, dt.time(10, 15))
    assert following["time_zone"] == "Asia/Makassar"
    assert "title" not in following


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"ends": "08:00"}, "ends"),
        ({"ends": "delapan"}, "ends"),
        ({"late_after": "61"}, "closes_after"),
        ({"meeting_url": "javascript:alert(1)"}, "meeting_url"),
        ({"room": "999999"}, "room"),
        ({"instructors": ["999999"]}, "instructors"),
        ({"jp": "41"}, "jp"),
    ],
)
def test_wrong_input_is_told_at_its_field(client, here, changes, field):
    response = client.post(page("session-new", here.cohort), filled(**changes))

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {field}
    assert not Session.objects.exists()


def test_clash_is_named_and_saved_only_by_who_saw_it(client, here):
    there = world()
    plan(there, room=here.room.pk, title="Anti Korupsi")
    data = filled(room=here.room.pk)

    told = client.post(page("session-new", here.cohort), data)
    assert "Anti Korupsi" in text(told)
    assert Session.objects.count() == 1
    agreed = {"despite": told.context["agreed"]}
    # What was not shown is asked about anew.
    other = client.post(
        page("session-new", here.cohort), data | agreed | {"day": "2019-01-01", "room": ""}
    )
    assert (other.status_code, Session.objects.count()) == (200, 1)

    client.post(page("session-new", here.cohort), data | agreed)

    assert Session.objects.count() == 2


def test_new_session_after_a_pattern(client, here):
    session = plan(here, room=here.room.pk, zone="Asia/Jayapura", instructors=[here.teacher])
    address = page("session-new", here.cohort)

    form = client.get(f"{address}?dari={session.pk}").context["form"]

    assert form.initial["begins"] == dt.time(8)
    assert (form.initial["room"], form.initial["instructors"]) == (
        *(here.room.pk, [here.teacher.pk]),
    )
    assert client.get(f"{address}?dari=999999").status_code == 200
    assert client.get(f"{address}?dari=x").status_code == 200


def test_session_is_changed(client, here):
    session = plan(here, instructors=[here.teacher])
    address = page("session-edit", here.cohort, session.pk)
    assert client.get(address).context["form"].initial["ends"] == dt.time(10)

    client.post(address, filled(title="Etika", ends="10:00"))

    session.refresh_from_db()
    assert (session.title, session.instructors.count()) == ("Etika", 0)


def test_what_attendance_rests_on_is_told_above_the_form(client, here):
    session = plan(here)
    attend(session)

    response = client.post(page("session-edit", here.cohort, session.pk), filled(day="2019-05-07"))

    assert response.context["form"].non_field_errors()


def test_session_is_cancelled_with_a_reason_and_planned_again(client, here):
    session = plan(here)
    address = page("session-cancel", here.cohort, session.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 200

    client.post(address, {"reason": "Narasumber sakit"})
    session.refresh_from_db()
    assert (session.state, session.cancel_reason) == (SessionState.CANCELLED, "Narasumber sakit")
    refused = client.post(page("session-edit", here.cohort, session.pk), filled())
    assert refused.url == page("timetable", here.cohort)

    plan(here, title="Lain")
    again = page("session-restore", here.cohort, session.pk)
    assert "Narasumber sakit" in text(client.get(again))
    told = client.post(again)
    assert "Lain" in text(told)
    client.post(again, {"despite": told.context["agreed"]})
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED
    assert client.get(again).status_code == 302


def test_session_without_its_room_cannot_be_planned_again(client, here):
    group = LearningGroup.objects.create(cohort=here.cohort, name="Kelompok 1")
    session = plan(here, group=group.pk)
    cancel_session(session=session, reason="Batal", by=None)
    Session.objects.filter(pk=session.pk).update(title="")

    client.post(page("session-restore", here.cohort, session.pk))

    session.refresh_from_db()
    assert session.state == SessionState.CANCELLED


def test_attended_session_is_not_cancelled(client, here):
    session = plan(here)
    attend(session)

    client.post(page("session-cancel", here.cohort, session.pk), {"reason": "Batal"})

    session.refresh_from_db()
    assert session.state == SessionState.PLANNED


# --- phases, groups, copy ---


def test_phases_get_dates(client, here):
    address = page("timetable-phases", here.cohort)
    assert client.get(address).status_code == 200

    half = client.post(address, {"starts_on-ONCAMPUS": "2019-05-06"})
    assert set(half.context["form"].errors) == {"ends_on-ONCAMPUS"}
    client.post(address, {"starts_on-ONCAMPUS": "2019-05-06", "ends_on-ONCAMPUS": "2019-05-24"})

    assert CohortPhase.objects.get().ends_on == dt.date(2019, 5, 24)
    assert "24 Mei 2019" in text(client.get(page("timetable", here.cohort)))


def test_people_are_dealt_and_one_is_moved(client, here):
    address = page("learning-groups", here.cohort)
    assert client.post(address, {"count": "0"}).context["form"].errors
    assert client.post(address, {"count": "9"}).context["form"].errors

    client.post(address, {"count": "2"})
    one, two = here.cohort.groups.order_by("order")
    person = one.members.first().enrolment
    assert person.user.name in text(client.get(address))
    client.post(page("learning-group-move", here.cohort, person.pk), {"group": two.pk})
    assert GroupMember.objects.get(enrolment=person).group == two
    client.post(page("learning-group-move", here.cohort, person.pk), {"group": ""})
    assert not GroupMember.objects.filter(enrolment=person).exists()
    assert person.user.name in text(client.get(address))

    other = world()
    (strange,) = deal_groups(cohort=other.cohort, count=1, by=None)
    moved = client.post(page("learning-group-move", here.cohort, person.pk), {"group": strange.pk})
    assert moved.status_code == 404
    theirs = other.cohort.enrolments.first()
    assert client.post(page("learning-group-move", here.cohort, theirs.pk)).status_code == 404


def test_groups_of_an_empty_cohort_lead_to_the_import(client, here):
    cohort = open_cohort_of(0)

    assert reverse("courses_admin:roster-upload") in text(
        client.get(page("learning-groups", cohort))
    )


def test_copy_is_previewed_then_applied(client, here):
    target = next_cohort(here)
    address = page("timetable-copy", target)
    assert client.get(address).context["copy"] is None
    plan(here, instructors=[here.teacher])

    preview = client.get(f"{address}?dari={here.cohort.slug}")
    assert "Senin, 27 Mei 2019" in text(preview)
    assert not target.sessions.exists()
    stale = client.post(address, {"source": here.cohort.slug, "digest": "lama"})
    assert stale.url == f"{address}?dari={here.cohort.slug}"
    assert not target.sessions.exists()
    missing = client.post(address, {"source": here.cohort.slug})
    assert (missing.status_code, target.sessions.exists()) == (302, False)

    digest = preview.context["copy"].digest
    client.post(address, {"source": here.cohort.slug, "digest": digest})

    assert target.sessions.get().starts_at == at(dt.date(2019, 5, 27))
    again = client.get(f"{address}?dari={here.cohort.slug}")
    assert again.context["refusal"] == "not_empty"
    assert client.get(f"{address}?dari=angkatan-x").status_code == 404
    assert ModelLogEntry.objects.filter(action="courses.timetable.copied").count() == 1


def test_draft_is_emptied_after_a_question(client, here):
    plan(here)
    address = page("timetable-clear", here.cohort)
    assert address in text(client.get(page("timetable", here.cohort)))
    assert client.get(address).context["count"] == 1

    client.post(address)
    assert not Session.objects.exists()

    plan(here)
    here.cohort.state = CohortState.RUNNING
    here.cohort.save()
    assert address not in text(client.get(page("timetable", here.cohort)))
    client.post(address)
    assert Session.objects.exists()


# --- lists every timetable draws on ---


@pytest.mark.parametrize("name", ["room", "holiday", "attendance_rule"])
def test_lists_are_kept_by_organisers(client, name):
    client.force_login(staff("widyaiswara"))
    assert client.get(reverse(f"{name}:index")).status_code == 302
    client.force_login(staff("penyelenggara"))
    assert client.get(reverse(f"{name}:index")).status_code == 200
    assert client.get(reverse(f"{name}:add")).status_code == 200


def test_room_is_added_and_put_out_of_use(client, here):
    client.post(reverse("room:add"), {"name": "Aula", "site": "Kampus", "is_active": "on"})
    room = Room.objects.get(name="Aula")
    client.post(reverse("room:edit", args=[room.pk]), {"name": "Aula", "site": "Kampus"})

    room.refresh_from_db()
    assert not room.is_active


def test_only_holidays_can_be_deleted(client, here):
    day = Holiday.objects.create(day=DAY, label="Cuti bersama")
    rule = AttendanceRule.objects.create(code="a", label="Aturan A")

    client.post(reverse("holiday:delete", args=[day.pk]))
    client.post(reverse("room:delete", args=[here.room.pk]))
    client.post(reverse("attendance_rule:delete", args=[rule.pk]))

    assert not Holiday.objects.exists()
    assert Room.objects.exists()
    assert AttendanceRule.objects.filter(pk=rule.pk).exists()


def test_unverified_limits_carry_their_mark(client, here):
    AttendanceRule.objects.all().delete()
    AttendanceRule.objects.create(code="a", label="Aturan A", mark="M", max_sessions=6)
    AttendanceRule.objects.create(code="b", label="Aturan B", mark="V", max_days=2)

    shown = text(client.get(reverse("attendance_rule:index")))

    assert shown.count('class="figure-unverified"') == 1
    assert "belum diketahui" in shown


# --- the first page of the admin ---


def test_instructor_finds_own_next_sessions(client):
    here = world()
    day = clock.today() + dt.timedelta(days=2)
    session = plan(here, day=day, instructors=[here.teacher], title="Etika esok", despite=True)
    plan(here, day=day, hour=14, title="Milik orang lain", despite=True)
    client.force_login(here.teacher)

    shown = text(client.get(reverse("wagtailadmin_home")))

    assert "Etika esok" in shown
    assert reverse("courses_admin:roll", args=[here.cohort.slug, session.pk]) in shown
    assert "Milik orang lain" not in shown
    client.force_login(here.organiser)
    assert 'id="corpu-sessions"' not in text(client.get(reverse("wagtailadmin_home")))
