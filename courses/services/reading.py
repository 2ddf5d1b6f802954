"""What a reader keeps: own notes on lessons, and the place where reading stopped."""

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import clock
from courses.models import Enrolment, LessonNote, ReadingPlace, RequiredActivity
from courses.services.completion import need_own


@transaction.atomic
def save_note(*, user: User, activity: RequiredActivity, text: str) -> LessonNote | None:
    """Keep a person's note on a lesson; an empty one is taken away. Return what is kept."""
    words = text.strip()
    if not words:
        LessonNote.objects.filter(user=user, page=activity.page_id).delete()
        return None
    note, _created = LessonNote.objects.update_or_create(
        user=user, page_id=activity.page_id, defaults={"text": words, "saved_at": clock.now()}
    )
    return note


@transaction.atomic
def save_place(*, enrolment: Enrolment, activity: RequiredActivity, block: str) -> ReadingPlace:
    """Remember the block of a lesson that the person has reached."""
    need_own(enrolment, activity)
    place, _created = ReadingPlace.objects.update_or_create(
        enrolment=enrolment,
        activity=activity,
        defaults={"block": block, "saved_at": clock.now()},
    )
    return place
