"""Rules of the kernel: marked figures, Roman numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpu.core.domain.figures import Figure, official_total
from corpu.core.domain.roman import MAX_ROMAN, to_roman


@pytest.mark.parametrize(
    ("figure", "official", "working", "is_unverified"),
    [
        (Figure(511, None, "S"), 511, 511, False),
        (Figure(320, None, "D"), 320, 320, False),
        (Figure(74, None, "V"), 74, 74, False),
        (Figure(511, None, "M"), None, 511, True),
        (Figure(None, 6, "M"), None, 6, True),
        (Figure(None, 6, "S"), None, 6, True),
        (Figure(None, None, "M"), None, None, False),
        (Figure(0, None, "V"), 0, 0, False),
    ],
)
def test_figure(figure, official, working, is_unverified):
    assert figure.official == official
    assert figure.working == working
    assert figure.is_unverified is is_unverified


@pytest.mark.parametrize(
    ("figures", "total"),
    [
        ([], None),
        ([Figure(6, None, "S")], 6),
        ([Figure(6, None, "S"), Figure(12, None, "V")], 18),
        ([Figure(6, None, "S"), Figure(12, None, "M")], None),
        ([Figure(6, None, "S"), Figure(None, 12, "M")], None),
    ],
)
def test_official_total(figures, total):
    assert official_total(figures) == total


@given(value=st.none() | st.integers(0, 999), unverified=st.none() | st.integers(0, 999))
def test_memory_is_never_official(value, unverified):
    assert Figure(value, unverified, "M").official is None


@pytest.mark.parametrize(
    ("number", "roman"),
    [(1, "I"), (4, "IV"), (9, "IX"), (21, "XXI"), (88, "LXXXVIII"), (90, "XC"), (320, "CCCXX")],
)
def test_to_roman(number, roman):
    assert to_roman(number) == roman


@pytest.mark.parametrize("number", [0, -1, MAX_ROMAN + 1])
def test_to_roman_refuses(number):
    with pytest.raises(ValueError, match="no Roman numeral"):
        to_roman(number)


VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@given(st.integers(1, MAX_ROMAN))
def test_roman_numerals_read_back(number):
    values = [VALUES[letter] for letter in to_roman(number)]

    read = sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )

    assert read == number
