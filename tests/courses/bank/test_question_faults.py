"""Faults of every kind of question, one by one; what has none can be stored."""

from dataclasses import replace
from decimal import Decimal

import pytest

from courses.domain.question_faults import faults
from courses.domain.questions import Accepted, Item, Option, Pair, QuestionContent, Span
from courses.enums import QuestionFault, QuestionKind
from tests.courses.bank.bank_world import CONTENTS

F = QuestionFault


def options(*rows):
    return tuple(
        Option(str(number), text, Decimal(weight)) for number, (text, weight) in enumerate(rows)
    )


def test_examples_have_no_fault():
    assert [faults(content) for content in CONTENTS.values()] == [()] * len(QuestionKind)


def accepted(*rows):
    return tuple(Accepted(text, Decimal(weight)) for text, weight in rows)


def spans(*rows):
    return tuple(Span(Decimal(low), Decimal(high), Decimal(weight)) for low, high, weight in rows)


TABLE = [
    ("single", {"text": "<p> </p>"}, F.TEXT_MISSING),
    ("single", {"text": "<p>&nbsp;</p><p></p>"}, F.TEXT_MISSING),
    ("essay", {"text": f"<p>{'x' * 20_001}</p>"}, F.TEXT_TOO_LONG),
    ("essay", {"points": Decimal(0)}, F.POINTS_WRONG),
    ("essay", {"points": Decimal(-1)}, F.POINTS_WRONG),
    ("essay", {"points": Decimal(101)}, F.POINTS_WRONG),
    ("essay", {"points": Decimal("NaN")}, F.POINTS_WRONG),
    ("essay", {"options": options(("a", 100), ("b", 0))}, F.ROWS_FOREIGN),
    ("single", {"items": (Item("a", "x"), Item("b", "y"))}, F.ROWS_FOREIGN),
    (
        "single",
        {"options": options(("x", 100), *((str(n), 0) for n in range(50)))},
        F.ROWS_TOO_MANY,
    ),
    ("single", {"options": options(("a", 100), ("b", 101))}, F.WEIGHT_WRONG),
    ("single", {"options": options(("a", 100), ("b", "Infinity"))}, F.WEIGHT_WRONG),
    ("single", {"options": options(("a", 100))}, F.OPTIONS_TOO_FEW),
    ("single", {"options": options(("a", 100), ("<p></p>", 0))}, F.ROW_EMPTY),
    ("single", {"options": options(("a", 100), ("a", 0))}, F.ROWS_ALIKE),
    ("single", {"options": options(("a", 50), ("b", 0))}, F.RIGHT_MISSING),
    ("single", {"options": options(("a", 100), ("b", 100))}, F.RIGHT_SEVERAL),
    (
        "single",
        {"options": (Option("", "a", Decimal(100)), Option("b", "b", Decimal(0)))},
        F.IDS_WRONG,
    ),
    (
        "single",
        {"options": (Option("a", "a", Decimal(100)), Option("a", "b", Decimal(0)))},
        F.IDS_WRONG,
    ),
    ("true_false", {"options": options(("a", 100), ("b", 0), ("c", 0))}, F.OPTIONS_NOT_TWO),
    ("true_false", {"options": options(("a", 100))}, F.OPTIONS_NOT_TWO),
    ("true_false", {"options": options(("a", 100), ("b", 50))}, F.WEIGHT_WRONG),
    ("true_false", {"options": options(("a", 0), ("b", 0))}, F.RIGHT_MISSING),
    ("multiple", {"options": options(("a", 0), ("b", -50))}, F.RIGHT_MISSING),
    ("multiple", {"options": options(("a", 50), ("b", "49.99"))}, F.WEIGHTS_SUM),
    ("multiple", {"options": options(("a", 100))}, F.OPTIONS_TOO_FEW),
    ("short", {"accepted": ()}, F.ANSWER_MISSING),
    ("short", {"accepted": accepted(("a", 50))}, F.ANSWER_MISSING),
    ("short", {"accepted": accepted(("a", 100), (" ", 50))}, F.ROW_EMPTY),
    ("short", {"accepted": accepted(("WoG", 100), ("wog", 50))}, F.ROWS_ALIKE),
    ("short", {"accepted": accepted(("a", 100), ("b", -1))}, F.WEIGHT_WRONG),
    ("short", {"accepted": accepted(("a", 100), ("* *", 10))}, F.ANSWER_ANYTHING),
    ("numeric", {"spans": ()}, F.ANSWER_MISSING),
    ("numeric", {"spans": spans((1, 2, 50))}, F.ANSWER_MISSING),
    ("numeric", {"spans": spans((2, 1, 100))}, F.RANGE_REVERSED),
    ("numeric", {"spans": spans((1, 2, 100), (1, 2, 50))}, F.ROWS_ALIKE),
    ("numeric", {"spans": spans((1, 2, 100), (0, 3, -1))}, F.WEIGHT_WRONG),
    ("numeric", {"spans": spans(("NaN", 2, 100))}, F.NUMBER_WRONG),
    ("numeric", {"spans": spans((0, "1E+21", 100))}, F.NUMBER_WRONG),
    ("matching", {"pairs": (Pair("1", "a", "x", "A"), Pair("2", "", "y", "B"))}, F.PAIRS_TOO_FEW),
    ("matching", {"pairs": (Pair("1", "a", "x", "A"), Pair("2", "b", "y", " "))}, F.ROW_EMPTY),
    ("matching", {"pairs": (Pair("1", "a", "x", "A"), Pair("2", "a", "y", "B"))}, F.ROWS_ALIKE),
    ("matching", {"pairs": (Pair("1", "a", "x", "A"), Pair("2", "b", "y", "A"))}, F.ROWS_ALIKE),
    ("matching", {"pairs": (Pair("1", "a", "x", "A"), Pair("2", "b", "x", "B"))}, F.IDS_WRONG),
    ("matching", {"pairs": (Pair("1", "a", "x", "A"), Pair("1", "b", "y", "B"))}, F.IDS_WRONG),
    ("ordering", {"items": (Item("1", "a"),)}, F.ITEMS_TOO_FEW),
    ("ordering", {"items": (Item("1", "a"), Item("2", " "))}, F.ROW_EMPTY),
    ("ordering", {"items": (Item("1", "a"), Item("2", "a"))}, F.ROWS_ALIKE),
    ("ordering", {"items": (Item("1", "a"), Item("1", "b"))}, F.IDS_WRONG),
]


@pytest.mark.parametrize(("kind", "change", "fault"), TABLE)
def test_each_fault_is_found_alone(kind, change, fault):
    content = replace(CONTENTS[QuestionKind(kind)], **change)

    assert faults(content) == (fault,)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("single", {"options": options(("a", 100), ("b", 50), ("c", -25))}),
        ("multiple", {"options": options(("a", 100), ("b", 0))}),
        ("short", {"accepted": accepted(("WoG", 100), ("*", 0))}),
        ("short", {"accepted": accepted((r"\*", 100))}),
        ("short", {"accepted": accepted(("WoG", 100), ("wog", 50)), "is_case_sensitive": True}),
        ("numeric", {"spans": spans((0, 0, 100), (-1, 1, 50))}),
        ("matching", {"pairs": (Pair("1", "a", "x", "A"), Pair("2", "b", "x", "A"))}),
        ("essay", {"text": '<embed embedtype="image" id="3" alt=""/>'}),
    ],
)
def test_what_is_allowed(kind, change):
    assert faults(replace(CONTENTS[QuestionKind(kind)], **change)) == ()


def test_several_faults_come_in_the_order_of_the_form():
    content = QuestionContent(QuestionKind.SINGLE, "", points=Decimal(0))

    assert faults(content) == (F.TEXT_MISSING, F.POINTS_WRONG, F.OPTIONS_TOO_FEW, F.RIGHT_MISSING)


def test_every_fault_is_in_the_table():
    assert {fault for _kind, _change, fault in TABLE} == set(QuestionFault)
