"""Blocks and pages explain themselves to authors; blocks show what they hold."""

import pytest
from django.urls import reverse
from wagtail.blocks import RichTextBlock

from courses.blocks import LessonBody, RubricBody
from courses.models import AssignmentPage, CataloguePage, CoursePage, LessonPage, QuizPage
from tests.factories import UserFactory

# Every block that an author can insert, by where it is inserted.
BLOCKS = {
    **{f"lesson {name}": block for name, block in LessonBody().child_blocks.items()},
    **{f"rubric {name}": block for name, block in RubricBody().child_blocks.items()},
    **{
        f"course {field} {name}": block
        for field in ("objectives", "assessments")
        for name, block in CoursePage._meta.get_field(field).stream_block.child_blocks.items()
    },
}
# A picture or file cannot be made up: a drawing of our own stands for it.
DRAWN = ("lesson image", "lesson media", "lesson document", "rubric criterion")
PAGES = (CataloguePage, CoursePage, LessonPage, QuizPage, AssignmentPage)


@pytest.mark.parametrize("name", BLOCKS)
def test_block_says_when_to_use_it(name):
    assert str(BLOCKS[name].get_description()).endswith(".")


@pytest.mark.parametrize("page", PAGES)
def test_page_says_what_it_is(page):
    assert str(page.get_page_description()).endswith(".")


@pytest.mark.parametrize("name", BLOCKS)
def test_block_is_previewed_as_a_trainee_sees_it(client, db, name):
    client.force_login(UserFactory(is_superuser=True))
    block = BLOCKS[name]

    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert block.is_previewable
    assert "corpu/corpu" in response.text
    shown = response.text.partition('<div class="prose">')[2].partition("</div></div>")[0]
    assert len(shown.split()) > 3
    if name not in DRAWN:
        assert block.clean(block.get_preview_value())
        assert block.render(block.get_preview_value()).strip() in response.text


def test_criterion_is_previewed_with_a_value_that_could_be_stored():
    block = BLOCKS["rubric criterion"]

    assert block.clean(block.get_preview_value())


@pytest.mark.parametrize("name", ["course objectives objective", "course assessments assessment"])
def test_lines_stay_plain_text_to_migrations(name):
    assert BLOCKS[name].deconstruct()[0] == "wagtail.blocks.CharBlock"


def test_text_stays_rich_text_to_migrations():
    path, _arguments, options = BLOCKS["lesson text"].deconstruct()

    assert path == "wagtail.blocks.RichTextBlock"
    assert isinstance(BLOCKS["lesson text"], RichTextBlock)
    assert "features" in options
