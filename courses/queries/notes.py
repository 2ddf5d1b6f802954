"""A person's own notes, and where they stopped reading."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Page

from courses.models import Enrolment, LessonNote, ReadingPlace
from courses.queries.addresses import page_addresses


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note with the lesson and course it is about."""

    note: LessonNote
    lesson: str
    course: str
    url: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What a reader has left in one lesson; `block` is the place where reading stopped."""

    note: str
    block: str


def with_kept(enrolments: QuerySet[Enrolment], page: int) -> QuerySet[Enrolment]:
    """Let `kept_in` read what the person has left in a lesson without a query of its own."""
    notes = LessonNote.objects.filter(user=OuterRef("user_id"), page=page)
    places = ReadingPlace.objects.filter(enrolment=OuterRef("pk"), activity__page=page)
    return enrolments.annotate(
        kept_note=Subquery(notes.values("text")[:1]),
        kept_block=Subquery(places.values("block")[:1]),
    )


def kept_in(enrolment: Any) -> Kept:
    """Return what a person has left in the lesson that `with_kept` was asked about."""
    return Kept(enrolment.kept_note or "", enrolment.kept_block or "")


def notes_of(user: Any) -> list[NoteRow]:
    """Return all notes of a person in the order of the catalogue (three queries)."""
    notes = list(LessonNote.objects.filter(user=user).select_related("page").order_by("page__path"))
    parents = [note.page.path[: -Page.steplen] for note in notes]
    courses = dict(Page.objects.filter(path__in=parents).values_list("path", "title"))
    address = page_addresses()
    return [
        NoteRow(note, note.page.title, courses.get(parent, ""), address(note.page.url_path))
        for note, parent in zip(notes, parents, strict=True)
    ]
