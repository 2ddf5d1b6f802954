"""Planning a cohort: what may be changed when, and who is in charge."""

import datetime as dt

import pytest
from wagtail.models import ModelLogEntry

from courses.domain.planning import PINNED_FIELDS, PLAN_FIELDS, fixed_fields
from courses.enums import CohortState
from courses.models import CohortStaff
from courses.services.cohorts import CohortDatesWrong, CohortNumberTaken
from courses.services.planning import (
    CapacityTooSmall,
    CohortPlan,
    Duty,
    FactFixed,
    assign_staff,
    change_cohort,
)
from tests.courses.tracking_world import open_cohort_of
from tests.factories import CohortFactory, UserFactory


@pytest.mark.parametrize(
    ("state", "fixed"),
    [
        (CohortState.DRAFT, frozenset()),
        (CohortState.OPEN, frozenset()),
        (CohortState.RUNNING, frozenset(PINNED_FIELDS)),
        (CohortState.CLOSED, frozenset(PLAN_FIELDS)),
    ],
)
def test_facts_get_fixed_by_state(state, fixed):
    assert fixed_fields(state) == fixed


def plan_of(cohort, **changes):
    return CohortPlan(**({name: getattr(cohort, name) for name in PLAN_FIELDS} | changes))


def actions():
    return list(ModelLogEntry.objects.values_list("action", flat=True))


@pytest.mark.django_db
def test_address_follows_the_number_until_the_start():
    cohort = CohortFactory(number=21)

    changed = change_cohort(
        cohort=cohort, plan=plan_of(cohort, number=22, number_style="arabic"), by=None
    )

    assert (changed.slug, changed.name) == ("angkatan-22-2019", "Angkatan 22 Tahun 2019")


@pytest.mark.django_db
def test_change_is_logged_with_before_and_after():
    cohort = CohortFactory(place="Serang")

    change_cohort(cohort=cohort, plan=plan_of(cohort, place="Lebak"), by=None)

    entry = ModelLogEntry.objects.get()
    assert entry.action == "courses.cohort.changed"
    assert entry.data == {"before": {"place": "Serang"}, "after": {"place": "Lebak"}}


@pytest.mark.django_db
def test_plan_that_changes_nothing_is_not_logged():
    cohort = CohortFactory(state=CohortState.CLOSED)

    assert change_cohort(cohort=cohort, plan=plan_of(cohort), by=None) == cohort
    assert actions() == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["number", "starts_on"])
def test_pinned_facts_are_refused_once_it_runs(name):
    cohort = CohortFactory(state=CohortState.RUNNING)
    other = {"number": 99, "starts_on": dt.date(2019, 5, 3)}[name]

    with pytest.raises(FactFixed) as refusal:
        change_cohort(cohort=cohort, plan=plan_of(cohort, **{name: other}), by=None)

    assert refusal.value.fields == [name]


@pytest.mark.django_db
def test_dates_out_of_order_are_refused():
    cohort = CohortFactory()

    with pytest.raises(CohortDatesWrong):
        change_cohort(cohort=cohort, plan=plan_of(cohort, ends_on=dt.date(2019, 5, 1)), by=None)


@pytest.mark.django_db
def test_capacity_below_the_people_is_refused():
    cohort = open_cohort_of(3)

    with pytest.raises(CapacityTooSmall) as refusal:
        change_cohort(cohort=cohort, plan=plan_of(cohort, capacity=2), by=None)

    assert refusal.value.people == 3


@pytest.mark.django_db
def test_number_of_another_cohort_is_refused():
    taken, cohort = CohortFactory(number=21), CohortFactory(number=22)

    with pytest.raises(CohortNumberTaken):
        change_cohort(cohort=cohort, plan=plan_of(cohort, number=taken.number), by=None)

    cohort.refresh_from_db()
    assert cohort.number == 22


@pytest.mark.django_db
def test_staff_become_exactly_the_duties():
    cohort = CohortFactory()
    one, two = UserFactory.create_batch(2)
    assign_staff(cohort=cohort, duties=[Duty(one.pk, "coach"), Duty(two.pk, "coach")], by=None)

    assign_staff(cohort=cohort, duties=[Duty(two.pk, "coach"), Duty(two.pk, "examiner")], by=one)

    posts = set(CohortStaff.objects.values_list("user", "role"))
    assert posts == {(two.pk, "coach"), (two.pk, "examiner")}
    assert actions() == ["courses.cohort.staffed", "courses.cohort.staffed"]


@pytest.mark.django_db
def test_same_staff_again_is_not_logged():
    cohort, user = CohortFactory(), UserFactory()
    assign_staff(cohort=cohort, duties=[Duty(user.pk, "coach")], by=None)

    assign_staff(cohort=cohort, duties=[Duty(user.pk, "coach")], by=None)

    assert actions() == ["courses.cohort.staffed"]
