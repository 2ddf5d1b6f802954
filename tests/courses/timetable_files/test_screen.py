"""The pages on which a timetable is downloaded and brought in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.core.exchange.tables import read_table
from courses.domain.sessions import SessionFields
from courses.enums import CohortState
from courses.exchange.timetable import read_timetable
from courses.models import Cohort, Room, Session
from courses.services.sessions import create_session
from courses.services.timetable_import import import_timetable
from tests.courses.my_timetable.session_world import NOW, at, make_session
from tests.courses.timetable_files.sheets import line, sheet
from tests.courses.tracking_world import running_cohort, serve, staff
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGES = ("timetable-export", "timetable-import", "timetable-apply")


@pytest.fixture
def cohort(db):
    return running_cohort(1)


@pytest.fixture
def organiser(client, db):
    user = staff(Role.ORGANISER)
    client.force_login(user)
    return user


def url(name, cohort):
    return reverse(f"courses_admin:{name}", args=[cohort.slug])


def upload(client, cohort, *lines, content=None):
    content = sheet(*lines) if content is None else content
    file = SimpleUploadedFile("jadwal.xlsx", content)
    return client.post(url("timetable-import", cohort), {"file": file})


def apply(client, cohort, shown, **more):
    return client.post(
        url("timetable-apply", cohort), {"rows": shown.context["sealed"], **more}, follow=True
    )


@pytest.mark.parametrize(
    ("role", "answers"),
    [
        ("organiser", (200, 200, 405)),
        ("instructor", (200, 404, 404)),
        ("trainee", (302, 302, 302)),
        ("nobody", (302, 302, 302)),
        ("other_instructor", (404, 404, 404)),
    ],
)
def test_who_may_do_what(client, cohort, role, answers):
    people = {
        "organiser": staff(Role.ORGANISER),
        "instructor": serve(staff(Role.INSTRUCTOR), cohort).user,
        "other_instructor": staff(Role.INSTRUCTOR),
        "trainee": cohort.enrolments.get().user,
    }
    if role in people:
        client.force_login(people[role])

    assert tuple(client.get(url(name, cohort)).status_code for name in PAGES) == answers


def test_a_closed_cohort_is_downloaded_but_not_changed(client, cohort, organiser):
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.CLOSED, closed_at=NOW)

    answers = tuple(client.get(url(name, cohort)).status_code for name in PAGES[:2])

    assert answers == (200, 404)


def test_the_download_is_a_sheet_with_every_session(client, cohort, organiser):
    make_session(cohort, "=SUM(1)", starts=at(8), teachers=[UserFactory(full_name="Ratu")])

    answer = client.get(url("timetable-export", cohort))

    assert answer["Content-Disposition"] == f'attachment; filename="jadwal-{cohort.slug}.xlsx"'
    heading, row = read_table(answer.content, "jadwal.xlsx")
    assert heading.cell(1).text == "tanggal"
    assert row.cell(5).text == "=SUM(1)"
    assert row.cell(17).text == "terjadwal"


def test_an_empty_timetable_is_a_heading_to_begin_with(client, cohort, organiser):
    (heading,) = read_table(client.get(url("timetable-export", cohort)).content, "jadwal.xlsx")

    assert len(heading.cells) == 18


def test_the_page_explains_every_column(client, cohort, organiser):
    text = client.get(url("timetable-import", cohort)).text

    for words in ("mata pelatihan", "tautan bahan", "Kosong untuk sesi baru", "Unduh sebagai XLSX"):
        assert words in text


def test_from_file_to_timetable(client, cohort, organiser):
    shown = upload(client, cohort, line(), line("Apel", start="07.00", end="07.30"))

    assert "Impor 2 sesi" in shown.text
    assert "Senin, 6 Mei 2019, 08.00–10.15 WIB" in shown.text
    assert not Session.objects.exists()
    done = apply(client, cohort, shown)
    assert done.redirect_chain[-1][0] == url("timetable", cohort)
    assert "2 sesi diimpor" in done.text
    assert Session.objects.count() == 2
    assert "sudah ada di jadwal" in apply(client, cohort, shown).text
    assert "sudah ada di jadwal" in upload(client, cohort, line()).text


def test_problems_come_first_and_keep_the_button_away(client, cohort, organiser):
    shown = upload(client, cohort, line(), line("Salah", start="pagi", room="Z"))

    assert "1 baris bermasalah" in shown.text
    assert "mulai: “pagi” bukan waktu" in shown.text
    assert shown.text.index("Salah") < shown.text.index("Etika")
    assert 'name="rows"' not in shown.text


def test_faults_of_sessions_are_told(client, cohort, organiser):
    shown = upload(client, cohort, line(room="Z", group="Y", teachers="X"))

    for words in ("tidak ada ruang “Z”", "tidak punya kelompok “Y”", "“X”"):
        assert words in shown.text.replace("Tidak", "tidak")


def test_changes_are_named(client, cohort, organiser):
    session = make_session(cohort, "Etika", starts=at(8), hours=2)

    shown = upload(client, cohort, line("Etika publik", code=str(session.pk)))

    assert "Akan diubah: selesai, judul, jp" in shown.text


def test_clashes_ask_for_a_word(client, cohort, organiser):
    make_session(cohort, "Sudah ada", starts=at(9))
    shown = upload(client, cohort, line())

    assert "Sudah ada" in shown.text
    refused = apply(client, cohort, shown)
    assert "Tidak ada yang diimpor" in refused.text
    assert Session.objects.count() == 1
    apply(client, cohort, refused, despite="on")
    assert Session.objects.count() == 2


def test_what_changed_meanwhile_is_told(client, cohort, organiser):
    room = Room.objects.create(name="Aula")
    shown = upload(client, cohort, line(room="Aula"))
    room.is_active = False
    room.save()

    refused = apply(client, cohort, shown)

    assert "berubah sejak pratinjau" in refused.text
    assert not Session.objects.exists()


@pytest.mark.parametrize("content", [b"", b"bukan lembar kerja", b"PK\x03\x04rusak"])
def test_a_file_that_cannot_be_read_is_refused_in_words(client, cohort, organiser, content):
    answer = upload(client, cohort, content=content)

    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_a_sheet_that_is_no_timetable_is_refused_in_words(client, cohort, organiser):
    answer = upload(client, cohort, content=sheet(("x",), heading=("nama", "nip", "instansi")))

    assert "tanggal, mulai" in answer.text


def test_no_file_is_told(client, cohort, organiser):
    answer = client.post(url("timetable-import", cohort), {})

    assert "Pilih berkas yang berisi sesi" in answer.text


def test_a_large_file_is_told(client, cohort, organiser):
    assert "5 MB" in upload(client, cohort, content=b"x" * (5 * 1024 * 1024 + 1)).text


@pytest.mark.parametrize("change", ["forged", "other_cohort", "other_person", "missing"])
def test_only_the_own_preview_is_taken(client, cohort, organiser, change):
    shown = upload(client, cohort, line())
    sealed, target = shown.context["sealed"], cohort
    if change == "forged":
        sealed = sealed[:-3] + "xxx"
    if change == "other_cohort":
        target = running_cohort(1)
    if change == "other_person":
        client.force_login(staff(Role.ORGANISER))
    if change == "missing":
        sealed = ""

    done = client.post(url("timetable-apply", target), {"rows": sealed}, follow=True)

    assert not Session.objects.exists()
    assert done.redirect_chain[-1][0] == url("timetable-import", target)


def test_imported_sessions_are_ordinary_sessions(cohort, organiser):
    """What the form makes and what a sheet makes has the same settings."""
    rows = read_timetable(sheet(line(jp="0")), "jadwal.xlsx")
    import_timetable(cohort=cohort, rows=rows, by=organiser)
    fields = SessionFields(title="Etika", starts_at=at(8), ends_at=at(10, 15))
    create_session(cohort=cohort, fields=fields, by=organiser, despite=True)

    first, second = Session.objects.values(*SessionFields.__dataclass_fields__)
    assert first == second
