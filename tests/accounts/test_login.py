"""Logging in by e-mail or NIP, and everything around the password."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.checks import run_checks
from django.urls import reverse

from corpu.accounts.adapter import LoginBackend, display_name
from corpu.accounts.domain.people import PersonData
from corpu.accounts.enums import Role
from corpu.accounts.models import User
from corpu.accounts.services.people import create_people, update_person
from corpu.accounts.services.roles import give_role, prepare_roles
from tests.factories import UserFactory

PASSWORD = "kopi-tubruk-pagi"


@pytest.fixture
def trainee(db):
    return UserFactory(nip="199508172019032001", email="siti@contoh.example", password=PASSWORD)


def log_in(client, login, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


@pytest.mark.parametrize(
    "login",
    [
        "siti@contoh.example",
        " Siti@Contoh.example ",
        "199508172019032001",
        "19950817 201903 2 001",
        "19950817.201903.2.001",
    ],
)
def test_email_and_nip_open_the_same_account(client, trainee, login):
    response = log_in(client, login)

    assert (response.status_code, response["Location"]) == (302, reverse("home:desk"))
    assert client.session["_auth_user_id"] == str(trainee.pk)


def test_person_without_email_logs_in_by_nip(client, trainee):
    User.objects.filter(pk=trainee.pk).update(email=None)

    assert log_in(client, "199508172019032001").status_code == 302


@pytest.mark.parametrize("login", ["siti@contoh.example", "199508172019032001", "entah"])
def test_wrong_password_says_the_same_for_everyone(client, trainee, login):
    response = log_in(client, login, "salah-sama-sekali")

    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [
        "Surel atau NIP dan kata sandi ini tidak cocok."
    ]


def test_login_greets_nobody_by_nip(client, trainee):
    response = client.post(
        reverse("account_login"),
        {"login": "siti@contoh.example", "password": PASSWORD, "next": reverse("accounts:account")},
        follow=True,
    )

    assert list(response.context["messages"]) == []


def test_login_form_speaks_of_nip(client, db, settings):
    settings.ACCOUNT_FORMS = {"login": "corpu.accounts.forms.login.LoginForm"}

    form = client.get(reverse("account_login")).context["form"]

    login = form.fields["login"]
    assert (str(login.label), login.widget.attrs["autocomplete"]) == ("Surel atau NIP", "username")


def test_inactive_person_is_not_logged_in(client, trainee):
    User.objects.filter(pk=trainee.pk).update(is_active=False)

    response = log_in(client, "siti@contoh.example")

    assert (response.status_code, response["Location"]) == (302, reverse("account_inactive"))
    assert "_auth_user_id" not in client.session


def test_person_without_password_cannot_log_in(client, invited):
    assert log_in(client, invited.email, "").status_code == 200
    assert log_in(client, invited.email, "!").status_code == 200


def test_attempts_are_counted_under_every_way_of_typing(client, trainee):
    for login in ["199508172019032001", "19950817 201903 2 001", "19950817-201903-2-001"]:
        log_in(client, login, "salah")
    log_in(client, "199508172019032001", "salah")
    log_in(client, "199508172019032001", "salah")

    response = log_in(client, "1995 0817 2019 0320 01")

    assert "_auth_user_id" not in client.session
    assert "Terlalu banyak" in str(response.context["form"].errors)


def test_nobody_signs_up(client, db):
    form = {"email": "x@contoh.example", "password1": PASSWORD, "password2": PASSWORD}

    page = client.get(reverse("account_signup"))
    client.post(reverse("account_signup"), form)

    assert (page.status_code, User.objects.count()) == (200, 0)
    assert "<form" not in re.sub(r"<header.*?</header>", "", page.content.decode(), flags=re.DOTALL)


def test_own_address_is_kept_by_staff(client, trainee):
    client.force_login(trainee)

    response = client.post(
        "/akun/email/", {"email": "lain@contoh.example", "action_add": ""}, follow=True
    )

    assert response.redirect_chain == [(reverse("accounts:account"), 302)]
    assert EmailAddress.objects.filter(email="lain@contoh.example").count() == 0


def reset_link():
    [message] = mail.outbox
    return re.search(r"http://testserver(\S+)", message.body).group(1)


def set_new_password(client, link, password):
    page = client.get(link, follow=True)
    return client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password})


def test_forgotten_password_is_reset_by_mail(client, trainee):
    client.post(reverse("account_reset_password"), {"email": "SITI@contoh.example"})

    set_new_password(client, reset_link(), "teh-manis-sore")

    assert log_in(client, "siti@contoh.example", "teh-manis-sore").status_code == 302


def test_imported_person_may_reset_instead_of_accepting(client, db):
    create_people(
        data=[PersonData(full_name="Siti", nip="199508172019032001", email="a@contoh.example")],
        by=None,
    )
    client.post(reverse("account_reset_password"), {"email": "a@contoh.example"})

    set_new_password(client, reset_link(), "teh-manis-sore")

    assert log_in(client, "199508172019032001", "teh-manis-sore").status_code == 302


def test_old_address_resets_nothing_after_a_change(client, trainee):
    client.post(reverse("account_reset_password"), {"email": "siti@contoh.example"})
    link = reset_link()
    data = PersonData(full_name="Siti", nip=trainee.nip, email="baru@contoh.example")
    update_person(user=trainee, data=data, by=None)
    mail.outbox.clear()

    set_page = client.get(link, follow=True)
    client.post(reverse("account_reset_password"), {"email": "siti@contoh.example"})

    assert not set_page.redirect_chain
    assert [m for m in mail.outbox if "/password/reset/key/" in m.body] == []
    assert log_in(client, "siti@contoh.example").status_code == 200


def test_password_is_changed_by_its_owner(client, trainee):
    client.force_login(trainee)

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "teh-manis-sore", "password2": "teh-manis-sore"},
    )

    trainee.refresh_from_db()
    assert (response.status_code, trainee.check_password("teh-manis-sore")) == (302, True)


def test_logging_out_takes_a_post(client, trainee):
    client.force_login(trainee)

    page = client.get(reverse("account_logout"))
    client.post(reverse("account_logout"))

    assert (page.status_code, "_auth_user_id" in client.session) == (200, False)


def test_people_are_called_by_name(trainee):
    assert display_name(trainee) == trainee.name


def test_checks_are_silent():
    assert run_checks() == []


@pytest.mark.django_db
def test_who_has_no_rights_is_not_asked_about_again(client, django_assert_num_queries):
    person = UserFactory()
    client.force_login(person)
    request = client.get("/").wsgi_request

    with django_assert_num_queries(1):
        known = get_user(request)
        assert known == person
        assert known.has_perm("wagtailadmin.access_admin") is False


@pytest.mark.django_db
def test_rights_given_by_a_group_or_to_a_person_are_found(client):
    prepare_roles()
    organiser, author, gone = UserFactory(), UserFactory(), UserFactory(is_active=False)
    give_role(user=organiser, role=Role.ORGANISER)
    author.user_permissions.add(Permission.objects.get(codename="access_admin"))
    backend = LoginBackend()

    for person in (organiser, author, UserFactory(is_superuser=True)):
        assert backend.get_user(person.pk).has_perm("wagtailadmin.access_admin")
    assert backend.get_user(gone.pk) is None
    assert backend.get_user(0) is None
