"""Names of agencies as spreadsheets write them, brought to one form and never guessed.

*Kabupaten Serang* and *Kota Serang* are two governments: the kind of region is part of the name.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import dropwhile

_NOT_A_WORD = re.compile(r"[\W_]+")
_LONG_FORMS = {
    "kab": "kabupaten",
    "pemkab": "kabupaten",
    "pemkot": "kota",
    "pemprov": "provinsi",
    "pemprop": "provinsi",
    "prov": "provinsi",
    "prop": "provinsi",
    "propinsi": "provinsi",
}
_KINDS = {"kabupaten", "kota", "provinsi"}
# "Pemerintah" says nothing that the kind of region does not say.
_EMPTY_WORDS = {"pemerintah", "pemerintahan", "pemda", "daerah"}


class AmbiguousAlias(ValueError):
    """One name stands for two agencies; matching by it would be a guess."""

    def __init__(self, alias: str, first: str, second: str) -> None:
        super().__init__(f"{alias!r}: {first} / {second}")
        self.alias = alias
        self.agencies = (first, second)


@dataclass(frozen=True, slots=True)
class AgencyData:
    """An agency as the packaged list describes it."""

    name: str
    short_name: str
    level: str
    kemendagri_code: str
    siasn_code: str
    aliases: tuple[str, ...] = ()

    def names(self) -> set[str]:
        """Return every normalised name this agency answers to."""
        return {normalise_agency(text) for text in (self.name, self.short_name, *self.aliases)}


def normalise_agency(text: str) -> str:
    """Bring a name to the form in which names compare: *Pemkab. Serang* is *kabupaten serang*."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    words = [_LONG_FORMS.get(word, word) for word in _NOT_A_WORD.split(plain) if word]
    words = list(dropwhile(lambda word: word in _EMPTY_WORDS, words))
    # "Pemkab Kab. Lebak" says the kind twice.
    before = ["", *words]
    return " ".join(
        word for place, word in enumerate(words) if word != before[place] or word not in _KINDS
    )


def name_keys(agencies: Iterable[AgencyData]) -> dict[str, str]:
    """Map every normalised name to its agency's name; raise `AmbiguousAlias` on a clash."""
    found: dict[str, str] = {}
    for agency in agencies:
        for key in agency.names():
            other = found.setdefault(key, agency.name)
            if other != agency.name:
                raise AmbiguousAlias(key, other, agency.name)
    return found
