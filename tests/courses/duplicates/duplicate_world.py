"""A course with everything a copy has to bring along, and digests of it."""

import json

from django.core import serializers
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from courses.enums import Availability, QuizPartKind
from courses.models import (
    AssignmentPage,
    LessonPage,
    Question,
    QuestionImage,
    QuestionVersion,
    QuizPage,
    QuizPart,
    TaggedQuestion,
)
from courses.services.questions import archive_question, create_question, revise_question
from tests.courses.bank.bank_world import make_image, single
from tests.factories import make_course


def link(page):
    return f'<p>Baca <a linktype="page" id="{page.pk}">ini</a>.</p>'


def full_course(code="A3-WOG", questions=2):
    """Two lessons, a quiz that names a question and draws, an assignment; all published."""
    course = make_course(code, lessons=2)
    first, second = LessonPage.objects.child_of(course)
    image = make_image()
    bank = [
        create_question(
            course=course,
            content=single(text=f"<p>Soal {number}</p>{link(first)}"),
            name=f"Soal {number}",
            category="Dasar",
            objective=1,
            tags=["konsep", "wog"],
            images=[image.pk],
            by=None,
        )
        for number in range(1, questions + 1)
    ]
    revise_question(question=bank[0], content=single(text=f"<p>Baru</p>{link(first)}"), by=None)
    old = create_question(course=course, content=single(), name="Lama", by=None)
    archive_question(question=old, by=None)
    second.availability = Availability.ACTIVITY
    second.available_after = first
    second.body = json.dumps([{"type": "text", "value": link(first), "id": "x"}])
    second.save_revision().publish()
    quiz = QuizPage(title="Kuis", slug="kuis", availability=Availability.ACTIVITY)
    quiz.available_after = second
    quiz.parts = [
        QuizPart(kind=QuizPartKind.FIXED, question=bank[0], sort_order=0),
        QuizPart(kind=QuizPartKind.DRAW, count=1, tag="konsep", sort_order=1),
    ]
    course.add_child(instance=quiz)
    course.add_child(instance=AssignmentPage(title="Tugas", slug="tugas"))
    course.introduction = link(first)
    course.save_revision().publish()
    course.refresh_from_db()
    return course


def digest(course):
    """Everything stored about a course and below it."""
    pages = Page.objects.descendant_of(course, inclusive=True).order_by("path")
    questions = Question.objects.filter(course=course).order_by("pk")
    versions = QuestionVersion.objects.filter(question__in=questions).order_by("pk")
    rows = [
        *(page.specific for page in pages),
        *pages,
        *QuizPart.objects.filter(page__in=pages).order_by("pk"),
        *questions,
        *versions,
        *QuestionImage.objects.filter(version__in=versions).order_by("pk"),
        *TaggedQuestion.objects.filter(content_object__in=questions).order_by("pk"),
    ]
    return serializers.serialize("json", rows)


def log_of(instance, action):
    """What the log says about an action on a page or anything else."""
    model = PageLogEntry if isinstance(instance, Page) else ModelLogEntry
    field = {"page": instance} if isinstance(instance, Page) else {"object_id": str(instance.pk)}
    return [entry.data for entry in model.objects.filter(action=action, **field)]
