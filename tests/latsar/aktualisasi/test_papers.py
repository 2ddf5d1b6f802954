"""From the first issue to the endorsement: what is frozen, who signs, what a change needs."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from corpu.core import clock
from courses.enums import CohortState
from courses.models import Cohort
from latsar.domain.actors import Actor
from latsar.domain.aktualisasi_states import digest
from latsar.enums import (
    ActorRole,
    AktualisasiRefusal,
    Lack,
    PaperKind,
    PaperState,
    Standing,
    Verdict,
)
from latsar.models import FrozenPaper, PlannedActivity
from latsar.queries.aktualisasi import own_dossier
from latsar.queries.aktualisasi_people import aktualisasi_people, overdue_since, waiting_since
from latsar.queries.aktualisasi_reading import paper_reading
from latsar.queries.aktualisasi_signing import holder, signing_of
from latsar.services.aktualisasi import AktualisasiRefused, save_unit
from latsar.services.aktualisasi_activities import save_activity
from latsar.services.aktualisasi_approvals import (
    PaperIncomplete,
    decide_paper,
    papers_waiting_for,
    reopen_paper,
    submit_paper,
    take_back,
)
from latsar.services.aktualisasi_weeks import ReportFields, save_report
from tests.latsar.aktualisasi.aktualisasi_world import (
    activity_fields,
    approve,
    approved_plan,
    approved_weeks,
    endorsed,
    guided,
    write_plan,
    write_report,
    write_week,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return guided()


def refusal_of(raised):
    return raised.value.refusal


def test_whole_way_to_endorsement(world):
    paper = endorsed(world)

    assert paper.state == PaperState.APPROVED
    assert [one.role for one in paper.signatures.all()] == ["mentor", "coach", "examiner"]
    assert paper.content["matrix"]["total"] == {"planned": 15, "done": 15}
    assert world.dossier().standing(PaperKind.REPORT) == Standing.APPROVED


def test_incomplete_plan_is_not_frozen(world):
    save_unit(enrolment=world.enrolment, unit="Umum", sequence=0)

    with pytest.raises(PaperIncomplete) as raised:
        submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)

    lacks = {one.lack for one in raised.value.missing}
    assert {Lack.FEW_ISSUES, Lack.NO_CORE, Lack.FEW_ACTIVITIES} <= lacks
    assert str(raised.value)
    assert not FrozenPaper.objects.exists()


def test_plan_needs_both_approvals(world):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)

    assert approve(world, paper, "mentor").state == PaperState.WAITING
    assert approve(world, paper, "coach").state == PaperState.APPROVED


def test_handing_in_twice_is_one_version(world):
    write_plan(world)

    first = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    second = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)

    assert first == second


@pytest.mark.parametrize("settle", ["waiting", "approved"])
def test_what_is_handed_in_cannot_be_changed(world, settle):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    if settle == "approved":
        approve(world, paper, "mentor", "coach")

    with pytest.raises(AktualisasiRefused) as raised:
        save_unit(enrolment=world.enrolment, unit="Lain", sequence=9)

    assert refusal_of(raised) == AktualisasiRefusal.LOCKED


def test_frozen_content_survives_changes(world):
    paper = approved_plan(world)
    reopen_paper(enrolment=world.enrolment, kind=PaperKind.PLAN, reason="Mentor pindah")
    PlannedActivity.objects.update(title="Lain")
    paper.refresh_from_db()

    assert paper.content["activities"][0]["title"] == "Kegiatan 1"
    assert digest(paper.content) == paper.digest
    assert world.dossier().standing(PaperKind.PLAN) == Standing.CHANGING
    assert world.dossier().in_force() == paper


def test_change_after_approval_needs_new_approval(world):
    old = approved_plan(world)
    reopen_paper(enrolment=world.enrolment, kind=PaperKind.PLAN, reason="Jadwal berubah")
    activity = world.dossier().activities[0]
    stages = activity_fields(0).stages
    save_activity(
        enrolment=world.enrolment,
        fields=activity_fields(0, output="Daftar baru", stages=stages),
        activity=activity.pk,
        sequence=activity.sequence,
    )
    new = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)

    assert (new.number, new.digest != old.digest) == (2, True)
    assert world.dossier().standing(PaperKind.PLAN) == Standing.WAITING
    assert world.dossier().in_force() == old
    assert approve(world, new, "mentor", "coach").state == PaperState.APPROVED
    assert world.dossier().in_force() == new


def test_reopening_twice_keeps_first_reason(world):
    approved_plan(world)
    reopen_paper(enrolment=world.enrolment, kind=PaperKind.PLAN, reason="Satu")

    again = reopen_paper(enrolment=world.enrolment, kind=PaperKind.PLAN, reason="Dua")

    assert again.reopen_reason == "Satu"


def test_only_approved_papers_are_reopened(world):
    write_plan(world)

    with pytest.raises(AktualisasiRefused) as raised:
        reopen_paper(enrolment=world.enrolment, kind=PaperKind.PLAN, reason="Salah")

    assert refusal_of(raised) == AktualisasiRefusal.LOCKED


def test_taking_back_opens_the_draft(world):
    write_plan(world)
    submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)

    assert take_back(enrolment=world.enrolment, kind=PaperKind.PLAN).state == PaperState.TAKEN_BACK
    assert take_back(enrolment=world.enrolment, kind=PaperKind.PLAN) is None
    assert world.dossier().standing(PaperKind.PLAN) == Standing.DRAFT


def test_return_needs_words_and_returns_for_all(world):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    saying = {"paper": paper, "actor": world.actor("mentor"), "digest": paper.digest}

    with pytest.raises(AktualisasiRefused) as raised:
        decide_paper(verdict=Verdict.RETURNED, comment=" ", **saying)
    returned = decide_paper(verdict=Verdict.RETURNED, comment="Perjelas output.", **saying)

    assert refusal_of(raised) == AktualisasiRefusal.NEEDS_WORDS
    assert returned.state == PaperState.RETURNED
    assert world.dossier().standing(PaperKind.PLAN) == Standing.RETURNED


def test_same_decision_twice_is_one(world):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    approve(world, paper, "mentor")
    approve(world, paper, "mentor")

    with pytest.raises(AktualisasiRefused) as raised:
        decide_paper(
            paper=paper,
            actor=world.actor("mentor"),
            verdict=Verdict.RETURNED,
            digest=paper.digest,
            comment="Tidak jadi",
        )

    assert refusal_of(raised) == AktualisasiRefusal.DECIDED
    assert paper.signatures.count() == 1


def test_signer_must_have_read_this_version(world):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)

    with pytest.raises(AktualisasiRefused) as raised:
        decide_paper(
            paper=paper, actor=world.actor("mentor"), verdict=Verdict.APPROVED, digest="lain"
        )

    assert refusal_of(raised) == AktualisasiRefusal.OTHER_VERSION


@pytest.mark.parametrize(
    "actor",
    [
        lambda world: world.actor("examiner"),
        lambda world: Actor(ActorRole.COACH, world.examiner.pk, "Bukan coach"),
        lambda world: Actor(ActorRole.MENTOR, 999_999, "Bukan mentor"),
        lambda world: Actor(ActorRole.PARTICIPANT, world.user.pk, "Peserta"),
        lambda world: Actor(ActorRole.ORGANISER, world.examiner.pk, "Panitia"),
    ],
)
def test_others_do_not_sign_a_plan(world, actor):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)

    with pytest.raises(AktualisasiRefused) as raised:
        decide_paper(paper=paper, actor=actor(world), verdict=Verdict.APPROVED, digest=paper.digest)

    assert refusal_of(raised) == AktualisasiRefusal.NOT_YOURS


def test_taken_back_version_takes_no_signature(world):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    take_back(enrolment=world.enrolment, kind=PaperKind.PLAN)

    with pytest.raises(AktualisasiRefused) as raised:
        approve(world, paper, "mentor")

    assert refusal_of(raised) == AktualisasiRefusal.NOT_WAITING


def test_coach_notes_an_approved_week(world):
    approved_plan(world)
    write_week(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.WEEK, week=1)
    approve(world, paper, "mentor")

    with pytest.raises(AktualisasiRefused) as raised:
        decide_paper(
            paper=paper,
            actor=world.actor("coach"),
            verdict=Verdict.RETURNED,
            digest=paper.digest,
            comment="Terlambat",
        )
    noted = approve(world, paper, "coach")

    assert refusal_of(raised) == AktualisasiRefusal.NOT_WAITING
    assert noted.state == PaperState.APPROVED
    assert noted.signatures.count() == 2


def test_weeks_wait_for_the_plan(world):
    write_plan(world)

    with pytest.raises(AktualisasiRefused) as raised:
        submit_paper(enrolment=world.enrolment, kind=PaperKind.WEEK, week=1)

    assert refusal_of(raised) == AktualisasiRefusal.PLAN_FIRST


def test_unknown_week_is_refused(world):
    approved_plan(world)

    with pytest.raises(AktualisasiRefused) as raised:
        submit_paper(enrolment=world.enrolment, kind=PaperKind.WEEK, week=40)

    assert refusal_of(raised) == AktualisasiRefusal.UNKNOWN


def test_closed_cohort_changes_nothing(world):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    Cohort.objects.update(state=CohortState.CLOSED)

    with pytest.raises(AktualisasiRefused) as raised:
        save_unit(enrolment=world.enrolment, unit="Lain", sequence=1)
    with pytest.raises(AktualisasiRefused) as signing:
        approve(world, paper, "mentor")

    assert refusal_of(raised) == refusal_of(signing) == AktualisasiRefusal.CLOSED


def test_what_waits_for_whom(world):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    approve(world, paper, "mentor")

    assert papers_waiting_for(world.actor("mentor"), world.enrolment) == []
    assert papers_waiting_for(world.actor("coach"), world.enrolment) == [paper]
    assert papers_waiting_for(world.actor("examiner"), world.enrolment) == []
    assert list(waiting_since(world.cohort, ActorRole.COACH)) == [world.enrolment.pk]
    assert waiting_since(world.cohort, ActorRole.MENTOR) == {}


def test_nothing_waits_for_whoever_guides_nobody(world):
    write_plan(world)
    submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    stranger = Actor(ActorRole.COACH, world.user.pk, "Orang lain")

    assert papers_waiting_for(stranger, world.enrolment) == []
    assert own_dossier(AnonymousUser(), world.cohort.slug) is None


def test_who_has_signed_is_not_asked_again_and_the_rest_is_left_out_after_a_return(world):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    coach = {"coach": world.actor("coach")}
    asked = paper_reading(world.dossier(), reading(world), coach)
    approve(world, paper, "coach")
    done = paper_reading(world.dossier(), reading(world), coach)
    decide_paper(
        paper=paper,
        actor=world.actor("mentor"),
        verdict=Verdict.RETURNED,
        digest=paper.digest,
        comment="Sebutkan jumlahnya.",
    )
    returned = paper_reading(world.dossier(), reading(world), coach)

    assert asked.deciding == [coach["coach"]]
    assert done.deciding == []
    assert len(returned.signing) == 2
    assert holder(None, ActorRole.COACH) == ""


def test_a_return_leaves_out_who_was_not_asked_any_more(world):
    write_plan(world)
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    decide_paper(
        paper=paper,
        actor=world.actor("mentor"),
        verdict=Verdict.RETURNED,
        digest=paper.digest,
        comment="Sebutkan jumlahnya.",
    )

    lines = signing_of(reading(world), world.dossier().guidance)

    assert [line.name for line in lines] == [world.mentors[0].full_name]
    coach = {"coach": world.actor("coach")}
    assert paper_reading(world.dossier(), reading(world), coach).deciding == []


def test_a_report_file_is_taken_out_again(world):
    approved_plan(world)
    work, _refused = write_report(world)
    [file] = world.dossier().report_files

    work, _refused = save_report(
        enrolment=world.enrolment,
        fields=ReportFields("Lebih cepat"),
        sequence=work.sequence,
        removed=file.pk,
    )

    assert world.dossier().report_files == []


def reading(world):
    return FrozenPaper.objects.prefetch_related("signatures").get(aktualisasi=world.dossier().work)


def test_who_owes_a_week(world):
    approved_plan(world)
    with clock.at(dt.datetime(2019, 5, 21, 9, tzinfo=dt.UTC)):
        before = overdue_since(world.cohort)
        write_week(world, 1)
        submit_paper(enrolment=world.enrolment, kind=PaperKind.WEEK, week=1)
        after = overdue_since(world.cohort)

    assert before == {world.enrolment.pk: dt.date(2019, 5, 13)}
    assert after == {world.enrolment.pk: dt.date(2019, 5, 20)}


def test_stages_of_people(world):
    def stage():
        return aktualisasi_people(world.cohort)[0].stage

    found = [stage()]
    write_plan(world)
    found.append(stage())
    paper = submit_paper(enrolment=world.enrolment, kind=PaperKind.PLAN)
    found.append(stage())
    approve(world, paper, "mentor", "coach")
    found.append(stage())

    approved_weeks(world)
    write_report(world)
    report = submit_paper(enrolment=world.enrolment, kind=PaperKind.REPORT)
    found.append(stage())
    approve(world, report, "mentor", "coach", "examiner")
    found.append(stage())

    assert found == ["unbegun", "writing", "plan", "work", "report", "endorsed"]
    assert aktualisasi_people(world.cohort, world.coach.pk)[0].enrolment == world.enrolment
    assert aktualisasi_people(world.cohort, world.user.pk) == []


@pytest.mark.parametrize("people", [1, 3])
def test_people_cost_the_same(people, django_assert_num_queries):
    world = guided(people)
    for place in range(people):
        approved_plan(world, place)

    with django_assert_num_queries(5):
        aktualisasi_people(world.cohort)
