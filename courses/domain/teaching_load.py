"""How many JP (of 45 minutes) people teach, and how many a course gets against its curriculum."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpu.core.domain.figures import Figure
from courses.enums import LoadVerdict


@dataclass(frozen=True, slots=True)
class TaughtSession:
    """What counts of one session that takes place; `group` None is everybody."""

    jp: int
    course: int | None = None
    group: int | None = None
    instructors: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class InstructorLoad:
    """What one person teaches; every instructor of a session has its whole JP."""

    sessions: int
    jp: int


@dataclass(frozen=True, slots=True)
class CourseLoad:
    """JP of one course as people get them: the least and most of any group, and what is due."""

    least: int
    most: int
    needed: Figure

    @property
    def verdict(self) -> LoadVerdict:
        """How it stands; a group with too few counts before one with too many."""
        needed = self.needed.working
        if needed is None:
            return LoadVerdict.UNKNOWN
        if self.least < needed:
            return LoadVerdict.SHORT
        return LoadVerdict.OVER if self.most > needed else LoadVerdict.MET


def per_instructor(sessions: Iterable[TaughtSession]) -> dict[int, InstructorLoad]:
    """Return what everybody who teaches has, by person."""
    taught: defaultdict[int, list[int]] = defaultdict(list)
    for session in sessions:
        for instructor in session.instructors:
            taught[instructor].append(session.jp)
    return {person: InstructorLoad(len(jp), sum(jp)) for person, jp in taught.items()}


def course_load(
    course: int, sessions: Iterable[TaughtSession], groups: Sequence[int], needed: Figure
) -> CourseLoad:
    """Return what the people of a cohort get of a course."""
    least, most = jp_range((one for one in sessions if one.course == course), groups)
    return CourseLoad(least, most, needed)


def jp_range(sessions: Iterable[TaughtSession], groups: Sequence[int] = ()) -> tuple[int, int]:
    """Return the least and the most JP that anybody gets.

    Sessions of the whole cohort count for everybody, those of a group for the group alone: the
    same lesson taught to four groups at once is not four times as many JP.
    """
    for_all = 0
    for_group: dict[int, int] = dict.fromkeys(groups, 0)
    for session in sessions:
        if session.group is None:
            for_all += session.jp
        else:
            for_group[session.group] = for_group.get(session.group, 0) + session.jp
    shares = list(for_group.values()) or [0]
    return for_all + min(shares), for_all + max(shares)
