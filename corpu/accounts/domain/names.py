"""Names and academic titles: taken apart for sorting, put together as their owner writes them."""

from dataclasses import dataclass


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
