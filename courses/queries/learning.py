"""A person's own enrolments and what they learn in them."""

from typing import Any

from courses.domain.next_step import WAITING_KINDS, ActivityFacts, resume_activity
from courses.enums import WorkStage
from courses.models import Completion, Enrolment, RequiredActivity
from courses.queries.availability import accesses, moved_dates, pinned_in
from courses.queries.work_stages import attempts_of, stages, works_of


def own_enrolment(user: Any, cohort_slug: str) -> Enrolment | None:
    """Return the person's enrolment in this cohort, in whatever state."""
    own = Enrolment.objects.of(user).filter(cohort__slug=cohort_slug)
    return own.select_related("cohort__programme", "certificate").first()


def readable_enrolment(user: Any, cohort_slug: str) -> Enrolment | None:
    """Return the person's enrolment whose activities may be read now, or None."""
    own = Enrolment.objects.of(user).readable().filter(cohort__slug=cohort_slug)
    return own.select_related("cohort").first()


def pinned_activity(cohort_slug: str, pk: int) -> RequiredActivity | None:
    """Return a pinned activity of this cohort, with its course."""
    activities = RequiredActivity.objects.standing().filter(
        required_course__cohort__slug=cohort_slug, pk=pk
    )
    return activities.select_related("required_course").first()


def activity_after(enrolment: Enrolment, activity: RequiredActivity) -> RequiredActivity | None:
    """Return the activity to go on with once this one is done; None when none is left."""
    completions = Completion.objects.standing().filter(enrolment=enrolment)
    done = set(completions.values_list("activity_id", flat=True))
    pinned = pinned_in([enrolment.cohort_id])
    given = moved_dates([enrolment], pinned, counts_attempts=True)
    access = accesses(enrolment, pinned, done, given[enrolment.pk])
    attempts, works = attempts_of([enrolment], pinned), works_of([enrolment], pinned)
    stage = stages(pinned, access, attempts[enrolment.pk], works[enrolment.pk])
    facts = [
        ActivityFacts(
            one.pk,
            one.pk in done,
            one.is_required and one.required_course.is_required,
            is_open=access[one.pk].is_open,
            stage=stage.get(one.pk, WorkStage.NONE),
        )
        for one in pinned
    ]
    following, reason = resume_activity(facts, activity.pk)
    if following is None or reason in WAITING_KINDS:
        return None
    return RequiredActivity.objects.select_related("page").get(pk=following)
