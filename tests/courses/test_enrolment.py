"""People come into a cohort, leave it, come back."""

import pytest
from wagtail.models import ModelLogEntry

from courses.enums import CohortState, EnrolmentState
from courses.models import Enrolment
from courses.services.cohorts import close_cohort
from courses.services.enrolment import (
    CertificateIssued,
    CohortClosed,
    CohortFull,
    enrol,
    refresh_snapshot,
    reinstate,
    withdraw,
)
from courses.services.learning import complete_lesson
from tests.courses.learning_world import certify, running
from tests.factories import AgencyFactory, CohortFactory, EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_enrol_copies_what_the_person_is_now():
    cohort, user = CohortFactory(), UserFactory(post="Analis Data")

    (enrolment,) = enrol(cohort=cohort, users=[user], by=None)

    user.post = "Kepala Seksi"
    user.save()
    enrolment.refresh_from_db()
    assert (enrolment.agency, enrolment.kind, enrolment.rank, enrolment.post) == (
        user.agency,
        "cpns",
        "III/a",
        "Analis Data",
    )
    assert enrolment.state == EnrolmentState.ENROLLED


def test_enrol_keeps_the_order_and_everyone_once():
    cohort, one, two = CohortFactory(), UserFactory(), UserFactory()
    known = EnrolmentFactory(cohort=cohort, user=two, state=EnrolmentState.WITHDRAWN)

    result = enrol(cohort=cohort, users=[one, two, one], by=None)

    assert [enrolment.user for enrolment in result] == [one, two]
    assert result[1] == known
    assert result[1].state == EnrolmentState.WITHDRAWN
    assert cohort.enrolments.count() == 2


def test_enrol_again_changes_and_logs_nothing():
    cohort, user = CohortFactory(), UserFactory()
    first = enrol(cohort=cohort, users=[user], by=None)

    again = enrol(cohort=cohort, users=[user], by=None)

    assert again == first
    assert ModelLogEntry.objects.filter(action="courses.cohort.enrolled").count() == 1


def test_enrol_more_than_fit_enrols_nobody():
    cohort = CohortFactory(capacity=2)
    EnrolmentFactory(cohort=cohort)

    with pytest.raises(CohortFull) as full:
        enrol(cohort=cohort, users=[UserFactory(), UserFactory()], by=None)

    assert full.value.free == 1
    assert cohort.enrolments.count() == 1


def test_who_withdrew_leaves_a_place_free():
    cohort = CohortFactory(capacity=1)
    withdraw(enrolment=EnrolmentFactory(cohort=cohort), reason="Sakit", by=None)

    enrol(cohort=cohort, users=[UserFactory()], by=None)

    assert cohort.enrolments.members().count() == 1


def test_closed_cohort_refuses_every_change_of_its_people():
    world = running(people=1)
    close_cohort(cohort=world.cohort, by=None)

    with pytest.raises(CohortClosed):
        enrol(cohort=world.cohort, users=[UserFactory()], by=None)
    with pytest.raises(CohortClosed):
        withdraw(enrolment=world.enrolments[0], reason="Sakit", by=None)
    with pytest.raises(CohortClosed):
        reinstate(enrolment=world.enrolments[0], by=None)


@pytest.mark.parametrize(
    ("completed", "state"),
    [(0, EnrolmentState.ENROLLED), (1, EnrolmentState.ACTIVE), (4, EnrolmentState.COMPLETED)],
)
def test_withdrawing_keeps_the_work_and_reinstating_brings_it_back(completed, state):
    world = running()
    (enrolment,) = world.enrolments
    for lesson in world.activities[:completed]:
        complete_lesson(enrolment=enrolment, activity=lesson)

    gone = withdraw(enrolment=enrolment, reason=" Sakit ", by=None)
    back = reinstate(enrolment=enrolment, by=None)

    assert (gone.state, gone.withdrawal_reason) == (EnrolmentState.WITHDRAWN, "Sakit")
    assert gone.withdrawn_at is not None
    assert (back.state, back.withdrawn_at, back.withdrawal_reason) == (state, None, "")
    assert (back.activities_done, back.completions.count()) == (completed, completed)
    logged = ModelLogEntry.objects.for_instance(back).order_by("pk")
    assert [(entry.action, entry.data) for entry in logged] == [
        ("courses.enrolment.withdrawn", {"before": state, "reason": "Sakit"}),
        ("courses.enrolment.reinstated", {"after": state, "earlier_reason": "Sakit"}),
    ]


def test_withdraw_and_reinstate_twice_change_nothing_more():
    enrolment = EnrolmentFactory()
    first = withdraw(enrolment=enrolment, reason="Sakit", by=None)

    again = withdraw(enrolment=enrolment, reason="Lain", by=None)
    reinstate(enrolment=enrolment, by=None)
    reinstate(enrolment=enrolment, by=None)

    assert (again.withdrawn_at, again.withdrawal_reason) == (first.withdrawn_at, "Sakit")
    assert ModelLogEntry.objects.for_instance(enrolment).count() == 2


def test_reinstate_needs_a_free_place():
    cohort = CohortFactory(capacity=1)
    gone = EnrolmentFactory(cohort=cohort, state=EnrolmentState.WITHDRAWN)
    EnrolmentFactory(cohort=cohort)

    with pytest.raises(CohortFull):
        reinstate(enrolment=gone, by=None)

    gone.refresh_from_db()
    assert gone.state == EnrolmentState.WITHDRAWN


def test_who_holds_a_certificate_is_not_withdrawn():
    enrolment = EnrolmentFactory()
    certify(enrolment)

    with pytest.raises(CertificateIssued):
        withdraw(enrolment=enrolment, reason="Sakit", by=None)


def test_refresh_snapshot_before_the_start_copies_anew():
    cohort = CohortFactory()
    changed, same = enrol(cohort=cohort, users=[UserFactory(), UserFactory()], by=None)
    agency = AgencyFactory()
    changed.user.agency, changed.user.rank = agency, "II/c"
    changed.user.save()

    result = refresh_snapshot(cohort=cohort, users=[changed.user, same.user], by=None)

    assert result == [changed]
    changed.refresh_from_db()
    assert (changed.agency, changed.rank) == (agency, "II/c")
    assert refresh_snapshot(cohort=cohort, users=[changed.user], by=None) == []
    assert ModelLogEntry.objects.filter(action="courses.cohort.refreshed").count() == 1


@pytest.mark.parametrize("state", [CohortState.RUNNING, CohortState.CLOSED])
def test_refresh_snapshot_after_the_start_leaves_the_past_alone(state):
    enrolment = EnrolmentFactory(cohort__state=state)
    enrolment.user.post = "Lain"
    enrolment.user.save()

    assert refresh_snapshot(cohort=enrolment.cohort, users=[enrolment.user], by=None) == []
    assert Enrolment.objects.get().post == "Analis Kebijakan Ahli Pertama"


@pytest.mark.parametrize("people", [1, 3])
def test_enrolling_takes_the_same_queries_for_any_number(people, django_assert_num_queries):
    cohort = CohortFactory()
    users = [UserFactory() for _ in range(people)]
    enrol(cohort=cohort, users=[UserFactory()], by=None)  # fills the cache of content types

    with django_assert_num_queries(8):
        enrol(cohort=cohort, users=users, by=None)
