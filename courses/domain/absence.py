"""How much of a cohort's sessions a person has missed, held against the rule of its regulation."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from courses.enums import AbsenceLevel, AbsenceMeasure, AbsentDay, AttendanceStatus

# Percent of a limit from which a person is warned; chosen by the institute, no regulation says.
HALF_PERCENT = 50
NEAR_PERCENT = 80

_ORDER = tuple(AbsenceLevel)
WARNING_LEVELS = (AbsenceLevel.HALF, AbsenceLevel.NEAR, AbsenceLevel.EXCEEDED)


@dataclass(frozen=True, slots=True)
class AbsencePolicy:
    """One attendance rule; more than a limit is beyond it, None is a limit that is not known."""

    code: str = ""
    label: str = ""
    source: str = ""
    mark: str = "M"
    max_sessions: int | None = None
    max_jp: int | None = None
    max_days: int | None = None
    is_guidance: bool = False
    counts_excused: bool = True
    counts_sick: bool = True
    absent_day: str = AbsentDay.WHOLE

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {**asdict(self), "absent_day": str(self.absent_day), "mark": str(self.mark)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "AbsencePolicy":
        """Return the value that `to_json` stored; what is missing has its default."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in names})

    def limit(self, measure: AbsenceMeasure) -> int | None:
        """Return how much absence is still borne."""
        limits = {
            AbsenceMeasure.SESSIONS: self.max_sessions,
            AbsenceMeasure.JP: self.max_jp,
            AbsenceMeasure.DAYS: self.max_days,
        }
        return limits[measure]

    @property
    def has_limits(self) -> bool:
        """Whether at least one limit is known."""
        return any(self.limit(measure) is not None for measure in AbsenceMeasure)

    def is_absence(self, status: str | None) -> bool:
        """Return whether a status counts as absence; what is not recorded never does."""
        absent = {
            AttendanceStatus.EXCUSED: self.counts_excused,
            AttendanceStatus.SICK: self.counts_sick,
            AttendanceStatus.ABSENT: True,
        }
        return status is not None and absent.get(AttendanceStatus(status), False)


@dataclass(frozen=True, slots=True)
class SessionFact:
    """A session that expects a person: its local day, its JP, what is recorded (None: nothing)."""

    day: dt.date
    jp: int
    status: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Absence in one measure, its limit, and how close it is."""

    measure: AbsenceMeasure
    count: int
    limit: int | None
    level: AbsenceLevel

    @property
    def left(self) -> int | None:
        """How much may still be missed; None where no limit is known."""
        return None if self.limit is None else max(0, self.limit - self.count)

    @property
    def percent(self) -> int | None:
        """How much of the limit is used, rounded down and never more than a hundred."""
        if self.limit is None:
            return None
        if self.count >= self.limit:
            return 100 if self.count else 0
        return self.count * 100 // self.limit


@dataclass(frozen=True, slots=True)
class Absence:
    """What a person has missed, in every measure, and how often which status was recorded."""

    policy: AbsencePolicy
    standings: tuple[Standing, ...]
    tally: Mapping[str, int]
    unrecorded: int

    def of(self, measure: AbsenceMeasure) -> Standing:
        """Return the standing in one measure."""
        return next(one for one in self.standings if one.measure == measure)

    @property
    def sessions(self) -> int:
        return self.of(AbsenceMeasure.SESSIONS).count

    @property
    def jp(self) -> int:
        return self.of(AbsenceMeasure.JP).count

    @property
    def days(self) -> int:
        return self.of(AbsenceMeasure.DAYS).count

    @property
    def recorded(self) -> int:
        """Sessions of which something is recorded."""
        return sum(self.tally.values())

    @property
    def level(self) -> AbsenceLevel:
        """The level of the measure that is furthest: one limit is enough."""
        return max((one.level for one in self.standings), key=_ORDER.index)

    @property
    def warning(self) -> AbsenceLevel | None:
        """The level to warn of; None while there is nothing to warn of."""
        return self.level if self.level in WARNING_LEVELS else None

    def reaches(self, level: str) -> bool:
        """Return whether absence has come to this level or beyond."""
        return _ORDER.index(self.level) >= _ORDER.index(AbsenceLevel(level))

    @property
    def furthest(self) -> tuple[Standing, ...]:
        """The measures that have come to that level."""
        return tuple(one for one in self.standings if one.level == self.level)


def level_of(count: int, limit: int | None) -> AbsenceLevel:
    """Return how close a count has come; at the limit itself it is not beyond it."""
    if limit is None:
        return AbsenceLevel.NO_LIMIT
    if count > limit:
        return AbsenceLevel.EXCEEDED
    if count == 0:
        return AbsenceLevel.FINE
    if count * 100 >= limit * NEAR_PERCENT:
        return AbsenceLevel.NEAR
    return AbsenceLevel.HALF if count * 100 >= limit * HALF_PERCENT else AbsenceLevel.FINE


def absence(policy: AbsencePolicy, facts: Iterable[SessionFact]) -> Absence:
    """Count one person's absence from the sessions that expect the person."""
    sessions = list(facts)
    missed = [one for one in sessions if policy.is_absence(one.status)]
    counts = {
        AbsenceMeasure.SESSIONS: len(missed),
        AbsenceMeasure.JP: sum(one.jp for one in missed),
        AbsenceMeasure.DAYS: _days(policy, sessions),
    }
    tally = dict.fromkeys(AttendanceStatus.values, 0)
    for one in sessions:
        if one.status is not None:
            tally[one.status] += 1
    return Absence(
        policy=policy,
        standings=tuple(
            Standing(measure, count, limit := policy.limit(measure), level_of(count, limit))
            for measure, count in counts.items()
        ),
        tally=tally,
        unrecorded=len(sessions) - sum(tally.values()),
    )


def level_to_tell(level: AbsenceLevel | None, told: Iterable[str]) -> AbsenceLevel | None:
    """Return the level to warn of now: only one that is higher than any a person was told."""
    if level is None:
        return None
    highest = max((_ORDER.index(AbsenceLevel(one)) for one in told), default=-1)
    return level if _ORDER.index(level) > highest else None


def _days(policy: AbsencePolicy, sessions: Sequence[SessionFact]) -> int:
    days: dict[dt.date, list[bool]] = defaultdict(list)
    for one in sessions:
        days[one.day].append(policy.is_absence(one.status))
    is_missed = all if policy.absent_day == AbsentDay.WHOLE else any
    return sum(is_missed(missed) for missed in days.values())
