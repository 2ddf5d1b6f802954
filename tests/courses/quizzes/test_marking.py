"""Marks: one table per kind, and what holds for every kind."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.answer_texts import readings
from courses.domain.marking import answer_fault, is_blank, mark, right_answer
from courses.domain.questions import Accepted, Item, Pair
from courses.enums import AnswerFault
from tests.courses.quizzes import contents

TEN = Decimal(10)


def score(content, answer):
    return mark(content, answer, TEN).score


@pytest.mark.parametrize(("option", "expected"), [("a", "10"), ("b", "5"), ("c", "0"), ("d", "0")])
def test_single_choice_earns_the_weight_of_the_option_and_never_less_than_nothing(option, expected):
    assert score(contents.single(), {"option": option}) == Decimal(expected)


@pytest.mark.parametrize(("option", "expected"), [("t", "10"), ("f", "0")])
def test_true_or_false(option, expected):
    assert score(contents.true_false(), {"option": option}) == Decimal(expected)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["a", "b"], "10"),
        (["b", "a"], "10"),
        (["a"], "6"),
        (["a", "d"], "6"),
        (["a", "b", "d"], "10"),
        (["a", "b", "c"], "5"),
        (["b", "c"], "0"),
        (["d"], "0"),
        ([], "0"),
    ],
)
def test_multiple_choice_adds_the_weights(options, expected):
    assert score(contents.multiple(), {"options": options}) == Decimal(expected)


def test_thirds_of_the_points_add_up_to_all_of_them():
    third = Decimal("33.33333")
    content = contents.multiple(options=contents.options(a=third, b=third, c=third, d=-100))

    assert score(content, {"options": ["c", "a", "b"]}) == TEN
    assert score(content, {"options": ["a", "b"]}) == Decimal("6.66667")


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("gotong royong", "gotong royong", True),
        ("gotong royong", "  Gotong \t\n ROYONG ", True),
        ("gotong royong", "gotong-royong", False),
        ("gotong royong", "gotong", False),
        ("caf\u00e9", "cafe\u0301", True),
        ("STRASSE", "straße", True),
        ("kerja*sama", "kerja sama", True),
        ("kerja*sama", "kerjasama", True),
        ("kerja*sama", "kerja bersama-sama", True),
        ("kerja*sama", "bekerja sama", False),
        ("*sama*", "dengan kesamaan", True),
        ("a*b*c", "acb", False),
        ("a*b*c", "a b b c", True),
        ("a*b*b*c", "a b c", False),
        ("ab*ba", "aba", False),
        ("*", "apa pun", True),
        (r"5\*5", "5*5", True),
        (r"5\*5", "5 kali 5", False),
    ],
)
def test_short_answer_is_of_an_accepted_form(form, text, expected):
    assert (score(contents.short(form), {"text": text}) == TEN) is expected


def test_short_answer_with_case_tells_capitals_apart():
    content = contents.short("ASN", is_case_sensitive=True)

    assert score(content, {"text": "ASN"}) == TEN
    assert score(content, {"text": "asn"}) == 0


def test_short_answer_of_several_forms_earns_the_best_of_them():
    content = contents.short(Accepted("*", Decimal(10)), Accepted("pegawai*", Decimal(80)))

    assert score(content, {"text": "pegawai negeri"}) == Decimal(8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1500", {"1500"}),
        (" 1500 ", {"1500"}),
        ("1.500", {"1500", "1.5"}),
        ("1,500", {"1500", "1.5"}),
        ("1 500", {"1500"}),
        ("1\u00a0500\u00a0000", {"1500000"}),
        ("1.500,25", {"1500.25"}),
        ("1,500.25", {"1500.25"}),
        ("1.234.567", {"1234567"}),
        ("1,234,567.5", {"1234567.5"}),
        ("0,5", {"0.5"}),
        ("0.500", {"0.5"}),
        ("0,500", {"0.5"}),
        (",5", {"0.5"}),
        ("5.", {"5"}),
        ("-3,5", {"-3.5"}),
        ("\u22123.5", {"-3.5"}),
        ("+4", {"4"}),
        ("1,5e3", {"1500"}),
        ("2E-1", {"0.2"}),
        ("\uff11\uff12", {"12"}),
        ("1.2.3", set()),
        ("1,2,3", set()),
        ("1.500.25", set()),
        ("1,23.4,5", set()),
        ("15 00", set()),
        ("lima", set()),
        ("5 JP", set()),
        ("", set()),
        (".", set()),
        ("--5", set()),
        ("nan", set()),
        ("1e999", set()),
    ],
)
def test_numbers_are_read_as_indonesians_and_the_english_write_them(text, expected):
    assert readings(text) == {Decimal(number) for number in expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1500", "10"),
        ("1.500", "10"),
        ("1.499,5", "10"),
        ("1500,5", "10"),
        ("1500,51", "5"),
        ("1400", "5"),
        ("1399,99", "0"),
        ("seribu", "0"),
    ],
)
def test_number_earns_the_best_range_it_lies_in(text, expected):
    assert score(contents.numeric(), {"text": text}) == Decimal(expected)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ({"p1": "m1", "p2": "m2", "p3": "m3"}, "10"),
        ({"p1": "m1", "p2": "m3", "p3": "m2"}, "10"),
        ({"p1": "m1", "p2": "m2"}, "6.66667"),
        ({"p1": "m4", "p2": "m2", "p3": "m1"}, "3.33333"),
        ({"p1": "m4"}, "0"),
        ({}, "0"),
    ],
)
def test_matching_earns_a_share_for_each_right_match(pairs, expected):
    assert score(contents.matching(), {"pairs": pairs}) == Decimal(expected)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (["i1", "i2", "i3", "i4"], "10"),
        (["i4", "i1", "i2", "i3"], "6.66667"),
        (["i2", "i1", "i3", "i4"], "3.33333"),
        (["i4", "i3", "i2", "i1"], "0"),
    ],
)
def test_ordering_earns_a_share_for_each_right_neighbour(order, expected):
    assert score(contents.ordering(), {"order": order}) == Decimal(expected)


def test_one_thing_to_order_is_in_order():
    assert score(contents.ordering(items=(Item("i1", "x"),)), {"order": ["i1"]}) == TEN


def test_matching_without_a_prompt_earns_nothing():
    content = contents.matching(pairs=(Pair("p1", "", "m1", "x"),))

    assert score(content, {"pairs": {"p9": "m1"}}) == 0


def test_essay_waits_for_a_person_unless_it_is_empty():
    waiting = mark(contents.essay(), {"text": "Menurut saya …"}, TEN)
    empty = mark(contents.essay(), {"text": " \n"}, TEN)

    assert (waiting.score, waiting.needs_person) == (None, True)
    assert (empty.score, empty.needs_person) == (Decimal(0), False)


@pytest.mark.parametrize("kind", contents.EVERY)
def test_no_answer_earns_nothing_and_waits_for_nobody(kind):
    outcome = mark(contents.EVERY[kind](), None, TEN)

    assert (outcome.score, outcome.needs_person) == (Decimal(0), False)


@pytest.mark.parametrize("kind", sorted(set(contents.EVERY) - {"essay"}))
def test_the_right_answer_has_the_right_shape_and_earns_everything(kind):
    content = contents.EVERY[kind]()
    right = right_answer(content)

    assert answer_fault(content, right) is None
    assert score(content, right) == TEN


def test_nobody_knows_the_right_answer_to_an_essay():
    assert right_answer(contents.essay()) is None


def test_the_right_text_shows_an_asterisk_as_itself():
    assert right_answer(contents.short(r"5\*5")) == {"text": "5*5"}


@pytest.mark.parametrize(
    ("answer", "blank"),
    [
        (None, True),
        ({"text": "  "}, True),
        ({"options": []}, True),
        ({"pairs": {}}, True),
        ({}, True),
        ({"option": "a"}, False),
        ({"text": "0"}, False),
    ],
)
def test_blank_answers(answer, blank):
    assert is_blank(answer) is blank


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=6,
)


def answers_of(content):
    """Answers of the right shape, right or not."""
    kind = content.kind.value
    ids = [option.id for option in content.options]
    asked = [pair.id for pair in content.pairs if pair.prompt]
    matches = [pair.match_id for pair in content.pairs]
    text = st.text("aAeß\u00e9\u0301 \t*\\.,15-gotongrykjsm", max_size=30)
    numbers = st.from_regex(r"[-+]?[0-9]{1,4}([.,][0-9]{1,3}){0,2}", fullmatch=True)
    return {
        "single": lambda: st.sampled_from(ids).map(lambda one: {"option": one}),
        "true_false": lambda: st.sampled_from(ids).map(lambda one: {"option": one}),
        "multiple": lambda: st.lists(st.sampled_from(ids), unique=True).map(
            lambda chosen: {"options": chosen}
        ),
        "short": lambda: text.map(lambda one: {"text": one}),
        "numeric": lambda: (numbers | text).map(lambda one: {"text": one}),
        "essay": lambda: text.map(lambda one: {"text": one}),
        "matching": lambda: st.dictionaries(st.sampled_from(asked), st.sampled_from(matches)).map(
            lambda pairs: {"pairs": pairs}
        ),
        "ordering": lambda: st.permutations([item.id for item in content.items]).map(
            lambda order: {"order": list(order)}
        ),
    }[kind]()


KINDS_AND_ANSWERS = st.sampled_from(sorted(contents.EVERY)).flatmap(
    lambda kind: st.tuples(
        st.just(contents.EVERY[kind]()), st.none() | answers_of(contents.EVERY[kind]())
    )
)


@given(
    case=KINDS_AND_ANSWERS,
    points=st.decimals(0, 1000, places=5, allow_nan=False, allow_infinity=False),
)
def test_an_answer_earns_between_nothing_and_all_points(case, points):
    content, answer = case

    outcome = mark(content, answer, points)

    assert answer_fault(content, answer) is None
    assert (outcome.score is None) is outcome.needs_person
    assert outcome.score is None or 0 <= outcome.score <= points
    assert outcome.score is None or outcome.score.as_tuple().exponent == -5


@given(case=KINDS_AND_ANSWERS, chance=st.randoms(use_true_random=False))
def test_the_order_of_the_choices_never_matters(case, chance):
    content, answer = case
    turned = replace(
        content,
        **{
            part: tuple(chance.sample(getattr(content, part), len(getattr(content, part))))
            for part in ("options", "pairs", "accepted", "spans")
        },
    )
    if answer and "options" in answer:
        answer = {"options": chance.sample(answer["options"], len(answer["options"]))}

    assert mark(turned, answer, TEN) == mark(content, answer, TEN)


@given(kind=st.sampled_from(sorted(contents.EVERY)), answer=ANYTHING)
def test_what_is_no_answer_is_refused_and_everything_else_can_be_marked(kind, answer):
    content = contents.EVERY[kind]()

    if answer_fault(content, answer) is None:
        mark(content, answer, TEN)


@pytest.mark.parametrize(
    ("kind", "answer", "fault"),
    [
        ("single", {"option": "z"}, AnswerFault.UNKNOWN_CHOICE),
        ("single", {"option": 1}, AnswerFault.WRONG_SHAPE),
        ("single", {"options": ["a"]}, AnswerFault.WRONG_SHAPE),
        ("single", {"option": "a", "extra": 1}, AnswerFault.WRONG_SHAPE),
        ("single", "a", AnswerFault.WRONG_SHAPE),
        ("multiple", {"options": ["a", "a"]}, AnswerFault.WRONG_SHAPE),
        ("multiple", {"options": "a"}, AnswerFault.WRONG_SHAPE),
        ("multiple", {"options": [["a"]]}, AnswerFault.WRONG_SHAPE),
        ("multiple", {"options": ["a", "z"]}, AnswerFault.UNKNOWN_CHOICE),
        ("short", {"text": None}, AnswerFault.WRONG_SHAPE),
        ("short", {"text": "a\0b"}, AnswerFault.WRONG_SHAPE),
        ("essay", {"text": "\ud800"}, AnswerFault.WRONG_SHAPE),
        ("short", {"text": "x" * 501}, AnswerFault.TOO_LONG),
        ("short", {"text": "x" * 500}, None),
        ("numeric", {"text": "1" * 61}, AnswerFault.TOO_LONG),
        ("essay", {"text": "x" * 20_001}, AnswerFault.TOO_LONG),
        ("matching", {"pairs": []}, AnswerFault.WRONG_SHAPE),
        ("matching", {"pairs": {"p1": 1}}, AnswerFault.WRONG_SHAPE),
        ("matching", {"pairs": {"p4": "m1"}}, AnswerFault.UNKNOWN_CHOICE),
        ("matching", {"pairs": {"p1": "m9"}}, AnswerFault.UNKNOWN_CHOICE),
        ("ordering", {"order": ["i1"]}, AnswerFault.WRONG_SHAPE),
        ("ordering", {"order": ["i1", "i1", "i2", "i3"]}, AnswerFault.WRONG_SHAPE),
        ("ordering", {"order": ["i1", "i2", "i3", "x"]}, AnswerFault.UNKNOWN_CHOICE),
    ],
)
def test_wrong_shapes_are_named(kind, answer, fault):
    assert answer_fault(contents.EVERY[kind](), answer) == fault
