"""What staff can do with a cohort now, in the order in which they would do it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from corpu.accounts.models import User
from courses.enums import READABLE_COHORTS, CohortState
from courses.models import Cohort
from courses.permissions import may_mark, may_see_attendance

STEP = "courses.can_start_cohort"
ROSTER = "courses.can_import_roster"
ISSUE = "courses.can_issue_certificates"
CHANGE = "courses.change_cohort"
ENROLMENT = "courses.change_enrolment"
MORE_ACTIONS = "register_cohort_actions"


@dataclass(frozen=True, slots=True)
class Action:
    """One button; `is_post` acts at once, the others lead to a page."""

    label: str
    url: str
    icon: str
    is_main: bool = False
    is_post: bool = False


def cohort_actions(cohort: Cohort, user: User) -> list[Action]:
    """Return the buttons for this state and these rights; `cohort` carries its summary.

    Packages above this one add theirs with the hook `register_cohort_actions`, by functions of
    cohort and user.
    """
    found = [
        (STEP, _open(cohort)),
        (ROSTER, _import(cohort)),
        (STEP, _start(cohort)),
        (ISSUE, _issue(cohort)),
        (STEP, _close(cohort)),
        (ENROLMENT, _activities(cohort)),
        (CHANGE, _changes(cohort)),
        (CHANGE, _change(cohort)),
        (CHANGE, _staff(cohort)),
    ]
    actions = [action for right, action in found if action and user.has_perm(right)]
    more = [one for add in hooks.get_hooks(MORE_ACTIONS) for one in add(cohort, user)]
    return [
        *actions,
        Action(_("Timetable"), _url("timetable", cohort), "date"),
        *_quizzes(cohort, user),
        *_attendance(cohort, user),
        *more,
    ]


def _url(name: str, cohort: Cohort) -> str:
    return reverse(f"courses_admin:{name}", args=[cohort.slug])


def _open(cohort: Cohort) -> Action | None:
    if cohort.state != CohortState.DRAFT:
        return None
    return Action(
        _("Open enrolment"), _url("cohort-open", cohort), "lock-open", is_main=True, is_post=True
    )


def _import(cohort: Cohort) -> Action | None:
    if cohort.state == CohortState.CLOSED:
        return None
    url = f"{reverse('courses_admin:roster-upload')}?cohort={cohort.slug}"
    is_main = cohort.state == CohortState.OPEN and not cohort.enrolled
    return Action(_("Import people"), url, "upload", is_main=is_main)


def _start(cohort: Cohort) -> Action | None:
    if cohort.state != CohortState.OPEN or not cohort.enrolled:
        return None
    return Action(_("Start cohort"), _url("cohort-start", cohort), "arrow-right-full", is_main=True)


def _issue(cohort: Cohort) -> Action | None:
    if not cohort.entitled:
        return None
    return Action(_("Issue certificates"), _url("cohort-issue", cohort), "success", is_main=True)


def _close(cohort: Cohort) -> Action | None:
    if cohort.state != CohortState.RUNNING:
        return None
    return Action(_("Close cohort"), _url("cohort-close", cohort), "lock")


def _changes(cohort: Cohort) -> Action | None:
    if cohort.state != CohortState.RUNNING:
        return None
    return Action(_("Changes of the curriculum"), _url("cohort-changes", cohort), "history")


def _activities(cohort: Cohort) -> Action | None:
    if cohort.state not in READABLE_COHORTS:
        return None
    return Action(_("Activities and rules"), _url("activities", cohort), "list-ul")


def _change(cohort: Cohort) -> Action | None:
    if cohort.state == CohortState.CLOSED:
        return None
    return Action(_("Change facts"), reverse("cohort:edit", args=[cohort.pk]), "edit")


def _staff(cohort: Cohort) -> Action | None:
    if cohort.state == CohortState.CLOSED:
        return None
    return Action(_("Staff"), _url("cohort-staff", cohort), "user")


def _quizzes(cohort: Cohort, user: User) -> list[Action]:
    if cohort.state not in READABLE_COHORTS or not may_mark(user, cohort):
        return []
    return [Action(_("Quizzes"), _url("quiz-list", cohort), "tasks")]


def _attendance(cohort: Cohort, user: User) -> list[Action]:
    if cohort.state not in READABLE_COHORTS or not may_see_attendance(user, cohort):
        return []
    return [Action(_("Attendance"), _url("attendance-recap", cohort), "tick-inverse")]
