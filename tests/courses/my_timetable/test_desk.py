"""Phases and near sessions on the desk and on the page of the cohort."""

import datetime as dt

import pytest
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.core import clock
from courses.enums import CohortState, SessionState
from courses.models import Cohort
from courses.services.enrolment import enrol, withdraw
from tests.courses.my_timetable.session_world import (
    NOW,
    at,
    make_group,
    make_phase,
    make_session,
)
from tests.courses.tracking_world import open_cohort_of, running_cohort, staff
from tests.factories import CohortFactory

pytestmark = pytest.mark.django_db
TOMORROW = dt.date(2019, 5, 7)


@pytest.fixture
def cohort(db):
    return running_cohort(2)


@pytest.fixture
def people(cohort):
    return list(cohort.enrolments.order_by("pk"))


def desk(client, user, moment=NOW):
    client.force_login(user)
    with clock.at(moment):
        return client.get(reverse("home:desk")).text


def cohort_page(client, user, cohort):
    client.force_login(user)
    with clock.at(NOW):
        return client.get(reverse("courses:cohort-show", args=[cohort.slug])).text


@pytest.fixture(params=["desk", "cohort"])
def show(request, client, cohort):
    """The desk, or the page of the cohort, as a person sees it."""
    if request.param == "desk":
        return lambda user: desk(client, user)
    return lambda user: cohort_page(client, user, cohort)


def test_todays_sessions_are_told(show, cohort, people):
    make_session(cohort, "Berjalan")
    make_session(cohort, "Sore", starts=at(15))
    make_session(cohort, "Besok", starts=at(8, day=TOMORROW))

    text = show(people[0].user)

    assert "Sesi hari ini" in text
    assert text.index("Berjalan") < text.index("Sore")
    assert "sedang berlangsung" in text
    assert "Besok" not in text
    assert reverse("courses:timetable", args=[cohort.slug]) in text


def test_the_next_day_is_told_where_today_has_none(show, cohort, people):
    make_session(cohort, "Besok", starts=at(8, day=TOMORROW))

    text = show(people[0].user)

    assert "Sesi berikutnya" in text
    assert "Selasa, 7 Mei 2019" in text


def test_sessions_of_other_groups_are_nobodys_business(show, cohort, people):
    make_session(cohort, "Kelompok sendiri", group=make_group(cohort, "A", people[0]))
    make_session(cohort, "Kelompok lain", group=make_group(cohort, "B", people[1]))

    text = show(people[0].user)

    assert "Kelompok sendiri" in text
    assert "Kelompok lain" not in text


def test_the_line_of_phases_says_where_one_is_and_what_is_left(show, cohort, people):
    make_phase(cohort, "MOOC", "MOOC", 1, days=(dt.date(2019, 4, 1), dt.date(2019, 5, 1)))
    oncampus = make_phase(cohort, "ONCAMPUS", "Klasikal", 2, days=(dt.date(2019, 5, 2), TOMORROW))
    make_phase(
        cohort, "HABITUASI", "Habituasi", 3, days=(dt.date(2019, 5, 20), dt.date(2019, 6, 20))
    )
    make_session(cohort, starts=at(8, day=TOMORROW), phase=oncampus)
    make_session(cohort, starts=at(9, day=TOMORROW), phase=oncampus, state=SessionState.CANCELLED)
    other = make_group(cohort, "B", people[1])
    make_session(cohort, starts=at(9, day=TOMORROW), phase=oncampus, group=other)

    text = show(people[0].user)

    assert "2 Mei 2019 – 7 Mei 2019" in text
    assert "1 hari lagi" in text
    assert "0 dari 4 kegiatan" in text
    assert "1 sesi lagi" in text
    assert text.count('aria-current="step"') == 1
    assert text.index("MOOC") < text.index("Klasikal") < text.index("Habituasi")


def test_the_last_day_of_a_phase_is_named(show, cohort, people):
    make_phase(cohort, "ONCAMPUS", "Klasikal", 1, days=(dt.date(2019, 5, 2), dt.date(2019, 5, 6)))

    assert "Hari terakhir adalah hari ini" in show(people[0].user)


def test_a_phase_whose_days_are_past_says_what_was_left(show, cohort, people):
    make_phase(cohort, "ONCAMPUS", "Klasikal", 1, days=(dt.date(2019, 5, 2), dt.date(2019, 5, 3)))

    assert "Waktunya sudah lewat" in show(people[0].user)


def test_who_has_withdrawn_is_not_told(show, cohort, people):
    make_session(cohort)
    make_phase(cohort, "X", "Tahap rahasia")
    withdraw(enrolment=people[0], reason="Mengundurkan diri", by=None)

    text = show(people[0].user)

    assert "Sesi hari ini" not in text
    assert "Tahap rahasia" not in text
    assert reverse("courses:timetable", args=[cohort.slug]) not in text


def test_staff_see_sessions_and_phases_of_the_cohort(client, cohort, people):
    make_phase(cohort, "ONCAMPUS", "Klasikal", 1, days=(dt.date(2019, 5, 2), TOMORROW))
    make_session(cohort, "Kelompok", group=make_group(cohort, "A", people[0]))

    text = cohort_page(client, staff(Role.ORGANISER), cohort)

    assert "Kelompok" in text
    assert "1 hari lagi" in text


def test_a_cohort_that_is_to_begin_has_its_first_session_on_the_desk(client):
    cohort = open_cohort_of(1)
    make_session(cohort, "Pembukaan", starts=at(8, day=TOMORROW))

    assert "Pembukaan" in desk(client, cohort.enrolments.get().user)


def test_a_closed_cohort_has_nothing_near(client, cohort, people):
    make_session(cohort, "Berjalan")
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.CLOSED, closed_at=NOW)

    assert "Sesi hari ini" not in desk(client, people[0].user)


def test_sessions_of_two_cohorts_name_them(client, cohort, people):
    other = CohortFactory(programme=cohort.programme)
    enrol(cohort=other, users=[people[0].user], by=None)
    make_session(cohort, "Satu")
    assert f"· {cohort.name}\n" not in desk(client, people[0].user)
    make_session(other, "Dua")

    text = desk(client, people[0].user)

    assert f"· {cohort.name}</p>" in text
    assert f"· {other.name}</p>" in text


@pytest.mark.parametrize("amount", [1, 3])
def test_the_desk_stays_within_its_budget(
    client, django_assert_num_queries, cohort, people, amount
):
    for number in range(amount):
        phase = make_phase(
            cohort, f"P{number}", f"Tahap {number}", number, days=(NOW.date(), TOMORROW)
        )
        group = make_group(cohort, f"K{number}", *people[:1] if number == 0 else [])
        for place in (None, group):
            make_session(cohort, f"Sesi {number}", starts=at(8 + number), phase=phase, group=place)
    client.force_login(people[0].user)
    # What is cached for everybody is fetched by whoever comes first.
    client.get(reverse("home:desk"))

    with django_assert_num_queries(10), clock.at(NOW):
        client.get(reverse("home:desk"))


@pytest.mark.parametrize("amount", [1, 3])
def test_the_cohort_page_stays_within_its_budget(
    client, django_assert_max_num_queries, cohort, people, amount
):
    for number in range(amount):
        make_phase(cohort, f"P{number}", f"Tahap {number}", number, days=(NOW.date(), TOMORROW))
        make_session(cohort, f"Sesi {number}", starts=at(8 + number))
    client.force_login(people[0].user)

    with django_assert_max_num_queries(15), clock.at(NOW):
        client.get(reverse("courses:cohort-show", args=[cohort.slug]))
