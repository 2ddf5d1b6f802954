"""The stored counters of a cohort, counted anew from the facts they are derived from."""

from collections import Counter
from dataclasses import dataclass

from courses.domain.progress import is_complete
from courses.models import Cohort, CourseProgress, LessonCompletion, RequiredLesson


@dataclass(frozen=True, slots=True)
class EnrolmentCounters:
    """What an enrolment's counters must say; `courses` maps required course → lessons done."""

    lessons_done: int
    courses_done: int
    is_complete: bool
    courses: dict[int, int]


def recomputed(cohort: Cohort) -> dict[int, EnrolmentCounters]:
    """Count every enrolment's progress from its completions and the pinned lessons."""
    totals = Counter(
        RequiredLesson.objects.filter(required_course__cohort=cohort).values_list(
            "required_course_id", flat=True
        )
    )
    counted = {
        pk
        for pk in cohort.required_courses.filter(is_required=True).values_list("pk", flat=True)
        if totals[pk]
    }
    done: dict[int, Counter[int]] = {
        pk: Counter() for pk in cohort.enrolments.values_list("pk", flat=True)
    }
    completions = LessonCompletion.objects.filter(enrolment__cohort=cohort)
    for enrolment, course in completions.values_list("enrolment_id", "lesson__required_course_id"):
        done[enrolment][course] += 1
    lesson_total = sum(totals[pk] for pk in counted)
    return {pk: _counters(courses, totals, counted, lesson_total) for pk, courses in done.items()}


def stored(cohort: Cohort) -> dict[int, EnrolmentCounters]:
    """Read the same figures as they are stored."""
    courses: dict[int, dict[int, int]] = {}
    progress = CourseProgress.objects.filter(enrolment__cohort=cohort)
    for enrolment, course, done in progress.values_list(
        "enrolment_id", "course_id", "lessons_done"
    ):
        courses.setdefault(enrolment, {})[course] = done
    return {
        enrolment.pk: EnrolmentCounters(
            enrolment.lessons_done,
            enrolment.courses_done,
            enrolment.completed_at is not None,
            courses.get(enrolment.pk, {}),
        )
        for enrolment in cohort.enrolments.all()
    }


def _counters(
    courses: Counter[int], totals: Counter[int], counted: set[int], lesson_total: int
) -> EnrolmentCounters:
    lessons_done = sum(done for pk, done in courses.items() if pk in counted)
    courses_done = sum(is_complete(courses[pk], totals[pk]) for pk in counted)
    return EnrolmentCounters(
        lessons_done,
        courses_done,
        is_complete(lessons_done, lesson_total) and courses_done == len(counted),
        dict(courses),
    )
