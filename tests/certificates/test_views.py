"""My certificate and public verification in the browser."""

import uuid
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from certificates.domain.codes import make_code
from certificates.enums import CertificateState
from certificates.models import Certificate
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
UNKNOWN = make_code(42)


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def staff(codename, app="certificates"):
    user = UserFactory()
    user.user_permissions.add(
        Permission.objects.get(content_type__app_label=app, codename=codename)
    )
    return user


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", 302),
        ("stranger", 404),
        ("owner", 200),
        ("document staff", 200),
        ("reporting staff", 200),
        ("other staff", 404),
        ("superuser", 200),
    ],
)
def test_who_may_read_a_certificate(client, issued, owner, role, status):
    people = {
        "stranger": UserFactory,
        "owner": lambda: owner,
        "document staff": lambda: staff("view_certificate"),
        "reporting staff": lambda: staff("can_view_report", "courses"),
        "other staff": lambda: staff("can_view_agency_report", "courses"),
        "superuser": lambda: UserFactory(is_superuser=True),
    }
    if role != "anonymous":
        client.force_login(people[role]())

    for name in ("certificate-show", "certificate-download"):
        response = client.get(reverse(f"certificates:{name}", args=[issued.uuid]))

        assert response.status_code == status
        if role == "anonymous":
            assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "name", ["certificates:certificate-show", "certificates:certificate-download"]
)
def test_unknown_certificates_are_not_found(client, owner, db, name):
    client.force_login(owner)
    assert client.get(reverse(name, args=[uuid.uuid4()])).status_code == 404


def test_my_certificate_shows_facts_and_download(client, issued, owner):
    client.force_login(owner)

    response = client.get(reverse("certificates:certificate-show", args=[issued.uuid]))

    page = response.content.decode()
    for words in (issued.name, issued.number, issued.code, "Unduh sertifikat", "511 JP", "berlaku"):
        assert words in page
    assert reverse("certificates:certificate-download", args=[issued.uuid]) in page
    assert "hx-trigger" not in page
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    assert "HX-Request" in response["Vary"]


def test_my_certificate_waits_and_refreshes_itself(client, pending, owner):
    client.force_login(owner)
    address = reverse("certificates:certificate-show", args=[pending.uuid])

    page = client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()

    for text in (page, part):
        assert "Sertifikat sedang dibuat" in text
        assert 'hx-trigger="every 2s"' in text
        assert f'href="{address}"' in text
    assert "<html" not in part
    assert client.get(address + "unduh/").status_code == 404


def test_my_certificate_says_so_when_it_failed(client, pending, owner):
    Certificate.objects.update(state=CertificateState.FAILED, error="OSError: rahasia")
    client.force_login(owner)

    page = client.get(
        reverse("certificates:certificate-show", args=[pending.uuid])
    ).content.decode()

    assert "Berkas belum dapat dibuat" in page
    assert "rahasia" not in page
    assert "hx-trigger" not in page


def test_my_certificate_takes_few_queries(client, issued, owner, django_assert_max_num_queries):
    client.force_login(owner)
    with django_assert_max_num_queries(5):
        client.get(reverse("certificates:certificate-show", args=[issued.uuid]))


def test_download_is_the_stored_file(client, issued, owner):
    client.force_login(owner)

    response = client.get(reverse("certificates:certificate-download", args=[issued.uuid]))

    assert b"".join(response) == Path(issued.file.path).read_bytes()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'attachment; filename="sertifikat-siti-contoh-nomor-1-se-0001-latsar-bpsdm-vi-2019.pdf"'
    )
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_download_of_a_changed_file_is_refused_in_words(client, issued, owner):
    Path(issued.file.path).write_bytes(b"something else")
    client.force_login(owner)

    response = client.get(reverse("certificates:certificate-download", args=[issued.uuid]))

    assert response.status_code == 409
    assert "bukan berkas yang diterbitkan" in response.content.decode()


def test_verification_shows_the_printed_facts_and_no_more(client, issued):
    response = client.get(reverse("certificates:verify-code", args=[issued.code]))

    page = response.content.decode()
    assert response.status_code == 200
    for words in (
        "Asli dan berlaku",
        issued.name,
        issued.number,
        issued.programme,
        issued.cohort,
        issued.agency,
        issued.institute,
        "20 Juni 2019",
        "•" * 15 + "001",
        issued.sha256[:16],
    ):
        assert words in page
    for secret in (
        issued.nip,
        "Serang,",
        issued.rank,
        issued.post,
        str(issued.uuid),
        issued.sha256,
    ):
        assert secret not in page
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize(
    ("state", "words", "facts"),
    [
        (CertificateState.ISSUED, "Asli dan berlaku", True),
        (CertificateState.REVOKED, "Dicabut", True),
        (CertificateState.SUPERSEDED, "Digantikan", True),
        (CertificateState.PENDING, "Sedang dibuat", False),
        (CertificateState.FAILED, "Sedang dibuat", False),
    ],
)
def test_verification_says_the_state(client, issued, state, words, facts):
    Certificate.objects.update(state=state, revoked_at=timezone.now(), revocation_reason="rahasia")

    page = client.get(reverse("certificates:verify-code", args=[issued.code])).content.decode()

    assert words in page
    assert (issued.name in page) is facts
    assert ("Asli dan berlaku" in page) is (state == CertificateState.ISSUED)
    assert "rahasia" not in page


@pytest.mark.parametrize("spelling", [str.lower, lambda code: code.replace("-", "")])
def test_other_spellings_lead_to_the_canonical_address(client, issued, spelling):
    response = client.get(f"/verifikasi/{spelling(issued.code)}/")

    assert (response.status_code, response.url) == (302, f"/verifikasi/{issued.code}/")


@pytest.mark.parametrize("code", ["abc", "0000-0000-0000-1", "ÄÖÜ", "0000-0000-0001-1"])
def test_malformed_codes_are_not_found(client, db, code):
    assert client.get(f"/verifikasi/{code}/").status_code == 404


def test_unknown_codes_get_a_friendly_answer(client, db):
    response = client.get(reverse("certificates:verify-code", args=[UNKNOWN]))

    assert response.status_code == 404
    assert "Sertifikat tidak ditemukan" in response.content.decode()
    assert "noindex" in response["X-Robots-Tag"]


def test_form_leads_to_the_address_of_the_code(client, issued):
    page = client.get("/verifikasi/").content.decode()
    assert 'name="kode"' in page

    response = client.get("/verifikasi/", {"kode": f" {issued.code.lower()} "})

    assert (response.status_code, response.url) == (302, f"/verifikasi/{issued.code}/")


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Ketik kode"), ("bukan kode", "Ini bukan kode verifikasi"), ("9" * 90, "60")],
)
def test_form_says_what_is_wrong_and_keeps_the_text(client, db, text, words):
    response = client.get("/verifikasi/", {"kode": text})

    assert response.status_code == 200
    assert words in response.content.decode()
    assert text in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_verification_takes_few_queries(client, issued, django_assert_max_num_queries, count):
    with django_assert_max_num_queries(5 * count):
        for _ in range(count):
            client.get(reverse("certificates:verify-code", args=[issued.code]))


@pytest.mark.parametrize("address", ["/verifikasi/", f"/verifikasi/{UNKNOWN}/", "/verifikasi/abc/"])
def test_verification_is_throttled(client, db, address):
    answers = [client.get(address).status_code for _ in range(61)]

    assert answers[-1] == 429
    assert set(answers[:-1]) <= {200, 404}


@pytest.mark.parametrize("address", ["/verifikasi/", f"/verifikasi/{UNKNOWN}/"])
def test_verification_only_reads(client, db, address):
    assert client.post(address).status_code == 405
