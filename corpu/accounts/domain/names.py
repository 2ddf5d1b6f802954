"""Names and academic titles: taken apart for sorting, put together as their owner writes them."""

import re
from dataclasses import dataclass

# Titles that also make sense without their full stop, because no one is called so.
_BARE_TITLES = "prof|drs|dra|drg|drh|dr"
# With a full stop only: "H. Ahmad" is a hajj, "H" alone may be an initial. "R." (Raden), "M."
# and "Tb." are part of a name and are not here.
_DOTTED_TITLES = "ir|hj|h|kh|apt|ns|bdn"
_LEADING_TITLE = re.compile(
    rf"(?:(?:{_BARE_TITLES}|{_DOTTED_TITLES})\.\s*|(?:{_BARE_TITLES})\s+)(?=\S)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class NameParts:
    """A person's name with the titles kept apart."""

    before: str
    name: str
    after: str


def person_name(before: str, name: str, after: str) -> str:
    """Put a name together: *Dr. Siti Aminah, S.E., M.Si.*"""
    full = f"{before} {name}".strip()
    return f"{full}, {after}" if after else full


def normalise_name(text: str) -> str:
    """Write a name with single spaces and with commas that a space follows."""
    parts = (" ".join(part.split()) for part in text.split(","))
    return ", ".join(part for part in parts if part)


def split_titles(text: str) -> NameParts:
    """Take a full name apart; `person_name` of the parts is the normalised name again.

    Titles before the name are known words; everything after the first comma is a title.
    """
    head, _, after = normalise_name(text).partition(", ")
    titles = []
    while found := _LEADING_TITLE.match(head):
        titles.append(found.group().strip())
        head = head[found.end() :]
    return NameParts(before=" ".join(titles), name=head, after=after)
