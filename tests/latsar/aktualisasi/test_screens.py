"""The participant's and the staff's pages: whose they are, saving without loss, what is missing."""

import datetime as dt

import pytest
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.core import clock
from latsar.enums import PaperKind, Standing
from latsar.models import Evidence, FrozenPaper, Issue, PlannedActivity, WeeklyReport
from latsar.services.aktualisasi_approvals import submit_paper
from tests.courses.tracking_world import staff
from tests.factories import UserFactory
from tests.latsar.aktualisasi.aktualisasi_world import (
    PDF,
    PNG,
    approved_plan,
    endorsed,
    guided,
    photo,
    write_plan,
    write_week,
)

pytestmark = pytest.mark.django_db

SIMPLE = ["overview", "issues", "issue-new", "core", "causes", "idea", "activities"]
SIMPLE += ["activity-new", "submit", "weeks", "realisation", "report", "report-submit", "prints"]


@pytest.fixture
def world():
    return guided()


@pytest.fixture
def own(client, world):
    client.force_login(world.user)
    return client


def url(world, name, *args):
    return reverse(f"latsar:aktualisasi-{name}", args=[world.cohort.slug, *args])


def admin_url(world, name, *args):
    place = [world.cohort.slug, world.enrolment.pk, *args]
    return reverse(f"latsar_admin:aktualisasi-{name}", args=place)


def issue_data(**changed):
    data = {"title": "Arsip tidak tertata", "description": "", "sequence": "0"}
    data |= {"is_actual": "on", "is_problematic": "on", "is_public": "on", "is_feasible": "on"}
    return data | {"urgency": "5", "seriousness": "4", "growth": "4"} | changed


def activity_data(**changed):
    data = {"title": "Kegiatan satu", "starts_on": "2019-05-06", "ends_on": "2019-05-10"}
    data |= {"output": "Daftar", "contribution": "Cepat", "sequence": "0"}
    data |= {"stage-0": "Menyusun", "values-0": ["A2-AKT"], "stage-1": "", "words-A2-AKT": "Ya"}
    return data | changed


@pytest.mark.parametrize("name", SIMPLE)
def test_pages_before_anything_is_written(own, world, name):
    assert own.get(url(world, name)).status_code == 200


@pytest.mark.parametrize("name", SIMPLE)
def test_pages_after_endorsement(own, world, name):
    endorsed(world)

    assert own.get(url(world, name)).status_code == 200


@pytest.mark.parametrize("name", SIMPLE)
def test_pages_are_of_nobody_else(client, world, name):
    client.force_login(UserFactory())
    other = client.get(url(world, name)).status_code
    client.logout()

    assert (other, client.get(url(world, name)).status_code) == (404, 302)


def test_issue_is_added_changed_and_taken_out(own, world):
    own.post(url(world, "issue-new"), issue_data())
    issue = Issue.objects.get()
    own.post(url(world, "issue", issue.pk), issue_data(title="Arsip hilang"))
    issue.refresh_from_db()

    assert issue.title == "Arsip hilang"
    assert "Arsip hilang" in own.get(url(world, "issues")).content.decode()
    assert own.get(url(world, "issue-remove", issue.pk)).status_code == 200

    own.post(url(world, "issue-remove", issue.pk))
    assert not Issue.objects.exists()


def test_double_click_adds_one_issue(own, world):
    for _time in range(2):
        own.post(url(world, "issue-new"), issue_data(do="more"))

    assert Issue.objects.count() == 1


def test_wrong_input_is_kept(own, world):
    answer = own.post(url(world, "issue-new"), issue_data(title="", description="Tulisan saya"))

    assert answer.status_code == 422
    assert "Tulisan saya" in answer.content.decode()
    assert not Issue.objects.exists()


def test_older_copy_overwrites_nothing(own, world):
    own.post(url(world, "issue-new"), issue_data())
    issue = Issue.objects.get()
    own.post(url(world, "issue", issue.pk), issue_data(title="Dari ponsel"))

    answer = own.post(url(world, "issue", issue.pk), issue_data(title="Dari laptop"))
    issue.refresh_from_db()

    assert (answer.status_code, issue.title) == (409, "Dari ponsel")
    assert "Dari laptop" in answer.content.decode()

    again = {"sequence": str(issue.sequence)}
    own.post(url(world, "issue", issue.pk), issue_data(title="Dari laptop", **again))
    issue.refresh_from_db()
    assert issue.title == "Dari laptop"


def test_steps_lead_on(own, world):
    own.post(url(world, "issue-new"), issue_data())
    own.post(url(world, "issues"), {"unit": "Umum", "sequence": "0"})
    work = world.dossier().work
    chosen = {"issue": Issue.objects.get().pk, "analysis": "Akibat", "reason": ""}
    core = own.post(url(world, "core"), chosen | {"sequence": work.sequence, "do": "next"})
    rows = {f"kind-{place}": "method" for place in range(3)}
    rows |= {"text-0": "Prosedur", "main-0": "on", "text-1": "", "text-2": ""}
    sequence = world.dossier().work.sequence
    causes = own.post(url(world, "causes"), rows | {"sequence": sequence, "do": "next"})
    sequence = world.dossier().work.sequence
    written = {"title": "Judul", "idea": "Gagasan", "sequence": sequence, "do": "next"}
    idea = own.post(url(world, "idea"), written)

    assert [core.url, causes.url, idea.url] == [
        url(world, "causes"),
        url(world, "idea"),
        url(world, "activities"),
    ]
    dossier = world.dossier()
    assert (dossier.work.title, dossier.causes[0].text) == ("Judul", "Prosedur")


def test_activity_with_stages(own, world):
    added = own.post(url(world, "activity-new"), activity_data(do="more"))
    activity = PlannedActivity.objects.get()
    stage = activity.stages.get()

    assert added.url == url(world, "activity", activity.pk) + "#lagi"
    assert (stage.text, stage.values) == ("Menyusun", ["A2-AKT"])

    changed = {"pk-0": stage.pk, "stage-0": "Menyusun ulang", "sequence": activity.sequence}
    own.post(url(world, "activity", activity.pk), activity_data(**changed))
    stage.refresh_from_db()
    assert stage.text == "Menyusun ulang"

    assert own.get(url(world, "activity", activity.pk)).status_code == 200
    own.post(url(world, "activity-remove", activity.pk))
    assert not PlannedActivity.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ends_on": "2019-05-01"}, "mendahului"),
        ({"values-0": ["A2-XYZ"]}, ""),
        ({"title": ""}, ""),
    ],
)
def test_wrong_activity_is_kept(own, world, changed, words):
    answer = own.post(url(world, "activity-new"), activity_data(output="Tetap ada", **changed))

    assert answer.status_code == 422
    assert "Tetap ada" in answer.content.decode()
    assert not PlannedActivity.objects.exists()


def test_same_title_twice_is_named(own, world):
    own.post(url(world, "activity-new"), activity_data())

    assert own.post(url(world, "activity-new"), activity_data()).status_code == 422
    assert PlannedActivity.objects.count() == 1


def test_what_is_missing_is_said_before_handing_in(own, world):
    page = own.get(url(world, "submit")).content.decode()
    refused = own.post(url(world, "submit"), {"do": "submit"}, follow=True)

    assert 'name="do" value="submit"' not in page
    assert url(world, "core") in page
    assert refused.context["messages"]
    assert not FrozenPaper.objects.exists()


def test_plan_is_handed_in_taken_back_approved_and_reopened(own, world):
    write_plan(world)
    own.post(url(world, "submit"), {"do": "submit"})
    assert world.dossier().standing(PaperKind.PLAN) == Standing.WAITING
    own.post(url(world, "submit"), {"do": "take_back"})
    assert world.dossier().standing(PaperKind.PLAN) == Standing.DRAFT

    approved_plan_again = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    assert approved_plan_again.number == 2
    locked = own.post(url(world, "idea"), {"title": "Lain", "idea": "", "sequence": 99})
    assert locked.status_code == 422


def test_reopening_asks_for_a_reason(own, world):
    approved_plan(world)

    assert own.post(url(world, "submit"), {"do": "reopen", "reason": ""}).status_code == 422
    opened = own.post(url(world, "submit"), {"do": "reopen", "reason": "Jadwal berubah"})
    page = own.get(url(world, "submit")).content.decode()

    assert opened.url == url(world, "issues")
    assert "Jadwal berubah" in page
    assert own.get(url(world, "version", FrozenPaper.objects.get().pk)).status_code == 200
    assert own.get(url(world, "version", 999_999)).status_code == 404
    assert own.get(url(world, "issues")).status_code == 200


def test_week_with_photo(own, world):
    approved_plan(world)
    activity = world.dossier().activities[0]
    stage = activity.stages.first()
    data = {"sequence": 0, f"result-{activity.pk}": "Selesai", f"done-{stage.pk}": "2019-05-07"}
    answer = own.post(
        url(world, "week", 1), data | {f"file-{activity.pk}": [photo()], "do": "next"}
    )

    assert answer.url == url(world, "week-submit", 1)
    file = Evidence.objects.get()
    assert (file.activity, file.name) == (activity, "kegiatan.png")
    sent = own.get(url(world, "file", file.pk))
    assert b"".join(sent.streaming_content) == PNG
    assert sent["Content-Disposition"].startswith("attachment")
    assert own.get(url(world, "week-submit", 1)).status_code == 200

    own.post(url(world, "week-submit", 1), {"do": "submit"})
    assert own.get(url(world, "week", 1)).status_code == 200
    assert own.get(url(world, "week-submit", 9)).status_code == 404


def test_wrong_file_does_not_take_the_words_with_it(own, world):
    approved_plan(world)
    activity = world.dossier().activities[0]
    data = {"sequence": 0, f"result-{activity.pk}": "Selesai"}
    wrong = photo("foto.png", b"bukan gambar")
    answer = own.post(url(world, "week", 1), data | {f"file-{activity.pk}": [wrong]}, follow=True)

    assert "foto.png" in answer.content.decode()
    assert WeeklyReport.objects.get().results == {str(activity.pk): "Selesai"}


def test_day_outside_the_week_is_named(own, world):
    approved_plan(world)
    stage = world.dossier().activities[0].stages.first()

    answer = own.post(url(world, "week", 1), {"sequence": 0, f"done-{stage.pk}": "2019-06-01"})

    assert answer.status_code == 422


def test_file_is_taken_out(own, world):
    approved_plan(world)
    write_week(world)
    report = WeeklyReport.objects.get()
    data = {"sequence": report.sequence, "remove": Evidence.objects.get().pk}
    data |= {f"result-{key}": words for key, words in report.results.items()}
    data |= {"obstacles": report.obstacles, "solutions": report.solutions}
    own.post(url(world, "week", 1), data)

    assert world.dossier().files == []


def test_week_is_closed_before_the_plan_is_approved(own, world):
    write_plan(world)

    assert own.get(url(world, "week", 1)).status_code == 404


def test_realisation_and_report_are_saved(own, world):
    approved_plan(world)
    activities = world.dossier().activities
    data = {f"result-{one.pk}": "Tercapai" for one in activities}
    data |= {f"sequence-{one.pk}": one.sequence for one in activities}
    data |= {f"remark-{one.pk}": "" for one in activities}
    own.post(url(world, "realisation"), data)
    words = {"impact": "Cepat", "follow_up": "Terus", "conclusion": "Baik", "advice": ""}
    sequence = world.dossier().work.sequence
    sent = words | {"sequence": sequence, "is_declared": "on", "do": "next"}
    answer = own.post(url(world, "report"), sent | {"file": photo("laporan.pdf", PDF)})
    dossier = world.dossier()

    assert answer.url == url(world, "report-submit")
    assert dossier.activities[0].result == "Tercapai"
    assert [one.name for one in dossier.report_files] == ["laporan.pdf"]
    assert dossier.work.declared_at


def test_report_with_wrong_file_stays_on_the_page(own, world):
    approved_plan(world)
    sequence = world.dossier().work.sequence
    data = {"impact": "Cepat", "sequence": sequence, "do": "next"}
    answer = own.post(url(world, "report"), data | {"file": photo("laporan.pdf", b"kosong")})

    assert answer.url == url(world, "report")
    assert world.dossier().work.impact == "Cepat"


SHEETS = ["rancangan", "persetujuan", "realisasi", "hasil", "matriks", "ringkasan"]
SHEETS += ["pernyataan", "pengesahan", "konsultasi"]


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_are_pdf(own, world, name):
    endorsed(world)
    answer = own.get(url(world, "sheet", name))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_sheets_of_drafts_and_weeks(own, world):
    assert own.get(url(world, "sheet", "rancangan")).status_code == 404
    approved_plan(world)
    write_week(world)

    assert own.get(url(world, "week-sheet", "mingguan", 1)).status_code == 200
    assert own.get(url(world, "week-sheet", "mingguan", 2)).status_code == 404
    assert own.get(url(world, "sheet", "apa")).status_code == 404
    assert own.get(url(world, "sheet", "hasil")).status_code == 200


PEOPLE = ["coach", "examiner", "organiser", "other", "participant"]


def reader(world, who):
    if who == "organiser":
        return staff(Role.ORGANISER)
    if who == "other":
        return staff(Role.INSTRUCTOR)
    if who == "participant":
        return world.user
    person = getattr(world, who)
    person.groups.set(staff(Role.INSTRUCTOR).groups.all())
    return person


@pytest.mark.parametrize(
    ("who", "status"),
    list(zip(PEOPLE, [200, 200, 200, 404, 302], strict=True)),
)
def test_staff_pages(client, world, who, status):
    approved_plan(world)
    write_week(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.WEEK, week=1)
    client.force_login(reader(world, who))
    people = reverse("latsar_admin:aktualisasi-people", args=[world.cohort.slug])
    pages = [
        people,
        f"{people}?tahap=work",
        admin_url(world, "person"),
        admin_url(world, "paper", paper.pk),
        admin_url(world, "sheet", "rancangan"),
        admin_url(world, "week-sheet", "mingguan", 1),
        admin_url(world, "file", Evidence.objects.get().pk),
    ]

    answers = [client.get(page) for page in pages]
    for answer in answers:
        answer.close()

    assert [answer.status_code for answer in answers] == [status] * len(pages)


def test_coach_decides_on_the_page(client, world):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    client.force_login(reader(world, "coach"))
    page = admin_url(world, "paper", paper.pk)
    data = {"digest": paper.digest, "role": "coach"}

    assert client.post(page, data | {"do": "returned", "comment": ""}).status_code == 422
    assert client.post(page, data | {"do": "approved", "role": "examiner"}).status_code == 404
    wrong = client.post(page, data | {"do": "approved", "digest": "lain"})
    assert wrong.status_code == 422
    client.post(page, data | {"do": "approved", "comment": "Baik"})

    assert paper.signatures.get().comment == "Baik"
    assert client.get(admin_url(world, "paper", 999_999)).status_code == 404


def test_page_tells_what_changed_since_the_approval(client, world):
    approved_plan(world)
    client.force_login(world.user)
    client.post(url(world, "submit"), {"do": "reopen", "reason": "Judul diperjelas"})
    work = world.dossier().work
    data = {"title": "Judul baru", "idea": work.idea, "sequence": work.sequence}
    client.post(url(world, "idea"), data)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    client.force_login(reader(world, "coach"))

    page = client.get(admin_url(world, "paper", paper.pk)).content.decode()

    assert "Judul diperjelas" in page
    old = FrozenPaper.objects.get(number=1)
    assert client.get(admin_url(world, "paper", old.pk)).context["reading"].newer == paper


@pytest.mark.parametrize("name", ["overview", "activities", "submit", "realisation", "report"])
def test_pages_stay_within_their_queries(own, world, name, django_assert_max_num_queries):
    with clock.at(dt.datetime(2019, 5, 20, 9, tzinfo=dt.UTC)):
        approved_plan(world)
        write_week(world)
    own.get(url(world, name))

    with django_assert_max_num_queries(15):
        own.get(url(world, name))
