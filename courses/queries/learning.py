"""A person's own enrolments and what they learn in them."""

from typing import Any

from courses.domain.next_step import LessonFacts, resume_lesson
from courses.models import Enrolment, LessonCompletion, RequiredLesson


def own_enrolment(user: Any, cohort_slug: str) -> Enrolment | None:
    """Return the person's enrolment in this cohort, in whatever state."""
    own = Enrolment.objects.of(user).filter(cohort__slug=cohort_slug)
    return own.select_related("cohort__programme", "certificate").first()


def readable_enrolment(user: Any, cohort_slug: str) -> Enrolment | None:
    """Return the person's enrolment whose lessons may be read now, or None."""
    own = Enrolment.objects.of(user).readable().filter(cohort__slug=cohort_slug)
    return own.select_related("cohort").first()


def pinned_lesson(cohort_slug: str, pk: int) -> RequiredLesson | None:
    """Return a pinned lesson of this cohort, with its course."""
    lessons = RequiredLesson.objects.filter(required_course__cohort__slug=cohort_slug, pk=pk)
    return lessons.select_related("required_course").first()


def lesson_after(enrolment: Enrolment, lesson: RequiredLesson) -> RequiredLesson | None:
    """Return the lesson to go on with once this one is done; None when none is left."""
    done = set(
        LessonCompletion.objects.filter(enrolment=enrolment).values_list("lesson_id", flat=True)
    )
    lessons = RequiredLesson.objects.filter(required_course__cohort=enrolment.cohort_id)
    rows = lessons.order_by("position").values_list("pk", "required_course__is_required")
    facts = [LessonFacts(pk, pk in done, required) for pk, required in rows]
    following, _reason = resume_lesson(facts, lesson.pk)
    return (
        RequiredLesson.objects.select_related("lesson").defer("lesson__body").get(pk=following)
        if following
        else None
    )
