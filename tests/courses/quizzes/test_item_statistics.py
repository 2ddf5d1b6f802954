"""Statistics of questions, against figures calculated by hand."""

from decimal import Decimal

import pytest

from courses.domain.item_statistics import MIN_PEOPLE, Response, item_statistics
from courses.domain.policies import QuizPolicy
from courses.domain.remarking import AttemptMarks, difference

# Ten people: share of the question (mean 0.6) and of the rest (mean 0.5).
ITEM = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0]
REST = ["0.9", "0.8", "0.8", "0.5", "0.7", "0.5", "0.3", "0.2", "0.2", "0.1"]


def response(score, rest, answer=None, points=1):
    return Response(Decimal(score), Decimal(points), Decimal(rest), Decimal(1), answer)


def test_facility_and_discrimination_as_calculated_by_hand():
    found = item_statistics([response(*pair) for pair in zip(ITEM, REST, strict=True)])

    assert (found.people, found.facility, found.is_enough) == (10, Decimal("60.0"), True)
    # Products of deviations: 0.4 * (0.4+0.3+0.3+0+0.2+0) + 0.6 * (0.2+0.3+0.3+0.4) = 1.2; squares
    # 6 * 0.16 + 4 * 0.36 = 2.4 and 0.16+0.09+0.09+0+0.04+0+0.04+0.09+0.09+0.16 = 0.76;
    # 1.2 / sqrt(2.4 * 0.76) = 0.8885.
    assert found.discrimination == Decimal("0.89")


def test_partial_marks_count_as_shares():
    rows = [response(1, "0.5", points=2)] * 5 + [response(2, "0.7", points=2)] * 5

    found = item_statistics(rows)

    assert (found.facility, found.discrimination) == (Decimal("75.0"), Decimal("1.00"))


@pytest.mark.parametrize(
    "rows",
    [
        [response(1, "0.5")] * (MIN_PEOPLE - 1),
        [],
    ],
)
def test_too_few_people_say_nothing(rows):
    found = item_statistics(rows)

    assert (found.facility, found.discrimination, found.is_enough) == (None, None, False)


def test_where_all_are_alike_nothing_tells_them_apart():
    found = item_statistics([response(1, f"0.{number}") for number in range(10)])

    assert (found.facility, found.discrimination) == (Decimal("100.0"), None)


def test_a_quiz_of_one_question_has_no_rest():
    alone = Response(Decimal(1), Decimal(1), Decimal(0), Decimal(0))

    assert item_statistics([alone] * 10).discrimination is None


def test_a_question_without_points_has_no_facility():
    nothing = Response(Decimal(0), Decimal(0), Decimal(0), Decimal(1))

    assert item_statistics([nothing] * 10).facility is None


def test_what_was_chosen_is_counted():
    answers = [
        {"option": "a"},
        {"option": "a"},
        {"options": ["a", "b"]},
        {"text": " Gotong  royong"},
        {"text": "gotong royong"},
        {"pairs": {"p1": "m1"}},
        None,
    ]

    found = item_statistics([response(0, 0, answer) for answer in answers])

    assert found.chosen == (("a", 3), ("b", 1), ("gotong royong", 2))
    assert found.unanswered == 1


@pytest.mark.parametrize(
    ("attempts", "before", "after", "gains", "loses"),
    [
        ([(1, "10", "6", "1")], "60", "70", True, False),
        ([(1, "10", "7", "-1")], "70", "60", False, True),
        ([(1, "10", "8", "-1")], "80", "70", False, False),
        ([(1, "10", "8", "-2"), (2, "10", "7", "0")], "80", "70", False, False),
        ([(1, "10", None, "1")], None, None, False, False),
    ],
)
def test_what_a_correction_changes_for_a_person(attempts, before, after, gains, loses):
    rows = [
        AttemptMarks(number, Decimal(points), score and Decimal(score), Decimal(change))
        for number, points, score, change in attempts
    ]

    found = difference(rows, QuizPolicy(pass_mark=Decimal(70)))

    assert (found.before, found.after) == (
        before and Decimal(before),
        after and Decimal(after),
    )
    assert (found.gains, found.loses) == (gains, loses)
