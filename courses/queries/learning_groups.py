"""Who learns in which group of a cohort."""

from dataclasses import dataclass

from courses.models import Cohort, Enrolment, GroupMember, LearningGroup


@dataclass(frozen=True, slots=True)
class GroupPeople:
    """A group with its people, by name."""

    group: LearningGroup
    people: list[Enrolment]


@dataclass(frozen=True, slots=True)
class CohortGroups:
    """The groups of a cohort, and who is in none."""

    groups: list[GroupPeople]
    alone: list[Enrolment]

    @property
    def people(self) -> int:
        return len(self.alone) + sum(len(one.people) for one in self.groups)


def groups_of(cohort: Cohort) -> CohortGroups:
    """Return the groups of a cohort with their people (three queries)."""
    groups = list(cohort.groups.order_by("order", "pk"))
    places = dict(
        GroupMember.objects.filter(group__cohort=cohort).values_list("enrolment", "group")
    )
    inside: dict[int, list[Enrolment]] = {group.pk: [] for group in groups}
    alone: list[Enrolment] = []
    members = cohort.enrolments.members().select_related("user", "agency")
    for enrolment in members.order_by("user__full_name", "pk"):
        inside.get(places.get(enrolment.pk, 0), alone).append(enrolment)
    return CohortGroups([GroupPeople(group, inside[group.pk]) for group in groups], alone)
