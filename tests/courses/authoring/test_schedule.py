"""Publishing later and ending: what is due happens once, and never to the harm of readers."""

import datetime as dt

import pytest
from celery import current_app
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses.models import LessonPage
from courses.services import schedule
from courses.services.schedule import ScheduleOutcome, publish_scheduled
from courses.tasks import publish_scheduled as task
from tests.courses.learning_world import running
from tests.factories import UserFactory, make_course

pytestmark = pytest.mark.django_db
SOON = dt.timedelta(hours=1)


def scheduled(lesson, title):
    """Approve a new text for an hour from now, then let that hour pass."""
    lesson.title, lesson.go_live_at = title, timezone.now() + SOON
    lesson.save_revision().publish()
    past = timezone.now() - SOON
    revision = lesson.latest_revision
    content = revision.content | {"go_live_at": past.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)


def end(page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - SOON)


def test_what_is_due_is_published_once():
    lesson = make_course(lessons=1).get_first_child().specific
    scheduled(lesson, "Judul terjadwal")

    assert publish_scheduled() == ScheduleOutcome(published=1)
    assert publish_scheduled() == ScheduleOutcome()

    assert LessonPage.objects.get(pk=lesson.pk).title == "Judul terjadwal"
    logged = PageLogEntry.objects.filter(page=lesson, action="wagtail.publish.scheduled")
    assert logged.count() == 1


def test_what_is_not_due_waits():
    lesson = make_course(lessons=1).get_first_child().specific
    # Wagtail knows a page as published by its published revision.
    lesson.save_revision().publish()
    lesson = LessonPage.objects.get(pk=lesson.pk)
    lesson.title, lesson.go_live_at = "Nanti", timezone.now() + SOON
    lesson.save_revision().publish()

    assert publish_scheduled() == ScheduleOutcome()
    assert LessonPage.objects.get(pk=lesson.pk).title != "Nanti"


def test_free_pages_end():
    lesson = make_course(lessons=1).get_first_child()
    end(lesson)

    assert publish_scheduled() == ScheduleOutcome(unpublished=1)

    lesson.refresh_from_db()
    assert (lesson.live, lesson.expired) == (False, True)


def test_pages_in_use_are_kept_and_that_is_logged_once():
    world = running(courses=1, lessons=1)
    page = world.activities[0].page
    end(page)

    assert publish_scheduled() == ScheduleOutcome(kept=1)
    assert publish_scheduled() == ScheduleOutcome()

    page.refresh_from_db()
    assert (page.live, page.expire_at) == (True, None)
    assert PageLogEntry.objects.filter(page=page, action="courses.page.kept").count() == 1


def test_one_that_cannot_be_published_keeps_no_other_waiting():
    course = make_course(lessons=2)
    broken, fine = course.get_children().specific()
    scheduled(broken, "Bentrok")
    revision = Revision.objects.get(pk=broken.latest_revision_id)
    revision.content["slug"] = fine.slug
    revision.save()
    scheduled(fine, "Terbit")

    assert publish_scheduled() == ScheduleOutcome(published=1, refused=1)
    assert publish_scheduled() == ScheduleOutcome()

    assert LessonPage.objects.get(pk=fine.pk).title == "Terbit"
    assert PageLogEntry.objects.filter(page=broken, action="courses.page.refused").exists()


def test_the_scheduler_calls_the_task():
    planned = settings.CELERY_BEAT_SCHEDULE["courses.publish_scheduled"]
    assert planned["task"] in current_app.tasks
    lesson = make_course(lessons=1).get_first_child()
    end(lesson)

    task(anything="else")

    lesson.refresh_from_db()
    assert not lesson.live


def form_of(page, **more):
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "code": "",
            "summary": "",
            "minutes": "10",
            "is_required": "on",
            "availability": "always",
            "body": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
        | more
    )


@pytest.mark.parametrize("held", [True, False])
def test_the_editor_refuses_an_end_for_a_page_in_use(client, held):
    page = (
        running(courses=1, lessons=1).activities[0].page.lessonpage
        if held
        else make_course(lessons=1).get_first_child().specific
    )
    client.force_login(UserFactory(is_superuser=True))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    response = client.post(url, form_of(page, expire_at="2031-01-01 08:00"), follow=True)

    assert ("Halaman ini tidak dapat berakhir sendiri" in response.text) == held
    assert "Zona waktu: Asia/Jakarta" in response.text
    revision = LessonPage.objects.get(pk=page.pk).get_latest_revision()
    assert (revision is None or not revision.content["expire_at"]) == held


@pytest.mark.parametrize("step", [schedule._end, schedule._begin])
def test_what_another_process_has_done_meanwhile_is_left_alone(step):
    assert step(0) == "done"
