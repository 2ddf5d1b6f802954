"""The discussion of a cohort: questions about its courses and answers, for its people only."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from courses.enums import CohortState
from courses.models import (
    Cohort,
    DiscussionAnswer,
    DiscussionQuestion,
    Enrolment,
    RequiredCourse,
)
from courses.permissions import is_cohort_staff, is_organiser


@dataclass(frozen=True, slots=True)
class Participant:
    """One person in the discussion of one cohort; staff moderate it."""

    user: Any
    cohort: Cohort
    is_staff: bool

    @property
    def may_post(self) -> bool:
        """A closed cohort's discussion can only be read."""
        return self.cohort.state == CohortState.RUNNING

    def may_edit(self, post: DiscussionQuestion | DiscussionAnswer) -> bool:
        """Whether the post is the person's own, and not hidden."""
        return self.may_post and post.author_id == self.user.pk and post.hidden_at is None

    def may_solve(self, question: DiscussionQuestion) -> bool:
        """Whether the person may say which answer solved it: who asked, and staff."""
        return self.may_post and (self.is_staff or question.author_id == self.user.pk)


def participant(user: Any, cohort_slug: str) -> Participant | None:
    """Return the person's part in this discussion; None where it is none of their business."""
    cohort = Cohort.objects.filter(
        slug=cohort_slug, state__in=(CohortState.RUNNING, CohortState.CLOSED)
    ).first()
    if cohort is None:
        return None
    if is_organiser(user) or is_cohort_staff(user, cohort):
        return Participant(user, cohort, is_staff=True)
    own = Enrolment.objects.of(user).readable().filter(cohort=cohort)
    return Participant(user, cohort, is_staff=False) if own.exists() else None


def questions_of(person: Participant, course: int | None = None) -> QuerySet[DiscussionQuestion]:
    """Return the cohort's questions, the liveliest first, with `visible_answers` and `is_solved`.

    Hidden ones are only there for staff and for who wrote them.
    """
    questions = DiscussionQuestion.objects.filter(course__cohort=person.cohort)
    if course is not None:
        questions = questions.filter(course=course)
    if not person.is_staff:
        questions = questions.filter(Q(hidden_at=None) | Q(author=person.user.pk))
    solved = DiscussionAnswer.objects.filter(question=OuterRef("pk"), is_solution=True)
    return (
        questions.select_related("author", "course")
        .annotate(
            visible_answers=Count("answers", filter=Q(answers__hidden_at=None)),
            is_solved=Exists(solved.filter(hidden_at=None)),
        )
        .order_by("-last_post_at", "-pk")
    )


def answers_of(person: Participant, question: DiscussionQuestion) -> QuerySet[DiscussionAnswer]:
    """Return the answers in the order given; hidden ones stay in place, their text is for staff."""
    return question.answers.select_related("author").order_by("posted_at", "pk")


def courses_of_discussion(cohort: Cohort) -> QuerySet[RequiredCourse]:
    """Return the courses one can ask about, in order."""
    return RequiredCourse.objects.filter(cohort=cohort).order_by("order", "pk")
