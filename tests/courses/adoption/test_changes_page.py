"""The page of an organiser about changes of the curriculum."""

import pytest
from django.urls import reverse

from courses.models import LessonPage, RequiredActivity
from tests.courses.learning_world import running
from tests.courses.tracking_world import open_cohort_of, serve, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return running(courses=1, lessons=2)


@pytest.fixture
def organiser(client):
    user = staff("penyelenggara")
    client.force_login(user)
    return user


def address(world):
    return reverse("courses_admin:cohort-changes", args=[world.cohort.slug])


def gone(world):
    page = LessonPage.objects.get(pk=world.activities[1].page_id)
    page.unpublish()
    return page


def add(world, title="Pengganti"):
    course = LessonPage.objects.get(pk=world.activities[0].page_id).get_parent()
    return course.add_child(instance=LessonPage(title=title, slug=title.lower()))


@pytest.mark.parametrize(
    ("role", "status"),
    [("penyelenggara", 200), ("pimpinan", 404), ("widyaiswara", 404), ("kontak-instansi", 404)],
)
def test_only_organisers_adopt(client, world, role, status):
    user = staff(role)
    serve(user, world.cohort)
    client.force_login(user)

    assert client.get(address(world)).status_code == status
    assert client.post(address(world), {}).status_code == status


def test_stranger_logs_in_first(client, world):
    assert client.get(address(world)).status_code == 302


def test_cohort_that_does_not_run_has_no_such_page(client, organiser):
    cohort = open_cohort_of(1)

    url = reverse("courses_admin:cohort-changes", args=[cohort.slug])

    assert client.get(url).status_code == 404


def test_nothing_changed_says_so(client, organiser, world):
    assert "Tidak ada yang berubah" in client.get(address(world)).text


def test_new_lesson_is_taken_over(client, organiser, world):
    page = add(world, "Tambahan")
    assert "Tambahan" in client.get(address(world)).text

    response = client.post(
        address(world), {"changes": [f"added-activity-{page.pk}"], "reason": ""}, follow=True
    )

    assert "1 perubahan sudah diambil." in response.text
    assert RequiredActivity.objects.filter(page=page.pk).exists()


def test_without_a_tick_or_a_reason_the_form_says_what_is_missing(client, organiser, world):
    page = gone(world)

    unticked = client.post(address(world), {"reason": ""})
    without_reason = client.post(address(world), {"changes": [f"gone-activity-{page.pk}"]})

    assert "Pilih sedikitnya satu perubahan." in unticked.text
    assert "Tulis mengapa kegiatan ini dikeluarkan." in without_reason.text
    assert f'value="gone-activity-{page.pk}" checked' in without_reason.text


def test_gone_lesson_is_told_on_the_cohort_and_replaced(client, organiser, world):
    page, new = gone(world), add(world)
    cohort = client.get(reverse("courses_admin:cohort", args=[world.cohort.slug]))
    assert "tidak lagi terbit" in cohort.text
    url = reverse("courses_admin:cohort-replace", args=[world.cohort.slug, page.pk])
    name = f"page{page.pk}"

    empty = client.post(url, {f"{name}-page": new.pk, f"{name}-reason": ""}, follow=True)
    done = client.post(
        url, {f"{name}-page": new.pk, f"{name}-reason": "Ditulis ulang."}, follow=True
    )

    assert "Pilih penggantinya" in empty.text
    assert "“Pengganti” menggantikannya." in done.text
    assert RequiredActivity.objects.get(pk=world.activities[1].pk).page_id == new.pk


def test_what_is_not_there_cannot_be_replaced(client, organiser, world):
    gone(world)
    url = reverse("courses_admin:cohort-replace", args=[world.cohort.slug, 0])
    nothing_offered = reverse(
        "courses_admin:cohort-replace", args=[world.cohort.slug, world.activities[1].page_id]
    )

    assert client.post(url, {}).status_code == 404
    assert client.post(nothing_offered, {}).status_code == 404


def test_page_takes_as_many_queries_for_three_changes_as_for_one(
    client, organiser, world, django_assert_max_num_queries
):
    client.get(address(world))
    add(world, "Satu")
    with django_assert_max_num_queries(40) as first:
        client.get(address(world))
    add(world, "Dua")
    add(world, "Tiga")

    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(address(world))
