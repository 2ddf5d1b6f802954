"""A new version keeps the identifiers of what reads as before, and never names two rows alike."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.question_ids import kept_ids, with_known_ids
from courses.domain.questions import Item, Option, Pair, QuestionContent
from courses.enums import QuestionKind
from courses.services.questions import create_question, revise_question
from tests.factories import make_course

ROWS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["x", "y", "z"])),
    unique_by=lambda row: row[0],
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], []),
        ([("a", "x")], [("q", "x")], ["a"]),
        ([("a", "x")], [("a", "y")], ["a"]),
        ([("a", "x")], [("q", "y")], ["q"]),
        ([("a", "x"), ("b", "y")], [("a", "y"), ("b", "x")], ["b", "a"]),
        ([("a", "x")], [("a", "y"), ("q", "x")], ["a-2", "a"]),
        ([("a", "x"), ("a-2", "z")], [("a", "y"), ("p", "z"), ("q", "x")], ["a-3", "a-2", "a"]),
        ([("a", "x"), ("b", "x")], [("p", "x"), ("q", "x"), ("r", "x")], ["a", "b", "r"]),
    ],
)
def test_kept_ids(before, after, expected):
    assert kept_ids(before, after) == expected


@given(before=ROWS, after=ROWS)
def test_identifiers_stay_unique_and_follow_what_is_said(before, after):
    names = kept_ids(before, after)

    assert len(set(names)) == len(names) == len(after)
    said = dict(before)
    for name, (own, reads) in zip(names, after, strict=True):
        assert name not in said or said[name] == reads or name == own


def choice(*rows, **fields):
    options = tuple(Option(name, text, Decimal(weight)) for name, text, weight in rows)
    return QuestionContent(QuestionKind.SINGLE, "<p>Apa?</p>", options=options, **fields)


def test_options_and_items_are_known_by_words_and_images():
    image = '<embed embedtype="image" id="{}" format="left" alt=""/>'
    before = choice(("a", "<p>Satu</p>", 100), ("b", f"<p>Peta</p>{image.format(1)}", 0))
    after = choice(("p", "<p> Satu </p>", 0), ("q", f"<p>Peta</p>{image.format(2)}", 100))
    order = replace(before, items=(Item("i", "<p>Lalu</p>"),))

    assert [one.id for one in with_known_ids(before, after).options] == ["a", "q"]
    revised = with_known_ids(order, replace(order, items=(Item("j", "Lalu"), Item("i", "Dulu"))))
    assert [one.id for one in revised.items] == ["i", "i-2"]


def test_pairs_keep_prompts_and_matches_each_for_itself():
    before = QuestionContent(
        QuestionKind.MATCHING,
        "<p>Jodohkan</p>",
        pairs=(
            Pair("p1", "<p>Banten</p>", "m1", "Serang"),
            Pair("p2", "<p>Jawa Barat</p>", "m2", "Bandung"),
            Pair("p3", "", "m3", "Medan"),
        ),
    )
    after = replace(
        before,
        pairs=(
            Pair("x1", "<p>Jawa Barat</p>", "y1", "Bandung"),
            Pair("x2", "<p>Banten</p>", "y2", "Kota Serang"),
            Pair("x3", "<p>Priangan</p>", "y1", "Bandung"),
            Pair("x4", "", "y4", "Medan"),
        ),
    )

    pairs = with_known_ids(before, after).pairs

    assert [(one.id, one.match_id) for one in pairs] == [
        ("p2", "m2"),
        ("p1", "y2"),
        ("x3", "m2"),
        ("p3", "m3"),
    ]
    assert [one.match for one in pairs] == [one.match for one in after.pairs]


@pytest.mark.django_db
def test_a_revised_question_can_read_old_answers():
    question = create_question(
        course=make_course(),
        content=choice(("a", "<p>Satu</p>", 100), ("b", "<p>Dua</p>", 0)),
        name="",
        by=None,
    )
    corrected = choice(("p", "<p>Satu</p>", 0), ("q", "<p>Dua</p>", 100))

    version = revise_question(question=question, content=corrected, by=None)

    assert [(one.id, one.weight) for one in version.content.options] == [("a", 0), ("b", 100)]
