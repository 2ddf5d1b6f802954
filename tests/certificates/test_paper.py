"""How facts fit the paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.domain.award import Subject
from certificates.domain.ornament import lattice_band, rosette
from certificates.domain.paper import (
    CONTINUED,
    Row,
    facts_step,
    has_unconfirmed,
    lay_out,
    name_step,
    nip_masked,
    nip_printed,
)


@pytest.mark.parametrize(
    ("length", "step"),
    [(1, 1), (26, 1), (27, 2), (34, 2), (44, 3), (60, 4), (90, 5), (91, 6), (300, 6)],
)
def test_name_step_shrinks_with_length(length, step):
    assert name_step("x" * length) == step


@pytest.mark.parametrize(
    ("length", "step"), [(0, "airy"), (330, "airy"), (331, "normal"), (621, "tight")]
)
def test_facts_step(length, step):
    assert facts_step("x" * length) == step


@pytest.mark.parametrize(
    ("nip", "printed", "masked"),
    [
        ("199503142019032004", "19950314 201903 2 004", "•••••••••••••••004"),
        ("", "", ""),
        ("12", "12", "12"),
        ("1234", "1234", "•234"),
    ],
)
def test_nip_on_paper_and_in_public(nip, printed, masked):
    assert nip_printed(nip) == printed
    assert nip_masked(nip) == masked


def _subjects(*sizes):
    return [
        Subject(f"Agenda {number}", f"Mata {number}.{index}", index)
        for number, size in enumerate(sizes, start=1)
        for index in range(size)
    ]


def test_few_subjects_stand_in_one_column_under_their_agendas():
    table = lay_out(_subjects(1, 2))
    assert table.step == "airy"
    assert table.columns == (
        (
            Row(0, "Agenda 1", None),
            Row(1, "Mata 1.0", 0),
            Row(0, "Agenda 2", None),
            Row(2, "Mata 2.0", 0),
            Row(3, "Mata 2.1", 1),
        ),
    )


def test_no_subjects_give_an_empty_column():
    assert lay_out([]).columns == ((),)


def test_two_columns_part_between_agendas_where_that_is_fair():
    table = lay_out(_subjects(3, 5, 3, 7))
    assert [column[0].text for column in table.columns] == ["Agenda 1", "Agenda 3"]
    assert table.step == "normal"


def test_an_agenda_that_goes_on_is_named_again():
    table = lay_out(_subjects(40))
    assert [column[0].text for column in table.columns] == ["Agenda 1", "Agenda 1" + CONTINUED]


def test_a_heading_never_stays_alone_at_the_foot():
    table = lay_out(_subjects(19, 21))
    assert all(column[-1].number for column in table.columns)


@given(
    st.lists(st.tuples(st.integers(1, 6), st.text("ab ", min_size=1, max_size=220)), max_size=60)
)
def test_no_subject_is_lost_or_repeated(items):
    subjects = [Subject(f"Agenda {agenda}", title, None) for agenda, title in items]
    table = lay_out(subjects)
    rows = [row for column in table.columns for row in column if row.number]
    assert [(row.number, row.text) for row in rows] == [
        (number, title) for number, (_, title) in enumerate(items, start=1)
    ]
    assert len(table.columns) <= 2
    assert all(not column or column[0].number == 0 for column in table.columns)
    assert all(not column or column[-1].number for column in table.columns)


@pytest.mark.parametrize(("hours", "answer"), [([1, 2], False), ([1, None], True), ([], False)])
def test_has_unconfirmed(hours, answer):
    assert has_unconfirmed([Subject("A", "B", jp) for jp in hours]) is answer


def test_lattice_stays_inside_its_band():
    band = lattice_band(100, 8, 10)
    numbers = [
        [float(part) for part in point.split()]
        for path in band.values()
        for shape in path.replace("Z", "").split("M")[1:]
        for point in shape.split("L")
    ]
    assert {key: path.count("Z") for key, path in band.items()} == {
        "outline": 10, "inner": 10, "seed": 10, "wedge": 18,
    }  # fmt: skip
    assert all(0 <= x <= 100 and 0 <= y <= 8 for x, y in numbers)


def test_rosette_is_one_closed_line_inside_its_radius():
    path = rosette(10, petals=7, depth=0.2, turns=2)
    assert path.count("M") == path.count("Z") == 1
    numbers = [float(part) for part in path.strip("MZ").replace("Q", " ").split()]
    assert max(abs(number) for number in numbers) <= 10
