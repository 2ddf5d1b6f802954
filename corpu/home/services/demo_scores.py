"""Plays evaluation and graduation in the demonstration: raters, locks, the meeting's decisions."""

import datetime as dt
from decimal import Decimal

from corpu.accounts.models import User
from corpu.core import clock
from corpu.home.domain.demo_scores import (
    ATTENDANCE,
    EXTERNAL,
    QUIZ_COMPONENT,
    RATED_BY,
    SCORED_TITLE,
    score_of,
)
from corpu.home.domain.demo_story import PLACE, CohortStory
from corpu.home.services.demo_props import blank_pdf, local_time
from courses.models import Cohort, Enrolment, RequiredActivity
from latsar.enums import ScoreSource
from latsar.models import GraduationMeeting, Score
from latsar.services.graduation import (
    Attendee,
    confirm_decisions,
    decide_proposals,
    open_meeting,
)
from latsar.services.score_decisions import lock_scores, release_scores
from latsar.services.score_entry import ScoreEntry, enter_scores, take_quiz_scores
from latsar.services.score_papers import add_paper
from latsar.services.score_setup import Setup, set_up_component

_SPREAD = Decimal(15)
_REPEAT = dt.timedelta(days=30)


def score_cohort(cohort: Cohort, story: CohortStory, staff: dict[str, User], *, whole: bool) -> int:
    """Enter the scores of a cohort once; where it is not `whole`, raters are still at it."""
    if Score.objects.filter(enrolment__cohort=cohort).exists():
        return 0
    people = list(Enrolment.objects.members().filter(cohort=cohort).select_related("user"))
    organiser = staff["penyelenggara"]
    with clock.at(local_time(story.ends_on if whole else story.worked_until, 8)):
        entered = _take_quiz(cohort, organiser)
        for code, raters in RATED_BY.items():
            asked = people if whole else people[: len(people) // 2]
            setup = Setup(source=ScoreSource.RATERS, spread_limit=_SPREAD)
            set_up_component(cohort=cohort, code=code, setup=setup, by=organiser)
            for rater in raters if whole else raters[:1]:
                entered += _enter(cohort, code, asked, staff[rater])
        if whole:
            entered += _enter(cohort, EXTERNAL, people, organiser)
            _lock(cohort, organiser)
    return entered


def hold_meeting(cohort: Cohort, story: CohortStory, staff: dict[str, User]) -> int:
    """Let the meeting decide and a second person confirm, once; return how many were decided."""
    if GraduationMeeting.objects.filter(cohort=cohort).exists():
        return 0
    organiser, second = staff["penyelenggara"], staff["administrator"]
    with clock.at(local_time(story.ends_on, 9)):
        meeting = open_meeting(
            cohort=cohort,
            held_on=story.ends_on,
            place=PLACE,
            attendance=[Attendee(staff[role].name, post) for role, post in ATTENDANCE],
            by=organiser,
        )
        decided = decide_proposals(
            meeting=meeting, repeat_until=story.ends_on + _REPEAT, by=organiser
        )
        confirm_decisions(meeting=meeting, by=second)
    return len(decided)


def _take_quiz(cohort: Cohort, by: User) -> int:
    quiz = RequiredActivity.objects.standing().get(
        required_course__cohort=cohort, title=SCORED_TITLE
    )
    setup = Setup(source=ScoreSource.QUIZ, spread_limit=_SPREAD, quiz=quiz)
    set_up_component(cohort=cohort, code=QUIZ_COMPONENT, setup=setup, by=by)
    return take_quiz_scores(cohort=cohort, code=QUIZ_COMPONENT, by=by).taken


def _enter(cohort: Cohort, code: str, people: list[Enrolment], by: User) -> int:
    entries = [
        ScoreEntry(person.pk, score_of(str(person.user.nip), code, by.full_name))
        for person in people
    ]
    return enter_scores(cohort=cohort, code=code, entries=entries, by=by)


def _lock(cohort: Cohort, by: User) -> None:
    add_paper(
        cohort=cohort,
        code=EXTERNAL,
        content=blank_pdf(),
        file_name="nilai-pktbt.pdf",
        by=by,
        number="893/PKTBT/VI/2019",
    )
    for code in (QUIZ_COMPONENT, *RATED_BY, EXTERNAL):
        lock_scores(cohort=cohort, code=code, by=by)
        release_scores(cohort=cohort, code=code, by=by)
