"""Making, opening, starting and closing cohorts."""

import datetime as dt

import pytest
from django.db import IntegrityError
from wagtail.models import ModelLogEntry, Page

from corpu.core import clock
from courses.enums import CohortObstacle, CohortState, NumberStyle
from courses.models import Cohort, LessonPage, ProgrammeCourse, RequiredActivity, RequiredCourse
from courses.queries.pinning import pinning_preview
from courses.services.cohorts import (
    CohortDatesWrong,
    CohortNumberTaken,
    StepRefused,
    close_cohort,
    create_cohort,
    open_cohort,
    start_cohort,
)
from courses.services.enrolment import enrol
from tests.courses.learning_world import running
from tests.factories import CohortFactory, UserFactory, make_programme

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2019, 5, 2, 12, tzinfo=dt.UTC)


def create(programme, **fields):
    facts = {
        "number": 21,
        "year": 2019,
        "starts_on": dt.date(2019, 5, 2),
        "ends_on": dt.date(2019, 6, 20),
        "by": None,
    }
    return create_cohort(programme=programme, **facts | fields)


@pytest.mark.parametrize(
    ("number", "style", "slug", "name"),
    [
        (21, NumberStyle.ROMAN, "angkatan-xxi-2019", "Angkatan XXI Tahun 2019"),
        (21, NumberStyle.ARABIC, "angkatan-21-2019", "Angkatan 21 Tahun 2019"),
    ],
)
def test_create_cohort_is_a_draft_with_an_address(number, style, slug, name):
    cohort = create(make_programme(), number=number, number_style=style)

    assert (cohort.slug, cohort.name, cohort.state) == (slug, name, CohortState.DRAFT)


def test_create_cohort_of_a_taken_number_is_refused():
    programme = make_programme()
    create(programme)

    with pytest.raises(CohortNumberTaken):
        create(programme, number_style=NumberStyle.ARABIC)

    assert Cohort.objects.count() == 1


def test_create_cohort_passes_on_what_it_does_not_know():
    with pytest.raises(IntegrityError):
        create(make_programme(), capacity=0)


def test_create_cohort_with_dates_the_wrong_way_round_is_refused():
    with pytest.raises(CohortDatesWrong):
        create(make_programme(), ends_on=dt.date(2019, 5, 1))


def test_cohort_goes_through_all_states_and_each_step_is_logged():
    organiser = UserFactory()
    cohort = create(make_programme(), by=organiser)
    open_cohort(cohort=cohort, by=organiser)
    enrol(cohort=cohort, users=[UserFactory()], by=organiser)
    with clock.at(NOON):
        started = start_cohort(cohort=cohort, by=organiser)
        closed = close_cohort(cohort=cohort, by=organiser)

    assert (started.state, started.started_at) == (CohortState.RUNNING, NOON)
    assert (closed.state, closed.closed_at) == (CohortState.CLOSED, NOON)
    entries = ModelLogEntry.objects.for_instance(closed).order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("courses.cohort.created", organiser),
        ("courses.cohort.opened", organiser),
        ("courses.cohort.enrolled", organiser),
        ("courses.cohort.started", organiser),
        ("courses.cohort.closed", organiser),
    ]
    assert entries[3].data == {
        "before": "open",
        "after": "running",
        "courses": 2,
        "activities": 4,
        "people": 1,
    }


def test_start_pins_published_lessons_in_order():
    world = running(courses=2, lessons=2)

    courses = RequiredCourse.objects.filter(cohort=world.cohort).order_by("order")
    assert [
        (one.title, one.agenda_code, one.phase_code, one.jp, one.activity_count) for one in courses
    ] == [
        ("Mata 1", "A3", "ONCAMPUS", 6, 2),
        ("Mata 2", "A3", "ONCAMPUS", 6, 2),
    ]
    assert [(one.position, one.title) for one in world.activities] == [
        (1, "Materi 1 Mata 1"),
        (2, "Materi 2 Mata 1"),
        (3, "Materi 1 Mata 2"),
        (4, "Materi 2 Mata 2"),
    ]
    assert (world.cohort.course_count, world.cohort.activity_count) == (2, 4)


def test_start_leaves_drafts_out_and_does_not_count_optional_or_empty_courses():
    programme = make_programme(courses=4, lessons=2)
    places = list(programme.courses.order_by("order"))
    places[1].is_required = False
    places[1].save()
    LessonPage.objects.child_of(places[2].course).update(live=False)
    LessonPage.objects.child_of(places[0].course).filter(slug="materi-2").update(live=False)
    Page.objects.filter(pk=places[3].course_id).update(live=False)
    cohort = CohortFactory(programme=programme)
    enrol(cohort=cohort, users=[UserFactory()], by=None)

    preview = pinning_preview(cohort)
    started = start_cohort(cohort=cohort, by=None)

    assert (started.course_count, started.activity_count) == (1, 1)
    assert (preview.course_count, preview.activity_count) == (1, 1)
    assert [course.page for course in preview.empty] == [places[2].course_id]
    assert preview.jp == 18
    pinned = RequiredCourse.objects.filter(cohort=cohort).values_list("course", "activity_count")
    assert list(pinned) == [
        (places[0].course_id, 1),
        (places[1].course_id, 2),
        (places[2].course_id, 0),
    ]


def test_start_keeps_titles_that_are_longer_than_a_requirement_row():
    programme = make_programme(courses=1, lessons=1)
    Page.objects.filter(pk=programme.courses.get().course_id).update(title="P" * 250)
    LessonPage.objects.update(title="M" * 250)
    cohort = CohortFactory(programme=programme)
    enrol(cohort=cohort, users=[UserFactory()], by=None)

    start_cohort(cohort=cohort, by=None)

    assert RequiredCourse.objects.get().title == "P" * 200
    assert RequiredActivity.objects.get().title == "M" * 200


def test_start_pins_a_course_without_phase():
    programme = make_programme(courses=1, lessons=1)
    ProgrammeCourse.objects.update(phase=None)
    cohort = CohortFactory(programme=programme)
    enrol(cohort=cohort, users=[UserFactory()], by=None)

    start_cohort(cohort=cohort, by=None)

    assert RequiredCourse.objects.get().phase_code == ""


def test_start_without_lessons_and_people_is_refused_in_words():
    cohort = CohortFactory(programme=make_programme(courses=0))

    with pytest.raises(StepRefused) as refused:
        start_cohort(cohort=cohort, by=None)

    assert refused.value.obstacles == (CohortObstacle.NO_ACTIVITIES, CohortObstacle.NO_PEOPLE)
    assert str(refused.value) == (
        "Program ini belum memiliki materi yang terbit. Belum ada peserta yang terdaftar."
    )


def test_start_twice_pins_once():
    world = running()

    with pytest.raises(StepRefused):
        start_cohort(cohort=world.cohort, by=None)

    assert RequiredActivity.objects.count() == 4


def test_later_lessons_do_not_reach_a_running_cohort():
    world = running(courses=1, lessons=1)
    course = world.activities[0].page.lessonpage.get_parent()
    course.add_child(instance=LessonPage(title="Baru", slug="baru"))

    assert RequiredActivity.objects.count() == 1
    assert pinning_preview(world.cohort).activity_count == 2


@pytest.mark.parametrize("courses", [1, 3])
def test_pinning_preview_takes_two_queries(courses, django_assert_num_queries):
    cohort = CohortFactory(programme=make_programme(courses=courses, lessons=3))

    with django_assert_num_queries(2):
        preview = pinning_preview(cohort)

    assert preview.activity_count == courses * 3


def test_activity_that_waits_for_another_is_pinned_with_it():
    programme = make_programme(courses=1, lessons=2)
    first, second = LessonPage.objects.order_by("path")
    LessonPage.objects.filter(pk=second.pk).update(available_after=first)
    course = first.get_parent()
    course.add_child(instance=Page(title="Halaman lain", slug="lain"))
    cohort = CohortFactory(programme=programme)
    enrol(cohort=cohort, users=[UserFactory()], by=None)

    cohort = start_cohort(cohort=cohort, by=None)

    pinned = RequiredActivity.objects.filter(required_course__cohort=cohort).order_by("position")
    assert [row.page_id for row in pinned] == [first.pk, second.pk]
    assert pinned[1].after == pinned[0]
