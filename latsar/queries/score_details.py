"""One score in full: its history, its papers, objections; and papers of a component."""

from dataclasses import dataclass

from django.db.models import Q

from courses.enums import MEMBER_STATES, ActivityKind
from courses.models import Cohort, Enrolment, RequiredActivity
from latsar.models import Objection, Score, ScoreChange, ScoreImport, ScorePaper


@dataclass(frozen=True, slots=True)
class ScoreDetails:
    """What lies behind one score; all empty where nobody has entered one."""

    changes: list[ScoreChange]
    objections: list[Objection]
    papers: list[ScorePaper]


def score_details(enrolment: Enrolment, code: str) -> ScoreDetails:
    """Return everything about one person's score in one component; three queries."""
    mine = Score.objects.filter(enrolment=enrolment, code=code)
    changes = ScoreChange.objects.filter(score__in=mine).select_related("by")
    objections = Objection.objects.filter(score__in=mine).select_related("answered_by")
    for_all = Q(enrolment=None) & (Q(agency=None) | Q(agency=enrolment.agency_id))
    papers = ScorePaper.objects.filter(
        Q(enrolment=enrolment) | for_all, cohort=enrolment.cohort_id, code=code
    )
    return ScoreDetails(
        list(changes),
        list(objections),
        list(papers.select_related("agency", "uploaded_by")),
    )


def component_papers(cohort: Cohort, code: str) -> list[ScorePaper]:
    """Return the papers of a component, the newest first; one query."""
    papers = ScorePaper.objects.filter(cohort=cohort, code=code)
    return list(papers.select_related("agency", "enrolment__user", "uploaded_by"))


def cohort_paper(cohort: Cohort, pk: int) -> ScorePaper | None:
    """Return one paper of this cohort."""
    return ScorePaper.objects.filter(cohort=cohort, pk=pk).first()


def choosable_quizzes(cohort: Cohort) -> list[RequiredActivity]:
    """Return the quizzes a component can take its scores from."""
    quizzes = RequiredActivity.objects.standing().filter(
        required_course__cohort=cohort, kind=ActivityKind.QUIZ
    )
    return list(quizzes.select_related("required_course").order_by("position", "pk"))


def sending_agencies(cohort: Cohort) -> list[tuple[int, str]]:
    """Return the agencies that have people in the cohort, by name."""
    rows = Enrolment.objects.filter(
        cohort=cohort, state__in=MEMBER_STATES, agency__isnull=False
    ).values_list("agency_id", "agency__name")
    return sorted({(pk, name) for pk, name in rows}, key=lambda one: one[1])


def cohort_imports(cohort: Cohort) -> list[ScoreImport]:
    """Return the sheets brought in for a cohort, the newest first; at most ten."""
    return list(ScoreImport.objects.filter(cohort=cohort).select_related("uploaded_by")[:10])


def cohort_objection(cohort: Cohort, pk: int) -> Objection | None:
    """Return one objection of this cohort, with the score and the person."""
    found = Objection.objects.filter(score__enrolment__cohort=cohort, pk=pk)
    return found.select_related("score__enrolment__user").first()
