"""Texts, round trips, even weights, changes between versions."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.domain.drawing import Candidate, Part
from courses.domain.question_changes import changes, pieces
from courses.domain.question_supply import found_for
from courses.domain.question_text import (
    derived_name,
    even_weights,
    image_ids,
    is_empty,
    is_same,
    normalised,
    paragraphs,
    plain,
)
from courses.domain.questions import (
    Accepted,
    Item,
    Option,
    Pair,
    QuestionContent,
    Span,
    content_from_json,
    content_to_json,
)
from courses.enums import QuestionKind, QuestionPart
from tests.courses.bank.bank_world import CONTENTS, single

TEXTS = st.text(max_size=12)
# A loaded machine is slow to make contents of seven kinds of rows.
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, places=5, min_value=-999, max_value=999
)
CONTENT = st.builds(
    QuestionContent,
    kind=st.sampled_from(QuestionKind),
    text=TEXTS,
    points=NUMBERS,
    feedback=TEXTS,
    options=st.lists(st.builds(Option, TEXTS, TEXTS, NUMBERS, TEXTS), max_size=2).map(tuple),
    pairs=st.lists(st.builds(Pair, TEXTS, TEXTS, TEXTS, TEXTS), max_size=2).map(tuple),
    items=st.lists(st.builds(Item, TEXTS, TEXTS), max_size=2).map(tuple),
    accepted=st.lists(st.builds(Accepted, TEXTS, NUMBERS, TEXTS), max_size=2).map(tuple),
    spans=st.lists(st.builds(Span, NUMBERS, NUMBERS, NUMBERS, TEXTS), max_size=2).map(tuple),
    is_case_sensitive=st.booleans(),
    may_shuffle=st.booleans(),
    guidance=TEXTS,
)


@PATIENT
@given(CONTENT)
def test_content_survives_its_storage(content):
    stored = json.loads(json.dumps(content_to_json(content)))

    assert content_from_json(stored) == content


@PATIENT
@given(CONTENT)
def test_normalising_twice_changes_nothing_more(content):
    once = normalised(content)

    assert normalised(once) == once
    assert is_same(once, normalised(once))


@given(st.lists(st.booleans(), min_size=1, max_size=12).map(tuple))
def test_even_weights_share_exactly_one_hundred(marks):
    weights = even_weights(marks)

    assert sum(weight for weight in weights if weight > 0) == (100 if any(marks) else 0)
    assert sum(weight for weight in weights if weight < 0) == (0 if all(marks) else -100)
    right = [weight for weight, is_right in zip(weights, marks, strict=True) if is_right]
    assert not right or max(right) - min(right) <= Decimal("0.01")


def test_thirds_give_the_remainder_to_the_first():
    assert even_weights((True, True, True)) == (
        Decimal("33.34"),
        Decimal("33.33"),
        Decimal("33.33"),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>Satu</p><p>dua &amp; <b>tiga</b></p>", "Satu dua & tiga"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("<p>baris<br/>baru</p>", "baris baru"),
        ("", ""),
    ],
)
def test_plain_words(text, words):
    assert plain(text) == words


def test_paragraphs_are_parted_by_empty_lines():
    assert paragraphs("<p>a</p><p></p><ul><li>b</li></ul>") == "a\n\nb"


def test_an_image_alone_is_something():
    assert not is_empty('<embed embedtype="image" id="1"/>')
    assert is_empty("<p>\xa0</p>")


def test_images_are_found_in_every_text():
    def embed(number, kind="image"):
        return f'<p><embed alt="&quot;x&quot;" embedtype="{kind}" format="left" id="{number}"/></p>'

    content = QuestionContent(
        QuestionKind.SINGLE,
        embed(1) + embed(99, "media"),
        feedback=embed(2),
        guidance=embed(3),
        options=(Option("a", embed(4), Decimal(100), embed(5)),),
        pairs=(Pair("p", embed(6), "m", "x"),),
        items=(Item("i", embed(7)),),
        accepted=(Accepted("x", feedback=embed(8)),),
        spans=(Span(Decimal(1), Decimal(1), feedback=embed(9)),),
    )

    assert image_ids(content) == frozenset(range(1, 10))


def test_name_is_the_beginning_of_the_text():
    assert derived_name(single(text="<p>Apa?</p>")) == "Apa?"
    long = derived_name(single(text=f"<p>{'kata ' * 60}</p>"))
    assert len(long) <= 150
    assert long.endswith("kata…")


def test_equal_matches_become_one():
    pairs = (Pair("1", "a", "x", " A  B "), Pair("2", "b", "y", "A B"), Pair("3", "c", "z", ""))

    joined = normalised(QuestionContent(QuestionKind.MATCHING, "t", pairs=pairs)).pairs

    assert [(one.match_id, one.match) for one in joined] == [("x", "A B"), ("x", "A B"), ("z", "")]


def test_other_identifiers_are_the_same_question():
    matching = CONTENTS[QuestionKind.MATCHING]
    renamed = replace(
        matching,
        pairs=tuple(Pair(f"n{p.id}", p.prompt, f"n{p.match_id}", p.match) for p in matching.pairs),
    )

    assert is_same(matching, renamed)
    assert is_same(single(), single(ids=("x", "y", "z")))
    assert not is_same(single(), single(text="<p>Lain?</p>"))


def test_changes_name_the_part_the_row_and_the_words():
    before = single(text="<p>Apa arti WoG?</p>")
    options = (replace(before.options[0], text="<p>Kerja lintas sektor</p>"), *before.options[1:2])
    after = replace(before, text="<p>Apa makna WoG?</p>", options=options, points=Decimal(2))

    found = {(one.part, one.number): one.pieces for one in changes(before, after)}

    assert list(found) == [
        (QuestionPart.TEXT, 0),
        (QuestionPart.ROW, 1),
        (QuestionPart.ROW, 3),
        (QuestionPart.ROW_FEEDBACK, 3),
        (QuestionPart.POINTS, 0),
    ]
    text = found[QuestionPart.TEXT, 0]
    assert [(one.text, one.is_gone, one.is_new) for one in text] == [
        ("Apa", False, False),
        ("arti", True, False),
        ("makna", False, True),
        ("WoG?", False, False),
    ]


@pytest.mark.parametrize("kind", QuestionKind)
def test_the_same_content_has_no_changes(kind):
    assert changes(CONTENTS[kind], CONTENTS[kind]) == ()


def test_changes_show_images_and_settings():
    before = CONTENTS[QuestionKind.SHORT]
    image = '<p>Lihat</p><embed alt="" embedtype="image" format="left" id="7"/>'
    after = replace(before, text=image, is_case_sensitive=True, may_shuffle=False)

    found = changes(before, after)

    assert [one.part for one in found] == [
        QuestionPart.TEXT,
        QuestionPart.CASE,
        QuestionPart.SHUFFLE,
    ]
    assert any("7" in piece.text for piece in found[0].pieces)


@given(TEXTS, TEXTS)
def test_pieces_hold_both_texts(before, after):
    found = pieces(before, after)

    old = " ".join(one.text for one in found if not one.is_new)
    new = " ".join(one.text for one in found if not one.is_gone)
    assert (old.split(), new.split()) == (before.split(), after.split())


@pytest.mark.parametrize(
    ("part", "found"),
    [
        (Part("draw"), 3),
        (Part("draw", tag="Dasar"), 2),
        (Part("draw", tag="dasar", difficulty="hard"), 1),
        (Part("fixed", question=2), 1),
        (Part("fixed"), 0),
    ],
)
def test_supply_of_a_part(part, found):
    candidates = [
        Candidate(1, 1, "easy", frozenset({"dasar"})),
        Candidate(2, 2, "hard", frozenset({"dasar"})),
        Candidate(3, 3, "hard"),
    ]

    assert found_for(part, candidates) == found
