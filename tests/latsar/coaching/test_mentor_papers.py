"""The mentor reads what was handed in, approves or returns it, and opens its files."""

import datetime as dt

import pytest
from django.urls import reverse

from corpu.core import clock
from latsar.enums import Attention, PaperKind, PaperState
from latsar.models import Evidence, FrozenPaper
from latsar.queries.coach_desk import guided_people
from latsar.queries.guidance import guidances_in
from latsar.services.aktualisasi_approvals import submit_paper, take_back
from latsar.services.mentors import assign_mentor
from tests.courses.tracking_world import open_cohort_of
from tests.latsar.aktualisasi.aktualisasi_world import (
    PNG,
    approve,
    approved_plan,
    guided,
    write_plan,
    write_week,
)
from tests.latsar.coaching.coaching_world import DETAILS, mentored, sent_key

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2019, 5, 14, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def world():
    with clock.at(NOW):
        yield guided(people=2)


@pytest.fixture
def key(world):
    """The key of the mentor of the first person; the link names the mentor of the world."""
    guidance = guidances_in(world.cohort).get(enrolment=world.enrolment)
    guidance = mentored(guidance)
    world.mentors[0] = guidance.mentor
    return sent_key(guidance)


def url(key, name="page", *args):
    return reverse(f"mentor:{name}", args=[key, *args])


def handed_in(world, place=0):
    write_plan(world, place)
    return submit_paper(enrolment=world.enrolments[place], kind=PaperKind.PLAN)


def test_before_anything_is_handed_in_the_page_says_what_comes(client, key):
    assert "belum menyerahkan rancangan" in client.get(url(key)).content.decode()


def test_the_mentor_reads_and_approves_a_plan(client, world, key):
    paper = handed_in(world)

    front = client.get(url(key)).content.decode()
    shown = client.get(url(key, "paper", paper.pk)).content.decode()
    decided = client.post(
        url(key, "paper", paper.pk),
        {"do": "approved", "digest": paper.digest, "comment": "Bagus."},
        follow=True,
    ).content.decode()
    again = client.get(url(key, "paper", paper.pk)).content.decode()
    signature = paper.signatures.get()

    assert url(key, "paper", paper.pk) in front
    assert "Penataan arsip dengan daftar digital" in shown
    assert "Keputusan Anda tersimpan" in decided
    assert "Tidak ada yang menunggu persetujuan Anda" in decided
    assert 'name="do"' not in again
    assert (signature.mentor, signature.comment) == (world.mentors[0], "Bagus.")


def test_returning_needs_words(client, world, key):
    paper = handed_in(world)
    address = url(key, "paper", paper.pk)

    wordless = client.post(address, {"do": "returned", "digest": paper.digest})
    returned = client.post(
        address, {"do": "returned", "digest": paper.digest, "comment": "Lengkapi sebabnya."}
    )
    paper.refresh_from_db()

    assert (wordless.status_code, returned.status_code) == (422, 302)
    assert paper.state == PaperState.RETURNED


def test_another_version_than_the_one_read_is_not_approved(client, world, key):
    paper = handed_in(world)

    answer = client.post(url(key, "paper", paper.pk), {"do": "approved", "digest": "0" * 64})

    assert answer.status_code == 422
    assert not paper.signatures.exists()


def test_papers_of_others_and_papers_taken_back_do_not_exist(client, world, key):
    other = handed_in(world, place=1)
    own = handed_in(world)
    take_back(enrolment=world.enrolment, kind=PaperKind.PLAN)

    for paper in (other, own):
        assert client.get(url(key, "paper", paper.pk)).status_code == 404
        decided = client.post(
            url(key, "paper", paper.pk), {"do": "approved", "digest": paper.digest}
        )
        assert decided.status_code == 404
    assert not FrozenPaper.objects.filter(signatures__isnull=False).exists()


def test_only_files_that_were_handed_in_can_be_opened(client, world, key):
    approve(world, handed_in(world), "mentor", "coach")
    write_week(world)
    photo = Evidence.objects.get()

    before = client.get(url(key, "file", photo.pk)).status_code
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.WEEK, week=1)
    page = client.get(url(key, "paper", paper.pk)).content.decode()
    after = client.get(url(key, "file", photo.pk))
    content = b"".join(after.streaming_content)

    assert before == 404
    assert content == PNG
    assert url(key, "file", photo.pk) in page
    assert after.status_code == 200
    assert "attachment" in after.headers["Content-Disposition"]
    assert "no-store" in after.headers["Cache-Control"]
    assert client.get(url(key, "file", photo.pk + 1)).status_code == 404


def test_a_cohort_that_has_not_begun_has_no_papers(client):
    enrolment = open_cohort_of(1).enrolments.get()
    assign_mentor(enrolment=enrolment, details=DETAILS, by=None)
    key = sent_key(enrolment.guidance)

    assert client.get(url(key)).status_code == 200
    assert client.get(url(key, "paper", 1)).status_code == 404
    assert client.get(url(key, "file", 1)).status_code == 404


def test_without_aktualisasi_there_is_no_file(client, world, key):
    assert client.get(url(key, "file", 1)).status_code == 404


@pytest.mark.parametrize("papers", [1, 3])
def test_the_page_takes_a_constant_number_of_queries(
    client, world, key, papers, django_assert_max_num_queries
):
    for number in range(papers):
        if number:
            take_back(enrolment=world.enrolment, kind=PaperKind.PLAN)
            submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
        else:
            handed_in(world)

    with django_assert_max_num_queries(19):
        client.get(url(key))


def test_a_plan_that_waits_for_the_coach_stands_first(world):
    handed_in(world, place=1)

    rows = guided_people(world.cohort, world.coach.pk)

    assert rows[0].guidance.enrolment == world.enrolments[1]
    assert [need.reason for need in rows[0].needs] == [Attention.WAITING]


def test_a_week_not_reported_is_late_and_a_paper_is_a_sign(world):
    approved_plan(world)
    (row,) = [
        row
        for row in guided_people(world.cohort, world.coach.pk)
        if row.guidance.enrolment == world.enrolment
    ]

    assert row.needs_for("late")
    assert row.last_sign_on == dt.date(2019, 5, 14)
