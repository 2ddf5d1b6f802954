"""Document numbers from templates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.domain.numbers import (
    BadNumberTemplate,
    MissingToken,
    UnknownToken,
    check_template,
    number_text,
)

JUNE = dt.date(2019, 6, 20)


@pytest.mark.parametrize(
    ("template", "serial", "text"),
    [
        ("{serial:04d}/LATSAR/BPSDM/{roman_month}/{year}", 7, "0007/LATSAR/BPSDM/VI/2019"),
        ("{serial:04d}/LATSAR/BPSDM/{roman_month}/{year}", 12345, "12345/LATSAR/BPSDM/VI/2019"),
        ("{serial}.{month:02d}.{year}", 1, "1.06.2019"),
        ("B.{serial}/{kind}/{year}", 589, "B.589/LATSAR/2019"),
        ("{{{serial}}}-{year}", 3, "{3}-2019"),
    ],
)
def test_number_text_fills_the_template(template, serial, text):
    assert number_text(template, serial=serial, on=JUNE, kind="LATSAR") == text


@pytest.mark.parametrize(
    ("template", "token"),
    [
        ("{serial}/{years}", "years"),
        ("{}/{serial}/{year}", ""),
        ("{serial.__class__}/{year}", "serial.__class__"),
        ("{serial[0]}/{year}", "serial[0]"),
    ],
)
def test_unknown_token_is_named(template, token):
    with pytest.raises(UnknownToken) as error:
        check_template(template)
    assert error.value.token == token


@pytest.mark.parametrize(("template", "token"), [("{serial}", "year"), ("SK/{year}", "serial")])
def test_missing_token_is_named(template, token):
    with pytest.raises(MissingToken) as error:
        check_template(template)
    assert error.value.token == token


def test_unreadable_template_is_refused():
    with pytest.raises(BadNumberTemplate):
        check_template("{serial")


@pytest.mark.parametrize("template", ["{serial:zz}/{year}", "{serial:{nothing}}/{year}"])
def test_unreadable_format_is_refused(template):
    with pytest.raises(BadNumberTemplate):
        number_text(template, serial=1, on=JUNE, kind="LATSAR")


@given(st.integers(1, 99_999), st.integers(1, 99_999), st.dates(), st.dates())
def test_different_serials_or_years_give_different_numbers(first, second, day, other_day):
    template = "{serial:04d}/LATSAR/BPSDM/{roman_month}/{year}"
    texts = [
        number_text(template, serial=serial, on=on, kind="LATSAR")
        for serial, on in ((first, day), (second, other_day))
    ]
    if (first, day.year) != (second, other_day.year):
        assert texts[0] != texts[1]
