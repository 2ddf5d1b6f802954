"""Two authors revise one question at once: two versions with two numbers, none lost."""

import pytest

from courses.services.questions import create_question, revise_question
from tests.courses.bank.bank_world import single
from tests.courses.test_enrolment_concurrency import at_once
from tests.factories import make_course

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_revisions_at_once_have_two_numbers():
    question = create_question(course=make_course(), content=single(), name="x", by=None)
    texts = ["<p>Punya saya</p>", "<p>Punya dia</p>"]

    numbers = at_once(
        *(
            lambda text=text: (
                revise_question(question=question, content=single(text=text), by=None).number
            )
            for text in texts
        )
    )

    question.refresh_from_db()
    assert sorted(numbers) == [2, 3]
    assert {version.content.text for version in question.versions.all()} >= set(texts)
    assert question.current.number == 3


def test_the_same_revision_twice_at_once_is_one_version():
    question = create_question(course=make_course(), content=single(), name="x", by=None)
    content = single(text="<p>Baru?</p>")

    numbers = at_once(
        *[lambda: revise_question(question=question, content=content, by=None).number] * 2
    )

    assert numbers == [2, 2]
    assert question.versions.count() == 2
