"""What the demonstration has played already, and what it plays next."""

import datetime as dt
from collections import defaultdict

from corpu.home.domain.demo_timetable import CAMPUS, LAST_SEMINAR
from courses.models import Cohort, Completion, Enrolment, QuizAttempt, Session, Submission


def touched_activities(cohort: Cohort) -> defaultdict[int, set[int]]:
    """Return the pinned activities each person has completed or handed something in for."""
    touched: defaultdict[int, set[int]] = defaultdict(set)
    for model in (Completion, QuizAttempt, Submission):
        pairs = model.objects.filter(enrolment__cohort=cohort)
        for enrolment, activity in pairs.values_list("enrolment_id", "activity_id"):
            touched[enrolment].add(activity)
    return touched


def campus_courses(cohort: Cohort) -> tuple[dict[int, str], dict[int, str]]:
    """Return the titles by page of what is taught on campus, in order, and of the last seminar."""
    courses = cohort.programme.courses.filter(phase__code=CAMPUS).order_by("order")
    found = list(courses.values_list("course_id", "course__title", "course__code"))
    return (
        {page: title for page, title, code in found if code != LAST_SEMINAR},
        {page: title for page, title, code in found if code == LAST_SEMINAR},
    )


def sessions_without_roll(cohort: Cohort, until: dt.datetime) -> list[Session]:
    """Return the sessions that are over by then and whose roll is still open."""
    return list(cohort.sessions.filter(ends_at__lte=until, roll_closed_at=None))


def people_expected(cohort: Cohort) -> list[tuple[int, str]]:
    """Return the members by enrolment, with what everything about them is drawn from."""
    members = Enrolment.objects.members().filter(cohort=cohort)
    return [(pk, nip or "") for pk, nip in members.values_list("pk", "user__nip")]
