"""People and agencies in the admin, through a real browser's requests."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from corpu.accounts.models import Agency, User
from corpu.accounts.services.agencies import load_agencies
from corpu.accounts.tasks import send_invitation
from tests.factories import AgencyFactory, UserFactory

FORM = {
    "full_name": "Siti Aminah",
    "title_before": "Dr.",
    "title_after": "S.E.",
    "nip": "19950817 202403 2 001",
    "email": "Siti@Contoh.example",
    "kind": "cpns",
    "rank": "III/b",
    "post": "Auditor",
    "agency": "",
    "sex": "female",
    "religion": "",
    "birth_place": "Pandeglang",
    "birth_date": "1995-08-17",
    "phone": "",
}
NIP_ERROR = (
    "NIP terdiri atas 18 angka. Salinlah sebagai teks karena Excel membulatkan angka panjang."
)


@pytest.fixture
def staff(client, organiser):
    client.force_login(organiser)
    return client


@pytest.fixture
def sent(monkeypatch):
    ids = []
    monkeypatch.setattr(
        send_invitation, "apply_async", lambda _args=None, kwargs=None, **_: ids.append(kwargs)
    )
    return ids


def page_of(response):
    return response.content.decode()


def test_person_is_added_through_the_service(staff, organiser):
    response = staff.post(reverse("people:add"), FORM)

    person = User.objects.get(nip="199508172024032001")
    [entry] = ModelLogEntry.objects.for_instance(person)
    assert response.status_code == 302
    assert (person.name, person.email, person.has_usable_password()) == (
        "Dr. Siti Aminah, S.E.",
        "siti@contoh.example",
        False,
    )
    assert (entry.action, entry.user) == ("accounts.person.created", organiser)


def test_doubtful_nip_is_saved_with_a_note(staff):
    response = staff.post(
        reverse("people:add"), {**FORM, "birth_date": "1995-07-18", "sex": "male"}, follow=True
    )

    notes = [str(message) for message in response.context["messages"]]
    assert User.objects.filter(nip="199508172024032001").count() == 1
    assert "Tanggal lahir berbeda dengan yang ada di NIP." in notes
    assert "Jenis kelamin berbeda dengan yang ada di NIP." in notes


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        (
            {"nip": "1.99508E+17"},
            "nip",
            NIP_ERROR,
        ),
        (
            {"nip": "", "email": ""},
            "__all__",
            "Isi NIP atau alamat surel; tanpa salah satunya orang ini tidak dapat masuk.",
        ),
    ],
)
def test_problem_stands_on_the_form(staff, changes, field, error):
    response = staff.post(reverse("people:add"), {**FORM, **changes})

    assert (response.status_code, response.context["form"].errors[field]) == (200, [error])


def test_identity_of_somebody_else_stands_on_the_form(staff):
    UserFactory(nip="199508172024032001", email="siti@contoh.example")

    add = staff.post(reverse("people:add"), FORM)
    user = UserFactory()
    edit = staff.post(reverse("people:edit", args=[user.pk]), FORM)

    assert [set(response.context["form"].errors) for response in (add, edit)] == [
        {"nip", "email"},
        {"nip", "email"},
    ]


def test_person_is_changed_and_the_log_says_what(staff):
    user = UserFactory(email="siti@contoh.example", nip="199508172024032001", post="Arsiparis")

    response = staff.post(reverse("people:edit", args=[user.pk]), FORM)

    user.refresh_from_db()
    [entry] = ModelLogEntry.objects.for_instance(user)
    assert (response.status_code, user.post, entry.action) == (
        302,
        "Auditor",
        "accounts.person.changed",
    )
    assert entry.data["changes"]["post"] == ["Arsiparis", "Auditor"]


def test_edit_form_groups_the_nip(staff):
    user = UserFactory(nip="199508172024032001")

    page = page_of(staff.get(reverse("people:edit", args=[user.pk])))

    assert 'value="19950817 202403 2 001"' in page
    assert "is_superuser" not in page
    assert "password" not in page


def test_list_of_three_takes_the_queries_of_one(staff):
    UserFactory()
    staff.get(reverse("people:index"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            staff.get(reverse("people:index"))
        counts.append(len(queries))
        UserFactory.create_batch(2)

    assert counts[0] == counts[1]


@pytest.mark.parametrize("query", ["aminah", "19950817 202403 2 001", "siti@contoh", "2024032"])
def test_people_are_found_by_name_nip_and_email(staff, query):
    UserFactory(full_name="Siti Aminah", nip="199508172024032001", email="siti@contoh.example")
    UserFactory(full_name="Budi")

    found = staff.get(reverse("people:index"), {"q": query}).context["object_list"]

    assert [person.full_name for person in found] == ["Siti Aminah"]


def test_people_are_filtered_by_agency_and_kind(staff):
    agency = AgencyFactory()
    wanted = UserFactory(agency=agency, kind="pppk")
    UserFactory(agency=agency, kind="cpns")
    UserFactory(kind="pppk")

    found = staff.get(reverse("people:index"), {"agency": agency.pk, "kind": "pppk"})

    assert list(found.context["object_list"]) == [wanted]


def test_list_shows_nip_agency_and_invitation(staff, invited):
    page = page_of(staff.get(reverse("people:index"), {"q": "Ma'mun"}))

    assert f"{invited.nip[:8]} {invited.nip[8:14]}" in page
    assert invited.agency.name in page
    assert "belum diundang" in page


def test_inspecting_shows_doubts_and_offers_the_invitation(staff, invited):
    User.objects.filter(pk=invited.pk).update(nip="199513172024032001")

    page = page_of(staff.get(reverse("people:inspect", args=[invited.pk])))

    assert "Delapan angka pertama NIP bukan tanggal lahir." in page
    assert "Kirim undangan" in page
    assert "Undangan dikirim ke mamun@contoh.example" in page


def test_inspecting_somebody_with_an_account_offers_none(staff):
    user = UserFactory(nip=None)

    page = page_of(staff.get(reverse("people:inspect", args=[user.pk])))

    assert reverse("people:invite", args=[user.pk]) not in page
    assert "sudah punya akun" in page
    assert re.findall(r">\s*None\s*<", page) == []


def test_invitation_is_sent_again(staff, invited, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = staff.post(reverse("people:invite", args=[invited.pk]), follow=True)

    assert sent == [{"user_id": invited.pk}]
    assert "Undangan sedang dikirim ke mamun@contoh.example." in [
        str(message) for message in response.context["messages"]
    ]


def test_invitation_to_who_has_an_account_is_refused_in_words(staff):
    user = UserFactory()

    response = staff.post(reverse("people:invite", args=[user.pk]), follow=True)

    assert "Undangan tidak dikirim: sudah punya akun." in [
        str(message) for message in response.context["messages"]
    ]


def test_invitation_by_get_is_refused(staff, invited):
    assert staff.get(reverse("people:invite", args=[invited.pk])).status_code == 405


def test_people_are_not_deleted(staff, invited):
    staff.post(reverse("people:delete", args=[invited.pk]))

    assert User.objects.filter(pk=invited.pk).exists()


def test_history_speaks_indonesian(staff, invited):
    staff.post(reverse("people:edit", args=[invited.pk]), FORM)

    page = page_of(staff.get(reverse("people:history", args=[invited.pk])))

    assert "Data orang diubah" in page


AGENCY = {
    "name": "Dinas Pendidikan Provinsi Banten",
    "short_name": "Dindikbud Banten",
    "level": "other",
    "kemendagri_code": "",
    "siasn_code": "",
    "address": "",
    "aliases": "Disdik Banten\r\n\r\n Dinas Pendidikan ",
}


def test_agency_is_added_with_its_names(staff, organiser):
    staff.post(reverse("agencies:add"), AGENCY)

    agency = Agency.objects.get(short_name="Dindikbud Banten")
    [entry] = ModelLogEntry.objects.for_instance(agency)
    assert (agency.kemendagri_code, entry.action, entry.user) == (
        None,
        "accounts.agency.created",
        organiser,
    )
    assert set(agency.aliases.values_list("normalised", flat=True)) == {
        "dinas pendidikan",
        "dinas pendidikan provinsi banten",
        "dindikbud banten",
        "disdik banten",
    }


def test_agency_name_of_another_is_refused_in_words(staff):
    load_agencies()

    response = staff.post(reverse("agencies:add"), {**AGENCY, "aliases": "Kab. Lebak"})

    assert response.context["form"].errors["aliases"] == [
        "“kabupaten lebak” sudah berarti Pemerintah Kabupaten Lebak."
    ]
    assert Agency.objects.filter(short_name="Dindikbud Banten").count() == 0


def test_agency_is_changed(staff):
    load_agencies()
    agency = Agency.objects.get(kemendagri_code="36.02")
    page = page_of(staff.get(reverse("agencies:edit", args=[agency.pk])))

    staff.post(
        reverse("agencies:edit", args=[agency.pk]),
        {**AGENCY, "name": agency.name, "short_name": "Kab. Lebak", "kemendagri_code": "36.02"},
    )

    agency.refresh_from_db()
    assert "kabupaten lebak\nlebak" in page
    assert (agency.level, agency.siasn_code) == ("other", None)


def test_agency_list_of_three_takes_the_queries_of_one(staff):
    AgencyFactory()
    staff.get(reverse("agencies:index"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            staff.get(reverse("agencies:index"))
        counts.append(len(queries))
        AgencyFactory.create_batch(2)

    assert counts[0] == counts[1]
