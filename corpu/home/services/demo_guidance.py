"""Plays who guides whom in the demonstration's cohorts."""

from corpu.accounts.models import User
from corpu.home.domain.demo_aktualisasi import MENTORS
from corpu.home.domain.demo_plan import draw
from courses.models import Cohort, Enrolment
from latsar.services.coaching import deal_coaching_groups, place_people, set_coaches
from latsar.services.mentors import MentorDetails, assign_mentor

# About ten people each; a small demonstration has fewer groups.
GROUP_SIZE = 10


def arrange_guidance(
    cohort: Cohort, *, coaches: tuple[User, ...], examiner: User, by: User
) -> None:
    """Give everybody of the cohort a group with a coach, a mentor and an examiner, once."""
    if cohort.coaching_groups.exists():
        return
    people = list(Enrolment.objects.members().filter(cohort=cohort).select_related("user"))
    count = max(len(people) // GROUP_SIZE, 1)
    groups = deal_coaching_groups(cohort=cohort, count=count, by=by)
    set_coaches(
        cohort=cohort,
        coaches={group.pk: coaches[place % len(coaches)].pk for place, group in enumerate(groups)},
        by=by,
    )
    place_people(
        cohort=cohort,
        groups={},
        examiners=dict.fromkeys((p.pk for p in people), examiner.pk),
        by=by,
    )
    for person in people:
        name, nip, post = MENTORS[draw(str(person.user.nip), "mentor", len(MENTORS))]
        details = MentorDetails(
            full_name=name, nip=nip, post=post, email=f"mentor.{nip[-3:]}@contoh.example"
        )
        assign_mentor(enrolment=person, details=details, by=by)
