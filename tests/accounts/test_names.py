"""Names with titles, taken apart and put together again."""

import openpyxl
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from corpu.accounts.domain.names import NameParts, normalise_name, person_name, split_titles

LIST_OF_2019 = settings.ROOT / "corpu/home/data/peserta-latsar-2019.xlsx"


@pytest.mark.parametrize(
    ("text", "before", "name", "after"),
    [
        ("Dr. Siti Aminah, S.E., M.Si.", "Dr.", "Siti Aminah", "S.E., M.Si."),
        ("Siti Aminah", "", "Siti Aminah", ""),
        ("dr. Rafi Mangunsong, Sp.A.", "dr.", "Rafi Mangunsong", "Sp.A."),
        ("Prof. Dr. Ir. H. Budi Santoso, M.T.", "Prof. Dr. Ir. H.", "Budi Santoso", "M.T."),
        ("Hj. Nurhayati, S.Pd.", "Hj.", "Nurhayati", "S.Pd."),
        ("Drs Asep Sunandar", "Drs", "Asep Sunandar", ""),
        ("Dra. Wulan", "Dra.", "Wulan", ""),
        ("drg. Ayu Lestari", "drg.", "Ayu Lestari", ""),
        ("apt. Dewi, S.Farm.", "apt.", "Dewi", "S.Farm."),
        ("Ns. Eka, S.Kep.", "Ns.", "Eka", "S.Kep."),
        ("dr.Ayu", "dr.", "Ayu", ""),
        ("Prof.Dr. Ayu", "Prof. Dr.", "Ayu", ""),
        ("  Siti   Aminah ,S.E. ,  M.Si. ", "", "Siti Aminah", "S.E., M.Si."),
        ("Siti Aminah, ", "", "Siti Aminah", ""),
        # Parts of a name that look like titles.
        ("R. Agus Mulyana, S.H.", "", "R. Agus Mulyana", "S.H."),
        ("M. Yusuf", "", "M. Yusuf", ""),
        ("Tb. Chaerul", "", "Tb. Chaerul", ""),
        ("H Usman", "", "H Usman", ""),
        ("Drajat Yuniar, S.H.", "", "Drajat Yuniar", "S.H."),
        ("Hj.", "", "Hj.", ""),
        ("", "", "", ""),
    ],
)
def test_titles_are_kept_apart(text, before, name, after):
    assert split_titles(text) == NameParts(before, name, after)


words = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)
titles_before = st.lists(st.sampled_from(["Dr.", "Ir.", "H.", "Hj.", "Prof.", "drg."]), max_size=3)
titles_after = st.lists(st.sampled_from(["S.E.", "M.Si.", "A.Md.Kep.", "Apt."]), max_size=3)


@given(titles_before, st.lists(words, min_size=1, max_size=4), titles_after)
def test_parts_make_the_normalised_name_again(before, name, after):
    text = ", ".join([" ".join([*before, *name]), *after])

    parts = split_titles(text)

    assert person_name(parts.before, parts.name, parts.after) == normalise_name(text)


@given(st.text())
def test_taking_apart_twice_changes_nothing(text):
    parts = split_titles(text)

    assert split_titles(person_name(parts.before, parts.name, parts.after)) == parts


def test_real_list_survives_the_round_trip():
    sheet = openpyxl.load_workbook(LIST_OF_2019).active
    names = [row[0] for row in sheet.iter_rows(min_row=3, values_only=True)]

    parts = [split_titles(name) for name in names]

    assert len(names) == 200
    assert [person_name(p.before, p.name, p.after) for p in parts] == names
    assert [p.name for p in parts if "." in p.name or "," in p.name] == []
