"""A running cohort takes over what has changed in its curriculum, as far as a person chooses."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.domain.curriculum_changes import placed
from courses.enums import ChangeKind, CohortState, Part
from courses.models import Cohort, RequiredActivity, RequiredCourse
from courses.queries.curriculum_changes import (
    ChangeRow,
    CurriculumChanges,
    curriculum_changes,
    replacements,
)
from courses.queries.pinning import PinnedActivity, PinnedCourse, pinning_of
from courses.services.cohort_totals import recount_cohort, renumber
from courses.services.cohorts import TITLE_LENGTH, requirement_of, requirement_of_course
from courses.services.completion import CohortNotRunning


class ChangesMoved(Exception):
    """The curriculum has changed again since the person looked at it."""


class ReasonMissing(Exception):
    """Something is taken out of a running cohort without saying why."""


class NotAReplacement(Exception):
    """The page cannot take the place of the activity."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What was taken over; `newly_completed` counts people whose courses became complete."""

    changes: tuple[ChangeRow, ...]
    newly_completed: int


@transaction.atomic
def adopt_changes(
    *, cohort: Cohort, keys: Collection[str], reason: str, by: User | None
) -> Adoption:
    """Take over the changes with these keys; nobody loses what they have completed.

    Raises `ChangesMoved` where a key is not among the changes any more, `ReasonMissing` where an
    activity would go without a reason.
    """
    locked = _lock(cohort)
    found = curriculum_changes(locked)
    chosen = tuple(row for row in found.rows if row.key in keys)
    if {row.key for row in chosen} != set(keys):
        raise ChangesMoved
    goes = [row for row in chosen if row.kind in {ChangeKind.REMOVED, ChangeKind.GONE}]
    if goes and not reason.strip():
        raise ReasonMissing
    _add([row for row in chosen if row.kind == ChangeKind.ADDED], locked, found)
    _drop([row.change.entry.page for row in goes], locked, reason.strip())
    for row in chosen:
        if row.kind in {ChangeKind.RENAMED, ChangeKind.RULES}:
            _follow(row, locked, found)
    _order(locked, found)
    newly = recount_cohort(locked)
    audit.record(
        locked,
        "courses.cohort.adopted",
        actor=by,
        reason=reason.strip(),
        changes=[
            {"change": str(row.kind), "title": row.change.entry.title, "before": row.change.before}
            for row in chosen
        ],
    )
    return Adoption(chosen, sum(bool(courses) for courses in newly.values()))


@transaction.atomic
def replace_activity(
    *, activity: RequiredActivity, page: int, reason: str, by: User | None
) -> RequiredActivity:
    """Let another published page of the same kind take the place of an activity.

    Who has completed the activity has completed it; its rules stay those of the cohort.
    """
    cohort = _lock(activity.required_course.cohort)
    locked = RequiredActivity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if not reason.strip():
        raise ReasonMissing
    offered = replacements(cohort, locked.kind, pinning_of(cohort.programme_id))
    if page not in offered:
        raise NotAReplacement
    before = {"page": locked.page_id, "title": locked.title}
    locked.page_id, locked.title = page, offered[page].title[:TITLE_LENGTH]
    locked.save(update_fields=["page", "title"])
    audit.record(
        cohort,
        "courses.cohort.activity_replaced",
        actor=by,
        reason=reason.strip(),
        before=before,
        after={"page": page, "title": locked.title},
    )
    return locked


def _lock(cohort: Cohort) -> Cohort:
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if locked.state != CohortState.RUNNING:
        raise CohortNotRunning
    return locked


def _add(rows: list[ChangeRow], cohort: Cohort, found: CurriculumChanges) -> None:
    wanted = {row.change.entry.page for row in rows}
    if not wanted:
        return
    courses = {course.course_id: course for course in cohort.required_courses.all()}
    dropped = {
        activity.page_id: activity
        for activity in RequiredActivity.objects.filter(
            required_course__cohort=cohort, page__in=wanted
        )
    }
    for offered in found.pinning.courses:
        new = [one for one in offered.activities if one.page in wanted]
        if not new:
            continue
        course = courses.get(offered.page) or _add_course(cohort, offered)
        for one in new:
            _add_activity(course, one, dropped.get(one.page))


def _add_course(cohort: Cohort, offered: PinnedCourse) -> RequiredCourse:
    course = requirement_of_course(cohort, offered)
    course.activity_count = 0
    course.save()
    return course


def _add_activity(
    course: RequiredCourse, offered: PinnedActivity, dropped: RequiredActivity | None
) -> None:
    """Take an activity in; one that had been dropped stands again, with what people did in it."""
    row = requirement_of(course, offered, position=0)
    if dropped is not None:
        row.pk = dropped.pk
    row.after = RequiredActivity.objects.filter(
        required_course__cohort=course.cohort_id, page=offered.after
    ).first()
    row.save()


def _drop(pages: list[int], cohort: Cohort, reason: str) -> None:
    RequiredActivity.objects.filter(required_course__cohort=cohort, page__in=pages).update(
        dropped_at=clock.now(), drop_reason=reason
    )


def _follow(row: ChangeRow, cohort: Cohort, found: CurriculumChanges) -> None:
    """Let one course or activity be called and ruled as it is written now."""
    entry = row.change.entry
    offered = next(course for course in found.pinning.courses if course.page == entry.course)
    if entry.part == Part.COURSE:
        course = RequiredCourse.objects.get(cohort=cohort, course=entry.page)
        now = requirement_of_course(cohort, offered)
        names = ["title"] if row.kind == ChangeKind.RENAMED else [*_COURSE_RULES]
        _copy(now, course, names)
        return
    activity = RequiredActivity.objects.get(required_course__cohort=cohort, page=entry.page)
    source = next(one for one in offered.activities if one.page == entry.page)
    fresh = requirement_of(activity.required_course, source, activity.position)
    fresh.after = RequiredActivity.objects.filter(
        required_course__cohort=cohort, page=source.after
    ).first()
    names = ["title"] if row.kind == ChangeKind.RENAMED else [*_ACTIVITY_RULES]
    _copy(fresh, activity, names)


_COURSE_RULES = ("is_required", "jp", "jp_unverified", "jp_mark")
_ACTIVITY_RULES = ("is_required", "availability", "after", "policy")


def _copy(
    source: RequiredCourse | RequiredActivity,
    target: RequiredCourse | RequiredActivity,
    names: list[str],
) -> None:
    for name in names:
        setattr(target, name, getattr(source, name))
    target.save(update_fields=names)


def _order(cohort: Cohort, found: CurriculumChanges) -> None:
    """Number what the cohort has in the order of the curriculum, course by course."""
    standing = RequiredActivity.objects.standing().filter(required_course__cohort=cohort)
    rows = {
        row.page_id: row
        for row in standing.select_related("required_course").order_by(
            "required_course__order", "required_course__pk", "position", "pk"
        )
    }
    offers = [
        one.page
        for course in found.pinning.courses
        for one in course.activities
        if one.page in rows
    ]
    known = [page for page, row in rows.items() if row.position]
    renumber(cohort, [rows[page] for page in placed(known, offers)])
