"""Numbers and dates in Indonesian words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.domain.words import MAX_NUMBER, date_words, number_words, period_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (9, "sembilan"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (99, "sembilan puluh sembilan"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (191, "seratus sembilan puluh satu"),
        (320, "tiga ratus dua puluh"),
        (511, "lima ratus sebelas"),
        (647, "enam ratus empat puluh tujuh"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1100, "seribu seratus"),
        (2019, "dua ribu sembilan belas"),
        (11000, "sebelas ribu"),
        (21000, "dua puluh satu ribu"),
        (100000, "seratus ribu"),
        (101000, "seratus satu ribu"),
        (999000, "sembilan ratus sembilan puluh sembilan ribu"),
    ],
)  # fmt: skip
def test_number_words(number, words):
    assert number_words(number) == words


@pytest.mark.parametrize("number", [-1, MAX_NUMBER + 1])
def test_number_words_refuses_what_it_cannot_say(number):
    with pytest.raises(ValueError, match="outside"):
        number_words(number)


def _value(words):
    """Read the words back, independently of how they were written."""
    ones = [
        "nol",
        "satu",
        "dua",
        "tiga",
        "empat",
        "lima",
        "enam",
        "tujuh",
        "delapan",
        "sembilan",
        "sepuluh",
        "sebelas",
    ]
    text = words.replace("seribu", "satu ribu").replace("seratus", "satu ratus")
    total = part = last = 0
    for word in text.split():
        if word == "ribu":
            total, part, last = (part + last) * 1000, 0, 0
        elif word in ("ratus", "puluh"):
            part, last = part + last * (100 if word == "ratus" else 10), 0
        elif word == "belas":
            last += 10
        else:
            last = ones.index(word)
    return total + part + last


@given(st.integers(0, MAX_NUMBER))
def test_number_words_can_be_read_back(number):
    assert _value(number_words(number)) == number


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, ""),
        (dt.date(2019, 5, 2), None, "2 Mei 2019"),
        (None, dt.date(2019, 5, 2), "2 Mei 2019"),
        (dt.date(2019, 5, 2), dt.date(2019, 5, 2), "2 Mei 2019"),
        (dt.date(2019, 5, 2), dt.date(2019, 5, 20), "2 sampai dengan 20 Mei 2019"),
        (dt.date(2019, 5, 2), dt.date(2019, 6, 20), "2 Mei sampai dengan 20 Juni 2019"),
        (dt.date(2018, 12, 3), dt.date(2019, 1, 9), "3 Desember 2018 sampai dengan 9 Januari 2019"),
    ],
)
def test_period_words(first, last, words):
    assert period_words(first, last) == words


def test_date_words_names_every_month():
    months = [date_words(dt.date(2019, month, 1)) for month in range(1, 13)]
    assert months == [
        "1 Januari 2019", "1 Februari 2019", "1 Maret 2019", "1 April 2019", "1 Mei 2019",
        "1 Juni 2019", "1 Juli 2019", "1 Agustus 2019", "1 September 2019", "1 Oktober 2019",
        "1 November 2019", "1 Desember 2019",
    ]  # fmt: skip
