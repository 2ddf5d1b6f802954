"""The discussion of a cohort: ask, answer, correct, mark what solved it, hide and show again."""

from typing import TypeVar

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.models import DiscussionAnswer, DiscussionQuestion, RequiredCourse
from courses.queries.discussion import Participant


class DiscussionClosed(Exception):
    """A closed cohort's discussion can only be read."""


class NotOwnPost(Exception):
    """Only who wrote a post corrects it, and nobody corrects what is hidden."""


class NotModerator(Exception):
    """Only those who run or teach the cohort hide posts."""


Posted = TypeVar("Posted", DiscussionQuestion, DiscussionAnswer)


@transaction.atomic
def ask(
    *, person: Participant, course: RequiredCourse, title: str, text: str
) -> DiscussionQuestion:
    """Put a question to the people of the cohort."""
    _need_open(person)
    moment = clock.now()
    return DiscussionQuestion.objects.create(
        course=course,
        author=person.user,
        title=title.strip(),
        text=text.strip(),
        posted_at=moment,
        last_post_at=moment,
        is_staff_post=person.is_staff,
    )


@transaction.atomic
def answer(*, person: Participant, question: DiscussionQuestion, text: str) -> DiscussionAnswer:
    """Answer a question; it moves to the top of the list."""
    _need_open(person)
    moment = clock.now()
    given = DiscussionAnswer.objects.create(
        question=question,
        author=person.user,
        text=text.strip(),
        posted_at=moment,
        is_staff_post=person.is_staff,
    )
    DiscussionQuestion.objects.filter(pk=question.pk).update(last_post_at=moment)
    return given


@transaction.atomic
def correct(*, person: Participant, post: Posted, text: str) -> Posted:
    """Change the text of an own post; it says that it was changed."""
    if not person.may_edit(post):
        raise NotOwnPost
    if post.text != text.strip():
        post.text, post.edited_at = text.strip(), clock.now()
        post.save(update_fields=["text", "edited_at"])
    return post


@transaction.atomic
def mark_solution(*, person: Participant, given: DiscussionAnswer) -> DiscussionAnswer:
    """Say that this answer solved the question, instead of any other; again takes it back."""
    question = DiscussionQuestion.objects.select_for_update().get(pk=given.question_id)
    if not person.may_solve(question):
        raise NotOwnPost
    fresh = DiscussionAnswer.objects.get(pk=given.pk)
    was = fresh.is_solution
    question.answers.filter(is_solution=True).update(is_solution=False)
    fresh.is_solution = not was
    fresh.save(update_fields=["is_solution"])
    return fresh


@transaction.atomic
def hide(*, person: Participant, post: Posted, reason: str, by: User) -> Posted:
    """Take a post out of sight, with the reason for its author; nothing is deleted."""
    if not person.is_staff:
        raise NotModerator
    post.hidden_at, post.hidden_by, post.hide_reason = clock.now(), by, reason.strip()
    post.save(update_fields=["hidden_at", "hidden_by", "hide_reason"])
    audit.record(post, f"courses.{post._meta.model_name}.hidden", actor=by, reason=reason.strip())  # noqa: SLF001  Django's own name
    return post


@transaction.atomic
def show(*, person: Participant, post: Posted, by: User) -> Posted:
    """Let a hidden post be read again."""
    if not person.is_staff:
        raise NotModerator
    reason, post.hide_reason = post.hide_reason, ""
    post.hidden_at = post.hidden_by = None
    post.save(update_fields=["hidden_at", "hidden_by", "hide_reason"])
    audit.record(post, f"courses.{post._meta.model_name}.shown", actor=by, earlier_reason=reason)  # noqa: SLF001  Django's own name
    return post


def _need_open(person: Participant) -> None:
    if not person.may_post:
        raise DiscussionClosed
