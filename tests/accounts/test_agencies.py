"""Agencies: loaded from the package, matched by name, kept by staff."""

import pytest
from django.core.management import CommandError, call_command

from corpu.accounts.domain.agency_names import AmbiguousAlias
from corpu.accounts.exchange.agencies import read_agencies
from corpu.accounts.models import Agency, AgencyAlias
from corpu.accounts.queries.agencies import agency_index, match_agency
from corpu.accounts.services.agencies import load_agencies, save_agency
from tests.factories import AgencyFactory

CODES = {
    "Pemerintah Provinsi Banten": ("36", "6200"),
    "Pemerintah Kabupaten Pandeglang": ("36.01", "6202"),
    "Pemerintah Kabupaten Lebak": ("36.02", "6203"),
    "Pemerintah Kabupaten Tangerang": ("36.03", "6204"),
    "Pemerintah Kabupaten Serang": ("36.04", "6201"),
    "Pemerintah Kota Tangerang": ("36.71", "6271"),
    "Pemerintah Kota Cilegon": ("36.72", "6272"),
    "Pemerintah Kota Serang": ("36.73", "6273"),
    "Pemerintah Kota Tangerang Selatan": ("36.74", "6274"),
}


def test_packaged_list_has_both_code_systems():
    codes = {row.name: (row.kemendagri_code, row.siasn_code) for row in read_agencies()}

    assert codes == CODES


def test_loading_stores_agencies_and_their_names(db):
    load_agencies()

    stored = Agency.objects.values_list("name", "kemendagri_code", "siasn_code")
    assert {name: codes for name, *codes in stored} == {n: list(c) for n, c in CODES.items()}
    assert AgencyAlias.objects.filter(normalised="kabupaten serang").count() == 1


def test_loading_again_changes_nothing(db):
    load_agencies()
    before = (list(Agency.objects.values()), list(AgencyAlias.objects.values()))

    load_agencies()

    assert (list(Agency.objects.values()), list(AgencyAlias.objects.values())) == before


def test_loading_keeps_what_staff_changed_and_completes_codes(db):
    Agency.objects.create(name="Pemerintah Kota Serang", short_name="Serang Kota", level="city")

    load_agencies()

    serang = Agency.objects.get(name="Pemerintah Kota Serang")
    assert (serang.short_name, serang.kemendagri_code) == ("Serang Kota", "36.73")


def test_loading_refuses_a_name_that_staff_gave_to_another(db):
    AgencyFactory(name="Dinas Pendidikan Lebak", short_name="Lebak")

    with pytest.raises(AmbiguousAlias) as problem:
        load_agencies()

    assert problem.value.alias == "lebak"
    assert Agency.objects.count() == 1


def test_loading_refuses_an_alias_that_staff_gave_to_another(db):
    other = AgencyFactory()
    AgencyAlias.objects.create(agency=other, normalised="tangsel")

    with pytest.raises(AmbiguousAlias):
        load_agencies()


def test_command_loads(db, capsys):
    call_command("load_agencies")

    assert (capsys.readouterr().out, Agency.objects.count()) == ("The agencies are loaded.\n", 9)


def test_command_names_the_clash(db):
    AgencyFactory(short_name="Tangsel")

    with pytest.raises(CommandError, match="tangsel"):
        call_command("load_agencies")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kab. Serang", "Pemerintah Kabupaten Serang"),
        ("KOTA SERANG", "Pemerintah Kota Serang"),
        ("Pemkot Tangerang", "Pemerintah Kota Tangerang"),
        ("Kota Tangerang Selatan", "Pemerintah Kota Tangerang Selatan"),
        ("tangsel", "Pemerintah Kota Tangerang Selatan"),
        ("Pemerintah  Kabupaten  Pandeglang", "Pemerintah Kabupaten Pandeglang"),
        ("Pemprov Banten", "Pemerintah Provinsi Banten"),
        ("Serang", None),
        ("Tangerang", None),
        ("Kab. Cilegon", None),
        ("Dinas Kesehatan Kota Serang", None),
        ("", None),
    ],
)
def test_written_name_is_matched_or_left_open(db, text, name):
    load_agencies()

    found = match_agency(agency_index(), text)

    assert found == (Agency.objects.get(name=name).pk if name else None)


def test_name_of_two_agencies_is_not_in_the_index(db):
    AgencyFactory(name="Dinas Pendidikan", short_name="Diknas")
    AgencyFactory(name="Pemerintah Kota Contoh", short_name="DIKNAS")

    assert match_agency(agency_index(), "Diknas") is None


@pytest.mark.parametrize("count", [1, 3])
def test_index_takes_two_queries(db, django_assert_num_queries, count):
    AgencyFactory.create_batch(count)

    with django_assert_num_queries(2):
        agency_index()


def test_saving_stores_exactly_these_aliases(db):
    agency = AgencyFactory(name="Sekretariat DPRD", short_name="Setwan")
    save_agency(agency=agency, aliases=["Set. Dewan", "DPRD"], by=None)

    save_agency(agency=agency, aliases=["Set. Dewan"], by=None)

    assert set(agency.aliases.values_list("normalised", flat=True)) == {
        "sekretariat dprd",
        "setwan",
        "set dewan",
    }


def test_saving_refuses_an_alias_of_another(db):
    load_agencies()
    agency = AgencyFactory()

    with pytest.raises(AmbiguousAlias) as problem:
        save_agency(agency=agency, aliases=["Kab. Lebak"], by=None)

    assert problem.value.agencies == (agency.name, "Pemerintah Kabupaten Lebak")
