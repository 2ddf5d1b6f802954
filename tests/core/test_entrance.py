"""The ways in: every reachable page and mail of the account library, in our words."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories import UserFactory


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account_login", "Surel atau NIP"),
        ("account_signup", "Akun dibuat dari daftar peserta"),
        ("account_reset_password", "Atur ulang kata sandi"),
        ("account_reset_password_done", "Periksa surel Anda"),
        ("account_reset_password_from_key_done", "Kata sandi baru Anda tersimpan"),
        ("account_inactive", "Akun ini tidak aktif"),
        ("account_email_verification_sent", "Konfirmasi alamat surel Anda"),
    ],
)
def test_entrance_speaks_indonesian(client, db, name, words):
    html = client.get(reverse(name)).content.decode()

    assert words in html
    assert 'class="narrow"' in html


@pytest.mark.parametrize("name", ["account_change_password", "account_logout"])
def test_account_page_is_ours(client, db, name):
    client.force_login(UserFactory())

    html = client.get(reverse(name)).content.decode()

    assert 'class="narrow"' in html
    assert "Keluar" in html


def test_reset_mail_is_in_our_words(client, db, mailoutbox):
    user = UserFactory()

    client.post(reverse("account_reset_password"), {"email": user.email})

    [mail] = mailoutbox
    assert mail.subject == "Pilih kata sandi baru"
    assert mail.body.startswith(f"Yth. {user.name},\n\nSeseorang, kemungkinan Anda sendiri,")
    assert settings.SUPPORT_EMAIL in mail.body
    assert settings.INSTITUTE_NAME in mail.body


def test_reset_link_leads_to_our_form_and_then_fails_in_words(client, db, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": UserFactory().email})
    address = re.search(r"https?://testserver(/\S+)", mailoutbox[0].body)[1]

    form = client.get(address, follow=True)
    stale = client.get(address.replace("key/", "key/9z"), follow=True)

    assert "Pilih kata sandi baru" in form.content.decode()
    assert "Tautan ini tidak berlaku lagi" in stale.content.decode()


def test_unknown_address_gets_the_same_answer_and_no_mail(client, db, mailoutbox):
    response = client.post(
        reverse("account_reset_password"), {"email": "siapa@contoh.example"}, follow=True
    )

    assert response.redirect_chain == [(reverse("account_reset_password_done"), 302)]
    assert mailoutbox == []
