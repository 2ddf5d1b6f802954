"""The same new mentor written down for two people at the same moment."""

import pytest

from courses.models import Enrolment
from latsar.models import Guidance, Mentor
from latsar.services.mentors import MentorDetails, assign_mentor
from tests.courses.learning_world import running
from tests.courses.test_enrolment_concurrency import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_one_mentor_is_made():
    people = running(people=2, courses=1, lessons=1).enrolments
    details = MentorDetails(full_name="Endah", nip="197903122005012003", email="e@contoh.example")

    def assign(pk):
        enrolment = Enrolment.objects.get(pk=pk)
        return assign_mentor(enrolment=enrolment, details=details, by=None).mentor_id

    found = at_once(*[lambda pk=person.pk: assign(pk) for person in people])

    mentor = Mentor.objects.get()
    assert found == [mentor.pk] * 2
    assert set(Guidance.objects.values_list("mentor", flat=True)) == {mentor.pk}
