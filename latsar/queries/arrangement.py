"""Who guides whom in a cohort, with how each mentor's link stands."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpu.accounts.models import User
from corpu.core import clock
from courses.enums import StaffRole
from courses.models import Cohort
from latsar.domain.guidance import groups_needed
from latsar.enums import LinkState
from latsar.models import CoachingGroup, Guidance, MentorLink
from latsar.queries.coach_desk import guidance_policy
from latsar.queries.guidance import guidances_in
from latsar.queries.mentor_links import OPEN_STATES, newest_links


@dataclass(frozen=True, slots=True)
class ArrangedPerson:
    """One person with their guides."""

    guidance: Guidance
    link: MentorLink | None
    link_state: LinkState


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Everybody of a cohort, its groups with their size, and whom one can choose."""

    people: Sequence[ArrangedPerson]
    groups: Sequence[tuple[CoachingGroup, int]]
    coaches: Sequence[User]
    examiners: Sequence[User]
    groups_wanted: int

    @property
    def without_mentor(self) -> int:
        """How many have no mentor."""
        return sum(one.guidance.mentor is None for one in self.people)

    @property
    def to_be_sent(self) -> int:
        """How many mentors have an address and no working link."""
        served = (*OPEN_STATES, LinkState.OWED)
        return sum(
            one.guidance.mentor is not None
            and bool(one.guidance.mentor.email)
            and one.link_state not in served
            for one in self.people
        )


def arrangement(cohort: Cohort) -> Arrangement:
    """Return who guides whom (four queries)."""
    guidances = list(guidances_in(cohort))
    newest, now = newest_links(guidances), clock.now()
    people = [_person(one, newest.get(one.pk), now) for one in guidances]
    sizes = Counter(one.group_id for one in guidances)
    groups = list(cohort.coaching_groups.select_related("coach").order_by("order", "pk"))
    staff = list(cohort.staff_roles.select_related("user").order_by("user__full_name"))
    kept = [group.coach for group in groups if group.coach]
    coaches = [post.user for post in staff if post.role == StaffRole.COACH]
    examiners = [post.user for post in staff if post.role == StaffRole.EXAMINER]
    return Arrangement(
        people=people,
        groups=[(group, sizes[group.pk]) for group in groups],
        coaches=_together(coaches, kept),
        examiners=_together(examiners, [one.examiner for one in guidances if one.examiner]),
        groups_wanted=groups_needed(len(people), guidance_policy().group_size) or 1,
    )


def person_link(guidance: Guidance) -> ArrangedPerson:
    """Return one person with the link of the mentor; one query."""
    return _person(guidance, newest_links([guidance]).get(guidance.pk), clock.now())


def _person(guidance: Guidance, link: MentorLink | None, now: dt.datetime) -> ArrangedPerson:
    is_present = link is not None and link.mentor_id == guidance.mentor_id
    state = link.state_at(now) if link and is_present else LinkState.NONE
    return ArrangedPerson(guidance, link if is_present else None, state)


def _together(people: Sequence[User], kept: Sequence[User]) -> list[User]:
    """Everybody who may be chosen, and whoever has the task although off the staff now."""
    found = {person.pk: person for person in (*people, *kept)}
    return list(found.values())
