"""What a timetable sheet is held against: the names a cohort knows, and its stored sessions."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from courses.domain.timetable_rows import Directory
from courses.enums import TimetableField
from courses.models import Attendance, Cohort, CoursePage, Room, Session
from courses.queries.curriculum import curriculum_of
from courses.queries.session_judging import teachers_of
from courses.queries.timetable import sessions_of

IMPORTED = "courses.timetable.imported"


def stored_sessions(cohort: Cohort) -> list[Session]:
    """Every session of a cohort, cancelled ones too (two queries)."""
    return list(sessions_of(cohort))


def attended_sessions(cohort: Cohort) -> set[int]:
    """The sessions of a cohort for which attendance has been recorded (one query)."""
    recorded = Attendance.objects.filter(session__cohort=cohort)
    return set(recorded.values_list("session_id", flat=True).distinct())


def directory_of(cohort: Cohort, sessions: Iterable[Session]) -> Directory:
    """Return what names stand for in this cohort, in six queries at most.

    What its sessions have already stays known, although it could not be chosen any more.
    """
    sessions = list(sessions)
    courses = [(one.page, one.code, one.title) for one in curriculum_of(cohort)]
    known = {page for page, _code, _title in courses}
    kept = {one.course_id for one in sessions if one.course_id} - known
    if kept:
        pages = CoursePage.objects.filter(pk__in=kept)
        courses += list(pages.values_list("pk", "code", "title"))
    rooms = Room.objects.filter(Q(is_active=True) | Q(sessions__cohort=cohort)).distinct()
    phases = cohort.phases.values_list("pk", "code", "label")
    people = {person.pk: person for person in teachers_of(cohort)}
    people |= {place.user_id: place.user for one in sessions for place in one.taught_by.all()}
    return Directory(
        named={
            TimetableField.PHASE: _names(phases),
            TimetableField.COURSE: _names(courses),
            TimetableField.GROUP: _names(cohort.groups.values_list("pk", "name")),
            TimetableField.ROOM: _names((room.pk, room.name, str(room)) for room in rooms),
        },
        teachers=_names(
            (one.pk, one.name, one.full_name, one.email, one.nip) for one in people.values()
        ),
        titles={page: title for page, _code, title in courses},
    )


def _names(rows: Iterable[tuple[int, *tuple[str | None, ...]]]) -> dict[str, frozenset[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for key, *names in rows:
        for name in names:
            if name:
                found[" ".join(name.split()).casefold()].add(key)
    return {name: frozenset(keys) for name, keys in found.items()}
