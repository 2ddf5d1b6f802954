"""Drawing, deadlines, what counts, what is shown: one table per rule."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.counting import (
    AttemptResult,
    attempts_left,
    counted_attempts,
    counted_percent,
    is_passed,
    percent_of,
)
from courses.domain.deadlines import deadline, is_over
from courses.domain.drawing import Candidate, Part, draw, layout, question_order
from courses.domain.policies import QuizPolicy
from courses.domain.questions import Accepted
from courses.domain.review import ReviewFacts, Shown, reveal, shown
from courses.enums import Counting, QuizPartKind, ReviewTime
from tests.courses.quizzes import contents

NOON = dt.datetime(2019, 5, 6, 12, 0, tzinfo=dt.UTC)
BANK = [
    Candidate(1, 11, "easy", frozenset({"asas"})),
    Candidate(2, 12, "hard", frozenset({"asas", "praktik"})),
    Candidate(3, 13, "easy", frozenset({"praktik"})),
    Candidate(4, 14, "medium", frozenset()),
]


def chance_of(seed):
    """Chance that can be repeated."""
    return random.Random(seed)  # noqa: S311


def fixed(question):
    return Part(QuizPartKind.FIXED, question=question)


def drawn(count, tag="", difficulty=""):
    return Part(QuizPartKind.DRAW, count=count, tag=tag, difficulty=difficulty)


def minutes(number):
    return NOON + dt.timedelta(minutes=number)


@pytest.mark.parametrize(
    ("parts", "allowed", "count", "missing"),
    [
        ([fixed(2)], {2}, 1, 0),
        ([fixed(9)], set(), 0, 1),
        ([fixed(2), fixed(2)], {2}, 1, 1),
        ([drawn(2)], {1, 2, 3, 4}, 2, 0),
        ([drawn(9)], {1, 2, 3, 4}, 4, 5),
        ([drawn(5, "asas")], {1, 2}, 2, 3),
        ([drawn(1, "Asas", "hard")], {2}, 1, 0),
        ([drawn(1, difficulty="medium")], {4}, 1, 0),
        ([drawn(3, "praktik"), fixed(2)], {2, 3}, 2, 2),
        # The wide part would take what only the narrow one can use.
        ([drawn(3), drawn(1, difficulty="medium")], {1, 2, 3, 4}, 4, 0),
        ([drawn(1, "asas"), drawn(1, "praktik"), drawn(1, difficulty="hard")], {1, 2, 3}, 3, 0),
        ([], set(), 0, 0),
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_draws(parts, allowed, count, missing, seed):
    result = draw(parts, BANK, chance_of(seed))

    questions = [candidate.question for candidate in result.chosen]
    assert set(questions) <= allowed
    assert len(set(questions)) == len(questions) == count
    assert result.missing == missing


@given(
    parts=st.lists(
        st.builds(
            drawn,
            st.integers(0, 4),
            st.sampled_from(["", "asas", "praktik"]),
            st.sampled_from(["", "easy", "hard"]),
        )
        | st.integers(1, 5).map(fixed),
        max_size=5,
    ),
    chance=st.randoms(use_true_random=False),
)
def test_a_draw_never_doubles_and_every_question_fits_its_part(parts, chance):
    result = draw(parts, BANK, chance)

    questions = [candidate.question for candidate in result.chosen]
    assert len(set(questions)) == len(questions)
    asked = sum(part.count if part.kind == QuizPartKind.DRAW else 1 for part in parts)
    assert len(questions) + result.missing == asked
    certain = {part.question for part in parts if part.kind == QuizPartKind.FIXED} & {1, 2, 3, 4}
    assert certain <= set(questions)


def test_every_question_is_drawn_now_and_then():
    seen = {draw([drawn(1)], BANK, chance_of(seed)).chosen[0].question for seed in range(60)}

    assert seen == {1, 2, 3, 4}


def test_questions_are_shuffled_only_if_the_quiz_says_so():
    chance = chance_of(3)

    assert question_order(BANK, shuffle=False, chance=chance) == tuple(BANK)
    mixed = question_order(BANK, shuffle=True, chance=chance)
    assert sorted(mixed, key=lambda one: one.question) == BANK
    assert mixed != tuple(BANK)


@pytest.mark.parametrize(
    ("content", "shuffle", "part", "mixed"),
    [
        (contents.single(), True, "options", True),
        (contents.single(), False, "options", False),
        (contents.single(may_shuffle=False), True, "options", False),
        (contents.multiple(), True, "options", True),
        (contents.true_false(), True, "options", False),
        (contents.matching(), False, "matches", True),
        (contents.ordering(may_shuffle=False), False, "items", True),
    ],
)
def test_layouts_hold_every_choice_once(content, shuffle, part, mixed):
    orders = {
        tuple(layout(content, shuffle=shuffle, chance=chance_of(seed))[part]) for seed in range(20)
    }

    expected = {
        "options": sorted(option.id for option in content.options),
        # Two prompts share the match that reads the same.
        "matches": ["m1", "m2", "m4"],
        "items": sorted(item.id for item in content.items),
    }[part]
    assert all(sorted(order) == expected for order in orders)
    assert (len(orders) > 1) is mixed


@pytest.mark.parametrize("kind", ["short", "numeric", "essay"])
def test_typed_answers_have_no_layout(kind):
    assert layout(contents.EVERY[kind](), shuffle=True, chance=chance_of(1)) == {}


@pytest.mark.parametrize(
    ("limit", "extra", "closes", "expected"),
    [
        (None, 0, None, None),
        (30, 0, None, minutes(30)),
        (30, 15, None, minutes(45)),
        (30, 0, minutes(20), minutes(20)),
        (30, 15, minutes(40), minutes(40)),
        (30, 0, minutes(99), minutes(30)),
        (None, 15, minutes(20), minutes(20)),
        (None, 15, None, None),
    ],
)
def test_deadlines(limit, extra, closes, expected):
    found = deadline(started_at=NOON, minutes=limit, extra_minutes=extra, closes_at=closes)

    assert found == expected


@pytest.mark.parametrize(
    ("end", "seconds", "expected"),
    [(None, 10**6, False), (NOON, 0, False), (NOON, 30, False), (NOON, 31, True)],
)
def test_an_attempt_is_over_after_deadline_and_grace(end, seconds, expected):
    now = NOON + dt.timedelta(seconds=seconds)

    assert is_over(deadline_at=end, grace_seconds=30, now=now) is expected


def results(*percents):
    return [
        AttemptResult(number, None if percent is None else Decimal(percent))
        for number, percent in enumerate(percents, start=1)
    ]


@pytest.mark.parametrize(
    ("percents", "best", "last", "first", "mean"),
    [
        ((), None, None, None, None),
        (("60",), "60", "60", "60", "60"),
        (("60", "80", "70"), "80", "70", "60", "70"),
        (("60", "70.01"), "70.01", "70.01", "60", "65.01"),
        ((None, "80"), "80", "80", None, None),
        (("80", None), "80", None, "80", None),
        ((None,), None, None, None, None),
    ],
)
def test_what_counts(percents, best, last, first, mean):
    found = [counted_percent(results(*percents), counting) for counting in Counting]

    expected = {"best": best, "last": last, "first": first, "mean": mean}
    assert found == [
        None if expected[one.value] is None else Decimal(expected[one.value]) for one in Counting
    ]


def test_of_equally_good_attempts_the_earliest_counts():
    (looked_at,) = counted_attempts(results("70", "80", "80"), Counting.BEST)

    assert looked_at.number == 2


@pytest.mark.parametrize(
    ("score", "points", "expected"),
    [("2", "3", "66.67"), ("1", "8", "12.50"), ("0.00005", "1", "0.01"), ("0", "0", "0.00")],
)
def test_percents_have_two_decimals_half_up(score, points, expected):
    assert str(percent_of(Decimal(score), Decimal(points))) == expected


@pytest.mark.parametrize(
    ("percent", "passed"), [(None, False), ("69.99", False), ("70", True), ("100", True)]
)
def test_passing(percent, passed):
    assert is_passed(percent and Decimal(percent), Decimal(70)) is passed


@pytest.mark.parametrize(
    ("allowed", "extra", "used", "left"),
    [(0, 0, 9, None), (2, 0, 0, 2), (2, 0, 2, 0), (2, 1, 2, 1), (1, 0, 3, 0)],
)
def test_attempts_left(allowed, extra, used, left):
    assert attempts_left(allowed=allowed, extra=extra, used=used) == left


BASE = {
    "is_handed_in": True,
    "has_open_attempt": False,
    "is_passed": False,
    "attempts_left": 1,
    "closes_at": None,
    "is_cohort_closed": False,
    "now": NOON,
}


@pytest.mark.parametrize(
    ("when", "facts", "expected"),
    [
        (ReviewTime.NEVER, {"is_passed": True, "is_cohort_closed": True}, False),
        (ReviewTime.HANDED_IN, {}, True),
        (ReviewTime.HANDED_IN, {"is_handed_in": False}, False),
        (ReviewTime.HANDED_IN, {"has_open_attempt": True}, False),
        (ReviewTime.NO_ATTEMPT_LEFT, {}, False),
        (ReviewTime.NO_ATTEMPT_LEFT, {"attempts_left": None}, False),
        (ReviewTime.NO_ATTEMPT_LEFT, {"is_passed": True}, True),
        (ReviewTime.NO_ATTEMPT_LEFT, {"attempts_left": 0}, True),
        (ReviewTime.NO_ATTEMPT_LEFT, {"attempts_left": 0, "has_open_attempt": True}, False),
        (ReviewTime.NO_ATTEMPT_LEFT, {"is_passed": True, "has_open_attempt": True}, False),
        (ReviewTime.CLOSED, {}, False),
        (ReviewTime.CLOSED, {"closes_at": NOON}, False),
        (ReviewTime.CLOSED, {"closes_at": minutes(-1)}, True),
        (ReviewTime.CLOSED, {"is_cohort_closed": True}, True),
    ],
)
def test_when_right_answers_are_shown(when, facts, expected):
    found = shown(QuizPolicy(show_right=when, show_feedback=when), ReviewFacts(**BASE | facts))

    assert (found.right, found.feedback) == (expected, expected)


def test_score_and_own_answers_are_shown_beside_an_attempt_in_progress():
    found = shown(QuizPolicy(), ReviewFacts(**BASE | {"has_open_attempt": True}))

    assert found == Shown(score=True, answers=True)


def test_nothing_is_revealed_that_may_not_be_seen():
    content = contents.single(feedback="<p>umum</p>")

    said = reveal(content, answer={"option": "a"}, score=Decimal(1), comment="x", may=Shown())

    assert said == type(said)()


def test_everything_is_revealed_when_it_may():
    content = contents.multiple(feedback="<p>umum</p>")
    may = Shown(score=True, answers=True, right=True, feedback=True)

    said = reveal(content, answer={"options": ["c"]}, score=Decimal(0), comment="x", may=may)

    assert said.right == {"options": ["a", "b"]}
    assert said.right_options == {"a", "b"}
    assert said.choice_feedback == {"c": "<p>tentang c</p>"}
    assert (said.feedback, said.comment, said.answer_feedback) == ("<p>umum</p>", "x", "")


@pytest.mark.parametrize(
    ("content", "text", "expected"),
    [
        (contents.short(Accepted("asn", feedback="bagus")), "ASN", "bagus"),
        (contents.short(Accepted("asn", feedback="bagus")), "pns", ""),
        (contents.numeric(), "1500", "<p>tepat</p>"),
        (contents.numeric(), "1", ""),
        (contents.essay(), "apa pun", ""),
    ],
)
def test_feedback_to_typed_answers(content, text, expected):
    said = reveal(content, answer={"text": text}, score=None, comment="", may=Shown(feedback=True))

    assert said.answer_feedback == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("single", "a; b"),
        ("true_false", "t"),
        ("multiple", "a; b"),
        ("short", "gotong royong"),
        ("numeric", "1500.0"),
        ("matching", "Banten: Serang; Jawa Barat: Bandung; Priangan: Bandung"),
        ("ordering", "1. Langkah i1; 2. Langkah i2; 3. Langkah i3; 4. Langkah i4"),
        ("essay", ""),
    ],
)
def test_what_is_right_is_written_out(kind, expected):
    said = reveal(
        contents.EVERY[kind](), answer=None, score=None, comment="", may=Shown(right=True)
    )

    assert said.right_words == expected
