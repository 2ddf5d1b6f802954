"""Which agency a written name means."""

from collections.abc import Mapping

from corpu.accounts.domain.agency_names import normalise_agency
from corpu.accounts.models import Agency, AgencyAlias


def agency_index() -> Mapping[str, int]:
    """Map normalised names, short names and aliases to agency ids, in two queries.

    A name that two agencies answer to is left out: matching by it would be a guess.
    """
    found: dict[str, set[int]] = {}
    for pk, name, short_name in Agency.objects.values_list("pk", "name", "short_name"):
        for text in (name, short_name):
            found.setdefault(normalise_agency(text), set()).add(pk)
    for alias, pk in AgencyAlias.objects.values_list("normalised", "agency_id"):
        found.setdefault(alias, set()).add(pk)
    return {key: min(ids) for key, ids in found.items() if key and len(ids) == 1}


def match_agency(index: Mapping[str, int], text: str) -> int | None:
    """Return the id of the one agency that `text` names, or `None`."""
    return index.get(normalise_agency(text))
