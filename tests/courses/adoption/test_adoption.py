"""Taking over changes of the curriculum: what is added, dropped, renamed, replaced, and counted."""

import datetime as dt

import pytest
from wagtail.models import ModelLogEntry, Page

from corpu.core import clock
from courses.enums import Availability, ChangeKind, EnrolmentState
from courses.models import (
    Completion,
    CoursePage,
    LessonPage,
    ProgrammeCourse,
    QuizPage,
    RequiredActivity,
    RequiredCourse,
)
from courses.queries.counters import recomputed, stored
from courses.queries.curriculum_changes import curriculum_changes, gone_count
from courses.services.adoption import (
    ChangesMoved,
    NotAReplacement,
    ReasonMissing,
    adopt_changes,
    replace_activity,
)
from courses.services.cohorts import close_cohort
from courses.services.completion import CohortNotRunning
from courses.services.learning import complete_lesson
from tests.courses.learning_world import running
from tests.factories import make_course

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2019, 6, 1, 2, tzinfo=dt.UTC)


def course_page(world, number=0):
    pk = RequiredCourse.objects.filter(cohort=world.cohort).order_by("order")[number].course_id
    return CoursePage.objects.get(pk=pk)


def add_lesson(course, title="Materi baru", **fields):
    slug = title.lower().replace(" ", "-")
    return course.add_child(instance=LessonPage(title=title, slug=slug, **fields))


def adopt(world, *kinds, reason=""):
    rows = curriculum_changes(world.cohort).rows
    keys = [row.key for row in rows if row.kind in kinds]
    return adopt_changes(cohort=world.cohort, keys=keys, reason=reason, by=None)


def titles(world):
    standing = RequiredActivity.objects.standing().filter(required_course__cohort=world.cohort)
    return list(standing.order_by("position").values_list("title", flat=True))


def counters_hold(world):
    assert stored(world.cohort) == recomputed(world.cohort)
    return True


def finish(world, *people):
    for enrolment in people:
        for activity in world.activities:
            complete_lesson(enrolment=enrolment, activity=activity)


def test_nothing_changed_is_nothing_to_adopt():
    world = running()

    assert curriculum_changes(world.cohort).rows == ()


def test_new_lesson_stands_where_the_curriculum_has_it():
    world = running(courses=2, lessons=2)
    first = LessonPage.objects.get(pk=world.activities[0].page_id)
    first.add_sibling("right", instance=LessonPage(title="Di antara", slug="di-antara"))

    adopt(world, ChangeKind.ADDED)

    assert titles(world) == [
        "Materi 1 Mata 1",
        "Di antara",
        "Materi 2 Mata 1",
        "Materi 1 Mata 2",
        "Materi 2 Mata 2",
    ]
    world.cohort.refresh_from_db()
    assert (world.cohort.course_count, world.cohort.activity_count) == (2, 5)


def test_who_had_completed_stays_complete_when_something_is_added():
    world = running(courses=1, lessons=1)
    (enrolment,) = world.enrolments
    with clock.at(MORNING):
        finish(world, enrolment)
    add_lesson(course_page(world))

    adopt(world, ChangeKind.ADDED)

    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.completed_at) == (EnrolmentState.COMPLETED, MORNING)
    assert enrolment.activities_done == 1


def test_optional_lesson_does_not_count():
    world = running(courses=1, lessons=1)
    add_lesson(course_page(world), is_required=False)

    adopt(world, ChangeKind.ADDED)

    world.cohort.refresh_from_db()
    assert (len(titles(world)), world.cohort.activity_count) == (2, 1)
    assert counters_hold(world)


def test_lesson_taken_out_completes_those_who_only_missed_it():
    world = running(people=2, courses=2, lessons=2)
    done, behind = world.enrolments
    for activity in world.activities[:3]:
        complete_lesson(enrolment=done, activity=activity)
    LessonPage.objects.get(pk=world.activities[3].page_id).unpublish()

    outcome = adopt(world, ChangeKind.GONE, reason="Materi digabung.")

    done.refresh_from_db()
    behind.refresh_from_db()
    assert outcome.newly_completed == 1
    assert (done.state, behind.state) == (EnrolmentState.COMPLETED, EnrolmentState.ENROLLED)
    dropped = RequiredActivity.objects.get(pk=world.activities[3].pk)
    assert (dropped.drop_reason, dropped.dropped_at is not None) == ("Materi digabung.", True)
    assert counters_hold(world)


def test_dropped_lesson_with_completions_keeps_them_and_comes_back_with_them():
    world = running(courses=1, lessons=2)
    (enrolment,) = world.enrolments
    complete_lesson(enrolment=enrolment, activity=world.activities[1])
    page = LessonPage.objects.get(pk=world.activities[1].page_id)
    page.unpublish()
    adopt(world, ChangeKind.GONE, reason="Ditarik.")
    enrolment.refresh_from_db()
    assert enrolment.activities_done == 0

    page.refresh_from_db()
    page.save_revision().publish()
    adopt(world, ChangeKind.ADDED)

    enrolment.refresh_from_db()
    assert enrolment.activities_done == 1
    assert Completion.objects.count() == 1
    assert titles(world) == ["Materi 1 Mata 1", "Materi 2 Mata 1"]
    assert counters_hold(world)


def test_course_added_to_the_programme_comes_with_its_lessons():
    world = running(courses=1, lessons=1)
    place = ProgrammeCourse.objects.get(programme=world.cohort.programme)
    ProgrammeCourse.objects.create(
        programme=place.programme,
        course=make_course("BARU", "Mata Baru", 2),
        agenda=place.agenda,
        order=9,
        jp=3,
        jp_mark="S",
    )

    adopt(world, ChangeKind.ADDED)

    assert titles(world) == ["Materi 1 Mata 1", "Materi 1 Mata Baru", "Materi 2 Mata Baru"]
    assert counters_hold(world)


def test_course_taken_out_of_the_programme_is_removed_lesson_by_lesson():
    world = running(courses=2, lessons=1)
    ProgrammeCourse.objects.filter(programme=world.cohort.programme).order_by("-order")[0].delete()

    adopt(world, ChangeKind.REMOVED, reason="Tidak ada lagi dalam kurikulum.")

    world.cohort.refresh_from_db()
    assert (titles(world), world.cohort.course_count) == (["Materi 1 Mata 1"], 1)
    assert counters_hold(world)


def test_names_follow_only_when_adopted():
    world = running(courses=1, lessons=1)
    course = course_page(world)
    LessonPage.objects.update(title="Judul baru")
    CoursePage.objects.filter(pk=course.pk).update(title="Mata berganti nama")
    assert titles(world) == ["Materi 1 Mata 1"]

    adopt(world, ChangeKind.RENAMED)

    assert titles(world) == ["Judul baru"]
    assert RequiredCourse.objects.get(cohort=world.cohort).title == "Mata berganti nama"
    assert curriculum_changes(world.cohort).rows == ()


def test_rules_follow_only_when_adopted():
    world = running(courses=1, lessons=2)
    first, second = world.activities
    LessonPage.objects.filter(pk=second.page_id).update(
        is_required=False, availability=Availability.ACTIVITY, available_after=first.page_id
    )
    ProgrammeCourse.objects.update(is_required=False, jp=12)

    outcome = adopt(world, ChangeKind.RULES)

    second.refresh_from_db()
    assert (second.is_required, second.availability, second.after_id) == (
        False,
        Availability.ACTIVITY,
        first.pk,
    )
    assert RequiredCourse.objects.get(cohort=world.cohort).jp == 12
    lines = {line.label: (line.before, line.after) for line in outcome.changes[-1].rules}
    assert lines["dibuka"] == ("langsung terbuka", "setelah satu kegiatan lain")
    assert counters_hold(world)


def test_rules_of_a_quiz_are_compared_one_by_one():
    world = running(courses=1, lessons=1)
    quiz = course_page(world).add_child(instance=QuizPage(title="Kuis", slug="kuis", time_limit=20))
    adopt(world, ChangeKind.ADDED)
    QuizPage.objects.filter(pk=quiz.pk).update(time_limit=30, counting="last")

    (row,) = curriculum_changes(world.cohort).rows

    assert {(line.label, line.before, line.after) for line in row.rules} == {
        ("batas waktu dalam menit", "20", "30"),
        ("yang dihitung", "percobaan terbaik", "percobaan terakhir"),
    }


def test_taking_something_out_needs_a_reason():
    world = running(courses=1, lessons=2)
    LessonPage.objects.get(pk=world.activities[1].page_id).unpublish()

    with pytest.raises(ReasonMissing):
        adopt(world, ChangeKind.GONE, reason="  ")

    assert len(titles(world)) == 2


def test_change_that_is_no_longer_one_is_refused_and_nothing_is_done():
    world = running(courses=1, lessons=1)
    add_lesson(course_page(world))
    (row,) = curriculum_changes(world.cohort).rows

    with pytest.raises(ChangesMoved):
        adopt_changes(cohort=world.cohort, keys=[row.key, "added-activity-0"], reason="", by=None)

    assert len(titles(world)) == 1


def test_only_a_running_cohort_adopts():
    world = running(courses=1, lessons=1)
    add_lesson(course_page(world))
    close_cohort(cohort=world.cohort, by=None)

    with pytest.raises(CohortNotRunning):
        adopt(world, ChangeKind.ADDED)


def test_adopting_is_logged_with_what_and_why():
    world = running(courses=1, lessons=2)
    LessonPage.objects.get(pk=world.activities[1].page_id).unpublish()

    adopt(world, ChangeKind.GONE, reason="Ditarik.")

    entry = ModelLogEntry.objects.get(action="courses.cohort.adopted")
    assert entry.data == {
        "reason": "Ditarik.",
        "changes": [{"change": "gone", "title": "Materi 2 Mata 1", "before": ""}],
    }


def test_gone_lesson_is_counted_and_replaced_by_another():
    world = running(courses=1, lessons=2)
    (enrolment,) = world.enrolments
    complete_lesson(enrolment=enrolment, activity=world.activities[1])
    LessonPage.objects.get(pk=world.activities[1].page_id).unpublish()
    new = add_lesson(course_page(world), "Pengganti")
    assert gone_count(world.cohort) == 1

    replaced = replace_activity(
        activity=world.activities[1], page=new.pk, reason="Materi ditulis ulang.", by=None
    )

    enrolment.refresh_from_db()
    assert (replaced.page_id, replaced.title) == (new.pk, "Pengganti")
    assert (gone_count(world.cohort), enrolment.activities_done) == (0, 1)
    entry = ModelLogEntry.objects.get(action="courses.cohort.activity_replaced")
    assert entry.data["reason"] == "Materi ditulis ulang."


@pytest.mark.parametrize("which", ["another kind", "already there", "does not exist"])
def test_what_cannot_take_the_place_is_refused(which):
    world = running(courses=1, lessons=2)
    quiz = course_page(world).add_child(instance=QuizPage(title="Kuis", slug="kuis"))
    page = {
        "another kind": quiz.pk,
        "already there": world.activities[0].page_id,
        "does not exist": 0,
    }[which]

    with pytest.raises(NotAReplacement):
        replace_activity(activity=world.activities[1], page=page, reason="Diganti.", by=None)


def test_replacing_needs_a_reason():
    world = running(courses=1, lessons=1)
    new = add_lesson(course_page(world), "Pengganti")

    with pytest.raises(ReasonMissing):
        replace_activity(activity=world.activities[0], page=new.pk, reason=" ", by=None)


@pytest.mark.parametrize("lessons", [1, 3])
def test_comparing_takes_five_queries(django_assert_num_queries, lessons):
    world = running(courses=lessons, lessons=lessons)
    Page.objects.filter(pk=world.activities[0].page_id).update(title="Lain")

    with django_assert_num_queries(5):
        assert len(curriculum_changes(world.cohort).rows) == 1
