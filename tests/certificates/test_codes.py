"""Verification codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.domain.codes import ALPHABET, RANDOM_BITS, is_wellformed, make_code, normalise

random_numbers = st.integers(min_value=0, max_value=2**RANDOM_BITS - 1)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (0, "0000-0000-0000-0"),
        (1, "0000-0000-0001-2"),
        (123456789012345678, "3DMV-9EK3-1WTE-2"),
        (2**RANDOM_BITS - 1, "ZZZZ-ZZZZ-ZZZZ-R"),
    ],
)
def test_make_code_prints_groups_and_check_character(number, code):
    assert make_code(number) == code


@pytest.mark.parametrize("number", [-1, 2**RANDOM_BITS])
def test_make_code_refuses_other_than_sixty_bits(number):
    with pytest.raises(ValueError, match="60 random bits"):
        make_code(number)


@pytest.mark.parametrize(
    "text",
    [
        "3DMV-9EK3-1WTE-2",
        "3dmv9ek31wte2",
        " 3DMV 9EK3 1WTE 2 ",
        "3DMV\u20139EK3\u2010iWTE-2",
        "3dmv-9ek3-lwte-2",
        "3D-MV9EK31-WTE2",
    ],
)
def test_normalise_reads_every_spelling(text):
    assert normalise(text) == "3DMV-9EK3-1WTE-2"
    assert is_wellformed(text)


@pytest.mark.parametrize(
    "text",
    ["", "-", "abc", "3DMV-9EK3-1WTE", "3DMV-9EK3-1WTE-2-2", "3DMV-9EK3-1WTE-3", "UUUU-9EK3-1WTE-2",
     "3DMV-9EK3-1WTE-\u00b2", "\u0663DMV-9EK3-1WTE-2"],
)  # fmt: skip
def test_is_wellformed_refuses_what_no_paper_carries(text):
    assert not is_wellformed(text)


def test_o_is_read_as_zero():
    assert normalise("oooo-oooo-oooo-o") == "0000-0000-0000-0"


@given(random_numbers)
def test_every_code_is_wellformed_and_canonical(number):
    code = make_code(number)
    assert is_wellformed(code)
    assert normalise(code.lower().replace("-", " ")) == code


@given(random_numbers, st.integers(0, 12), st.sampled_from(ALPHABET))
def test_every_single_substitution_is_noticed(number, place, letter):
    letters = list(make_code(number).replace("-", ""))
    changed = letters[place] != letter
    letters[place] = letter
    assert is_wellformed("".join(letters)) is not changed


@given(random_numbers, st.integers(0, 11))
def test_every_swap_of_neighbours_is_noticed(number, place):
    letters = list(make_code(number).replace("-", ""))
    changed = letters[place] != letters[place + 1]
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    assert is_wellformed("".join(letters)) is not changed


@given(st.text(max_size=40))
def test_any_text_is_judged_without_an_error(text):
    assert is_wellformed(text) in (True, False)
    assert normalise(normalise(text)) == normalise(text)
