"""Everything stored about progress in a cohort, counted anew from the facts it is derived from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from courses.domain.progress import is_complete
from courses.enums import EnrolmentState
from courses.models import Cohort, Completion, CourseProgress, Enrolment, RequiredActivity


@dataclass(frozen=True, slots=True)
class EnrolmentCounters:
    """What an enrolment's counters must say; `courses` maps required course → activities done."""

    activities_done: int
    courses_done: int
    is_complete: bool
    courses: dict[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One stored figure that is not what the facts say."""

    what: str
    id: int
    stored: object
    counted: object


def differences(cohort: Cohort) -> list[Difference]:
    """Return every stored figure of a cohort that the facts contradict (seven queries).

    A course or cohort once completed may stay so although more is asked now: that is no difference.
    The other way round is one: whoever has done everything has completed it.
    """
    counted = recomputed(cohort)
    totals = _totals(cohort)
    found = list(_compare_totals(cohort, totals))
    progress = {
        (row.enrolment_id, row.course_id): row
        for row in CourseProgress.objects.filter(enrolment__cohort=cohort)
    }
    for person in Enrolment.objects.filter(cohort=cohort):
        found += _compare_person(person, counted[person.pk])
        rows = {course: row for (owner, course), row in progress.items() if owner == person.pk}
        found += _compare_courses(person, rows, counted[person.pk].courses, totals)
    return found


def recomputed(cohort: Cohort) -> dict[int, EnrolmentCounters]:
    """Count every enrolment's progress from its completions and the pinned activities."""
    totals = _totals(cohort)
    counted = _counted_courses(cohort, totals)
    done: dict[int, Counter[int]] = {
        pk: Counter() for pk in cohort.enrolments.values_list("pk", flat=True)
    }
    completions = Completion.objects.standing().filter(
        enrolment__cohort=cohort, activity__is_required=True, activity__dropped_at=None
    )
    for enrolment, course in completions.values_list(
        "enrolment_id", "activity__required_course_id"
    ):
        done[enrolment][course] += 1
    return {pk: _counters(courses, totals, counted) for pk, courses in done.items()}


def stored(cohort: Cohort) -> dict[int, EnrolmentCounters]:
    """Read the same figures as they are stored."""
    courses: dict[int, dict[int, int]] = {}
    progress = CourseProgress.objects.filter(enrolment__cohort=cohort, activities_done__gt=0)
    for enrolment, course, done in progress.values_list(
        "enrolment_id", "course_id", "activities_done"
    ):
        courses.setdefault(enrolment, {})[course] = done
    return {
        enrolment.pk: EnrolmentCounters(
            enrolment.activities_done,
            enrolment.courses_done,
            enrolment.completed_at is not None,
            courses.get(enrolment.pk, {}),
        )
        for enrolment in cohort.enrolments.all()
    }


def _totals(cohort: Cohort) -> Counter[int]:
    """How many required activities each course has now."""
    activities = RequiredActivity.objects.counted().filter(required_course__cohort=cohort)
    return Counter(activities.values_list("required_course_id", flat=True))


def _counted_courses(cohort: Cohort, totals: Counter[int]) -> set[int]:
    required = cohort.required_courses.filter(is_required=True)
    return {pk for pk in required.values_list("pk", flat=True) if totals[pk]}


def _counters(courses: Counter[int], totals: Counter[int], counted: set[int]) -> EnrolmentCounters:
    courses_done = sum(is_complete(courses[pk], totals[pk]) for pk in counted)
    return EnrolmentCounters(
        activities_done=sum(done for pk, done in courses.items() if pk in counted),
        courses_done=courses_done,
        is_complete=bool(counted) and courses_done == len(counted),
        courses=dict(courses),
    )


def _compare_totals(cohort: Cohort, totals: Counter[int]) -> Iterator[Difference]:
    asked = []
    for course in cohort.required_courses.all():
        total = totals[course.pk]
        if course.is_required and total:
            asked.append(total)
        if course.activity_count != total:
            yield Difference("course.activity_count", course.pk, course.activity_count, total)
    if cohort.course_count != len(asked):
        yield Difference("cohort.course_count", cohort.pk, cohort.course_count, len(asked))
    if cohort.activity_count != sum(asked):
        yield Difference("cohort.activity_count", cohort.pk, cohort.activity_count, sum(asked))


def _compare_person(person: Enrolment, counted: EnrolmentCounters) -> Iterator[Difference]:
    for name in ("activities_done", "courses_done"):
        if getattr(person, name) != getattr(counted, name):
            yield Difference(
                f"enrolment.{name}", person.pk, getattr(person, name), getattr(counted, name)
            )
    is_gone = person.state == EnrolmentState.WITHDRAWN
    has_completed = person.completed_at is not None
    if counted.is_complete and not has_completed and not is_gone:
        yield Difference("enrolment.completed_at", person.pk, None, "complete")
    if not is_gone and has_completed != (person.state == EnrolmentState.COMPLETED):
        yield Difference("enrolment.state", person.pk, person.state, person.completed_at)


def _compare_courses(
    person: Enrolment,
    rows: dict[int, CourseProgress],
    done: dict[int, int],
    totals: Counter[int],
) -> Iterator[Difference]:
    is_gone = person.state == EnrolmentState.WITHDRAWN
    for course in rows.keys() | done.keys():
        row, counted = rows.get(course), done.get(course, 0)
        stored_done = row.activities_done if row else 0
        if stored_done != counted:
            yield Difference("progress.activities_done", course, stored_done, counted)
        has_completed = row is not None and row.completed_at is not None
        if is_complete(counted, totals[course]) and not has_completed and not is_gone:
            yield Difference("progress.completed_at", course, None, "complete")
