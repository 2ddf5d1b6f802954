"""Staff pages of scores: who may see and do what, the sheet, decisions, papers, exports."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from courses.enums import StaffRole
from courses.services.cohorts import close_cohort
from latsar.enums import ScoreSource
from latsar.models import CohortScheme, Score, ScoredComponent, ScorePaper, ScoringForm
from latsar.services.score_decisions import lock_scores, release_scores
from latsar.services.score_setup import make_neutral_form
from tests.courses.quizzes.quiz_world import quiz_world
from tests.courses.tracking_world import serve, staff
from tests.latsar.scores.score_world import (
    POLICY,
    enter,
    examiner,
    members,
    organiser,
    scored_cohort,
    set_up,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def cohort():
    return scored_cohort(2)


@pytest.fixture
def boss(client):
    user = organiser()
    client.force_login(user)
    return user


def page(name, cohort, *more):
    return reverse(f"latsar_admin:{name}", args=[cohort.slug, *more])


def words(response):
    return " ".join(response.content.decode().split())


SEEN = (("scores",), ("score-sheet", "RA"), ("scores-upload",), ("scores-template",))
DECIDED = (("score-setup", "RA"), ("score-papers", "TB"), ("scores-export", "csv"))
POSTED = (("score-lock", "RA"), ("score-release", "RA"), ("score-quiz", "RA"), ("score-form", "RA"))


@pytest.mark.parametrize(
    ("role", "place", "expected"),
    [
        ("penyelenggara", None, (200, 200)),
        ("widyaiswara", StaffRole.INSTRUCTOR, (200, 404)),
        ("widyaiswara", StaffRole.COACH, (200, 404)),
        ("widyaiswara", StaffRole.EXAMINER, (200, 404)),
        ("widyaiswara", StaffRole.ORGANISER, (200, 200)),
        ("widyaiswara", None, (404, 404)),
        ("pimpinan", None, (404, 404)),
        ("kontak-instansi", None, (404, 404)),
    ],
)
def test_pages_by_role(client, cohort, role, place, expected):
    person = members(cohort)[0]
    user = staff(role, agency=person.agency)
    if place:
        serve(user, cohort, place)
    client.force_login(user)

    looks = {client.get(page(*one[:1], cohort, *one[1:])).status_code for one in SEEN}
    looks.add(client.get(page("score-person", cohort, "RA", person.pk)).status_code)
    decides = {client.get(page(*one[:1], cohort, *one[1:])).status_code for one in DECIDED}
    posts = {client.post(page(*one[:1], cohort, *one[1:])).status_code for one in POSTED}
    for name in ("score-moderate", "score-unmoderate", "score-unlock", "score-for"):
        posts.add(client.post(page(name, cohort, "RA", person.pk)).status_code)

    seen, decided = expected
    assert (looks, decides) == ({seen}, {decided})
    assert posts == ({404} if decided == 404 else {302, 422})


def test_strangers_log_in_and_participants_stay_out(client, cohort):
    url = page("scores", cohort)
    assert client.get(url).status_code == 302
    client.force_login(members(cohort)[0].user)
    assert client.get(url).status_code in {302, 403}


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("score-sheet", ("XX",)),
        ("score-sheet", ("AK",)),
        ("score-person", ("RA", 987654)),
        ("score-paper", (987654,)),
        ("score-objection", (987654,)),
        ("scores-show", (987654,)),
        ("scores-export", ("pdf",)),
    ],
)
def test_what_is_not_there_is_not_found(client, boss, cohort, name, more):
    assert client.get(page(name, cohort, *more)).status_code == 404


def test_a_person_of_another_cohort_is_not_found(client, boss, cohort):
    other = members(scored_cohort(1))[0]

    assert client.get(page("score-person", cohort, "RA", other.pk)).status_code == 404


def test_overview_says_what_is_left_and_marks_what_is_unverified(client, boss, cohort):
    enter(cohort, "RA", ["60"], boss)
    enter(cohort, "RA", ["80"], examiner(cohort))

    text = words(client.get(page("scores", cohort)))

    assert "belum terverifikasi" in text
    assert '<strong class="score-warn">1</strong>' in text
    assert "belum ada: SP, AK-A, AK-B, TB" in text


def test_raters_see_no_final_scores(client, cohort):
    client.force_login(examiner(cohort))

    assert "Nilai akhir" not in words(client.get(page("scores", cohort)))


def test_a_cohort_without_a_scheme_says_what_to_do(client, boss):
    cohort = scored_cohort(1)
    cohort.evaluation.delete()

    text = words(client.get(page("scores", cohort)))

    assert "Pilih skema" in text


# --- the sheet ---


def post_sheet(client, cohort, code="RA", **data):
    return client.post(page("score-sheet", cohort, code), data)


def test_scores_are_typed_with_comma_and_saved(client, boss, cohort):
    one, other = members(cohort)

    response = post_sheet(
        client,
        cohort,
        **{f"score-{one.pk}": "85,5", f"seen-{one.pk}": "", f"score-{other.pk}": ""},
    )

    assert response.status_code == 302
    assert Score.objects.get().value == Decimal("85.50")
    assert 'value="85,50"' in words(client.get(page("score-sheet", cohort, "RA")))


def test_wrong_input_saves_nothing_and_stays(client, boss, cohort):
    one, other = members(cohort)

    response = post_sheet(
        client, cohort, **{f"score-{one.pk}": "delapan", f"score-{other.pk}": "101"}
    )

    text = words(response)
    assert response.status_code == 422
    assert 'value="delapan"' in text
    assert "“delapan” bukan angka" in text
    assert "101 tidak berada di antara 0 dan 100." in text
    assert not Score.objects.exists()


def test_a_refusal_stands_beside_its_person(client, boss, cohort):
    one, _other = members(cohort)
    enter(cohort, "RA", ["80"], boss)

    response = post_sheet(client, cohort, **{f"score-{one.pk}": "90", f"seen-{one.pk}": "80,00"})
    saved = post_sheet(
        client,
        cohort,
        reason="salah ketik",
        **{f"score-{one.pk}": "90", f"seen-{one.pk}": "80,00"},
    )

    assert response.status_code == 422
    assert "Nilai yang sudah ada hanya diubah dengan alasan." in words(response)
    assert saved.status_code == 302
    assert Score.objects.get().value == 90


def test_items_of_a_form_are_columns(client, boss, cohort):
    items = [("Isi", ""), ("Penyampaian", "")]
    form = make_neutral_form(title="F", component="RA", guidance="Baca dulu.", items=items, by=None)
    set_up(cohort, "RA", form=form)
    one, _other = members(cohort)
    keys = list(form.items.values_list("pk", flat=True))

    response = post_sheet(
        client,
        cohort,
        **{f"score-{one.pk}-{keys[0]}": "80", f"score-{one.pk}-{keys[1]}": "90"},
    )
    text = words(client.get(page("score-sheet", cohort, "RA")))

    assert response.status_code == 302
    assert Score.objects.get().value == 85
    assert "bawaan netral" in text
    assert f'name="score-{one.pk}-{keys[0]}" value="80,00"' in text
    assert "Penyampaian" in words(client.get(page("score-person", cohort, "RA", one.pk)))


def test_raters_judge_alone_before_they_see_others(client, boss, cohort):
    enter(cohort, "RA", ["61.25"], boss)
    other = examiner(cohort)
    one, _other = members(cohort)
    client.force_login(other)

    sheet = words(client.get(page("score-sheet", cohort, "RA")))
    person = words(client.get(page("score-person", cohort, "RA", one.pk)))
    enter(cohort, "RA", ["70"], other)

    assert "61,25" not in sheet
    assert "61,25" not in person
    assert "61,25" in words(client.get(page("score-person", cohort, "RA", one.pk)))


@pytest.mark.parametrize(("code", "expected"), [("TB", 404), ("AK-A", 302)])
def test_raters_write_only_what_raters_give(client, cohort, code, expected):
    client.force_login(examiner(cohort))
    one, _other = members(cohort)

    assert post_sheet(client, cohort, code, **{f"score-{one.pk}": "80"}).status_code == expected


def test_a_closed_cohort_is_only_read(client, boss, cohort):
    enter(cohort, "RA", ["80"], boss)
    close_cohort(cohort=cohort, by=None)
    one, _other = members(cohort)

    text = words(client.get(page("score-sheet", cohort, "RA")))
    response = post_sheet(client, cohort, **{f"score-{one.pk}": "90"})
    locked = client.post(page("score-lock", cohort, "RA"), follow=True)

    assert "data-score" not in text.replace("data-scores", "")
    assert "80,00" in text
    assert response.status_code == 302
    assert "Nilai diisi dan diubah selama angkatan berjalan." in words(locked)
    assert Score.objects.get().value == 80


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize("name", [("scores",), ("score-sheet", "RA")])
def test_pages_take_a_fixed_number_of_queries(client, name, people):
    cohort = scored_cohort(people)
    boss = organiser()
    client.force_login(boss)
    enter(cohort, "RA", ["80"] * people, boss)
    client.get(page(name[0], cohort, *name[1:]))

    with CaptureQueriesContext(connection) as queries:
        client.get(page(name[0], cohort, *name[1:]))

    assert len(queries) == {"scores": SCORES_QUERIES, "score-sheet": SHEET_QUERIES}[name[0]]


SCORES_QUERIES, SHEET_QUERIES = 19, 17


# --- decisions ---


def test_scores_are_taken_from_a_quiz_by_a_button(client, boss):
    world = quiz_world("single")
    cohort = world.cohort
    CohortScheme.objects.update_or_create(
        cohort=cohort, defaults={"policy": POLICY.to_json(), "frozen_at": timezone.now()}
    )
    world.take({1: {"option": "a"}})
    chosen = {"source": "quiz", "quiz": world.activity.pk, "spread_limit": "10"}
    client.post(page("score-setup", cohort, "AK-A"), chosen)

    done = client.post(page("score-quiz", cohort, "AK-A"), follow=True)
    typed = post_sheet(client, cohort, "AK-A", **{f"score-{members(cohort)[0].pk}": "1"})

    assert "1 nilai diambil dari kuis; 0 orang belum punya hasil" in words(done)
    assert "Nilai ini diambil dari kuis" in words(done)
    assert "Kuis WoG" in words(client.get(page("scores", cohort)))
    assert typed.status_code == 404
    assert Score.objects.get().value == 100


def test_lock_and_release_say_what_happened(client, boss, cohort):
    enter(cohort, "RA", ["80", None], boss)

    locked = client.post(page("score-lock", cohort, "RA"), follow=True)
    released = client.post(page("score-release", cohort, "RA"), follow=True)

    assert "1 nilai dikunci. Belum dikunci: belum ada nilai (1)." in words(locked)
    assert "1 peserta kini melihat nilainya." in words(released)


def decide(client, cohort, name, pk, **data):
    return client.post(page(name, cohort, "RA", pk), data, follow=True)


def test_one_score_is_moderated_taken_back_and_unlocked(client, boss, cohort):
    enter(cohort, "RA", ["60"], boss)
    enter(cohort, "RA", ["80"], examiner(cohort))
    one, _other = members(cohort)

    wrong = decide(client, cohort, "score-moderate", one.pk, **{"moderation-value": "x"})
    done = decide(
        client,
        cohort,
        "score-moderate",
        one.pk,
        **{"moderation-value": "72,5", "moderation-reason": "rapat penguji"},
    )
    back = decide(client, cohort, "score-unmoderate", one.pk, **{"decision-reason": "keliru"})
    early = decide(client, cohort, "score-unlock", one.pk, **{"decision-reason": "x"})

    assert wrong.status_code == 422
    assert "“x” bukan angka" in words(wrong)
    assert "72,50" in words(done)
    assert "rapat penguji" in words(done)
    assert Score.objects.get().value == 70
    assert "70,00" in words(back)
    assert "Nilai ini tidak terkunci." in words(early)


def test_a_score_of_a_mentor_on_paper_is_entered_for_them(client, boss, cohort):
    one, _other = members(cohort)
    data = {"for-for_name": "Ibu Mentor", "for-value": "88"}

    done = decide(client, cohort, "score-for", one.pk, **data)
    again = decide(client, cohort, "score-for", one.pk, **data | {"for-value": "89"})

    assert "Ibu Mentor" in words(done)
    assert "hanya diubah dengan alasan" in words(again)
    assert Score.objects.get().value == 88


def test_a_released_score_warns_before_it_is_unlocked(client, boss, cohort):
    enter(cohort, "RA", ["80"], boss)
    lock_scores(cohort=cohort, code="RA", by=boss)
    release_scores(cohort=cohort, code="RA", by=boss)
    one, _other = members(cohort)

    before = client.get(page("score-person", cohort, "RA", one.pk))
    decide(client, cohort, "score-unlock", one.pk, **{"decision-reason": "keberatan"})

    assert "Peserta melihat nilai ini." in words(before)
    assert Score.objects.get().released_at is None


# --- setup, forms, papers, files ---


def test_setup_is_chosen_and_wrong_choices_are_named(client, boss, cohort):
    url = page("score-setup", cohort, "RA")
    form = ScoringForm.objects.create(title="Kosong")
    good = {"source": "external", "spread_limit": "7,5", "needs_paper": "on"}

    no_quiz = client.post(url, {"source": "quiz", "spread_limit": "5"})
    no_items = client.post(url, {"source": "raters", "spread_limit": "5", "form": form.pk})
    done = client.post(url, good)
    enter(cohort, "RA", ["80"], boss)
    late = client.post(url, good | {"source": "raters"})

    component = ScoredComponent.objects.get(code="RA")
    assert "Pilih kuisnya." in words(no_quiz)
    assert "Formulir ini belum punya butir." in words(no_items)
    assert (component.source, component.spread_limit, component.needs_paper) == (
        ScoreSource.EXTERNAL,
        Decimal("7.50"),
        True,
    )
    assert done.status_code == 302
    assert "Sudah ada nilai." in words(late)
    assert client.get(url).status_code == 200


def test_a_neutral_form_begins_with_the_aspects_of_the_scheme(client, boss, cohort):
    sp = client.post(page("score-form", cohort, "SP"))
    client.post(page("score-form", cohort, "RA"))

    forms = {one.component: one for one in ScoringForm.objects.all()}
    assert [one.label for one in forms["SP"].items.all()] == ["integritas", "disiplin"]
    assert [one.label for one in forms["RA"].items.all()] == ["Isi", "Proses", "Penyampaian"]
    assert all(one.is_neutral for one in forms.values())
    assert client.get(sp["Location"]).status_code == 200


def test_papers_are_checked_kept_and_sent_as_attachments(client, boss, cohort):
    url = page("score-papers", cohort, "TB")
    agency = members(cohort)[0].agency

    bad = client.post(url, {"file": SimpleUploadedFile("nilai.pdf", b"bukan pdf")})
    good = SimpleUploadedFile("daftar nilai.pdf", PDF)
    client.post(url, {"file": good, "number": "800/12", "agency": agency.pk})
    paper = ScorePaper.objects.get()
    sent = client.get(page("score-paper", cohort, paper.pk))
    listed = words(client.get(url))

    assert bad.status_code == 422
    assert (paper.number, paper.agency, paper.file_name) == ("800/12", agency, "daftar nilai.pdf")
    assert sent["Content-Disposition"].startswith("attachment")
    assert b"".join(sent.streaming_content) == PDF
    assert "800/12" in listed
    paper.file.storage.delete(paper.file.name)
    assert client.get(page("score-paper", cohort, paper.pk)).status_code == 404


def test_exports_hold_what_the_screen_holds(client, boss, cohort):
    for code in ("SP", "AK-A", "AK-B", "RA", "TB"):
        enter(cohort, code, ["80.01", None], boss)
    one, other = members(cohort)

    content = client.get(page("scores-export", cohort, "csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    book = load_workbook(io.BytesIO(client.get(page("scores-export", cohort, "xlsx")).content))
    sheet = list(book.active.iter_rows(values_only=True))
    empty = load_workbook(io.BytesIO(client.get(page("scores-template", cohort)).content))

    assert rows[0] == ["NIP", "Nama", "SP", "AK-A", "AK-B", "RA", "TB", "Nilai akhir", "Predikat"]
    assert rows[1][2:] == ["80.01"] * 6 + ["Memuaskan"]
    assert sheet[1][7] == 80.01
    assert rows[2][0] == other.user.nip
    assert [cell.value for cell in empty.active[2]] == [one.user.nip, one.user.name, *[None] * 5]


def test_organisers_write_scoring_forms(client, boss):
    form = make_neutral_form(title="F", component="", guidance="", items=[("Isi", "")], by=None)

    assert client.get(reverse("scoringform:index")).status_code == 200
    assert client.get(reverse("scoringform:edit", args=[form.pk])).status_code == 200
    assert client.get(reverse("scoringform:add")).status_code == 200
