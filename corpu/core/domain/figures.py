"""Figures with a confidence mark, and which of them may stand on official paper."""

from dataclasses import dataclass

OFFICIAL_MARKS = frozenset({"V", "S", "D"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the field as the data has it: a stated value, or only a working value.

    `value` was found in a source; `unverified` is a working value; `mark` is V, S, D or M.
    """

    value: int | None
    unverified: int | None
    mark: str

    @property
    def official(self) -> int | None:
        """The value that may be printed on official paper, or None."""
        return self.value if self.mark in OFFICIAL_MARKS else None

    @property
    def working(self) -> int | None:
        """The value staff plan with, official or not."""
        return self.value if self.value is not None else self.unverified

    @property
    def is_unverified(self) -> bool:
        """Whether what staff see must carry the mark *belum terverifikasi*."""
        return self.working is not None and self.official is None


def official_total(figures: "list[Figure]") -> int | None:
    """Sum the official values; None as soon as one of them is missing, or with no figures."""
    values = [figure.official for figure in figures]
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
