"""What the services of writing refuse, and what a second saving of the same changes."""

import datetime as dt

import pytest

from courses.enums import FileFault
from courses.models import CohortPhase, Enrolment
from latsar.enums import AktualisasiRefusal, CauseKind, PaperKind
from latsar.models import ActivityStage, PlannedActivity, WeeklyReport
from latsar.queries.aktualisasi import own_dossier
from latsar.queries.aktualisasi_content import paper_content
from latsar.services.aktualisasi import (
    MAX_CAUSES,
    MAX_ISSUES,
    AktualisasiRefused,
    CauseFields,
    IssueFields,
    WrittenElsewhere,
    choose_core,
    save_causes,
    save_issue,
    save_unit,
)
from latsar.services.aktualisasi_activities import (
    MAX_ACTIVITIES,
    MAX_STAGES,
    StageFields,
    remove_activity,
    save_activity,
)
from latsar.services.aktualisasi_approvals import reopen_paper
from latsar.services.aktualisasi_weeks import (
    MAX_FILES,
    MAX_MEGABYTES,
    NewFile,
    WeekFields,
    save_week,
)
from tests.latsar.aktualisasi.aktualisasi_world import (
    LAST,
    PNG,
    activity_fields,
    approved_plan,
    guided,
    photo,
    write_plan,
    write_week,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return guided()


def refused(call, **given):
    with pytest.raises(AktualisasiRefused) as raised:
        call(**given)
    return raised.value.refusal


def test_unknown_rows_are_refused(world):
    own = {"enrolment": world.enrolment}
    unknown = AktualisasiRefusal.UNKNOWN

    assert refused(save_issue, fields=IssueFields("A"), issue=9, **own) == unknown
    core = {"issue": 9, "reason": "", "analysis": "", "sequence": 0}
    assert refused(choose_core, **core, **own) == unknown
    assert refused(save_activity, fields=activity_fields(), activity=9, **own) == unknown
    assert remove_activity(activity=9, **own) is None


def test_there_is_room_for_so_much(world):
    own, many = {"enrolment": world.enrolment}, AktualisasiRefusal.TOO_MANY
    for number in range(MAX_ISSUES):
        save_issue(fields=IssueFields(f"Isu {number}"), **own)
    causes = [CauseFields(CauseKind.METHOD, f"{one}") for one in range(MAX_CAUSES + 1)]
    stages = [StageFields(f"{one}") for one in range(MAX_STAGES + 1)]
    PlannedActivity.objects.bulk_create(
        PlannedActivity(aktualisasi=world.dossier().work, title=f"{one}")
        for one in range(MAX_ACTIVITIES)
    )

    assert refused(save_issue, fields=IssueFields("Lagi"), **own) == many
    assert refused(save_causes, causes=causes, sequence=0, **own) == many
    assert refused(save_activity, fields=activity_fields(stages=stages), **own) == many
    assert refused(save_activity, fields=activity_fields(), **own) == many


def test_same_content_changes_nothing(world):
    own = {"enrolment": world.enrolment}
    causes = [CauseFields(CauseKind.METHOD, "Prosedur")]
    save_unit(unit="Umum", sequence=0, **own)
    written = save_causes(causes=causes, sequence=1, **own)
    again = save_causes(causes=causes, sequence=0, **own)
    unit = save_unit(unit="Umum", sequence=0, **own)

    assert written.sequence == again.sequence == unit.sequence
    with pytest.raises(WrittenElsewhere):
        save_causes(causes=[], sequence=0, **own)
    with pytest.raises(WrittenElsewhere):
        save_unit(unit="Lain", sequence=0, **own)


def test_stages_of_an_older_copy_overwrite_nothing(world):
    own = {"enrolment": world.enrolment}
    saved = save_activity(fields=activity_fields(), **own)
    stages = [StageFields("Lain", ("A2-AKT",))]
    changed = save_activity(
        fields=activity_fields(output="Baru", stages=stages),
        activity=saved.pk,
        sequence=saved.sequence,
        **own,
    )

    with pytest.raises(WrittenElsewhere):
        save_activity(
            fields=activity_fields(output="Baru", stages=[StageFields("Lama")]),
            activity=saved.pk,
            sequence=saved.sequence,
            **own,
        )

    kept = [StageFields(one.text, tuple(one.values), one.pk) for one in changed.stages.all()]
    same = save_activity(
        fields=activity_fields(output="Baru", stages=kept),
        activity=saved.pk,
        sequence=changed.sequence,
        **own,
    )
    assert same.sequence == changed.sequence
    assert ActivityStage.objects.get().text == "Lain"


def test_reported_work_stays_in_the_plan(world):
    own = {"enrolment": world.enrolment}
    approved_plan(world)
    write_week(world)
    reopen_paper(kind=PaperKind.PLAN, reason="Ubah", **own)
    first, *_rest, last = world.dossier().activities
    fields = activity_fields(0, stages=[])

    assert refused(remove_activity, activity=first.pk, **own) == AktualisasiRefusal.IN_USE
    saving = {"fields": fields, "activity": first.pk, "sequence": first.sequence}
    assert refused(save_activity, **saving, **own) == AktualisasiRefusal.IN_USE
    remove_activity(activity=last.pk, **own)
    assert len(world.dossier().activities) == 4


def test_unknown_week_is_not_begun(world):
    approved_plan(world)
    week = {"number": 40, "fields": WeekFields(), "sequence": 0}

    assert refused(save_week, enrolment=world.enrolment, **week) == AktualisasiRefusal.UNKNOWN


def test_stage_of_another_week_stays_there(world):
    approved_plan(world)
    write_week(world)
    stage = ActivityStage.objects.exclude(week=None).first()
    save_week(
        enrolment=world.enrolment,
        number=2,
        fields=WeekFields(done={stage.pk: None}),
        sequence=0,
    )
    stage.refresh_from_db()

    assert stage.week.number == 1


def test_files_are_taken_once_and_bounded(world):
    approved_plan(world)
    activity = world.dossier().activities[0]
    files = [NewFile(photo(content=PNG[:-12] + bytes([one]) * 4 + PNG[-12:])) for one in range(14)]
    same = NewFile(photo(content=PNG), activity.pk)
    _report, refusals = save_week(
        enrolment=world.enrolment,
        number=1,
        fields=WeekFields(),
        sequence=0,
        files=[same, NewFile(photo(content=PNG), activity.pk), *files],
    )

    assert [one.fault for one in refusals] == [FileFault.TOO_MANY] * 3
    assert len(world.dossier().files) == MAX_FILES


def test_large_file_is_not_read(world):
    approved_plan(world)
    large = photo(content=PNG)
    large.size = (MAX_MEGABYTES + 1) * 1024 * 1024
    _report, refusals = save_week(
        enrolment=world.enrolment,
        number=1,
        fields=WeekFields(),
        sequence=0,
        files=[NewFile(large)],
    )

    assert [one.fault for one in refusals] == [FileFault.TOO_LARGE]
    assert str(MAX_MEGABYTES) in str(refusals[0])


def test_withdrawn_people_write_nothing(world):
    Enrolment.objects.update(state="withdrawn")

    refusal = refused(save_unit, enrolment=world.enrolment, unit="Umum", sequence=0)

    assert refusal == AktualisasiRefusal.CLOSED
    assert own_dossier(world.user, world.cohort.slug) is None


def test_weeks_without_last_day_or_phase(world):
    CohortPhase.objects.filter(code="HAB").update(ends_on=None)
    assert world.dossier().habituation[1] == dt.date(2019, 6, 14)

    CohortPhase.objects.filter(code="HAB").delete()
    assert world.dossier().weeks == []
    write_plan(world)
    assert world.dossier().weeks[-1].week.last < LAST


def test_report_begun_on_other_days_is_kept(world):
    approved_plan(world)
    WeeklyReport.objects.create(
        aktualisasi=world.dossier().work, number=9, starts_on=LAST, ends_on=LAST
    )

    assert world.dossier().weeks[-1].week.number == 9


def test_content_needs_something_written(world):
    with pytest.raises(ValueError, match="written"):
        paper_content(world.dossier(), PaperKind.PLAN)
    write_plan(world)
    with pytest.raises(ValueError, match="week"):
        paper_content(world.dossier(), PaperKind.WEEK)
