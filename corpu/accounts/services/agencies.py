"""Loads the packaged agencies."""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from corpu.accounts.domain.agency_names import (
    AgencyData,
    AmbiguousAlias,
    name_keys,
    normalise_agency,
)
from corpu.accounts.exchange.agencies import PACKAGED_LIST, read_agencies
from corpu.accounts.models import Agency, AgencyAlias, User
from corpu.core import audit


@transaction.atomic
def load_agencies(*, path: Path = PACKAGED_LIST) -> None:
    """Add the packaged agencies and aliases that are missing; safe to repeat.

    What staff changed stays. Raises `AmbiguousAlias` when a name would stand for two agencies.
    """
    packaged = read_agencies(path)
    keys = name_keys(packaged)
    stored = {data.name: _find_or_create(data) for data in packaged}
    _refuse_names_of_others(keys, stored)
    AgencyAlias.objects.bulk_create(
        [AgencyAlias(agency=stored[name], normalised=key) for key, name in sorted(keys.items())],
        ignore_conflicts=True,
    )


def _find_or_create(data: AgencyData) -> Agency:
    agency = (
        Agency.objects.filter(kemendagri_code=data.kemendagri_code).first()
        or Agency.objects.filter(name=data.name).first()
        or Agency(name=data.name, short_name=data.short_name, level=data.level)
    )
    agency.kemendagri_code = agency.kemendagri_code or data.kemendagri_code
    agency.siasn_code = agency.siasn_code or data.siasn_code
    agency.save()
    return agency


def _refuse_names_of_others(keys: dict[str, str], stored: dict[str, Agency]) -> None:
    """Compare with what staff have entered: their agencies and aliases count as well."""
    claims = [
        (normalise_agency(text), agency)
        for agency in Agency.objects.all()
        for text in (agency.name, agency.short_name)
    ]
    claims += [
        (alias.normalised, alias.agency) for alias in AgencyAlias.objects.select_related("agency")
    ]
    for key, agency in claims:
        if key in keys and stored[keys[key]] != agency:
            raise AmbiguousAlias(key, keys[key], agency.name)


@transaction.atomic
def save_agency(*, agency: Agency, aliases: Sequence[str], by: User | None) -> Agency:
    """Store an agency with exactly these aliases; raise `AmbiguousAlias` on a name of another."""
    action = "accounts.agency.changed" if agency.pk else "accounts.agency.created"
    agency.save()
    names = (agency.name, agency.short_name)
    wanted = {normalise_agency(text) for text in (*names, *aliases)} - {""}
    _refuse_names_of_others(dict.fromkeys(wanted, agency.name), {agency.name: agency})
    agency.aliases.exclude(normalised__in=wanted).delete()
    AgencyAlias.objects.bulk_create(
        [AgencyAlias(agency=agency, normalised=key) for key in sorted(wanted)],
        ignore_conflicts=True,
    )
    audit.record(agency, action, actor=by)
    return agency
