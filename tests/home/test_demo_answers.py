"""What people of the demonstration answer: right is right, wrong is wrong, for every question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpu.home.domain.demo_answers import answer_to, wrong_positions
from corpu.home.domain.demo_plan import Ending, needs_second_try, work_ending
from courses.domain.answer_shapes import answer_fault
from courses.domain.marking import mark
from courses.enums import QuestionKind
from latsar.exchange.package import read_package


@pytest.fixture(scope="module")
def contents():
    courses = read_package().courses
    return [question.content for course in courses for question in course.questions]


@pytest.mark.parametrize("is_right", [True, False])
def test_every_packaged_question_is_answered_as_the_story_says(contents, is_right):
    for content in contents:
        answer = answer_to(content, is_right=is_right, key="seseorang")

        assert answer_fault(content, answer) is None
        result = mark(content, answer, content.points)
        if content.kind == QuestionKind.ESSAY:
            assert result.needs_person
        else:
            assert (result.score == content.points) == is_right, content.text


@given(key=st.text(max_size=20), count=st.integers(0, 30), wrong=st.integers(0, 30))
def test_wrong_answers_are_as_many_as_told(key, count, wrong):
    places = wrong_positions(key, count, wrong)

    assert len(places) == min(count, wrong)
    assert places <= set(range(1, count + 1))
    assert places == wrong_positions(key, count, wrong)


def test_works_of_forty_people_are_at_every_ending():
    endings = [work_ending(f"orang-{n}", "kuis", has_finished=False) for n in range(200)]

    assert set(endings) == set(Ending)
    assert endings.count(Ending.DONE) > len(endings) / 2
    assert {work_ending(f"orang-{n}", "kuis", has_finished=True) for n in range(200)} == {
        Ending.DONE
    }
    assert 20 < sum(needs_second_try(f"orang-{n}", "kuis") for n in range(200)) < 80
