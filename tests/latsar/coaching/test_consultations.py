"""The consultation log: who writes, who answers, and what then can be changed."""

import datetime as dt

import pytest
from django.urls import reverse

from corpu.core import clock
from courses.services.cohorts import close_cohort
from latsar.domain.actors import Actor
from latsar.enums import ActorRole, ConsultationState
from latsar.models import Consultation
from latsar.queries.consultations import log_with, waiting_for_coach
from latsar.services.consultations import (
    CohortOver,
    Confirmed,
    Entry,
    InFuture,
    NoAdvisor,
    NotAsked,
    answer_consultation,
    change_consultation,
    log_consultation,
    may_answer,
    remove_consultation,
)
from latsar.services.mentors import release_mentor
from latsar.views.consultations import refusal_words
from tests.courses.tracking_world import open_cohort_of
from tests.factories import UserFactory
from tests.latsar.coaching.coaching_world import coached, logged, mentored

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return coached()


@pytest.fixture
def guidance(world):
    return mentored(world.guidances[0])


@pytest.fixture
def today():
    return clock.today()


def participant(guidance):
    user = guidance.enrolment.user
    return Actor(ActorRole.PARTICIPANT, user.pk, user.name)


def mentor(guidance):
    return Actor(ActorRole.MENTOR, guidance.mentor_id, str(guidance.mentor))


def coach(guidance):
    user = guidance.group.coach
    return Actor(ActorRole.COACH, user.pk, user.name)


def answered(entry, actor, *, is_confirmed=True, answer=""):
    return answer_consultation(
        consultation=entry, is_confirmed=is_confirmed, answer=answer, actor=actor
    )


def test_an_entry_names_the_present_advisor(guidance, today):
    with_mentor = logged(guidance, today)
    with_coach = logged(guidance, today, ActorRole.COACH)

    assert with_mentor.advisor_name == "Drs. Ahmad Contoh, M.Si."
    assert with_coach.advisor_name == guidance.group.coach.name
    assert list(log_with(guidance, ActorRole.COACH)) == [with_coach]
    assert list(waiting_for_coach(guidance.group.coach_id)) == [with_coach]


def test_an_entry_needs_an_advisor_and_a_day_that_has_come(guidance, today):
    with pytest.raises(InFuture):
        logged(guidance, today + dt.timedelta(days=1))
    with pytest.raises(NoAdvisor):
        logged(guidance, today, ActorRole.EXAMINER)
    release_mentor(enrolment=guidance.enrolment, by=None)
    with pytest.raises(NoAdvisor):
        logged(guidance, today)


ANSWERERS = [
    # with whom the entry is, who answers, whether that is theirs to do
    (ActorRole.MENTOR, mentor, True),
    (ActorRole.MENTOR, coach, False),
    (ActorRole.MENTOR, participant, False),
    (ActorRole.COACH, coach, True),
    (ActorRole.COACH, mentor, False),
    (ActorRole.COACH, participant, False),
]


@pytest.mark.parametrize(("advisor", "who", "may"), ANSWERERS)
def test_only_the_named_one_answers(guidance, today, advisor, who, may):
    entry = logged(guidance, today, advisor)

    assert may_answer(entry, who(guidance)) is may
    if may:
        assert answered(entry, who(guidance)).state == ConsultationState.CONFIRMED
    else:
        with pytest.raises(NotAsked):
            answered(entry, who(guidance))


def test_a_confirmed_entry_stands(guidance, today):
    entry = logged(guidance, today)
    answered(entry, mentor(guidance))
    again = Entry(ActorRole.MENTOR, today, "Lain")

    with pytest.raises(Confirmed):
        change_consultation(consultation=entry, entry=again, actor=participant(guidance))
    with pytest.raises(Confirmed):
        remove_consultation(consultation=entry, actor=participant(guidance))
    with pytest.raises(Confirmed):
        answered(entry, mentor(guidance), is_confirmed=False, answer="Tidak")


def test_a_disputed_entry_is_corrected_and_waits_again(guidance, today):
    entry = logged(guidance, today)
    answered(entry, mentor(guidance), is_confirmed=False, answer="Tanggalnya salah")
    corrected = Entry(ActorRole.COACH, today - dt.timedelta(days=1), "Tanggal dibetulkan")

    entry = change_consultation(consultation=entry, entry=corrected, actor=participant(guidance))

    assert entry.state == ConsultationState.WAITING
    assert (entry.answer, entry.answered_at, entry.mentor) == ("", None, None)


def test_only_the_participant_writes(world, guidance, today):
    entry = logged(guidance, today)
    for actor in (mentor(guidance), coach(guidance), participant(world.guidances[1])):
        with pytest.raises(NotAsked):
            log_consultation(
                guidance=guidance, entry=Entry(ActorRole.MENTOR, today, "x"), actor=actor
            )
        with pytest.raises(NotAsked):
            remove_consultation(consultation=entry, actor=actor)


def test_a_closed_cohort_is_only_read(guidance, today):
    entry = logged(guidance, today)
    close_cohort(cohort=guidance.enrolment.cohort, by=None)

    with pytest.raises(CohortOver):
        logged(guidance, today)
    with pytest.raises(CohortOver):
        answered(entry, mentor(guidance))


# --- the participant's page ---


def url(guidance, name="consultations", *args):
    return reverse(f"latsar:{name}", args=[guidance.enrolment.cohort.slug, *args])


def form(today, **fields):
    return {"advisor": "mentor", "held_on": today.isoformat(), "notes": "Isu inti."} | fields


def test_writing_correcting_and_removing(client, guidance, today):
    client.force_login(guidance.enrolment.user)

    written = client.post(url(guidance), form(today))
    entry = Consultation.objects.get()
    corrected = client.post(
        url(guidance, "consultation-change", entry.pk), form(today, notes="Isu inti dan sebab.")
    )
    entry.refresh_from_db()
    page = client.get(url(guidance)).content.decode()
    change = client.get(url(guidance, "consultation-change", entry.pk)).content.decode()
    removed = client.post(url(guidance, "consultation-remove", entry.pk))

    assert (written.status_code, corrected.status_code, removed.status_code) == (302, 302, 302)
    assert "Isu inti dan sebab." in page
    assert "Isu inti dan sebab." in change
    assert f'value="{today.isoformat()}"' in change
    assert not Consultation.objects.exists()


def test_wrong_input_is_named_and_nothing_is_lost(client, guidance, today):
    client.force_login(guidance.enrolment.user)
    tomorrow = today + dt.timedelta(days=1)

    late = client.post(url(guidance), form(tomorrow))
    empty = client.post(url(guidance), form(today, notes=""))

    assert (late.status_code, empty.status_code) == (422, 422)
    assert "belum tiba" in late.content.decode()
    assert "Isu inti." in late.content.decode()
    assert not Consultation.objects.exists()


def test_a_confirmed_entry_offers_no_change(client, guidance, today):
    entry = logged(guidance, today)
    answered(entry, mentor(guidance), answer="Lanjutkan.")
    client.force_login(guidance.enrolment.user)

    page = client.get(url(guidance)).content.decode()
    change = client.get(url(guidance, "consultation-change", entry.pk), follow=True)
    removed = client.post(url(guidance, "consultation-remove", entry.pk), follow=True)

    assert "Lanjutkan." in page
    assert url(guidance, "consultation-change", entry.pk) not in page
    for answer in (change, removed):
        assert "sudah dikonfirmasi" in answer.content.decode()
    assert Consultation.objects.exists()


def test_before_anybody_is_named_the_page_says_what_comes(client, world):
    client.force_login(UserFactory())
    lone = world.guidances[1]
    lone.group = None
    lone.save()
    client.force_login(lone.enrolment.user)

    page = client.get(url(lone)).content.decode()

    assert "belum ditentukan" in page
    assert "Setelah penyelenggara menetapkan" in page


def test_an_entry_for_somebody_else_is_said_to_be_so():
    assert "orang lain" in refusal_words(NotAsked())


def test_other_people_and_cohorts_do_not_exist(client, world, guidance, today):
    entry = logged(guidance, today)
    other = world.guidances[1]
    client.force_login(other.enrolment.user)

    assert client.get(url(guidance, "consultation-change", entry.pk)).status_code == 404
    assert client.post(url(guidance, "consultation-remove", entry.pk)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(url(guidance)).status_code == 404
    assert client.get(url(guidance, "consultation-change", entry.pk)).status_code == 404
    client.logout()
    assert client.get(url(guidance)).status_code == 302


def test_a_cohort_that_has_not_begun_shows_an_empty_log(client):
    cohort = open_cohort_of(1)
    user = cohort.enrolments.get().user
    client.force_login(user)
    address = reverse("latsar:consultations", args=[cohort.slug])

    assert "selama angkatan berjalan" in client.get(address).content.decode()
    assert client.post(address, form(clock.today())).status_code == 404


def test_the_cohort_page_leads_to_the_log(client, guidance):
    client.force_login(guidance.enrolment.user)

    page = client.get(reverse("courses:cohort-show", args=[guidance.enrolment.cohort.slug]))

    assert url(guidance) in page.content.decode()


@pytest.mark.parametrize("entries", [1, 3])
def test_the_page_takes_a_constant_number_of_queries(
    client, guidance, today, entries, django_assert_max_num_queries
):
    for _ in range(entries):
        logged(guidance, today)
    client.force_login(guidance.enrolment.user)

    with django_assert_max_num_queries(7):
        client.get(url(guidance))
