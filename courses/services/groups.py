"""Learning groups of a cohort: people dealt evenly, one of them moved."""

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit
from courses.domain.grouping import deal, deal_objection
from courses.enums import CohortState, GroupRefusal
from courses.models import Cohort, Enrolment, GroupMember, LearningGroup
from courses.services.sessions import TimetableClosed

GROUP_NAME = "Kelompok {}"


class LearningGroupsRefused(Exception):
    """People cannot be grouped this way; `str()` says why."""

    def __init__(self, reason: GroupRefusal, *, group: str = "") -> None:
        super().__init__(reason, group)
        self.reason, self.group = reason, group

    def __str__(self) -> str:
        return str(self.reason.label) % {"group": self.group, "person": ""}


@transaction.atomic
def deal_groups(*, cohort: Cohort, count: int, by: User | None) -> list[LearningGroup]:
    """Deal everybody to `count` groups of even size, agencies mixed.

    Groups that are there are used again in their order, with the sessions planned for them; one
    that would go keeps its place as long as a session, even a cancelled one, is for it.
    """
    locked = _lock(cohort)
    people = locked.enrolments.members().order_by("agency__name", "user__full_name", "pk")
    order = list(people.values_list("pk", flat=True))
    objection = deal_objection(order, count, [])
    if objection is not None:
        raise LearningGroupsRefused(objection.reason)
    groups = list(locked.groups.order_by("order", "pk"))
    _drop(groups[count:])
    missing = range(len(groups) + 1, count + 1)
    groups += [_new_group(locked, number) for number in missing]
    GroupMember.objects.filter(group__cohort=locked).delete()
    GroupMember.objects.bulk_create(
        GroupMember(group=group, enrolment_id=person)
        for group, members in zip(groups, deal(order, count), strict=False)
        for person in members
    )
    audit.record(locked, "courses.groups.dealt", actor=by, groups=count, people=len(order))
    return groups[:count]


@transaction.atomic
def move_person(
    *, enrolment: Enrolment, group: LearningGroup | None, by: User | None
) -> GroupMember | None:
    """Put one person into a group of the cohort, or out of all; twice is the same as once."""
    locked = _lock(enrolment.cohort)
    if group is not None:
        group = LearningGroup.objects.get(pk=group.pk, cohort=locked)
    place = GroupMember.objects.filter(enrolment=enrolment).select_related("group").first()
    before = place.group.name if place else ""
    if (place.group_id if place else None) == (group.pk if group else None):
        return place
    GroupMember.objects.filter(enrolment=enrolment).delete()
    moved = GroupMember.objects.create(group=group, enrolment=enrolment) if group else None
    audit.record(
        enrolment,
        "courses.groups.moved",
        actor=by,
        before=before,
        after=group.name if group else "",
    )
    return moved


def _lock(cohort: Cohort) -> Cohort:
    locked = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    if locked.state == CohortState.CLOSED:
        raise TimetableClosed
    return locked


def _drop(groups: list[LearningGroup]) -> None:
    for group in groups:
        if group.sessions.exists():
            raise LearningGroupsRefused(GroupRefusal.IN_TIMETABLE, group=group.name)
    LearningGroup.objects.filter(pk__in=[group.pk for group in groups]).delete()


def _new_group(cohort: Cohort, number: int) -> LearningGroup:
    taken = set(cohort.groups.values_list("name", flat=True))
    free = number
    while GROUP_NAME.format(free) in taken:
        free += 1
    return LearningGroup.objects.create(cohort=cohort, name=GROUP_NAME.format(free), order=number)
