"""Certificates in the admin: look up, fetch, try again, never edit."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import registry

from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.issuing import issue
from tests.certificates.awards import make_award
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
INDEX = "/admin/sertifikat/"


def permit(user, *names):
    for name in names:
        app, codename = name.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return user


@pytest.fixture
def keeper(db):
    """Staff who see certificates."""
    return permit(UserFactory(), "wagtailadmin.access_admin", "certificates.view_certificate")


@pytest.mark.parametrize("search", ["Nomor 1", "0001/LATSAR/BPSDM/VI/", "code"])
def test_list_finds_by_name_number_and_code(client, pending, keeper, search):
    other = issue(award=make_award(2), by=None)
    client.force_login(keeper)

    text = client.get(INDEX, {"q": pending.code if search == "code" else search}).content.decode()

    assert pending.number in text
    assert other.number not in text


def test_list_filters_by_state_and_collection(client, issued, keeper):
    other = issue(award=make_award(2, collection="lain"), by=None)
    client.force_login(keeper)

    for query in ({"state": "issued"}, {"collection": "angkatan-xxi-2019"}):
        text = client.get(INDEX, query).content.decode()
        assert issued.number in text
        assert other.number not in text


def test_list_takes_the_same_queries_for_one_and_three(client, design, keeper):

    client.force_login(keeper)
    client.get(INDEX)
    counts = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            issue(award=make_award(number), by=None)
        with CaptureQueriesContext(connection) as queries:
            client.get(INDEX)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_inspect_offers_the_file(client, issued, keeper):
    client.force_login(keeper)

    text = client.get(f"{INDEX}inspect/{issued.pk}/").content.decode()

    assert issued.sha256 in text
    assert reverse("certificates:certificate-download", args=[issued.uuid]) in text
    assert "Coba lagi" not in text


@pytest.mark.parametrize("path", ["new/", "edit/{pk}/", "delete/{pk}/", "copy/{pk}/"])
@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_edits_a_certificate(client, issued, keeper, path, is_superuser):
    keeper.is_superuser = is_superuser
    keeper.save()
    client.force_login(keeper)

    for method in (client.get, client.post):
        response = method(INDEX + path.format(pk=issued.pk))
        assert response.status_code in (302, 403, 404)
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize(
    ("permissions", "outcome"),
    [
        ((), (404, "failed")),
        (("certificates.change_certificate",), (302, "pending")),
        (("courses.can_issue_certificates",), (302, "pending")),
    ],
)
def test_who_may_have_a_failed_certificate_made_again(
    client, pending, keeper, permissions, outcome
):
    Certificate.objects.update(state=CertificateState.FAILED)
    client.force_login(permit(keeper, *permissions))
    page = client.get(f"{INDEX}inspect/{pending.pk}/").content.decode()
    assert ("Coba lagi" in page) is (outcome == (302, "pending"))

    response = client.post(f"{INDEX}coba-lagi/{pending.pk}/")

    pending.refresh_from_db()
    assert (response.status_code, pending.state) == outcome


def test_trying_a_finished_certificate_again_changes_nothing(client, issued, keeper):
    client.force_login(permit(keeper, "certificates.change_certificate"))

    response = client.post(f"{INDEX}coba-lagi/{issued.pk}/", follow=True)

    issued.refresh_from_db()
    assert issued.state == CertificateState.ISSUED
    assert "sedang dibuat atau sudah selesai" in response.content.decode()


def test_trying_again_is_a_post_by_staff(client, pending, owner, keeper):
    address = f"{INDEX}coba-lagi/{pending.pk}/"
    assert client.post(address).status_code == 302
    client.force_login(owner)
    assert client.post(address).status_code in (302, 403)
    client.force_login(keeper)
    assert client.get(address).status_code == 405
    pending.refresh_from_db()
    assert pending.attempts == 0


def test_history_of_a_certificate_is_readable(client, issued, keeper):
    client.force_login(keeper)

    text = client.get(f"{INDEX}history/{issued.pk}/").content.decode()

    assert "Berkas sertifikat disimpan" in text
    assert "Sertifikat diterbitkan, berkas akan dibuat" in text


def test_log_actions_are_registered():
    actions = {action for action, _ in registry.get_choices()}
    verbs = ("created", "issued", "failed", "retried")
    assert {f"certificates.certificate.{verb}" for verb in verbs} <= actions
