"""The staff screen of the roster import: upload, preview, import, result, and who may."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.accounts.models import User
from corpu.accounts.services.agencies import load_agencies
from corpu.accounts.services.roles import give_role, prepare_roles
from courses.enums import CohortState
from courses.models import Cohort, RosterImport
from courses.queries.roster import import_record
from tests.courses.roster.sheets import NIP, people, sheet
from tests.factories import CohortFactory, ProgrammeFactory, UserFactory

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/angkatan/daftar-peserta/"


@pytest.fixture
def organiser(home):
    load_agencies()
    prepare_roles()
    user = UserFactory(full_name="Ratna Penyelenggara")
    give_role(user=user, role=Role.ORGANISER)
    return user


@pytest.fixture
def cohort(organiser):
    return CohortFactory(programme=ProgrammeFactory(days=51), number=1)


@pytest.fixture
def staff(client, organiser):
    client.force_login(organiser)
    return client


@pytest.fixture
def send(staff, cohort):
    """Posts the upload form; by default one usual person into the cohort."""

    def post(content=None, name="peserta.xlsx", **fields):
        data = {"choice": "one", "cohort": cohort.slug, "size": "40", **fields}
        content = sheet({}) if content is None else content
        return staff.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **data})

    return post


def url(name, upload=None):
    upload = upload or RosterImport.objects.get()
    return reverse(f"courses_admin:roster-{name}", args=[upload.pk])


def text(response):
    return " ".join(response.content.decode().split())


# --- the way through ------------------------------------------------------------------------------


def test_upload_form_knows_the_cohort_it_was_opened_for(staff, cohort):
    response = staff.get(UPLOAD, {"cohort": cohort.slug})

    assert response.status_code == 200
    assert response.context["form"].initial == {"cohort": cohort.slug, "choice": "one"}
    assert f'<option value="{cohort.slug}" selected>' in text(response)
    assert "Berkas yang Anda periksa muncul di sini" in text(response)


def test_upload_keeps_the_file_and_shows_what_it_means(staff, send, cohort):
    response = send(sheet({}, {"nama": "Budi", "no_identitas": 12, "email": "b@contoh.example"}))

    upload = RosterImport.objects.get()
    assert (response.status_code, response.url) == (302, url("show"))
    assert (upload.cohort, upload.programme, upload.file_name) == (cohort, None, "peserta.xlsx")
    assert upload.file.name.startswith("rosters/")
    page = text(staff.get(response.url))
    assert "Angkatan I Tahun 2019" in page
    assert "40 tempat kosong" in page
    assert "1 baris bermasalah" in page
    assert "NIP: Sel berupa angka" in page
    assert "Impor 1 peserta" in page
    assert "Impor baris yang benar saja" in page
    assert User.objects.filter(nip=NIP).count() == 0


def test_import_enrols_and_shows_the_result(staff, send, cohort):
    send(sheet({}, *people(2)))

    response = staff.post(url("apply"))

    assert (response.status_code, response.url) == (302, url("result"))
    page = text(staff.get(response.url))
    assert cohort.enrolments.count() == 3
    assert '<span class="tile-number">3</span>' in page
    assert reverse("courses_admin:cohort", args=[cohort.slug]) in page


def test_import_again_shows_the_same_result_and_changes_nothing(staff, send, cohort):
    send(sheet({}))
    staff.post(url("apply"))
    applied_at = RosterImport.objects.get().applied_at

    response = staff.post(url("apply"))

    assert response.url == url("result")
    assert RosterImport.objects.get().applied_at == applied_at
    assert cohort.enrolments.count() == 1
    assert staff.get(url("show")).url == url("result")


def test_same_file_once_more_has_nothing_to_import(staff, send):
    send(sheet({}))
    staff.post(url("apply"))

    response = send(sheet({}))

    page = text(staff.get(response.url))
    assert "Tidak ada yang perlu diimpor." in page
    assert "sudah ada" in page


def test_problems_stop_the_import_unless_rows_are_skipped(staff, send, cohort):
    send(sheet({}, {"nama": None, "no_identitas": "x", "email": "b@contoh.example"}))

    refused = staff.post(url("apply"), follow=True)
    assert "Belum ada yang diimpor" in text(refused)
    assert cohort.enrolments.count() == 0

    staff.post(url("apply"), {"skip_problems": "on"})
    assert cohort.enrolments.count() == 1


def test_list_is_split_over_new_cohorts_with_the_dates_asked_for(staff, send, cohort):
    response = send(
        sheet(*people(5)), choice="split", cohort="", programme=cohort.programme_id, size="2"
    )
    page = text(staff.get(response.url))
    assert "3 angkatan baru dengan 2, 2, 1 peserta." in page

    staff.post(url("apply"), {"starts_on": "2019-07-01", "ends_on": "2019-08-20"})

    made = Cohort.objects.exclude(pk=cohort.pk).order_by("number")
    assert [(c.number, c.starts_on, c.enrolments.count()) for c in made] == [
        (number, dt.date(2019, 7, 1), count) for number, count in ((2, 2), (3, 2), (4, 1))
    ]


def test_wrong_dates_are_refused(staff, send, cohort):
    send(sheet({}), choice="split", cohort="", programme=cohort.programme_id)

    both = staff.post(
        url("apply"), {"starts_on": "2019-07-01", "ends_on": "2019-06-01"}, follow=True
    )
    one = staff.post(url("apply"), {"ends_on": "2000-01-01"}, follow=True)

    for response in (both, one):
        assert "Hari terakhir mendahului hari pertama." in text(response)
    assert Cohort.objects.count() == 1


def test_chips_narrow_the_rows(staff, send):
    response = send(sheet(*people(2), {"nama": "Budi Bermasalah", "no_identitas": "x"}))

    page = staff.get(response.url, {"verdict": "problem"})
    unknown = staff.get(response.url, {"verdict": "apa saja"})

    assert [row.name for row in page.context["page_obj"]] == ["Budi Bermasalah"]
    assert [(c.code, c.rows, c.is_current) for c in page.context["chips"]] == [
        ("problem", 1, True),
        ("new", 2, False),
    ]
    assert len(unknown.context["page_obj"]) == 3


def test_rows_are_paginated(staff, send):
    Cohort.objects.update(capacity=100)
    response = send(sheet(*people(60)))

    assert [row.name for row in staff.get(response.url, {"p": 2}).context["page_obj"]] == [
        f"Orang {number}" for number in range(50, 60)
    ]


# --- what goes wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "kosong.xlsx", "Berkas kosong."),
        (b"%PDF-1.4", "surat.pdf", "Hanya berkas .xlsx dan .csv yang dapat dibaca."),
        (b"PK\x03\x04 rusak", "rusak.xlsx", "Berkas rusak atau bukan .xlsx yang sebenarnya."),
        (b"a;b\nc;d\n", "lain.csv", "Baris judul kolom tidak ditemukan."),
        (b"x" * (5 * 1024 * 1024 + 1), "besar.csv", "Berkas lebih dari 5 MB."),
    ],
)
def test_unreadable_file_is_refused_on_the_form(send, content, name, message):
    response = send(content, name)

    assert response.status_code == 200
    assert message in text(response)
    assert RosterImport.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"choice": ""}, "Pilih salah satu tujuan."),
        ({"cohort": ""}, "Pilih angkatan tujuan peserta."),
        ({"choice": "split", "programme": ""}, "Pilih program untuk angkatan baru."),
        ({"choice": "split", "size": ""}, "Tulis berapa peserta paling banyak"),
    ],
)
def test_missing_target_is_named(send, fields, message):
    response = send(sheet({}), **fields)

    assert response.status_code == 200
    assert message in text(response)


def test_closed_cohort_is_not_offered_and_not_imported_into(staff, send, cohort):
    send(sheet({}))
    Cohort.objects.update(state=CohortState.CLOSED)

    again = send(sheet({}))
    shown = staff.get(url("show"), follow=True)
    applied = staff.post(url("apply"))

    assert again.context["form"].errors.keys() == {"cohort"}
    assert "Angkatan sudah ditutup" in text(shown)
    assert applied.url == url("show")


def test_upload_whose_file_is_gone_is_said_so(staff, send):
    send(sheet({}))
    upload = RosterImport.objects.get()
    upload.file.storage.delete(upload.file.name)

    assert "Berkas sudah tidak ada. Unggah lagi." in text(staff.get(url("show"), follow=True))


def test_result_of_what_was_not_imported_leads_to_the_preview(staff, send):
    send(sheet({}))

    assert staff.get(url("result")).url == url("show")
    assert import_record(RosterImport.objects.get()) is None


def test_names_from_the_file_cannot_bring_markup_in(staff, send):
    response = send(sheet({"nama": "<script>alert(1)</script>", "Instansi": "<b>x</b>"}))

    page = staff.get(response.url).content.decode()

    assert "<script>alert(1)" not in page
    assert "<b>x</b>" not in page


# --- who may --------------------------------------------------------------------------------------

NAMES = ("upload", "show", "apply", "result")


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (None, (302, 302, 302, 302)),
        ("trainee", (302, 302, 302, 302)),
        (Role.INSTRUCTOR, (404, 404, 404, 404)),
        (Role.LEADERSHIP, (404, 404, 404, 404)),
        (Role.AGENCY_CONTACT, (404, 404, 404, 404)),
        (Role.ORGANISER, (200, 200, 405, 302)),
        ("superuser", (200, 200, 405, 302)),
    ],
)
def test_access(client, send, role, statuses):
    send(sheet({}))
    upload = RosterImport.objects.get()
    client.logout()
    if role is not None:
        user = UserFactory(is_superuser=role == "superuser")
        if isinstance(role, Role):
            give_role(user=user, role=role)
        client.force_login(user)

    found = [
        client.get(UPLOAD if name == "upload" else url(name, upload)).status_code for name in NAMES
    ]

    assert tuple(found) == statuses


def test_unknown_upload_does_not_exist(staff):
    assert staff.get(f"{UPLOAD}999/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries_for_any_number_of_rows(staff, send, count):
    Cohort.objects.update(capacity=100)
    for _number in range(count):
        response = send(sheet(*people(count)))
    staff.get(response.url)

    with CaptureQueriesContext(connection) as preview:
        staff.get(response.url)
    with CaptureQueriesContext(connection) as uploads:
        staff.get(UPLOAD)

    assert (len(preview), len(uploads)) == (17, 14)
