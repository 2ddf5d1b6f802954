"""The page behind an invitation link, as a browser meets it."""

from django.urls import reverse

from corpu.accounts.queries.invitations import invitation_path
from corpu.accounts.services.invitations import accept_invitation
from tests.factories import UserFactory

PASSWORDS = {"new_password1": "kopi-tubruk-pagi", "new_password2": "kopi-tubruk-pagi"}


def open_link(client, user):
    return client.get(invitation_path(user), follow=True)


def test_opening_moves_the_token_out_of_the_address(client, invited):
    link = invitation_path(invited)

    response = client.get(link)

    assert (response.status_code, response["Location"]) == (
        302,
        invitation_path(invited, token="kata-sandi"),
    )


def test_page_greets_by_name_and_is_not_cached(client, invited):
    response = open_link(client, invited)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Selamat datang, Ma&#x27;mun Hidayat, S.E." in page
    assert "no-store" in response["Cache-Control"]


def test_password_is_set_and_the_person_logged_in(client, invited):
    page = open_link(client, invited)

    response = client.post(page.request["PATH_INFO"], PASSWORDS)

    invited.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, reverse("home:desk"))
    assert invited.check_password("kopi-tubruk-pagi")
    assert client.session["_auth_user_id"] == str(invited.pk)
    assert "accounts.invitation_token" not in client.session


def test_used_link_explains_itself(client, invited):
    link = invitation_path(invited)
    accept_invitation(user=invited, password="kopi-tubruk-pagi")

    response = client.get(link)

    page = response.content.decode()
    assert response.status_code == 410
    assert "Undangan ini sudah tidak berlaku" in page
    assert reverse("account_login") in page
    assert "Ma&#x27;mun" not in page


def test_link_used_between_opening_and_saving_changes_nothing(client, invited):
    page = open_link(client, invited)
    accept_invitation(user=invited, password="kopi-tubruk-pagi")

    response = client.post(page.request["PATH_INFO"], {**PASSWORDS, "new_password1": "x"})

    assert response.status_code == 410


def test_opening_alone_uses_nothing_up(client, invited):
    for _ in range(3):
        response = open_link(client, invited)

    assert response.status_code == 200


def test_weak_and_unequal_passwords_are_named_beside_the_field(client, invited):
    page = open_link(client, invited)

    weak = client.post(
        page.request["PATH_INFO"], {"new_password1": "12345678", "new_password2": "12345678"}
    )
    unequal = client.post(page.request["PATH_INFO"], {**PASSWORDS, "new_password2": "lain"})

    invited.refresh_from_db()
    assert [weak.status_code, unequal.status_code, invited.has_usable_password()] == [
        200,
        200,
        False,
    ]
    assert weak.context["form"].errors["new_password2"]
    assert unequal.context["form"].errors["new_password2"]


def test_address_without_the_session_opens_nothing(client, invited):
    response = client.get(invitation_path(invited, token="kata-sandi"))

    assert response.status_code == 410


def test_link_opened_while_somebody_else_is_logged_in_logs_in_its_owner(client, invited):
    client.force_login(UserFactory())
    page = open_link(client, invited)

    client.post(page.request["PATH_INFO"], PASSWORDS)

    assert client.session["_auth_user_id"] == str(invited.pk)


def test_malformed_link_is_no_error(client, db):
    assert client.get("/akun/undangan/xyz/abc/").status_code == 410


def test_other_methods_are_refused(client, invited):
    assert client.put(invitation_path(invited)).status_code == 405
