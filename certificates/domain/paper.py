"""How facts fit the paper: size of the name, order and tightness of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from certificates.domain.award import Subject

# A name of up to so many characters is printed in step 1, 2, …; longer ones in the last step.
NAME_STEPS = (26, 34, 44, 60, 90)
# A first page whose facts have up to so many characters is set airy, then normal, then tight.
FACT_STEPS = ((330, "airy"), (620, "normal"))
# The lines one column of the second page holds: one airy column, else two, ever more tightly.
ONE_COLUMN_LINES = 14
TWO_COLUMN_STEPS = ((17, "normal"), (23, "dense"), (31, "close"))
TIGHTEST = "tight"
CONTINUED = " (lanjutan)"
# Characters that fit on one line of a title, in one wide column or in one of two.
ONE_COLUMN_TITLE = 110
TWO_COLUMN_TITLE = 52
VISIBLE_NIP_DIGITS = 3
_NIP_GROUPS = (8, 6, 1, 3)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the second page: a heading (number 0) or a subject with its running number."""

    number: int
    text: str
    jp: int | None


Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """The rows of the second page in one or two columns, and how tightly they are set."""

    columns: tuple[Rows, ...]
    step: str


def lay_out(subjects: Sequence[Subject]) -> SubjectTable:
    """Set the subjects under their agendas so that they stay on one page."""
    rows = _rows(subjects)
    if _lines(rows, ONE_COLUMN_TITLE) <= ONE_COLUMN_LINES:
        return SubjectTable((rows,), "airy")
    even, between = _cut_evenly(rows), _cut_between_agendas(rows)
    chosen = between if _tightness(between) == _tightness(even) != TIGHTEST else even
    return SubjectTable(chosen, _tightness(chosen))


def _rows(subjects: Sequence[Subject]) -> Rows:
    rows: list[Row] = []
    agenda = None
    for number, subject in enumerate(subjects, start=1):
        if subject.agenda != agenda:
            agenda = subject.agenda
            rows.append(Row(0, agenda, None))
        rows.append(Row(number, subject.title, subject.jp))
    return tuple(rows)


def _lines(rows: Sequence[Row], width: int) -> int:
    return sum(1 + max(len(row.text) - 1, 0) // width for row in rows)


def _cut_between_agendas(rows: Rows) -> tuple[Rows, ...]:
    """Cut before the heading nearest to the middle."""
    half = _lines(rows, TWO_COLUMN_TITLE) / 2
    headings = [index for index, row in enumerate(rows) if index and not row.number]
    cut = min(
        headings,
        key=lambda index: abs(_lines(rows[:index], TWO_COLUMN_TITLE) - half),
        default=len(rows),
    )
    return rows[:cut], rows[cut:]


def _cut_evenly(rows: Rows) -> tuple[Rows, ...]:
    """Cut in the middle, saying the agenda again where it goes on in the second column."""
    half = _lines(rows, TWO_COLUMN_TITLE) / 2
    cut = next(
        index for index in range(len(rows)) if _lines(rows[: index + 1], TWO_COLUMN_TITLE) >= half
    )
    cut = max(cut, 1)
    if not rows[cut].number:
        return rows[:cut], rows[cut:]
    heading = next(row for row in reversed(rows[:cut]) if not row.number)
    if not rows[cut - 1].number:
        return rows[: cut - 1], rows[cut - 1 :]
    return rows[:cut], (replace(heading, text=heading.text + CONTINUED), *rows[cut:])


def _tightness(columns: Sequence[Rows]) -> str:
    longest = max(_lines(column, TWO_COLUMN_TITLE) for column in columns)
    return _step(longest, TWO_COLUMN_STEPS)


def _step(size: int, steps: Sequence[tuple[int, str]]) -> str:
    return next((name for limit, name in steps if size <= limit), TIGHTEST)


def facts_step(*facts: str) -> str:
    """Return how tightly the facts of the first page must be set."""
    return _step(sum(len(fact) for fact in facts), FACT_STEPS)


def has_unconfirmed(subjects: Sequence[Subject]) -> bool:
    """Whether a footnote must say that some hours are left out."""
    return any(subject.jp is None for subject in subjects)


def name_step(name: str) -> int:
    """Return the size step of a name: 1 is the largest, longer names get smaller type."""
    return next(
        (step for step, limit in enumerate(NAME_STEPS, start=1) if len(name) <= limit),
        len(NAME_STEPS) + 1,
    )


def nip_printed(nip: str) -> str:
    """Write a NIP of 18 digits in its four groups; anything else stays as it is."""
    if len(nip) != sum(_NIP_GROUPS):
        return nip
    parts, start = [], 0
    for size in _NIP_GROUPS:
        parts.append(nip[start : start + size])
        start += size
    return " ".join(parts)


def nip_masked(nip: str) -> str:
    """Show only the last digits of a NIP, enough to recognise one's own."""
    hidden = max(len(nip) - VISIBLE_NIP_DIGITS, 0)
    return "•" * hidden + nip[hidden:]
