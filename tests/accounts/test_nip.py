"""What a NIP says, and when it is doubtful."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpu.accounts.domain.nip import NotANip, format_nip, mask_nip, nip_digits, read_nip
from corpu.accounts.enums import NipLayout, NipWarning, Sex

digits_18 = st.text("0123456789", min_size=18, max_size=18)


def test_civil_servants_number_is_read():
    reading = read_nip("199508172024032001", today=dt.date(2026, 1, 1))

    assert (
        reading.layout,
        reading.birth_date,
        reading.start_year,
        reading.start_month,
        reading.sex,
        reading.serial,
        reading.warnings,
    ) == (NipLayout.PNS, dt.date(1995, 8, 17), 2024, 3, Sex.FEMALE, "001", ())


def test_contract_staffs_number_is_read():
    reading = read_nip("199508172024212001")

    assert (reading.layout, reading.start_year, reading.start_month, reading.warnings) == (
        NipLayout.PPPK,
        2024,
        None,
        (),
    )


@pytest.mark.parametrize(
    ("number", "facts", "warnings"),
    [
        # CU-01: the thirteenth month is no birth date, and no reason to refuse.
        ("199513172024032001", {}, (NipWarning.BAD_BIRTH_DATE,)),
        ("000108172024032001", {}, (NipWarning.BAD_BIRTH_DATE,)),
        ("199508172024002001", {}, (NipWarning.BAD_START_MONTH,)),
        ("199508172024132001", {}, (NipWarning.BAD_START_MONTH,)),
        ("199508172024202001", {}, (NipWarning.BAD_START_MONTH,)),
        ("199508172024212001", {}, ()),
        ("199508172024033001", {}, (NipWarning.UNKNOWN_SEX,)),
        ("199508172024032001", {"today": dt.date(2024, 3, 1)}, ()),
        ("199508172024032001", {"today": dt.date(2024, 2, 29)}, (NipWarning.START_IN_FUTURE,)),
        ("199508172024212001", {"today": dt.date(2024, 1, 1)}, ()),
        ("199508172024212001", {"today": dt.date(2023, 12, 31)}, (NipWarning.START_IN_FUTURE,)),
        ("200608172024081001", {}, ()),
        ("200609172024081001", {}, (NipWarning.UNUSUAL_START_AGE,)),
        ("198308172024081001", {}, (NipWarning.UNUSUAL_START_AGE,)),
        ("198309172024081001", {}, ()),
        # Contract staff may begin late, not as children.
        ("197008172024211001", {}, ()),
        ("201008172024211001", {}, (NipWarning.UNUSUAL_START_AGE,)),
        ("199508170000032001", {}, (NipWarning.UNUSUAL_START_AGE,)),
        ("199508172024032001", {"birth_date": dt.date(1995, 8, 17), "sex": "female"}, ()),
        (
            "199508172024032001",
            {"birth_date": dt.date(1995, 7, 18), "sex": "male"},
            (NipWarning.BIRTH_DATE_DIFFERS, NipWarning.SEX_DIFFERS),
        ),
    ],
)
def test_doubts_are_named(number, facts, warnings):
    assert read_nip(number, **facts).warnings == warnings


@pytest.mark.parametrize(
    "text",
    [
        "19950817 202403 2 001",
        "'199508172024032001",
        "\ufeff199508172024032001 ",
        "19950817.202403.2.001",
        "19950817-202403-2-001",
        "19950817\u00a0202403\u00a02\u00a0001",
        "\u2019199508172024032001",
    ],
)
def test_separators_do_not_matter(text):
    assert nip_digits(text) == "199508172024032001"


@pytest.mark.parametrize(
    "text",
    ["", "1.99508172024032E+17", "19950817202403200", "1995081720240320011", "١٩٩٥٠٨١٧٢٠٢٤٠٣٢٠٠١"],
)
def test_what_is_not_eighteen_digits_is_refused(text):
    with pytest.raises(NotANip):
        read_nip(text)


@given(digits_18)
def test_eighteen_digits_are_never_refused(number):
    reading = read_nip(number, today=dt.date(2026, 1, 1))

    assert reading.digits == number


@given(digits_18)
def test_grouped_number_reads_as_the_same(number):
    assert nip_digits(format_nip(number)) == number


@given(digits_18)
def test_mask_shows_the_last_three_digits_only(number):
    assert (mask_nip(number)[-3:], set(mask_nip(number)[:-3])) == (number[-3:], {"•"})


@given(
    st.dates(dt.date(1960, 1, 1), dt.date(2000, 12, 31)),
    st.integers(20, 40),
    st.integers(1, 12),
    st.sampled_from("12"),
)
def test_number_made_of_plausible_facts_is_not_doubted(born, age, month, sex):
    number = f"{born:%Y%m%d}{born.year + age}{month:02}{sex}001"

    reading = read_nip(number, birth_date=born)

    assert (reading.birth_date, reading.start_month, reading.warnings) == (born, month, ())


def test_format_groups_for_reading():
    assert format_nip("199508172024032001") == "19950817 202403 2 001"


def test_format_leaves_other_text_alone():
    assert format_nip("") == ""
