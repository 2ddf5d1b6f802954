"""Groups that hand in one work: dealt evenly or placed by hand."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit
from courses.domain.grouping import (
    GroupFacts,
    GroupObjection,
    deal,
    deal_objection,
    plan_objection,
)
from courses.enums import SubmissionState
from courses.models import Enrolment, RequiredActivity, WorkGroup
from courses.models.enrolment import EnrolmentQuerySet

GROUP_NAME = "Kelompok {}"


class GroupsRefused(Exception):
    """People cannot be grouped this way; `str()` says why."""

    def __init__(self, objection: GroupObjection, *, group: str = "", person: str = "") -> None:
        super().__init__(objection)
        self.objection, self.group, self.person = objection, group, person

    def __str__(self) -> str:
        words = {"group": self.group, "person": self.person}
        return str(self.objection.reason.label) % words


@transaction.atomic
def deal_groups(*, activity: RequiredActivity, count: int, by: User) -> list[WorkGroup]:
    """Deal everybody of the cohort to `count` groups of even size, agencies mixed.

    Groups that are there are used again, so that what they have begun stays with them.
    """
    _lock(activity)
    people = _members(activity).order_by("agency__name", "user__full_name", "pk")
    order = list(people.values_list("pk", flat=True))
    groups = _groups(activity)
    _check(activity, deal_objection(order, count, _facts(groups)))
    while len(groups) < count:
        groups.append(_new_group(activity, groups))
    for group, members in zip(groups, deal(order, count), strict=False):
        group.members.set(members)
    for group in groups[count:]:
        group.members.clear()
        if not group.submissions.exists():
            group.delete()
    audit.record(activity, "courses.groups.dealt", actor=by, groups=count, people=len(order))
    return groups[:count]


@transaction.atomic
def add_group(*, activity: RequiredActivity, by: User) -> WorkGroup:
    """Make one more group, without members."""
    _lock(activity)
    group = _new_group(activity, _groups(activity))
    audit.record(activity, "courses.groups.changed", actor=by, added=group.name)
    return group


@transaction.atomic
def place_people(
    *, activity: RequiredActivity, places: Mapping[int, int | None], by: User
) -> list[WorkGroup]:
    """Put each person (by enrolment) into a group, or into none; others stay where they are."""
    _lock(activity)
    groups = _groups(activity)
    known = set(_members(activity).values_list("pk", flat=True))
    facts = _facts(groups)
    plan: dict[int, set[int]] = defaultdict(set)
    for fact in facts:
        plan[fact.id] = {person for person in fact.members if person not in places}
    for person, place in places.items():
        if person in known and place in plan:
            plan[place].add(person)
    _check(
        activity, plan_objection({key: frozenset(people) for key, people in plan.items()}, facts)
    )
    for group in groups:
        group.members.set(plan[group.pk])
    audit.record(activity, "courses.groups.changed", actor=by, people=len(places))
    return groups


def _lock(activity: RequiredActivity) -> None:
    """Lock everybody who could be writing, then the activity.

    Whoever writes or hands in holds their own enrolment: they have finished, or they read anew
    which group they are in.
    """
    people = _members(activity).select_for_update(of=("self",)).order_by("pk")
    list(people.values_list("pk", flat=True))
    RequiredActivity.objects.select_for_update().get(pk=activity.pk)


def _members(activity: RequiredActivity) -> EnrolmentQuerySet:
    return Enrolment.objects.members().filter(cohort=activity.required_course.cohort_id)


def _groups(activity: RequiredActivity) -> list[WorkGroup]:
    groups = activity.work_groups.prefetch_related("members", "submissions")
    return sorted(groups, key=lambda group: (len(group.name), group.name))


def _facts(groups: list[WorkGroup]) -> list[GroupFacts]:
    return [
        GroupFacts(
            id=group.pk,
            name=group.name,
            members=frozenset(member.pk for member in group.members.all()),
            is_fixed=any(work.state != SubmissionState.DRAFT for work in group.submissions.all()),
        )
        for group in groups
    ]


def _new_group(activity: RequiredActivity, groups: list[WorkGroup]) -> WorkGroup:
    names = {group.name for group in groups}
    number = len(groups) + 1
    while GROUP_NAME.format(number) in names:
        number += 1
    return WorkGroup.objects.create(activity=activity, name=GROUP_NAME.format(number))


def _check(activity: RequiredActivity, objection: GroupObjection | None) -> None:
    if objection is None:
        return
    group = WorkGroup.objects.filter(pk=objection.group or 0).first()
    person = Enrolment.objects.filter(pk=objection.person or 0).select_related("user").first()
    raise GroupsRefused(
        objection, group=group.name if group else "", person=person.user.name if person else ""
    )
