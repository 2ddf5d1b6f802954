import pytest
from courses.enums import CohortState, EnrolmentState
from courses.models import RequiredLesson
from courses.services.cohorts import start_cohort
from courses.services.enrolment import enrol
from courses.services.learning import complete_lesson
from tests.factories import CohortFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_whole_way():
    cohort = CohortFactory()
    user = UserFactory()
    (enrolment,) = enrol(cohort=cohort, users=[user], by=None)
    started = start_cohort(cohort=cohort, by=user)
    assert (started.state, started.course_count, started.lesson_count) == (CohortState.RUNNING, 2, 4)
    for lesson in RequiredLesson.objects.order_by("position"):
        complete_lesson(enrolment=enrolment, lesson=lesson)
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.COMPLETED
