"""The blocks of a lesson explain themselves to authors and show what they hold."""

import pytest
from django.urls import reverse
from wagtail.blocks import RichTextBlock

from courses.blocks import LessonBody
from tests.factories import UserFactory

BLOCKS = LessonBody().child_blocks
PREVIEWED = ["callout", "table", "quote", "detail", "case", "glossary", "sources"]


@pytest.mark.parametrize("name", BLOCKS)
def test_block_says_when_to_use_it(name):
    assert str(BLOCKS[name].get_description())


def test_blocks_with_a_sample_are_previewed():
    assert [name for name in BLOCKS if BLOCKS[name].is_previewable] == PREVIEWED


@pytest.mark.parametrize("name", PREVIEWED)
def test_sample_is_shown_as_a_trainee_sees_it(client, db, name):
    client.force_login(UserFactory(is_superuser=True))
    block = BLOCKS[name]

    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert block.clean(block.get_preview_value())
    assert "corpu/corpu" in response.text
    assert block.render(block.get_preview_value()).strip() in response.text


def test_text_stays_rich_text_to_migrations():
    path, _arguments, options = BLOCKS["text"].deconstruct()

    assert path == "wagtail.blocks.RichTextBlock"
    assert isinstance(BLOCKS["text"], RichTextBlock)
    assert "features" in options
