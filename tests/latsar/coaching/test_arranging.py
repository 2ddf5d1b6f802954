"""Groups dealt and placed, coaches and examiners chosen, mentors named and released."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from courses.enums import GroupRefusal
from courses.services.cohorts import close_cohort
from latsar.domain.guidance import groups_needed
from latsar.domain.mentor_rows import MentorDetails
from latsar.models import CoachingGroup, Guidance, Mentor
from latsar.queries.arrangement import arrangement
from latsar.queries.guidance import guidances_in
from latsar.services import coaching, mentors
from latsar.services.coaching import (
    DealRefused,
    NotOnStaff,
    add_coaching_group,
    deal_coaching_groups,
    place_people,
    prepare_guidances,
    set_coaches,
)
from latsar.services.mentors import assign_mentor, release_mentor
from tests.courses.tracking_world import running_cohort
from tests.factories import UserFactory
from tests.latsar.coaching.coaching_world import DETAILS, coached, mentored

NEEDED = [(0, 10, 0), (1, 10, 1), (9, 10, 1), (14, 10, 1), (15, 10, 2), (40, 10, 4), (44, 10, 4)]


@pytest.mark.parametrize(("people", "size", "groups"), NEEDED)
def test_groups_are_as_near_to_the_size_as_can_be(people, size, groups):
    assert groups_needed(people, size) == groups


@given(people=st.integers(1, 500), size=st.integers(1, 50))
def test_groups_never_outnumber_people(people, size):
    assert 1 <= groups_needed(people, size) <= people


@pytest.mark.django_db
def test_everybody_is_dealt_evenly_and_again(django_assert_num_queries):
    cohort = running_cohort(5)
    deal_coaching_groups(cohort=cohort, count=3, by=None)
    groups = deal_coaching_groups(cohort=cohort, count=2, by=None)

    sizes = [group.guidances.count() for group in groups]
    assert sorted(sizes) == [2, 3]
    assert CoachingGroup.objects.filter(cohort=cohort).count() == 2


@pytest.mark.django_db
def test_dealing_keeps_the_coach_with_the_group():
    world = coached(people=4, groups=2)

    deal_coaching_groups(cohort=world.cohort, count=2, by=None)

    assert {one.group.coach for one in world.guidances} == {world.coach}


@pytest.mark.django_db
def test_nobody_is_dealt_to_more_groups_than_people():
    cohort = running_cohort(1)

    with pytest.raises(DealRefused) as refused:
        deal_coaching_groups(cohort=cohort, count=2, by=None)

    assert refused.value.reason == GroupRefusal.TOO_MANY


@pytest.mark.django_db
def test_an_added_group_takes_a_free_name():
    cohort = running_cohort(2)
    first, _second = deal_coaching_groups(cohort=cohort, count=2, by=None)
    first.delete()

    added = add_coaching_group(cohort=cohort, by=None)

    assert added.name == "Kelompok coaching 3"


@pytest.mark.django_db
def test_only_staff_of_the_cohort_coach_and_examine():
    world = coached()
    group = world.cohort.coaching_groups.get()
    stranger, one = UserFactory(), world.guidances[0]

    with pytest.raises(NotOnStaff):
        set_coaches(cohort=world.cohort, coaches={group.pk: stranger.pk}, by=None)
    with pytest.raises(NotOnStaff):
        place_people(
            cohort=world.cohort, groups={}, examiners={one.enrolment_id: stranger.pk}, by=None
        )


@pytest.mark.django_db
def test_who_left_the_staff_keeps_the_task_until_replaced():
    world = coached()
    group = world.cohort.coaching_groups.get()
    examiners = {one.enrolment_id: world.examiner.pk for one in world.guidances}
    world.cohort.staff_roles.all().delete()

    assert set_coaches(cohort=world.cohort, coaches={group.pk: world.coach.pk}, by=None) == 0
    assert place_people(cohort=world.cohort, groups={}, examiners=examiners, by=None) == 0
    assert set_coaches(cohort=world.cohort, coaches={group.pk: None}, by=None) == 1


@pytest.mark.django_db
def test_people_are_placed_within_their_cohort_only():
    world, other = coached(), coached()
    one = world.guidances[0]
    foreign = other.cohort.coaching_groups.get()

    assert (
        place_people(
            cohort=world.cohort, groups={one.enrolment_id: foreign.pk}, examiners={}, by=None
        )
        == 0
    )
    assert (
        place_people(cohort=world.cohort, groups={one.enrolment_id: None}, examiners={}, by=None)
        == 1
    )
    assert world.guidances[0].group is None or world.guidances[1].group is None


@pytest.mark.django_db
def test_a_closed_cohort_keeps_its_guides():
    world = coached()
    close_cohort(cohort=world.cohort, by=None)

    with pytest.raises(coaching.CohortOver):
        add_coaching_group(cohort=world.cohort, by=None)
    with pytest.raises(mentors.CohortOver):
        assign_mentor(enrolment=world.guidances[0].enrolment, details=DETAILS, by=None)


@pytest.mark.django_db
def test_preparing_twice_changes_nothing():
    cohort = running_cohort(3)

    prepare_guidances(cohort=cohort)
    prepare_guidances(cohort=cohort)

    assert Guidance.objects.count() == 3


@pytest.mark.django_db
def test_the_same_nip_is_the_same_mentor():
    world = coached(people=2)
    for one in world.guidances:
        mentored(one)

    assert Mentor.objects.count() == 1
    assert Mentor.objects.get().guidances.count() == 2


@pytest.mark.django_db
def test_naming_the_same_mentor_again_changes_nothing():
    one = mentored(coached(people=1).guidances[0])
    before = ModelLogEntry.objects.filter(action="latsar.mentor.assigned").count()

    mentored(one)

    assert ModelLogEntry.objects.filter(action="latsar.mentor.assigned").count() == before


WRITTEN = [
    # present, written, whether it is the same mentor then
    (MentorDetails("Ani"), MentorDetails("Ani", post="Lurah"), True),
    (MentorDetails("Ani"), MentorDetails("Ani", "197001011995031001"), True),
    (MentorDetails("Ani", "197001011995031001"), MentorDetails("Ani"), True),
    (MentorDetails("Ani"), MentorDetails("Budi"), False),
    (
        MentorDetails("Ani", "197001011995031001"),
        MentorDetails("Ani", "197001011995031002"),
        False,
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("present", "written", "is_same"), WRITTEN)
def test_who_is_the_same_mentor(present, written, is_same):
    one = mentored(coached(people=1).guidances[0], present)

    again = mentored(one, written)

    assert (one.mentor_id == again.mentor_id) is is_same
    assert str(again.mentor) == written.full_name
    assert Mentor.objects.get(pk=again.mentor_id).nip == (written.nip or None)


@pytest.mark.django_db
def test_releasing_leaves_nobody():
    one = mentored(coached(people=1).guidances[0])

    assert release_mentor(enrolment=one.enrolment, by=None)
    assert not release_mentor(enrolment=one.enrolment, by=None)
    assert guidances_in(one.enrolment.cohort).get().mentor is None


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_the_arrangement_takes_a_constant_number_of_queries(people, django_assert_num_queries):
    world = coached(people=people)
    for one in world.guidances:
        mentored(one)

    with django_assert_num_queries(4):
        found = arrangement(world.cohort)

    assert (found.without_mentor, found.to_be_sent) == (0, people)
    assert found.coaches == [world.coach]
    assert found.examiners == [world.examiner]
