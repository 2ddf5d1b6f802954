"""Sending, renewing and revoking a mentor's link."""

import datetime as dt

import pytest
from django.core import mail

from corpu.core import clock
from courses.services.cohorts import close_cohort
from latsar.domain.guidance import LinkFacts, link_state
from latsar.domain.mentor_rows import MentorDetails
from latsar.enums import LinkState
from latsar.models import MentorLink
from latsar.services import mentor_links
from latsar.services.mentor_links import (
    CohortOver,
    NoAddress,
    NoMentor,
    renew_expired,
    request_link,
    request_missing_links,
    revoke_link,
    send_link,
    sweep_links,
)
from latsar.services.mentors import assign_mentor, release_mentor
from latsar.tasks import send_mentor_link, sweep_mentor_links
from tests.latsar.coaching.coaching_world import (
    DETAILS,
    coached,
    mentored,
    newest_link,
    sent_key,
)

NOW = dt.datetime(2019, 5, 6, 8, 0, tzinfo=dt.UTC)
SOON, PAST = NOW + dt.timedelta(days=1), NOW - dt.timedelta(days=1)

STATES = [
    (LinkFacts(), LinkState.OWED),
    (LinkFacts(failed_at=PAST), LinkState.FAILED),
    (LinkFacts(sent_at=PAST, expires_at=SOON), LinkState.VALID),
    (LinkFacts(sent_at=PAST, expires_at=SOON, last_opened_at=PAST), LinkState.OPENED),
    (LinkFacts(sent_at=PAST, expires_at=NOW), LinkState.EXPIRED),
    (LinkFacts(sent_at=PAST, expires_at=NOW, last_opened_at=PAST), LinkState.EXPIRED),
    (LinkFacts(sent_at=PAST, expires_at=SOON, revoked_at=PAST), LinkState.REVOKED),
    (LinkFacts(revoked_at=PAST), LinkState.REVOKED),
]


@pytest.mark.parametrize(("facts", "state"), STATES)
def test_state_of_a_link(facts, state):
    assert link_state(facts, now=NOW) == state


@pytest.fixture
def guidance(db):
    return mentored(coached(people=1).guidances[0])


def test_a_link_is_made_and_mailed_once(guidance):
    link = request_link(guidance=guidance, by=None)

    assert link.state_at(clock.now()) == LinkState.OWED
    assert link.token_digest is None
    assert send_link(link_id=link.pk)
    assert not send_link(link_id=link.pk)
    assert len(mail.outbox) == 1
    link.refresh_from_db()
    assert link.expires_at - link.sent_at == dt.timedelta(days=90)
    assert mail.outbox[0].to == ["ahmad@contoh.example"]
    assert guidance.enrolment.user.name in mail.outbox[0].body


def test_the_institute_says_how_long_a_link_works(guidance, settings):
    settings.MENTOR_LINK_DAYS = 30
    sent_key(guidance)
    link = newest_link(guidance)

    assert link.expires_at - link.sent_at == dt.timedelta(days=30)


def test_a_mail_that_fails_leaves_the_link_owed(guidance, monkeypatch):
    link = request_link(guidance=guidance, by=None)
    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", _broken)

    with pytest.raises(OSError, match="no route"):
        send_link(link_id=link.pk)

    link.refresh_from_db()
    assert (link.sent_at, link.token_digest) == (None, None)


def _broken(_self):
    raise OSError("no route")


def test_nobody_without_mentor_or_address_gets_a_link(guidance):
    assign_mentor(enrolment=guidance.enrolment, details=MentorDetails("Tanpa Surel"), by=None)
    with pytest.raises(NoAddress):
        request_link(guidance=guidance, by=None)
    release_mentor(enrolment=guidance.enrolment, by=None)
    with pytest.raises(NoMentor):
        request_link(guidance=guidance, by=None)
    close_cohort(cohort=guidance.enrolment.cohort, by=None)
    with pytest.raises(CohortOver):
        request_link(guidance=guidance, by=None)
    assert not MentorLink.objects.exists()


def test_a_revoked_link_is_not_sent(guidance):
    link = request_link(guidance=guidance, by=None)

    assert revoke_link(guidance=guidance, by=None)
    assert not revoke_link(guidance=guidance, by=None)
    assert not send_link(link_id=link.pk)
    assert not send_link(link_id=link.pk + 1)
    assert mail.outbox == []


def test_only_an_expired_link_of_the_present_mentor_is_renewed(guidance):
    sent_key(guidance)
    link = newest_link(guidance)
    later = clock.now() + dt.timedelta(days=100)

    assert renew_expired(link=link) is None
    with clock.at(later):
        assert renew_expired(link=link).email == "ahmad@contoh.example"
        assert renew_expired(link=link) is None


def test_a_closed_cohort_renews_nothing(guidance):
    sent_key(guidance)
    link = newest_link(guidance)
    close_cohort(cohort=guidance.enrolment.cohort, by=None)

    with clock.at(clock.now() + dt.timedelta(days=100)):
        assert renew_expired(link=link) is None


def test_missing_links_are_sent_to_everybody_who_lacks_one(db):
    world = coached(people=4)
    people = world.guidances
    for number, one in enumerate(people[:3]):
        email = "" if number == 2 else f"mentor{number}@contoh.example"
        assign_mentor(
            enrolment=one.enrolment, details=MentorDetails(f"Mentor {number}", email=email), by=None
        )
    sent_key(world.guidances[0])

    assert request_missing_links(cohort=world.cohort, by=None) == 1
    assert request_missing_links(cohort=world.cohort, by=None) == 0


def test_the_sweep_hands_out_what_is_owed_and_gives_up_after_a_day(guidance, monkeypatch):
    handed = []
    monkeypatch.setattr(
        mentor_links.send_link_task, "delay_on_commit", lambda **ids: handed.append(ids)
    )
    link = request_link(guidance=guidance, by=None)
    handed.clear()

    assert sweep_links() == 1
    with clock.at(clock.now() + dt.timedelta(days=2)):
        assert sweep_links() == 0
        link.refresh_from_db()
        assert link.state_at(clock.now()) == LinkState.FAILED
        assert send_link(link_id=link.pk)
    assert handed == [{"link_id": link.pk}]


def test_tasks_call_their_service(guidance):
    link = request_link(guidance=guidance, by=None)

    send_mentor_link(link_id=link.pk)
    sweep_mentor_links()

    assert len(mail.outbox) == 1


def test_a_new_address_ends_the_links_of_everybody_with_this_mentor(db):
    world = coached(people=2)
    for one in world.guidances:
        sent_key(mentored(one))
    first = world.guidances[0]

    moved = MentorDetails(DETAILS.full_name, DETAILS.nip, DETAILS.post, "baru@contoh.example")
    assign_mentor(enrolment=first.enrolment, details=moved, by=None)

    states = {link.state_at(clock.now()) for link in MentorLink.objects.all()}
    assert states == {LinkState.REVOKED}


def test_another_post_ends_no_link(guidance):
    sent_key(guidance)
    promoted = MentorDetails(DETAILS.full_name, DETAILS.nip, "Kepala Dinas", DETAILS.email)

    assign_mentor(enrolment=guidance.enrolment, details=promoted, by=None)

    assert newest_link(guidance).state_at(clock.now()) == LinkState.VALID
