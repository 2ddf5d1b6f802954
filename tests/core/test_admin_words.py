"""The admin speaks Indonesian where organisers and authors meet it, also in its scripts."""

import json

import pytest
from django.utils.translation import gettext

from corpu.core.admin_words import ADMIN_WORDS
from corpu.core.better_words import BETTER_WORDS
from corpu.core.review_words import REVIEW_WORDS
from corpu.core.script_words import SCRIPT_WORDS

pytestmark = pytest.mark.django_db
SAME_IN_BOTH = {
    *("status", "Minimap", "Format", "Status %(status)s"),
    "%(status_display)s %(task_name)s %(started_at)s",
}


@pytest.mark.parametrize("word", [*ADMIN_WORDS, *BETTER_WORDS, *REVIEW_WORDS, *SCRIPT_WORDS])
def test_word_is_said_in_indonesian(word):
    assert word in SAME_IN_BOTH or gettext(word) != word


def test_scripts_get_wagtails_words_and_ours(admin_client):
    script = admin_client.get("/admin/jsi18n/").text

    words = json.loads(script.split("newcatalog = ")[1].split(";\n")[0])

    assert words["Move up"] == "Geser ke atas"
    assert words["Insert a block"] == "Sisipkan blok"
    assert words["%(num)s min"] == ["%(num)s menit"]
