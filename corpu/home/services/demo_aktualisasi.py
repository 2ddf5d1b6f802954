"""Plays aktualisasi in the demonstration: plan, weeks at work, report, and every signature."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from corpu.core import clock
from corpu.home.domain.demo_aktualisasi import (
    COMMENTS,
    CONCLUSION,
    CONTRIBUTION,
    FOLLOW_UP,
    OBSTACLE,
    REMARK,
    RESULT,
    RETURN,
    SOLUTION,
    STORIES,
    VALUE_WORDS,
    WEEK_WORDS,
    AktualisasiStory,
    Progress,
    is_answered,
    progress_of,
)
from corpu.home.domain.demo_plan import Ending, draw
from corpu.home.domain.demo_story import CohortStory
from corpu.home.services.demo_props import blank_pdf, local_time
from courses.models import Cohort, Enrolment
from latsar.domain.actors import Actor
from latsar.enums import ActorRole, CauseKind, PaperKind, Verdict
from latsar.models import FrozenPaper, Guidance
from latsar.queries.aktualisasi import Dossier, dossier_of, people_with_guides, stages_of
from latsar.services.aktualisasi import (
    CauseFields,
    IssueFields,
    choose_core,
    save_causes,
    save_idea,
    save_issue,
    save_unit,
)
from latsar.services.aktualisasi_activities import (
    ActivityFields,
    StageFields,
    save_activity,
    save_results,
)
from latsar.services.aktualisasi_approvals import decide_paper, submit_paper
from latsar.services.aktualisasi_weeks import (
    NewFile,
    ReportFields,
    WeekFields,
    save_report,
    save_week,
)

_HOUR = dt.timedelta(hours=1)


def play_cohort(cohort: Cohort, story: CohortStory) -> int:
    """Play everybody who has come so far; return how many have begun."""
    people = Enrolment.objects.members().filter(cohort=cohort).select_related("user")
    begun = [
        (person, progress)
        for person in people
        if (progress := progress_of(story, str(person.user.nip))) is not None
    ]
    for person, progress in begun:
        play_aktualisasi(person, progress)
    return len(begun)


def play_aktualisasi(person: Enrolment, progress: Progress) -> None:
    """Play one person's aktualisasi as far as it has come; who has begun it is passed over."""
    enrolment = people_with_guides().get(pk=person.pk)
    if dossier_of(enrolment).work is not None:
        return
    key = str(person.user.nip)
    story = STORIES[draw(key, "aktualisasi", len(STORIES))]
    with clock.at(local_time(progress.planned_on, 19)):
        _write_plan(enrolment, story)
        plan = submit_paper(enrolment=enrolment, kind=PaperKind.PLAN)
    if progress.ending == Ending.WAITING:
        return
    verdict = Verdict.RETURNED if progress.ending == Ending.AGAIN else Verdict.APPROVED
    _sign(plan, _guides(enrolment, ActorRole.MENTOR, ActorRole.COACH), verdict, key)
    if progress.worked_until is not None:
        _work(enrolment, progress, progress.worked_until, key)
    if progress.is_reported:
        _report(enrolment, progress, story, key)


def _write_plan(enrolment: Enrolment, story: AktualisasiStory) -> None:
    work = save_unit(enrolment=enrolment, unit=story.unit, sequence=0)
    issues = [
        save_issue(
            enrolment=enrolment,
            fields=IssueFields(
                title=issue.title,
                description=issue.description,
                is_actual=True,
                is_problematic=True,
                is_public=True,
                is_feasible=True,
                urgency=issue.usg[0],
                seriousness=issue.usg[1],
                growth=issue.usg[2],
            ),
        )
        for issue in story.issues
    ]
    work = choose_core(
        enrolment=enrolment,
        issue=issues[0].pk,
        reason="",
        analysis=story.analysis,
        sequence=work.sequence,
    )
    causes = [
        CauseFields(CauseKind(kind), text, is_main=place == 0)
        for place, (kind, text) in enumerate(story.causes)
    ]
    work = save_causes(enrolment=enrolment, causes=causes, sequence=work.sequence)
    save_idea(enrolment=enrolment, title=story.title, idea=story.idea, sequence=work.sequence)
    _plan_activities(enrolment, story)


def _plan_activities(enrolment: Enrolment, story: AktualisasiStory) -> None:
    dossier = dossier_of(enrolment)
    values = dossier.values
    weeks = [row.week for row in dossier.weeks]
    for place, activity in enumerate(story.activities):
        week = weeks[place * len(weeks) // len(story.activities)]
        shown = [values[(place + step) % len(values)] for step in range(len(activity.stages))]
        save_activity(
            enrolment=enrolment,
            fields=ActivityFields(
                title=activity.title,
                output=activity.output,
                starts_on=week.first,
                ends_on=week.last,
                contribution=CONTRIBUTION,
                value_words={
                    value.code: VALUE_WORDS.format(value=value.label, stage=stage)
                    for value, stage in zip(shown, activity.stages, strict=True)
                },
                stages=[
                    StageFields(stage[0].upper() + stage[1:], (value.code,))
                    for value, stage in zip(shown, activity.stages, strict=True)
                ],
            ),
        )


def _work(enrolment: Enrolment, progress: Progress, until: dt.date, key: str) -> None:
    """Report every week that is over; some still wait for the mentor."""
    for row in dossier_of(people_with_guides().get(pk=enrolment.pk)).weeks:
        if row.week.last > until:
            return
        with clock.at(local_time(row.week.last, 16)):
            _write_week(enrolment, row.week.number, row.week.first, row.week.last)
            paper = submit_paper(enrolment=enrolment, kind=PaperKind.WEEK, week=row.week.number)
        answered = progress.is_reported or is_answered(f"{key}:{row.week.number}")
        signers = _guides(enrolment, ActorRole.MENTOR) if answered else []
        _sign(paper, signers, Verdict.APPROVED, key)


def _write_week(enrolment: Enrolment, number: int, first: dt.date, last: dt.date) -> None:
    dossier = dossier_of(people_with_guides().get(pk=enrolment.pk))
    active = [
        activity
        for activity in dossier.activities
        if activity.starts_on and first <= activity.starts_on <= last
    ] or dossier.activities[-1:]
    stages = [(activity, stage) for activity in active for stage in stages_of(activity)]
    save_week(
        enrolment=enrolment,
        number=number,
        fields=WeekFields(
            results={
                activity.pk: " ".join(
                    WEEK_WORDS.format(stage=stage.text) for stage in stages_of(activity)
                )
                for activity in active
            },
            done={stage.pk: last for _activity, stage in stages},
            obstacles=OBSTACLE,
            solutions=SOLUTION,
        ),
        sequence=0,
        files=[NewFile(_photo(number), active[0].pk)],
    )


def _report(enrolment: Enrolment, progress: Progress, story: AktualisasiStory, key: str) -> None:
    dossier = dossier_of(people_with_guides().get(pk=enrolment.pk))
    with clock.at(local_time(progress.worked_until or progress.planned_on, 19)):
        save_results(
            enrolment=enrolment,
            results={
                activity.pk: (RESULT.format(output=activity.output), REMARK)
                for activity in dossier.activities
            },
            sequences={},
        )
        save_report(
            enrolment=enrolment,
            fields=ReportFields(
                impact=story.impact,
                follow_up=FOLLOW_UP,
                conclusion=CONCLUSION,
                is_declared=True,
            ),
            sequence=_sequence(dossier),
            upload=_paper(),
        )
        report = submit_paper(enrolment=enrolment, kind=PaperKind.REPORT)
    signers = (ActorRole.MENTOR, ActorRole.COACH, ActorRole.EXAMINER)
    _sign(report, _guides(enrolment, *signers), Verdict.APPROVED, key)


def _sequence(dossier: Dossier) -> int:
    return dossier.work.sequence if dossier.work else 0


def _sign(paper: FrozenPaper, actors: list[Actor], verdict: Verdict, key: str) -> None:
    """Let them decide one after the other; who returns a paper leaves nothing to the next."""
    for place, actor in enumerate(actors[:1] if verdict == Verdict.RETURNED else actors):
        words = RETURN if verdict == Verdict.RETURNED else COMMENTS[draw(key, "comment", 2)]
        with clock.at(paper.submitted_at + (place + 1) * _HOUR):
            decide_paper(
                paper=paper, actor=actor, verdict=verdict, digest=paper.digest, comment=words
            )


def _guides(enrolment: Enrolment, *roles: ActorRole) -> list[Actor]:
    guidance = Guidance.objects.select_related("mentor", "group__coach", "examiner").get(
        enrolment=enrolment
    )
    coach = guidance.group.coach if guidance.group else None
    holders = {
        ActorRole.MENTOR: guidance.mentor,
        ActorRole.COACH: coach,
        ActorRole.EXAMINER: guidance.examiner,
    }
    return [Actor(role, holder.pk, str(holder)) for role in roles if (holder := holders[role])]


def _photo(number: int) -> SimpleUploadedFile:
    """Return a plain picture, as a stand-in for a photo of the work."""
    target = io.BytesIO()
    Image.new("RGB", (640, 480), (40 * number % 255, 90, 130)).save(target, "PNG")
    return SimpleUploadedFile(f"foto-minggu-{number}.png", target.getvalue())


def _paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("laporan-aktualisasi.pdf", blank_pdf())
