"""What people have missed: the one source of every screen, export and warning about absence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from courses.domain.absence import Absence, AbsencePolicy, SessionFact, absence
from courses.enums import AttendanceStatus, SessionState
from courses.models import Attendance, AttendanceRule, Cohort, Enrolment, GroupMember, Session


@dataclass(frozen=True, slots=True)
class ExpectedSession:
    """A session that expects a person, and what is recorded of the person there."""

    session: Session
    attendance: Attendance | None

    @property
    def status(self) -> AttendanceStatus | None:
        """What is recorded."""
        return AttendanceStatus(self.attendance.status) if self.attendance else None

    @property
    def fact(self) -> SessionFact:
        """What the rule needs of it; the day is that of the session's own time zone."""
        return SessionFact(
            day=self.session.starts_at.astimezone(self.session.zone).date(),
            jp=self.session.jp,
            status=self.status,
        )


def policy_of_rule(rule: AttendanceRule | None) -> AbsencePolicy:
    """Return a rule as the domain reads it; without a rule no limit is known."""
    if rule is None:
        return AbsencePolicy()
    return AbsencePolicy(
        code=rule.code,
        label=rule.label,
        source=rule.source,
        mark=rule.mark,
        max_sessions=rule.max_sessions,
        max_jp=rule.max_jp,
        max_days=rule.max_days,
        is_guidance=rule.is_guidance,
        counts_excused=rule.counts_excused,
        counts_sick=rule.counts_sick,
        absent_day=rule.absent_day,
    )


def policy_of(cohort: Cohort) -> AbsencePolicy:
    """Return what holds for a cohort: frozen since its start, before it the rule as it is now."""
    if cohort.attendance_policy:
        return AbsencePolicy.from_json(cohort.attendance_policy)
    return policy_of_rule(cohort.attendance_rule or cohort.programme.attendance_rule)


def roll_sessions(cohorts: Iterable[int]) -> QuerySet[Session]:
    """Return the sessions of cohorts (by id) in which attendance is taken, in order."""
    return Session.objects.filter(
        cohort__in=cohorts, has_attendance=True, state=SessionState.PLANNED
    ).order_by("starts_at", "pk")


def absence_of(enrolments: Sequence[Enrolment]) -> dict[int, Absence]:
    """Return the absence of each enrolment by its id (four queries for any number)."""
    policies = {
        cohort.pk: policy_of(cohort)
        for cohort in Cohort.objects.filter(
            pk__in={person.cohort_id for person in enrolments}
        ).select_related("attendance_rule", "programme__attendance_rule")
    }
    expected = expected_of(enrolments)
    return {
        person.pk: absence_in(policies[person.cohort_id], expected[person.pk])
        for person in enrolments
    }


def absence_in(policy: AbsencePolicy, expected: Iterable[ExpectedSession]) -> Absence:
    """Return a person's absence from the sessions of `expected_of`."""
    return absence(policy, (one.fact for one in expected))


def expected_of(enrolments: Sequence[Enrolment]) -> dict[int, list[ExpectedSession]]:
    """Return the sessions that expect each person, by enrolment id and in order (three queries).

    These are the sessions of the whole cohort and of the person's group, and any other of which
    something is recorded. A session whose roll was closed without the person did not expect them:
    they were enrolled, or came into the group, only afterwards.
    """
    sessions: dict[int, list[Session]] = defaultdict(list)
    for session in roll_sessions({person.cohort_id for person in enrolments}):
        sessions[session.cohort_id].append(session)
    groups = dict(
        GroupMember.objects.filter(enrolment__in=enrolments).values_list("enrolment_id", "group_id")
    )
    recorded: dict[int, dict[int, Attendance]] = defaultdict(dict)
    for row in Attendance.objects.filter(enrolment__in=enrolments):
        recorded[row.enrolment_id][row.session_id] = row
    return {
        person.pk: _expected(sessions[person.cohort_id], recorded[person.pk], groups.get(person.pk))
        for person in enrolments
    }


def expected_people(session: Session) -> QuerySet[Enrolment]:
    """Return the members of the session's group or whole cohort, and who is recorded there."""
    members = Enrolment.objects.members().filter(cohort=session.cohort_id)
    if session.group_id is None:
        return members
    return members.filter(
        Q(group_membership__group=session.group_id) | Q(attendances__session=session)
    ).distinct()


def _expected(
    sessions: Sequence[Session], recorded: Mapping[int, Attendance], group: int | None
) -> list[ExpectedSession]:
    return [
        ExpectedSession(session, row)
        for session in sessions
        if (row := recorded.get(session.pk)) or _expects(session, group)
    ]


def _expects(session: Session, group: int | None) -> bool:
    return session.roll_closed_at is None and session.group_id in (None, group)
