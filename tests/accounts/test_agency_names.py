"""Names of agencies: one form for many spellings, and never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpu.accounts.domain.agency_names import (
    AgencyData,
    AmbiguousAlias,
    name_keys,
    normalise_agency,
)


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("Pemerintah Kabupaten Pandeglang", "kabupaten pandeglang"),
        ("PEMERINTAH  KAB. PANDEGLANG", "kabupaten pandeglang"),
        ("Pemkab Pandeglang", "kabupaten pandeglang"),
        ("Pemkab. Kab. Pandeglang", "kabupaten pandeglang"),
        ("Kab.Pandeglang", "kabupaten pandeglang"),
        ("Pemda Kab Pandeglang", "kabupaten pandeglang"),
        ("Pemerintah Daerah Kabupaten Pandeglang", "kabupaten pandeglang"),
        ("Pemkot Serang", "kota serang"),
        ("Pemerintah Kota Serang", "kota serang"),
        ("Pemprov Banten", "provinsi banten"),
        ("Prov. Banten", "provinsi banten"),
        ("Propinsi Banten", "provinsi banten"),
        ("Serang", "serang"),
        (" - ", ""),
        ("", ""),
    ],
)
def test_spellings_have_one_form(text, normalised):
    assert normalise_agency(text) == normalised


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    once = normalise_agency(text)

    assert normalise_agency(once) == once


@given(st.text("abcdefghijklmnop .,-/", max_size=40))
def test_case_and_spacing_do_not_matter(text):
    assert normalise_agency(f"  {text.upper()} ") == normalise_agency(text)


def agency(name, short_name, *aliases):
    return AgencyData(name, short_name, "regency", "36.04", "6201", aliases)


def test_keys_name_the_agency():
    agencies = [agency("Pemerintah Kabupaten Serang", "Kab. Serang", "Ciruas")]

    assert name_keys(agencies) == {
        "kabupaten serang": "Pemerintah Kabupaten Serang",
        "ciruas": "Pemerintah Kabupaten Serang",
    }


def test_alias_of_two_agencies_is_refused():
    agencies = [
        agency("Pemerintah Kabupaten Serang", "Kab. Serang", "Serang"),
        agency("Pemerintah Kota Serang", "Kota Serang", "SERANG"),
    ]

    with pytest.raises(AmbiguousAlias) as problem:
        name_keys(agencies)

    assert (problem.value.alias, problem.value.agencies) == (
        "serang",
        ("Pemerintah Kabupaten Serang", "Pemerintah Kota Serang"),
    )
