"""Plays what people of the demonstration hand in: attempts at quizzes and works on assignments."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from corpu.accounts.models import User
from corpu.core import clock
from corpu.home.domain.demo_answers import answer_to, wrong_positions
from corpu.home.domain.demo_plan import Ending, draw, needs_second_try
from corpu.home.domain.demo_texts import ADDITION, CASES, JOURNALS, PRAISE, RETURNS
from courses.domain.policies import AssignmentPolicy
from courses.enums import AssignmentKind, MarkState, Outcome, WorkText
from courses.models import (
    AssignmentPage,
    AttemptQuestion,
    Enrolment,
    QuizAttempt,
    RequiredActivity,
    SubmissionVersion,
)
from courses.queries.rubric import rubric_of
from courses.services.assessments import Marks, conclude
from courses.services.attempts import hand_in, save_answer, start_attempt
from courses.services.essays import mark_essay
from courses.services.submissions import save_draft, submit

_STEP = dt.timedelta(minutes=20)
_FEW_WRONG, _MANY_WRONG = 1, 6


@dataclass(frozen=True, slots=True)
class Work:
    """One person's work on one activity: when it begins and how far it comes."""

    person: Enrolment
    activity: RequiredActivity
    moment: dt.datetime
    ending: Ending
    marker: User

    @property
    def key(self) -> str:
        """What everything about this work is drawn from."""
        return f"{self.person.user.nip or self.person.user.email}:{self.activity.title}"


def take_quiz(work: Work) -> None:
    """Play the attempts of a person, as many as the ending needs."""
    if work.ending == Ending.AGAIN:
        _attempt(work, work.moment, wrong=_MANY_WRONG, is_marked=True)
        return
    moment = work.moment
    if needs_second_try(work.key, "quiz"):
        _attempt(work, moment, wrong=_MANY_WRONG, is_marked=True)
        moment += 3 * _STEP
    _attempt(
        work,
        moment,
        wrong=draw(work.key, "few", _FEW_WRONG + 1),
        is_marked=work.ending == Ending.DONE,
    )


def do_assignment(work: Work) -> None:
    """Play the versions of a person's work, and what the instructor says about them."""
    if work.ending == Ending.WAITING:
        _hand_in_work(work, work.moment, addition="")
        return
    if work.ending == Ending.AGAIN or needs_second_try(work.key, "work"):
        version = _hand_in_work(work, work.moment, addition="")
        _decide(work, version, work.moment + _STEP, Outcome.RETURN)
        if work.ending == Ending.AGAIN:
            return
    moment = work.moment + 2 * _STEP
    version = _hand_in_work(work, moment, addition=ADDITION)
    _decide(work, version, moment + _STEP, Outcome.ACCEPT)


def _attempt(work: Work, moment: dt.datetime, *, wrong: int, is_marked: bool) -> None:
    with clock.at(moment):
        attempt = start_attempt(enrolment=work.person, activity=work.activity)
    user, cohort = work.person.user, work.person.cohort
    place: dict[str, Any] = {
        "user": user,
        "cohort_slug": cohort.slug,
        "activity_id": work.activity.pk,
        "number": attempt.number,
    }
    rows = list(
        AttemptQuestion.objects.filter(attempt=attempt)
        .select_related("version")
        .order_by("position")
    )
    missed = wrong_positions(f"{work.key}:{attempt.number}", len(rows), wrong)
    with clock.at(moment + _STEP):
        for row in rows:
            answer = answer_to(
                row.version.content, is_right=row.position not in missed, key=work.key
            )
            save_answer(
                **place, position=row.position, answer=answer, sequence=1, base=0, client="demo"
            )
        hand_in(**place)
    if is_marked:
        _mark_essays(work, attempt, moment + 2 * _STEP, is_good=wrong <= _FEW_WRONG)


def _mark_essays(work: Work, attempt: QuizAttempt, moment: dt.datetime, *, is_good: bool) -> None:
    waiting = AttemptQuestion.objects.filter(attempt=attempt, mark_state=MarkState.WAITING)
    words = PRAISE if is_good else RETURNS
    for question in waiting:
        with clock.at(moment):
            mark_essay(
                question=question,
                score=question.points if is_good else question.points / 2,
                comment=words[draw(work.key, "essay words", len(words))],
                seen_marks=0,
                by=work.marker,
            )


def _hand_in_work(work: Work, moment: dt.datetime, *, addition: str) -> SubmissionVersion:
    policy = AssignmentPolicy.from_json(work.activity.policy)
    if policy.kind == AssignmentKind.JOURNAL:
        journal = JOURNALS[draw(work.key, "journal", len(JOURNALS))]
        texts = {**journal, WorkText.APPLICATION: journal["application"] + addition}
    else:
        texts = {WorkText.TEXT: CASES[draw(work.key, "case", len(CASES))] + addition}
    draft = SubmissionVersion.objects.filter(
        submission__activity=work.activity,
        submission__enrolment=work.person,
        submitted_at=None,
    ).first()
    with clock.at(moment):
        save_draft(
            enrolment=work.person,
            activity=work.activity,
            texts=texts,
            sequence=draft.sequence if draft else 0,
        )
        return submit(enrolment=work.person, activity=work.activity)


def _decide(work: Work, version: SubmissionVersion, moment: dt.datetime, outcome: Outcome) -> None:
    rubric = rubric_of(AssignmentPage.objects.get(pk=work.activity.page_id))
    lowest = 2 if outcome == Outcome.RETURN else 0
    words = RETURNS if outcome == Outcome.RETURN else PRAISE
    marks = Marks(
        levels={one.key: lowest + draw(work.key, one.title, 2) for one in rubric},
        comment=words[draw(work.key, str(outcome), len(words))],
    )
    with clock.at(moment):
        conclude(version=version, marks=marks, base="", outcome=outcome, by=work.marker)
