"""Services of the bank: versions, filing, archive, images."""

from decimal import Decimal

import pytest
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry

from courses.domain.questions import Option, QuestionContent
from courses.enums import Difficulty, QuestionFault, QuestionKind
from courses.models import QuestionImage, QuestionVersion
from courses.services.questions import (
    KindFixed,
    QuestionInvalid,
    archive_question,
    change_question,
    create_question,
    duplicate_question,
    restore_question,
    revise_question,
)
from tests.courses.bank.bank_world import make_image, single
from tests.factories import UserFactory, make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return create_question(course=make_course(), content=single(), name="Wajah", by=None)


def actions(question):
    entries = ModelLogEntry.objects.filter(object_id=str(question.pk)).order_by("pk")
    return [entry.action.removeprefix("courses.question.") for entry in entries]


def test_new_question_has_first_version_tags_and_log():
    user = UserFactory()

    question = create_question(
        course=make_course(),
        content=single(text='<p data-block-key="x1">Apa itu WoG?</p>'),
        name="",
        category=" WoG / dasar ",
        difficulty=Difficulty.EASY,
        objective=2,
        tags=["konsep", " konsep ", "", "latihan"],
        by=user,
        note="baru",
    )

    question.refresh_from_db()
    assert question.name == "Apa itu WoG?"
    assert (question.kind, question.category) == ("single", "WoG / dasar")
    assert sorted(tag.name for tag in question.tags.all()) == ["konsep", "latihan"]
    version = question.current
    assert (version.number, version.created_by, version.note) == (1, user, "baru")
    assert version.content.text == "<p>Apa itu WoG?</p>"
    assert actions(question) == ["created"]


def test_faulty_content_is_refused_and_nothing_written():
    with pytest.raises(QuestionInvalid) as error:
        create_question(course=make_course(), content=single(text=""), name="x", by=None)

    assert error.value.faults == (QuestionFault.TEXT_MISSING,)
    assert str(error.value) == str(QuestionFault.TEXT_MISSING.label)
    assert not QuestionVersion.objects.exists()


def test_revision_adds_a_version_and_the_old_one_stays(question):
    first = question.current

    second = revise_question(
        question=question, content=single(text="<p>Baru?</p>"), note="kunci", by=None
    )

    first.refresh_from_db()
    question.refresh_from_db()
    assert (second.number, question.current) == (2, second)
    assert first.content.text == "<p>Apa itu WoG?</p>"
    assert actions(question) == ["created", "revised"]


def test_revision_without_difference_makes_no_version(question):
    same = single(text='<p data-block-key="zz9">Apa itu WoG?</p> ', ids=("p", "q", "r"))

    version = revise_question(question=question, content=same, by=None)

    assert version == question.current
    assert question.versions.count() == 1
    assert actions(question) == ["created"]


def test_kind_never_changes(question):
    essay = QuestionContent(QuestionKind.ESSAY, "<p>Jelaskan.</p>")

    with pytest.raises(KindFixed):
        revise_question(question=question, content=essay, by=None)


def test_images_of_texts_and_given_ones_are_kept():
    shown, given = make_image("a"), make_image("b")
    embed = f'<embed embedtype="image" id="{shown.pk}" format="left" alt="denah"/>'
    options = (
        Option("a", embed, Decimal(100)),
        Option(
            "b", '<p>Dua <embed alt="x" embedtype="image" format="left" id="9999"/></p>', Decimal(0)
        ),
    )
    content = QuestionContent(QuestionKind.SINGLE, "<p>Mana?</p>", options=options)

    question = create_question(
        course=make_course(), content=content, name="Denah", images=[given.pk], by=None
    )

    kept = QuestionImage.objects.filter(version=question.current)
    assert {row.image_id for row in kept} == {shown.pk, given.pk}
    assert get_image_model().objects.count() == 2


def test_filing_changes_without_a_version(question):
    def file(**values):
        facts = {
            "name": "Nama",
            "category": "K",
            "difficulty": "hard",
            "objective": 1,
            "tags": ["a"],
        }
        return change_question(question=question, **facts | values, by=None)

    file()
    changed = file()

    assert (changed.name, changed.category, changed.difficulty) == ("Nama", "K", "hard")
    assert question.versions.count() == 1
    assert actions(question) == ["created", "changed"]
    assert file(name=" ").name == "Nama"


def test_archive_and_restore_are_logged_once(question):
    archive_question(question=question, by=None)
    archived = archive_question(question=question, by=None)
    assert archived.archived_at is not None

    restore_question(question=question, by=None)
    restored = restore_question(question=question, by=None)

    assert restored.archived_at is None
    assert actions(question) == ["created", "archived", "restored"]


def test_copy_is_a_question_of_its_own(question):
    question.tags.set(["a", "b"])
    question.save()

    copy = duplicate_question(question=question, by=None)

    assert copy.pk != question.pk
    assert copy.uuid != question.uuid
    assert copy.current.content == question.current.content
    assert sorted(tag.name for tag in copy.tags.all()) == ["a", "b"]
