"""A sheet of mentors: read, judged, taken as a whole or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.core.exchange.tables import write_csv, write_xlsx
from courses.enums import RowVerdict
from courses.services.cohorts import close_cohort
from latsar.domain.mentor_rows import KnownPerson, MentorDetails, MentorRow, judge_mentors
from latsar.enums import MentorProblem, MentorSheetFault
from latsar.exchange.mentors import MentorSheetError, read_mentors, write_mentors
from latsar.models import Mentor
from latsar.queries.mentor_sheets import people_by_nip, people_of_sheet
from latsar.services.mentor_sheets import SheetHasProblems, apply_mentors, preview_mentors
from tests.courses.tracking_world import staff
from tests.latsar.coaching.coaching_world import DETAILS, coached, mentored

ANI, BUDI = "199001012019032001", "199001012019031002"
PEOPLE = {
    ANI: KnownPerson(1, "Ani"),
    BUDI: KnownPerson(2, "Budi", MentorDetails("Rina", "197001011995032001", "Kabid", "r@x.id")),
}


def row(number=2, person_nip=ANI, full_name="Rina", **fields):
    return MentorRow(number, person_nip, "", full_name, **fields)


ALIKE = {"nip": "197001011995032001", "post": "Kabid", "email": "r@x.id"}
ROWS = [
    (row(), RowVerdict.NEW, None),
    (row(person_nip=BUDI, **ALIKE), RowVerdict.KNOWN, None),
    (row(person_nip=BUDI), RowVerdict.CHANGED, None),
    (row(person_nip="1"), RowVerdict.PROBLEM, MentorProblem.UNKNOWN),
    (row(nip="123"), RowVerdict.PROBLEM, MentorProblem.BAD_NIP),
    (row(email="rina"), RowVerdict.PROBLEM, MentorProblem.BAD_EMAIL),
    (row(email="rina@contoh"), RowVerdict.PROBLEM, MentorProblem.BAD_EMAIL),
    (row(email="rina@contoh.go.id"), RowVerdict.NEW, None),
    (row(full_name="R" * 151), RowVerdict.PROBLEM, MentorProblem.TOO_LONG),
    (row(has_formula=True), RowVerdict.PROBLEM, MentorProblem.FORMULA),
    (row(is_nip_lost=True), RowVerdict.PROBLEM, MentorProblem.LOST),
]


@pytest.mark.parametrize(("written", "verdict", "problem"), ROWS)
def test_what_a_row_means(written, verdict, problem):
    (judged,) = judge_mentors([written], PEOPLE)

    assert (judged.verdict, judged.problem) == (verdict, problem)


def test_rows_that_contradict_each_other():
    nip = "197001011995032001"
    twice = judge_mentors([row(2), row(3, full_name="Siti")], PEOPLE)
    differs = judge_mentors(
        [row(2, nip=nip), row(3, person_nip=BUDI, nip=nip, full_name="Rina, S.E.")], PEOPLE
    )
    shared = judge_mentors([row(2, nip=nip), row(3, person_nip=BUDI, nip=nip)], PEOPLE)

    assert {one.problem for one in twice} == {MentorProblem.TWICE}
    assert {one.problem for one in differs} == {MentorProblem.DIFFERS}
    assert {one.problem for one in shared} == {None}


def test_reading_finds_the_heading_and_cleans():
    content = write_csv(
        [
            ["Daftar mentor", ""],
            ["No", "NIP", "Nama Peserta", "Nama Mentor", "NIP Mentor", "Jabatan", "E-mail"],
            [1, "19900101 201903 2 001", "Ani", "Rina", "'197001011995032001", "Kabid", "R@X.ID"],
            [2, BUDI, "Budi", "", "", "", ""],
        ]
    )

    (found,) = read_mentors(content, "mentor.csv")

    assert found == MentorRow(3, ANI, "Ani", "Rina", "197001011995032001", "Kabid", "r@x.id")


def test_a_nip_stored_as_a_number_is_noticed():
    content = write_xlsx(
        [["NIP peserta", "Nama mentor"], [199001012019032000, "Rina"], ["=1+1", "Siti"]]
    )

    first = read_mentors(content, "mentor.xlsx")[0]

    assert first.is_nip_lost


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([["NIP", "Nama"], ["1", "Ani"]], MentorSheetFault.NO_HEADING),
        ([["NIP", "Nama mentor"], ["1", ""]], MentorSheetFault.NO_ROWS),
    ],
)
def test_what_is_no_sheet_of_mentors_is_refused(lines, fault):
    with pytest.raises(MentorSheetError) as refused:
        read_mentors(write_csv(lines), "mentor.csv")

    assert refused.value.fault == fault


@pytest.mark.django_db
def test_the_sheet_reads_back_as_it_is():
    world = coached(people=2)
    mentored(world.guidances[0])
    content = write_mentors(people_of_sheet(world.cohort))

    preview = preview_mentors(cohort=world.cohort, rows=read_mentors(content, "mentor.xlsx"))

    assert [one.verdict for one in preview.rows] == [RowVerdict.KNOWN]
    assert preview.to_write == 0


@pytest.mark.django_db
def test_all_or_nothing():
    world = coached(people=2)
    first, second = (one.enrolment.user.nip for one in world.guidances)
    good = row(2, first, DETAILS.full_name, nip=DETAILS.nip, email=DETAILS.email)

    with pytest.raises(SheetHasProblems):
        apply_mentors(cohort=world.cohort, rows=[good, row(3, "0")], by=None)
    assert not Mentor.objects.exists()

    other = row(3, second, "Siti")
    done = apply_mentors(cohort=world.cohort, rows=[good, other], by=None)
    again = apply_mentors(cohort=world.cohort, rows=[good, other], by=None)

    assert (done.counts[RowVerdict.NEW], again.to_write) == (2, 0)
    assert [str(one.mentor) for one in world.guidances] == [DETAILS.full_name, "Siti"]


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_people_take_one_query(people, django_assert_num_queries):
    world = coached(people=people)

    with django_assert_num_queries(1):
        people_by_nip(world.cohort)


# --- the pages ---


def url(world, name="mentor-sheet"):
    return reverse(f"latsar_admin:{name}", args=[world.cohort.slug])


@pytest.fixture
def world(db):
    return coached()


@pytest.fixture
def organiser(client, db):
    user = staff(Role.ORGANISER)
    client.force_login(user)
    return user


def upload(client, world, *rows):
    lines = [["NIP peserta", "Nama mentor"], *rows]
    file = SimpleUploadedFile("mentor.csv", write_csv(lines))
    return client.post(url(world), {"file": file})


def test_upload_check_and_take(client, world, organiser):
    nip = world.guidances[0].enrolment.user.nip

    checked = upload(client, world, [nip, "Dra. Rina"])
    taken = client.post(
        url(world, "mentor-sheet-apply"), {"rows": checked.context["signed"]}, follow=True
    )

    assert "Dra. Rina" in checked.content.decode()
    assert "1 mentor ditetapkan" in taken.content.decode()
    assert str(world.guidances[0].mentor) == "Dra. Rina"


def test_rows_with_problems_are_named_and_not_taken(client, world, organiser):
    checked = upload(client, world, ["1", "Dra. Rina"])
    taken = client.post(url(world, "mentor-sheet-apply"), {"rows": checked.context["signed"]})

    assert "Tidak ada peserta angkatan ini" in checked.content.decode()
    assert "Tetapkan 1 mentor" not in checked.content.decode()
    assert "Betulkan" in taken.content.decode() or "Perbaiki" in taken.content.decode()
    assert not Mentor.objects.exists()


def test_wrong_files_are_refused_in_words(client, world, organiser):
    empty = client.post(url(world), {})
    nonsense = client.post(url(world), {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")})
    large = SimpleUploadedFile("x.csv", b"a" * (5 * 1024 * 1024 + 1))

    assert (empty.status_code, nonsense.status_code) == (422, 422)
    assert "NIP peserta" in nonsense.content.decode()
    assert "5 MB" in client.post(url(world), {"file": large}).content.decode()


def test_what_was_not_checked_here_and_now_is_not_taken(client, world, organiser):
    nip = world.guidances[0].enrolment.user.nip
    signed = upload(client, world, [nip, "Dra. Rina"]).context["signed"]
    other = coached(people=1)

    forged = client.post(url(world, "mentor-sheet-apply"), {"rows": "x"}, follow=True)
    foreign = client.post(url(other, "mentor-sheet-apply"), {"rows": signed}, follow=True)

    for answer in (forged, foreign):
        assert "Ulangi" in answer.content.decode()
    assert not Mentor.objects.exists()


def test_a_closed_cohort_takes_no_sheet(client, world, organiser):
    nip = world.guidances[0].enrolment.user.nip
    signed = upload(client, world, [nip, "Dra. Rina"]).context["signed"]
    close_cohort(cohort=world.cohort, by=None)

    answer = client.post(url(world, "mentor-sheet-apply"), {"rows": signed}, follow=True)

    assert "tidak berubah lagi" in answer.content.decode()
    assert not Mentor.objects.exists()


def test_the_sheet_to_fill_in_and_who_gets_it(client, world, organiser):
    page = client.get(url(world)).content.decode()
    sheet = client.get(url(world, "mentor-sheet-xlsx"))
    assert url(world, "mentor-sheet-xlsx") in page
    assert sheet.content.startswith(b"PK")

    client.force_login(world.coach)
    for name in ("mentor-sheet", "mentor-sheet-xlsx"):
        assert client.get(url(world, name)).status_code == 404
    assert client.post(url(world, "mentor-sheet-apply"), {"rows": "x"}).status_code == 404
