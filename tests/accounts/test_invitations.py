"""Invitations: owed once, mailed once, used once."""

import datetime as dt

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail

from corpu.accounts.enums import InvitationState
from corpu.accounts.models import User
from corpu.accounts.queries.invitations import (
    due_invitations,
    find_invited,
    invitation_path,
    invitation_tokens,
)
from corpu.accounts.services.invitations import (
    InvitationUsed,
    NotInvitable,
    accept_invitation,
    invite,
    invite_all,
    resend_invitation,
    send_invitation,
    sweep_invitations,
)
from corpu.accounts.tasks import send_invitation as send_task
from corpu.accounts.tasks import sweep_invitations as sweep_task
from corpu.core import clock
from tests.factories import UserFactory

MAY = dt.datetime(2019, 5, 2, 8, tzinfo=dt.UTC)


@pytest.fixture
def scheduled(monkeypatch):
    """The ids that were handed to the queue; the queue itself is not under test here."""
    ids = []
    monkeypatch.setattr(
        send_task, "apply_async", lambda _args=None, kwargs=None, **_: ids.append(kwargs["user_id"])
    )
    return ids


def link_parts(path):
    return path.strip("/").split("/")[-2:]


def owe(user):
    user.invitation_due_at = MAY
    user.save()
    return user


def test_inviting_owes_the_mail_and_schedules_it(
    invited, organiser, scheduled, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), clock.at(MAY):
        going = invite(user=invited, by=organiser)

    invited.refresh_from_db()
    assert (going, invited.invitation_due_at, scheduled) == (True, MAY, [invited.pk])


def test_inviting_twice_schedules_once(invited, scheduled, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite(user=invited, by=None)
        again = invite(user=invited, by=None)

    assert (again, scheduled) == (False, [invited.pk])


@pytest.mark.parametrize(
    "fields",
    [{"email": None}, {"is_active": False}, {"invited_at": MAY}, {"password": "pbkdf2$x"}],
)
def test_who_needs_no_invitation_is_passed_over(invited, fields):
    User.objects.filter(pk=invited.pk).update(**fields)

    assert invite(user=invited, by=None) is False


def test_inviting_many_says_how_many(db, django_capture_on_commit_callbacks, scheduled):
    people = UserFactory.create_batch(3)
    User.objects.update(password="!unusable")
    people.append(UserFactory())

    with django_capture_on_commit_callbacks(execute=True):
        count = invite_all(users=people, by=None)

    assert (count, sorted(scheduled)) == (3, sorted(user.pk for user in people[:3]))


def test_mail_carries_the_link_and_no_password(invited, settings):
    settings.BASE_URL = "https://corpu.contoh.example/"
    owe(invited)

    with clock.at(MAY):
        assert send_invitation(user_id=invited.pk) is True
        [message] = mail.outbox
        link = "https://corpu.contoh.example" + invitation_path(invited)

    html, kind = message.alternatives[0]
    assert (message.to, message.subject, kind) == (
        ["mamun@contoh.example"],
        "Buat kata sandi akun belajar Anda",
        "text/html",
    )
    assert "Yth. Ma'mun Hidayat, S.E.," in message.body
    assert f"\n{link}\n" in message.body
    assert "berlaku 14 hari" in message.body
    assert "atau dengan NIP Anda" in message.body
    assert f'<a href="{link}">' in html
    assert invited.nip not in message.body + html


def test_mail_to_a_person_without_nip_does_not_mention_it(invited):
    User.objects.filter(pk=invited.pk).update(nip=None)
    owe(User.objects.get(pk=invited.pk))

    send_invitation(user_id=invited.pk)

    assert "NIP" not in mail.outbox[0].body


def test_sending_twice_sends_one_mail(invited):
    owe(invited)

    outcomes = [send_invitation(user_id=invited.pk), send_invitation(user_id=invited.pk)]

    invited.refresh_from_db()
    assert (outcomes, len(mail.outbox), invited.invitation_state) == (
        [True, False],
        1,
        InvitationState.INVITED,
    )


def test_nothing_is_sent_to_who_joined_in_the_meantime(invited):
    invited.set_password("rahasia-sekali-2019")
    owe(invited)

    assert send_invitation(user_id=invited.pk) is False

    invited.refresh_from_db()
    assert (mail.outbox, invited.invitation_due_at, invited.invited_at) == ([], None, None)


def test_nothing_is_sent_for_a_person_who_is_gone(db):
    assert send_invitation(user_id=4711) is False


def test_failing_mail_leaves_the_invitation_owed(invited, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    owe(invited)

    with pytest.raises(OSError, match="refused"):
        send_invitation(user_id=invited.pk)

    invited.refresh_from_db()
    assert invited.invitation_state == InvitationState.DUE


def test_task_sends(invited):
    owe(invited)

    send_task(user_id=invited.pk, field_of_a_later_version=True)

    assert len(mail.outbox) == 1


def test_resending_sends_a_second_mail(invited, scheduled, django_capture_on_commit_callbacks):
    owe(invited)
    send_invitation(user_id=invited.pk)

    with django_capture_on_commit_callbacks(execute=True):
        resend_invitation(user=invited, by=None)
    send_invitation(user_id=invited.pk)

    assert (scheduled, len(mail.outbox)) == ([invited.pk], 2)


def test_resending_to_who_has_a_password_is_refused(db):
    with pytest.raises(NotInvitable) as problem:
        resend_invitation(user=UserFactory(), by=None)

    assert problem.value.state == InvitationState.JOINED


def test_sweep_schedules_what_is_owed(invited, scheduled, django_capture_on_commit_callbacks):
    UserFactory()
    UserFactory(is_active=False, invitation_due_at=MAY)
    owe(invited)

    with django_capture_on_commit_callbacks(execute=True):
        sweep_task()
        count = sweep_invitations()

    assert (count, scheduled, list(due_invitations())) == (
        1,
        [invited.pk, invited.pk],
        [invited],
    )


def test_link_names_its_person(invited):
    assert find_invited(*link_parts(invitation_path(invited))) == invited


def test_link_lives_as_long_as_the_mail_says(invited, settings):
    with clock.at(MAY):
        parts = link_parts(invitation_path(invited))

    with clock.at(MAY + dt.timedelta(days=settings.INVITATION_DAYS)):
        in_time = find_invited(*parts)
    with clock.at(MAY + dt.timedelta(days=settings.INVITATION_DAYS, seconds=1)):
        late = find_invited(*parts)

    assert (in_time, late) == (invited, None)


@pytest.mark.parametrize(
    "change", [{"email": "lain@contoh.example"}, {"is_active": False}, {"password": "md5$x$y"}]
)
def test_link_ends_when_the_person_changes(invited, change):
    parts = link_parts(invitation_path(invited))

    User.objects.filter(pk=invited.pk).update(**change)

    assert find_invited(*parts) is None


def test_link_of_one_person_is_none_for_another(invited):
    uid, _token = link_parts(invitation_path(invited))
    _uid, token = link_parts(invitation_path(UserFactory()))

    assert find_invited(uid, token) is None


@pytest.mark.parametrize(
    ("uid", "token"),
    [("!!!", "a-b"), ("OTk5OTk5", "a-b"), ("eA", "a-b"), (None, ""), (None, "!-x"), (None, "x")],
)
def test_malformed_links_are_nobodys(invited, uid, token):
    own_uid, _token = link_parts(invitation_path(invited))

    assert find_invited(uid or own_uid, token) is None


def test_password_reset_token_is_no_invitation(invited):
    assert invitation_tokens.check_token(invited, default_token_generator.make_token(invited)) is (
        False
    )


def test_nobody_has_no_token():
    assert invitation_tokens.check_token(None, "a-b") is False


def test_accepting_sets_the_first_password(invited):
    owe(invited)

    person = accept_invitation(user=invited, password="kopi-tubruk-pagi")

    assert (person.check_password("kopi-tubruk-pagi"), person.invitation_due_at) == (True, None)


def test_accepting_again_is_refused(invited):
    accept_invitation(user=invited, password="kopi-tubruk-pagi")

    with pytest.raises(InvitationUsed):
        accept_invitation(user=invited, password="kata-orang-lain")

    invited.refresh_from_db()
    assert invited.check_password("kopi-tubruk-pagi")
