"""Warnings of absence: once per level, to the person and the organisers, never for a slip."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from corpu.accounts.enums import Role
from corpu.core import clock
from courses.enums import StaffRole
from courses.models import AbsenceWarning, Cohort, CohortStaff
from courses.services.absence_warnings import (
    note_absence,
    send_absence_warning,
    sweep_absence_warnings,
    tell_organisers,
)
from courses.tasks import send_absence_warning as send_task
from courses.tasks import sweep_absence_warnings as sweep_task
from courses.tasks import tell_organisers_of_absence as tell_task
from tests.courses.check_in.session_world import make_session, moment, record, world
from tests.courses.tracking_world import serve, staff

pytestmark = pytest.mark.django_db
NOW = moment(16)
LATER = NOW + dt.timedelta(minutes=10)


@pytest.fixture
def scheduled(monkeypatch):
    """What was handed to the queue; the queue itself is not under test here."""
    handed = []
    for task, name in ((send_task, "enrolment_id"), (tell_task, "cohort_id")):
        monkeypatch.setattr(
            task,
            "apply_async",
            lambda _args=None, kwargs=None, name=name, **_: handed.append((name, kwargs[name])),
        )
    return handed


@pytest.fixture
def scene():
    return limited(world())


def limited(scene, **limits):
    policy = {"max_sessions": 6, "max_jp": 18, "max_days": 2} | limits
    Cohort.objects.filter(pk=scene.cohort.pk).update(attendance_policy=policy)
    scene.cohort.refresh_from_db()
    return scene


def miss(scene, days, status="alpa"):
    """Miss one session of three JP on each of these days of May, and attend another."""
    for person in scene.enrolments:
        for day in days:
            for hour, what in ((8, status), (13, "hadir")):
                session = make_session(scene.cohort, moment(hour, day=dt.date(2019, 5, day)))
                record(session, person, what)


def note(scene, at=NOW):
    with clock.at(at):
        return note_absence(cohort_id=scene.cohort.pk)


def rows():
    return sorted(AbsenceWarning.objects.values_list("measure", "level"))


def test_nothing_is_noted_below_half(scene):
    miss(scene, [6, 7])

    assert note(scene) == 0
    assert rows() == []


def test_every_measure_that_has_come_as_far_is_noted_once(scene):
    miss(scene, [6, 7, 8])

    assert (note(scene), note(scene)) == (1, 0)
    assert rows() == [("jp", "half"), ("sessions", "half")]


def test_a_higher_level_is_noted_again_and_a_lower_one_never(scene):
    miss(scene, [6, 7, 8])
    note(scene)
    AbsenceWarning.objects.update(sent_at=NOW)
    miss(scene, [9, 10])
    note(scene)

    assert rows() == [("jp", "half"), ("jp", "near"), ("sessions", "half"), ("sessions", "near")]
    AbsenceWarning.objects.update(sent_at=NOW)
    scene.enrolments[0].attendances.filter(
        session__starts_at__gte=moment(0).replace(day=9)
    ).delete()
    assert note(scene) == 0
    assert len(rows()) == 4


def test_what_was_corrected_in_time_is_forgotten(scene):
    miss(scene, [6, 7, 8])
    note(scene)
    scene.enrolments[0].attendances.update(status="hadir")

    assert note(scene) == 0
    assert rows() == []


def test_what_was_told_is_not_forgotten(scene):
    miss(scene, [6, 7, 8])
    note(scene)
    AbsenceWarning.objects.filter(measure="jp").update(organisers_told_at=NOW)
    scene.enrolments[0].attendances.update(status="hadir")
    note(scene)

    assert rows() == [("jp", "half")]


def test_without_limits_nobody_is_warned():
    scene = limited(world(), max_sessions=None, max_jp=None, max_days=None)
    miss(scene, range(6, 16))

    assert note(scene) == 0


def test_who_has_withdrawn_is_not_warned(scene):
    miss(scene, [6, 7, 8])
    note(scene)
    scene.cohort.enrolments.update(state="withdrawn", withdrawn_at=timezone.now())

    assert note(scene) == 0
    assert not send_absence_warning(enrolment_id=scene.enrolments[0].pk)
    serve(staff(Role.ORGANISER), scene.cohort, StaffRole.ORGANISER)
    with clock.at(LATER):
        assert tell_organisers(cohort_id=scene.cohort.pk) == 0


def test_a_person_gets_one_mail_with_every_measure(scene):
    (person,) = scene.enrolments
    miss(scene, [6, 7, 8])
    note(scene)

    assert send_absence_warning(enrolment_id=person.pk)
    assert not send_absence_warning(enrolment_id=person.pk)

    (sent,) = mail.outbox
    assert sent.to == [person.user.email]
    assert "sesi: 3 dari 6" in sent.body
    assert "JP: 9 dari 18" in sent.body
    assert "Setengah batas" in sent.body
    assert reverse("courses:my-attendance", args=[scene.cohort.slug]) in sent.body
    assert "pedoman" not in sent.body
    assert person.user.nip not in sent.body
    html = sent.alternatives[0][0]
    assert "JP: 9 dari 18" in html


@pytest.mark.parametrize(
    ("days", "words"), [([6, 7, 8, 9, 10], "mendekati"), (range(6, 13), "melampaui")]
)
def test_the_mail_says_how_far_it_is(days, words):
    scene = limited(world(), is_guidance=True)
    miss(scene, days)
    note(scene)

    send_absence_warning(enrolment_id=scene.enrolments[0].pk)

    assert words in mail.outbox[0].body
    assert "panduan" in mail.outbox[0].body
    assert "panduan" in mail.outbox[0].alternatives[0][0]


def test_a_correction_before_the_mail_stops_it(scene):
    miss(scene, [6, 7, 8])
    note(scene)
    scene.enrolments[0].attendances.update(status="hadir")
    serve(staff(Role.ORGANISER), scene.cohort, StaffRole.ORGANISER)

    assert not send_absence_warning(enrolment_id=scene.enrolments[0].pk)
    with clock.at(LATER):
        assert tell_organisers(cohort_id=scene.cohort.pk) == 0
    assert mail.outbox == []


def test_who_has_no_address_is_named_to_the_organisers():
    scene = limited(world(people=2))
    type(scene.users[0]).objects.filter(pk=scene.users[0].pk).update(email=None)
    miss(scene, [6, 7, 8])
    note(scene)
    one, other = (
        serve(staff(Role.ORGANISER), scene.cohort, StaffRole.ORGANISER).user for _ in range(2)
    )
    serve(staff(Role.INSTRUCTOR), scene.cohort)

    assert not send_absence_warning(enrolment_id=scene.enrolments[0].pk)
    with clock.at(LATER):
        assert tell_organisers(cohort_id=scene.cohort.pk) == 2
        assert tell_organisers(cohort_id=scene.cohort.pk) == 0

    (sent,) = mail.outbox
    assert sorted(sent.to) == sorted([one.email, other.email])
    assert all(user.name in sent.body for user in scene.users)
    assert sent.body.count("tidak mempunyai alamat e-mail") == 1
    assert "sesi: 3 dari 6" in sent.body
    assert "hari: 0 dari 2" in sent.body
    assert reverse("courses_admin:attendance-recap", args=[scene.cohort.slug]) in sent.body
    assert AbsenceWarning.objects.filter(organisers_told_at=None).count() == 0


def test_a_cohort_without_organisers_tells_nobody_and_loses_nothing(scene):
    miss(scene, [6, 7, 8])
    note(scene)

    with clock.at(LATER):
        assert tell_organisers(cohort_id=scene.cohort.pk) == 0
    assert AbsenceWarning.objects.filter(organisers_told_at=None).count() == 2


def test_measures_without_a_limit_are_only_counted():
    scene = limited(world(), max_days=None)
    serve(staff(Role.ORGANISER), scene.cohort, StaffRole.ORGANISER)
    miss(scene, [6, 7, 8])
    note(scene)
    with clock.at(LATER):
        tell_organisers(cohort_id=scene.cohort.pk)
        send_absence_warning(enrolment_id=scene.enrolments[0].pk)

    report, warning = mail.outbox
    assert "hari: 0" in report.body
    assert "hari: 0 dari" not in report.body
    assert "hari:" not in warning.body


def test_the_sweep_waits_before_it_hands_out_mails(
    scene, scheduled, django_capture_on_commit_callbacks
):
    serve(staff(Role.ORGANISER), scene.cohort, StaffRole.ORGANISER)
    miss(scene, [6, 7, 8])

    for at, count in ((NOW, 0), (LATER - dt.timedelta(seconds=1), 0), (LATER, 2)):
        with clock.at(at), django_capture_on_commit_callbacks(execute=True):
            assert sweep_absence_warnings() == count
    assert scheduled == [
        ("enrolment_id", scene.enrolments[0].pk),
        ("cohort_id", scene.cohort.pk),
    ]


def test_the_sweep_passes_over_whom_no_mail_reaches(scene, scheduled):
    miss(scene, [6, 7, 8])
    note(scene)
    type(scene.users[0]).objects.update(email=None)

    with clock.at(LATER):
        assert sweep_absence_warnings() == 0
    Cohort.objects.update(state="closed")
    type(scene.users[0]).objects.update(email="a@b.example")
    with clock.at(LATER):
        assert sweep_absence_warnings() == 0


def test_the_tasks_call_their_services(scene, scheduled, django_capture_on_commit_callbacks):
    serve(staff(Role.ORGANISER), scene.cohort, StaffRole.ORGANISER)
    miss(scene, [6, 7, 8])
    with clock.at(NOW):
        sweep_task(future="argument")
    with clock.at(LATER):
        send_task(enrolment_id=scene.enrolments[0].pk, future="argument")
        tell_task(cohort_id=scene.cohort.pk, future="argument")

    assert len(mail.outbox) == 2
    assert CohortStaff.objects.count() == 1


@pytest.mark.parametrize("people", [1, 3])
def test_noting_costs_the_same_for_any_number(people, django_assert_num_queries):
    scene = limited(world(people=people))
    miss(scene, [6, 7, 8])

    # People, four of absence, what is known, what is noted; and the borders of the transaction.
    with django_assert_num_queries(7 + 2), clock.at(NOW):
        note_absence(cohort_id=scene.cohort.pk)
