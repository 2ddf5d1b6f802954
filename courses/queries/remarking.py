"""What a corrected key would change in a quiz, per person, before anything is changed."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from courses.domain.marking import answer_fault, mark
from courses.domain.policies import QuizPolicy
from courses.domain.questions import QuestionContent
from courses.domain.remarking import AttemptMarks, Difference, difference
from courses.enums import MEMBER_STATES, AttemptState, CohortState, CompletionHow, MarkState
from courses.models import (
    AttemptQuestion,
    Completion,
    Enrolment,
    Question,
    QuestionVersion,
    QuizAttempt,
    RequiredActivity,
)


@dataclass(frozen=True, slots=True)
class NewMark:
    """One answer that the corrected key marks differently."""

    question: AttemptQuestion
    after: Decimal


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One person: the attempts and what counts, before and after.

    `has_completion` says whether the quiz stands as passed for the person now. In a cohort that
    does not run, new marks change no completion.
    """

    enrolment: Enrolment
    attempts: tuple[AttemptMarks, ...]
    difference: Difference
    has_completion: bool
    is_running: bool

    @property
    def name(self) -> str:
        return self.enrolment.user.name

    @property
    def gains(self) -> bool:
        return self.is_running and self.difference.is_passed and not self.has_completion

    @property
    def may_lose(self) -> bool:
        """Whether a person has to decide about a completion that the new marks do not carry."""
        return self.is_running and self.difference.loses and self.has_completion


@dataclass(frozen=True, slots=True)
class RemarkPreview:
    """Everything a correction would do; `unfit` answers cannot be read with the new version."""

    marks: tuple[NewMark, ...]
    rows: tuple[RemarkRow, ...]
    answers: int
    unfit: int

    @property
    def digest(self) -> str:
        """What was seen, so that it can be told from what is there when it is applied."""
        facts = [
            *((one.question.pk, one.question.score, one.after) for one in self.marks),
            *((row.enrolment.pk, row.has_completion, row.difference.after) for row in self.rows),
        ]
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def question_versions(activity: RequiredActivity) -> list[tuple[Question, list[QuestionVersion]]]:
    """Return the questions this quiz has given and can mark by rule, each with all versions."""
    given = AttemptQuestion.objects.filter(
        attempt__activity=activity, mark_state=MarkState.AUTOMATIC
    )
    questions = Question.objects.filter(versions__in=given.values("version_id")).distinct()
    rows = questions.order_by("name", "pk").prefetch_related("versions")
    return [(question, list(question.versions.all())) for question in rows]


def remark_preview(
    activity: RequiredActivity, question: Question, version: QuestionVersion
) -> RemarkPreview:
    """Mark every answer to a question anew by one of its versions, without writing.

    Four queries for any number of people. Who has withdrawn and what a person has marked stay out.
    """
    answers = list(
        AttemptQuestion.objects.filter(
            attempt__activity=activity,
            attempt__enrolment__state__in=MEMBER_STATES,
            version__question=question,
            mark_state=MarkState.AUTOMATIC,
        )
        .select_related("attempt")
        .order_by("pk")
    )
    content = version.content
    fit = [row for row in answers if answer_fault(content, row.answer) is None]
    marks = _new_marks(fit, content)
    return RemarkPreview(
        marks=tuple(marks),
        rows=tuple(_rows(activity, marks)),
        answers=len(answers),
        unfit=len(answers) - len(fit),
    )


def _new_marks(rows: list[AttemptQuestion], content: QuestionContent) -> list[NewMark]:
    marks = []
    for row in rows:
        outcome = mark(content, row.answer, row.points)
        if outcome.score is not None and outcome.score != row.score:
            marks.append(NewMark(row, outcome.score))
    return marks


def _rows(activity: RequiredActivity, marks: list[NewMark]) -> list[RemarkRow]:
    changes: dict[int, Decimal] = defaultdict(Decimal)
    for one in marks:
        changes[one.question.attempt_id] += one.after - (one.question.score or Decimal(0))
    people = {one.question.attempt.enrolment_id for one in marks}
    attempts: dict[int, list[AttemptMarks]] = defaultdict(list)
    ended = QuizAttempt.objects.filter(activity=activity, enrolment__in=people)
    for attempt in ended.exclude(state=AttemptState.OPEN).order_by("number"):
        attempts[attempt.enrolment_id].append(
            AttemptMarks(attempt.number, attempt.points, attempt.score, changes[attempt.pk])
        )
    passed = set(
        Completion.objects.standing()
        .filter(activity=activity, enrolment__in=people, how=CompletionHow.PASSED)
        .values_list("enrolment_id", flat=True)
    )
    policy = QuizPolicy.from_json(activity.policy)
    enrolments = Enrolment.objects.filter(pk__in=people).select_related("user", "cohort")
    return [
        RemarkRow(
            enrolment=enrolment,
            attempts=tuple(attempts[enrolment.pk]),
            difference=difference(attempts[enrolment.pk], policy),
            has_completion=enrolment.pk in passed,
            is_running=enrolment.cohort.state == CohortState.RUNNING,
        )
        for enrolment in enrolments.order_by("user__full_name", "pk")
    ]
