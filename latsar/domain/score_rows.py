"""What each row of a sheet of scores means for a cohort: new, changed, known or a problem."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from courses.enums import RowVerdict
from latsar.domain.score_values import ScoreReading
from latsar.enums import ScoreFault, ScoreRefusal, ScoreRowFault

# How bad a verdict is: the row has the worst of its scores.
_WORST_FIRST = (RowVerdict.PROBLEM, RowVerdict.CHANGED, RowVerdict.NEW, RowVerdict.KNOWN)


@dataclass(frozen=True, slots=True)
class WrittenScore:
    """One cell: which component, what it says, how it was read."""

    code: str
    text: str
    reading: ScoreReading


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One row of a sheet as it was written."""

    number: int
    nip: str
    name: str
    scores: tuple[WrittenScore, ...]
    is_nip_lost: bool = False


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A member of the cohort, as the sheet may name them."""

    enrolment_id: int
    nip: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is there already for one person and component, and why it cannot be changed."""

    value: Decimal | None = None
    refusal: ScoreRefusal | None = None


@dataclass(frozen=True, slots=True)
class RowFault:
    """What must be corrected in a row; the label of the reason, where there is one, says it."""

    fault: ScoreRowFault
    code: str = ""
    reason: ScoreFault | ScoreRefusal | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class JudgedScore:
    """One score with what importing it does."""

    code: str
    before: Decimal | None
    after: Decimal
    verdict: RowVerdict
    was_rounded: bool


@dataclass(frozen=True, slots=True)
class JudgedScoreRow:
    """A row with its verdict, and the person it is about."""

    row: ScoreRow
    person: KnownPerson | None
    scores: tuple[JudgedScore, ...]
    faults: tuple[RowFault, ...]

    @property
    def verdict(self) -> RowVerdict:
        """The worst of what the row holds; a row without any score is known."""
        if self.faults:
            return RowVerdict.PROBLEM
        found = {score.verdict for score in self.scores}
        return next((one for one in _WORST_FIRST if one in found), RowVerdict.KNOWN)


def judge_rows(
    rows: Sequence[ScoreRow],
    people: Iterable[KnownPerson],
    standing: Mapping[tuple[int, str], Standing],
) -> tuple[JudgedScoreRow, ...]:
    """Say what importing these rows would do; the order of rows does not matter."""
    known = list(people)
    found = [_person(row, known) for row in rows]
    counts = Counter(person.enrolment_id for person, _fault in found if person)
    judged = []
    for row, (person, fault) in zip(rows, found, strict=True):
        if person is None:
            judged.append(JudgedScoreRow(row, None, (), (fault, *_wrong(row))))
        elif counts[person.enrolment_id] > 1:
            twice = RowFault(ScoreRowFault.TWICE)
            judged.append(JudgedScoreRow(row, person, (), (twice, *_wrong(row))))
        else:
            judged.append(_judged(row, person, standing))
    return tuple(judged)


def _person(row: ScoreRow, known: Sequence[KnownPerson]) -> tuple[KnownPerson | None, RowFault]:
    """Find the person by NIP, which is sure, or by a name that only one of them has.

    The fault says why there is none, and means nothing where there is one.
    """
    unknown = RowFault(ScoreRowFault.UNKNOWN)
    if row.nip and not row.is_nip_lost:
        return next((one for one in known if one.nip == row.nip), None), unknown
    if not row.name:
        fault = ScoreRowFault.NIP_LOST if row.is_nip_lost else ScoreRowFault.NO_PERSON
        return None, RowFault(fault)
    wanted = _plain(row.name)
    named = [one for one in known if any(_plain(name) == wanted for name in one.names)]
    if len(named) > 1:
        return None, RowFault(ScoreRowFault.AMBIGUOUS)
    return (named[0] if named else None), unknown


def _judged(
    row: ScoreRow, person: KnownPerson, standing: Mapping[tuple[int, str], Standing]
) -> JudgedScoreRow:
    scores, faults = [], list(_wrong(row))
    for written in row.scores:
        value = written.reading.value
        if value is None:
            continue
        there = standing.get((person.enrolment_id, written.code), Standing())
        if there.value == value:
            verdict = RowVerdict.KNOWN
        elif there.refusal is not None:
            faults.append(RowFault(ScoreRowFault.REFUSED, written.code, there.refusal))
            continue
        else:
            verdict = RowVerdict.NEW if there.value is None else RowVerdict.CHANGED
        scores.append(
            JudgedScore(
                written.code,
                there.value,
                value,
                verdict,
                written.reading.was_rounded,
            )
        )
    return JudgedScoreRow(row, person, tuple(scores), tuple(faults))


def _wrong(row: ScoreRow) -> list[RowFault]:
    return [
        RowFault(ScoreRowFault.WRONG, written.code, written.reading.fault, written.text)
        for written in row.scores
        if written.reading.fault is not None
    ]


def _plain(name: str) -> str:
    """A name without case, titles' commas and dots, and double spaces."""
    return " ".join(name.replace(",", " ").replace(".", " ").casefold().split())
