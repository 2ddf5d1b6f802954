"""A course is copied with all it has; its original stays as it is."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from courses.domain.page_links import with_pages
from courses.models import (
    AssignmentPage,
    CoursePage,
    LessonPage,
    Question,
    QuestionVersion,
    QuizPage,
    TeamMember,
)
from courses.queries.catalogue import catalogue_context
from courses.services.duplicates import (
    CodeMissing,
    CodeTaken,
    SlugTaken,
    TitleMissing,
    duplicate_course,
)
from courses.services.questions import create_question
from tests.courses.bank.bank_world import single
from tests.courses.duplicates.duplicate_world import digest, full_course, link, log_of
from tests.courses.learning_world import running
from tests.factories import UserFactory, make_course

pytestmark = pytest.mark.django_db


def copy_of(course, **changes):
    names = {"code": "A3-WOG-G4", "title": "WoG baru", "slug": "wog-baru", "by": None}
    return duplicate_course(course=course, **names | changes)


def below(course, model):
    return list(model.objects.child_of(course))


def newest(page):
    return page.get_latest_revision_as_object()


def test_every_page_is_copied_as_a_draft_with_one_revision(home):
    course = full_course()

    copy = copy_of(course)

    pages = Page.objects.descendant_of(copy, inclusive=True)
    assert [page.slug for page in pages.order_by("path")] == [
        "wog-baru",
        "materi-1",
        "materi-2",
        "kuis",
        "tugas",
    ]
    assert [page.live for page in pages] == [False] * 5
    assert [page.first_published_at for page in pages] == [None] * 5
    assert [page.revisions.count() for page in pages] == [1] * 5
    stored = CoursePage.objects.get(pk=copy.pk)
    assert (stored.code, stored.title, stored.draft_title) == ("A3-WOG-G4", "WoG baru", "WoG baru")
    assert stored.get_parent() == course.get_parent()
    assert newest(stored).code == "A3-WOG-G4"
    assert set(pages.values_list("translation_key", flat=True)).isdisjoint(
        Page.objects.descendant_of(course, inclusive=True).values_list("translation_key", flat=True)
    )


def test_the_bank_is_copied_as_it_reads_now(home):
    course = full_course()
    originals = Question.objects.filter(course=course).in_use().order_by("pk")

    copy = copy_of(course)

    copies = list(Question.objects.filter(course=copy).order_by("pk"))
    assert [one.name for one in copies] == ["Soal 1", "Soal 2"]
    [first, _second] = below(copy, LessonPage)
    for old, new in zip(originals, copies, strict=True):
        assert new.uuid != old.uuid
        for name in ("kind", "category", "difficulty", "objective"):
            assert getattr(new, name) == getattr(old, name)
        assert sorted(new.tags.names()) == ["konsep", "wog"]
        [version] = new.versions.all()
        assert new.current == version
        assert version.number == 1
        assert list(version.images.all()) == list(old.current.images.all())
    assert copies[1].current.content == single(text=f"<p>Soal 2</p>{link(first)}")
    assert copies[0].current.content == single(text=f"<p>Baru</p>{link(first)}")
    assert copies[1].current.images.count() == 1


def test_what_refers_to_the_course_refers_to_the_copy(home):
    course = full_course()

    copy = copy_of(course)

    first, second = below(copy, LessonPage)
    [quiz] = below(copy, QuizPage)
    question = Question.objects.get(course=copy, name="Soal 1")
    stored = CoursePage.objects.get(pk=copy.pk)
    for lesson, exam, page in (
        (second, quiz, stored),
        (newest(second), newest(quiz), newest(stored)),
    ):
        assert lesson.available_after_id == first.pk
        assert lesson.body.get_prep_value()[0]["value"] == link(first)
        assert exam.available_after_id == second.pk
        fixed, drawn = exam.parts.all()
        assert fixed.question == question
        assert (drawn.question, drawn.count, drawn.tag) == (None, 1, "konsep")
        assert page.introduction == link(first)


def test_the_original_stays_as_it_is(home):
    course = full_course()
    before = digest(course)

    copy_of(course)

    assert digest(course) == before


def test_the_newest_text_is_copied_and_no_schedule_or_lock(home):
    course = full_course()
    lesson = below(course, LessonPage)[0]
    lesson.title = "Naskah baru"
    lesson.go_live_at = timezone.now() + dt.timedelta(days=2)
    lesson.save_revision()
    LessonPage.objects.filter(pk=lesson.pk).update(
        locked=True, locked_at=timezone.now(), locked_by=UserFactory(), expire_at=timezone.now()
    )

    copy = copy_of(course)

    made = below(copy, LessonPage)[0]
    for page in (made, newest(made)):
        assert page.title == "Naskah baru"
        assert (page.locked, page.locked_by, page.go_live_at, page.expire_at) == (
            False,
            None,
            None,
            None,
        )


def test_a_named_question_comes_along_wherever_it_is(home):
    """A quiz asks the same as before, from its own bank, also what is archived."""
    course = full_course()
    strange = create_question(course=make_course("X"), content=single(), name="Asing", by=None)
    old = Question.objects.get(name="Lama")
    [quiz] = below(course, QuizPage)
    fixed, drawn = quiz.parts.all()
    drawn.question, fixed.question = strange, old
    quiz.parts = [fixed, drawn]
    quiz.save_revision().publish()

    copy = copy_of(course)

    [made] = below(copy, QuizPage)
    parts = list(made.parts.all())
    assert [part.question.name for part in parts] == ["Lama", "Asing"]
    assert {part.question.course_id for part in parts} == {copy.pk}
    assert parts[0].question.archived_at == old.archived_at


def test_nothing_of_cohorts_is_copied(home):
    world = running(courses=1)
    course = world.cohort.required_courses.get().course

    copy = copy_of(course)

    assert not copy.requirements.exists()
    assert not copy.programme_places.exists()


def test_a_copy_is_unknown_to_readers(home, client):
    course = full_course()
    world = running(courses=1)
    copy = copy_of(course)
    client.force_login(world.users[0])

    found = catalogue_context(course.get_parent().specific)["groups"]
    pages = [CoursePage.objects.get(pk=copy.pk), *below(copy, LessonPage), *below(copy, QuizPage)]
    answers = [client.get(page.full_url).status_code for page in pages]

    assert copy.pk not in {one.pk for _label, courses in found for one in courses}
    assert answers == [404] * 4


def test_an_organiser_makes_an_empty_team_and_anybody_else_becomes_author(home, organiser):
    course = full_course()
    author = UserFactory()

    first = copy_of(course, by=organiser)
    second = copy_of(course, code="LAIN", slug="lain", by=author)

    assert first.team.group.name == "Penulis A3-WOG-G4"
    assert not first.team.members.exists()
    assert [row.user for row in TeamMember.objects.filter(team__course=second)] == [author]
    assert first.owner == organiser


def test_both_logs_tell_of_it(home, organiser):
    course = full_course()

    copy = copy_of(course, by=organiser)

    assert log_of(course, "courses.course.duplicated") == [{"copy": "A3-WOG-G4"}]
    assert log_of(copy, "courses.course.copied") == [
        {"original": "A3-WOG", "activities": 4, "questions": 2}
    ]
    question = Question.objects.filter(course=copy).first()
    [entry] = log_of(question, "courses.question.created")
    assert entry["copied_from"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"code": " "}, CodeMissing),
        ({"title": " "}, TitleMissing),
        ({"code": "a3-wog"}, CodeTaken),
        ({"slug": "a3-wog"}, SlugTaken),
    ],
)
def test_names_that_are_missing_or_taken(home, changes, refusal):
    course = full_course()

    with pytest.raises(refusal):
        copy_of(course, **changes)

    assert CoursePage.objects.count() == 1


def test_without_an_address_the_code_becomes_one(home):
    copy = copy_of(full_course(), slug="")

    assert copy.slug == "a3-wog-g4"


def test_a_copy_can_be_copied_and_published(home, organiser):
    course = full_course()
    copy = copy_of(course, by=organiser)
    for page in Page.objects.descendant_of(copy, inclusive=True):
        page.specific.get_latest_revision().publish()

    again = copy_of(CoursePage.objects.get(pk=copy.pk), code="LAGI", slug="lagi")

    assert Page.objects.descendant_of(copy, inclusive=True).live().count() == 5
    assert Question.objects.filter(course=again).count() == 2
    assert below(again, AssignmentPage)


def test_queries_do_not_grow_with_the_questions(home):
    counts = []
    # The first one alone fills caches; later collections are put behind each other.
    for code, questions in (("A", 2), ("B", 2), ("C", 4), ("D", 12)):
        course = full_course(code, questions=questions)
        with CaptureQueriesContext(connection) as queries:
            copy_of(course, code=f"{code}-2", slug=f"{code}-2")
        counts.append(len(queries))

    assert counts[1] == counts[2] == counts[3]
    assert QuestionVersion.objects.count() >= 2 * 20


def test_links_elsewhere_stay():
    text = '<p><a linktype="page" id="7">a</a> <a href="https://x.example/?id=7" id="7">b</a></p>'

    assert with_pages([text, {"n": 7}], {7: 9}) == [
        text.replace('"page" id="7"', '"page" id="9"'),
        {"n": 7},
    ]
    assert (
        with_pages('<a id="7" linktype="page">a</a>', {7: 9}) == '<a id="9" linktype="page">a</a>'
    )
    assert with_pages(text, {8: 9}) == text


def test_the_overview_of_the_copy_counts_what_was_copied(home, organiser, client):
    copy = copy_of(full_course(), by=organiser)
    client.force_login(organiser)

    page = client.get(reverse("courses_admin:course", args=[copy.pk]))

    assert page.status_code == 200
    overview = page.context["overview"]
    assert (overview.lessons, overview.quizzes, overview.assignments) == (2, 1, 1)
    assert overview.question_count == 2
