"""Arranges guidance: groups dealt or placed by hand, their coaches, and who examines whom."""

from collections.abc import Mapping

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit
from courses.domain.grouping import GroupFacts, deal, deal_objection
from courses.enums import CohortState, GroupRefusal, StaffRole
from courses.models import Cohort, Enrolment
from latsar.models import CoachingGroup, Guidance

GROUP_NAME = "Kelompok coaching {}"


class ArrangementRefused(Exception):
    """People cannot be arranged this way."""


class CohortOver(ArrangementRefused):
    """The cohort is closed; who guided whom is history."""


class DealRefused(ArrangementRefused):
    """People cannot be dealt to so many groups; `reason` says why."""

    def __init__(self, reason: GroupRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


class NotOnStaff(ArrangementRefused):
    """Somebody was named as coach or examiner whom the cohort does not have as such."""


@transaction.atomic
def prepare_guidances(*, cohort: Cohort) -> None:
    """Give everybody of the cohort a row for their guides; running twice changes nothing."""
    members = Enrolment.objects.members().filter(cohort=cohort, guidance=None)
    Guidance.objects.bulk_create(
        [Guidance(enrolment=enrolment) for enrolment in members], ignore_conflicts=True
    )


@transaction.atomic
def deal_coaching_groups(*, cohort: Cohort, count: int, by: User | None) -> list[CoachingGroup]:
    """Deal everybody to `count` groups of even size, agencies mixed; coaches stay with groups."""
    _lock(cohort)
    prepare_guidances(cohort=cohort)
    people = _people(cohort)
    groups = list(cohort.coaching_groups.order_by("order", "pk"))
    objection = deal_objection([one.pk for one in people], count, _facts(groups))
    if objection is not None:
        raise DealRefused(objection.reason)
    while len(groups) < count:
        groups.append(_new_group(cohort, groups))
    by_pk = {one.pk: one for one in people}
    for group, members in zip(groups, deal(list(by_pk), count), strict=False):
        for pk in members:
            by_pk[pk].group = group
    Guidance.objects.bulk_update(people, ["group"], batch_size=200)
    CoachingGroup.objects.filter(pk__in=[group.pk for group in groups[count:]]).delete()
    audit.record(cohort, "latsar.coaching.dealt", actor=by, groups=count, people=len(people))
    return groups[:count]


@transaction.atomic
def add_coaching_group(*, cohort: Cohort, by: User | None) -> CoachingGroup:
    """Make one more group, without members."""
    _lock(cohort)
    group = _new_group(cohort, list(cohort.coaching_groups.all()))
    audit.record(cohort, "latsar.coaching.arranged", actor=by, added=group.name)
    return group


@transaction.atomic
def set_coaches(*, cohort: Cohort, coaches: Mapping[int, int | None], by: User | None) -> int:
    """Give groups (by id) their coach (a user's id) or none; return how many changed."""
    _lock(cohort)
    _check_staff(cohort, StaffRole.COACH, coaches.values())
    changed = []
    for group in cohort.coaching_groups.filter(pk__in=list(coaches)):
        if group.coach_id != coaches[group.pk]:
            group.coach_id = coaches[group.pk]
            changed.append(group)
    CoachingGroup.objects.bulk_update(changed, ["coach"])
    if changed:
        after = {group.name: group.coach_id for group in changed}
        audit.record(cohort, "latsar.coaching.arranged", actor=by, coaches=after)
    return len(changed)


@transaction.atomic
def place_people(
    *,
    cohort: Cohort,
    groups: Mapping[int, int | None],
    examiners: Mapping[int, int | None],
    by: User | None,
) -> int:
    """Put people (by enrolment) into a group and give them an examiner; return how many changed.

    A group that is not of this cohort is passed over; who is not named stays as they are.
    """
    _lock(cohort)
    prepare_guidances(cohort=cohort)
    _check_staff(cohort, StaffRole.EXAMINER, examiners.values())
    own_groups = {None, *cohort.coaching_groups.values_list("pk", flat=True)}
    changed = []
    for one in _people(cohort):
        group = groups.get(one.enrolment_id, one.group_id)
        examiner = examiners.get(one.enrolment_id, one.examiner_id)
        group = group if group in own_groups else one.group_id
        if (group, examiner) != (one.group_id, one.examiner_id):
            one.group_id, one.examiner_id = group, examiner
            changed.append(one)
    Guidance.objects.bulk_update(changed, ["group", "examiner"], batch_size=200)
    enrolments = [one.enrolment for one in changed]
    entries = [{"group": one.group_id, "examiner": one.examiner_id} for one in changed]
    audit.record_all(enrolments, "latsar.guidance.changed", actor=by, data=entries)
    return len(changed)


def _lock(cohort: Cohort) -> None:
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if locked.state == CohortState.CLOSED:
        raise CohortOver


def _people(cohort: Cohort) -> list[Guidance]:
    members = Guidance.objects.filter(
        enrolment__in=Enrolment.objects.members().filter(cohort=cohort)
    )
    ordered = members.order_by("enrolment__agency__name", "enrolment__user__full_name", "pk")
    return list(ordered.select_related("enrolment"))


def _facts(groups: list[CoachingGroup]) -> list[GroupFacts]:
    return [GroupFacts(id=group.pk, name=group.name, members=frozenset()) for group in groups]


def _new_group(cohort: Cohort, groups: list[CoachingGroup]) -> CoachingGroup:
    names = {group.name for group in groups}
    number = len(groups) + 1
    while GROUP_NAME.format(number) in names:
        number += 1
    return CoachingGroup.objects.create(cohort=cohort, name=GROUP_NAME.format(number), order=number)


def _check_staff(cohort: Cohort, role: StaffRole, chosen: object) -> None:
    wanted = {pk for pk in chosen if pk is not None}  # type: ignore[attr-defined]
    serving = cohort.staff_roles.filter(role=role).values_list("user_id", flat=True)
    if wanted - set(serving) - _already(cohort, role):
        raise NotOnStaff


def _already(cohort: Cohort, role: StaffRole) -> set[int]:
    """Who has the task already and left the cohort's staff since: no reason to refuse the rest."""
    if role == StaffRole.COACH:
        return set(cohort.coaching_groups.exclude(coach=None).values_list("coach", flat=True))
    own = Guidance.objects.filter(enrolment__cohort=cohort).exclude(examiner=None)
    return set(own.values_list("examiner", flat=True))
