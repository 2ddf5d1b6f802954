"""What readers keep in lessons, and how pages look on their device."""

import datetime as dt

import pytest
from django.urls import reverse

from corpu.core import clock
from courses.enums import Availability
from courses.models import LessonNote, LessonPage, ReadingPlace
from courses.queries.notes import notes_of
from courses.services.completion import ActivityNotRequired
from courses.services.learning import complete_lesson
from courses.services.reading import save_note, save_place
from tests.courses.learning_world import running

pytestmark = pytest.mark.django_db
EVENING = dt.datetime(2019, 6, 1, 11, tzinfo=dt.UTC)
BLOCK = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"


@pytest.fixture
def world():
    return running(people=2, courses=2, lessons=2)


def address(world, name, number=0):
    return reverse(f"courses:{name}", args=[world.cohort.slug, world.activities[number].pk])


def lesson_url(world, number=0):
    return world.activities[number].page.lessonpage.url


def test_one_note_per_lesson_is_kept_changed_and_taken_away(world):
    user = world.users[0]
    save_note(user=user, activity=world.activities[0], text=" Penting. ")
    with clock.at(EVENING):
        changed = save_note(user=user, activity=world.activities[0], text="Sangat penting.")

    assert (changed.text, changed.saved_at) == ("Sangat penting.", EVENING)
    assert LessonNote.objects.count() == 1
    assert save_note(user=user, activity=world.activities[0], text="  ") is None
    assert not LessonNote.objects.exists()


def test_place_moves_on(world):
    enrolment, lesson = world.enrolments[0], world.activities[0]

    save_place(enrolment=enrolment, activity=lesson, block="aaaa")
    save_place(enrolment=enrolment, activity=lesson, block=BLOCK)

    assert ReadingPlace.objects.get().block == BLOCK
    with pytest.raises(ActivityNotRequired):
        save_place(enrolment=running(number=70).enrolments[0], activity=lesson, block=BLOCK)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_notes_take_three_queries(world, django_assert_max_num_queries, count):
    for activity in world.activities[:count]:
        save_note(user=world.users[0], activity=activity, text="Catatan.")

    with django_assert_max_num_queries(4):
        rows = notes_of(world.users[0])

    titles = ["Materi 1 Mata 1", "Materi 2 Mata 1", "Materi 1 Mata 2"][:count]
    assert [row.lesson for row in rows] == titles


def test_note_is_written_below_the_lesson_and_only_its_owner_reads_it(client, world):
    client.force_login(world.users[0])

    saved = client.post(address(world, "note-save"), {"text": "Rahasia kecil"}, follow=True)

    assert saved.redirect_chain == [(f"{lesson_url(world)}#catatan", 302)]
    assert "Catatan Anda sudah disimpan." in saved.text
    assert "Rahasia kecil" in client.get(lesson_url(world)).text
    client.force_login(world.users[1])
    assert "Rahasia kecil" not in client.get(lesson_url(world)).text
    assert "Belum ada catatan" in client.get(reverse("courses:notes")).text


def test_note_saved_while_typing_says_the_time(client, world):
    client.force_login(world.users[0])

    with clock.at(EVENING):
        response = client.post(
            address(world, "note-save"), {"text": "Catatan"}, headers={"HX-Request": "true"}
        )

    assert response.text.strip() == "tersimpan pukul 18.00 WIB"


def test_note_that_is_too_long_is_refused(client, world):
    client.force_login(world.users[0])

    response = client.post(address(world, "note-save"), {"text": "x" * 20_001}, follow=True)

    assert "Catatan lebih dari 20.000 karakter." in response.text
    assert not LessonNote.objects.exists()


def test_notes_are_listed_and_downloaded(client, world):
    for number, text in ((0, "Satu"), (2, "Dua")):
        save_note(user=world.users[0], activity=world.activities[number], text=text)
    client.force_login(world.users[0])

    shown = client.get(reverse("courses:notes"))
    sent = client.get(reverse("courses:notes-export"))

    assert f'href="{lesson_url(world)}#catatan"' in shown.text
    assert sent["Content-Disposition"] == 'attachment; filename="catatan-saya.md"'
    assert sent.text == (
        "# Catatan saya\n\n## Mata 1\n\n### Materi 1 Mata 1\n\nSatu\n\n"
        "## Mata 2\n\n### Materi 1 Mata 2\n\nDua\n"
    )


def test_place_is_offered_until_the_lesson_is_done(client, world):
    client.force_login(world.users[0])
    assert client.post(address(world, "place-save"), {"block": BLOCK}).status_code == 204
    assert f'href="#blok-{BLOCK}"' in client.get(lesson_url(world)).text

    complete_lesson(enrolment=world.enrolments[0], activity=world.activities[0])

    assert f'href="#blok-{BLOCK}"' not in client.get(lesson_url(world)).text


@pytest.mark.parametrize("block", ["", "<b>", "x" * 40])
def test_place_that_is_none_is_refused(client, world, block):
    client.force_login(world.users[0])

    assert client.post(address(world, "place-save"), {"block": block}).status_code == 400


@pytest.mark.parametrize("name", ["note-save", "place-save"])
def test_lessons_of_others_and_closed_lessons_take_nothing(client, world, name):
    other = running(number=71)
    data = {"text": "Catatan", "block": BLOCK}
    client.force_login(other.users[0])
    foreign = client.post(address(world, name), data)
    client.force_login(world.users[0])
    crossed = client.post(
        reverse(f"courses:{name}", args=[world.cohort.slug, other.activities[0].pk]), data
    )
    world.activities[1].availability = Availability.SEQUENCE
    world.activities[1].save()
    closed = client.post(address(world, name, 1), data)
    client.logout()
    stranger = client.post(address(world, name), data)

    statuses = [response.status_code for response in (foreign, crossed, closed, stranger)]
    assert statuses == [404, 404, 404, 302]


def test_look_is_kept_on_the_device_and_leads_back(client, home):
    kept = client.post(
        reverse("courses:appearance"), {"theme": "dark", "size": "larger", "next": "/katalog/"}
    )
    page = client.get("/katalog/").text

    assert (kept.status_code, kept.url) == (302, "/katalog/")
    assert '<html lang="id" data-theme="dark" data-size="larger">' in page
    assert 'dark.css">' in page
    client.post(reverse("courses:appearance"), {"theme": "light", "size": "normal"})
    page = client.get("/katalog/").text
    assert '<html lang="id" data-theme="light">' in page
    assert "dark.css" not in page


def test_look_that_is_none_changes_nothing_and_leads_nowhere_else(client, home):
    response = client.post(
        reverse("courses:appearance"),
        {"theme": "pink", "size": "huge", "next": "https://lain.example/"},
    )
    client.cookies.load({"theme": "pink"})

    assert (response.url, response.cookies.keys()) == ("/", {}.keys())
    assert '<html lang="id">' in client.get("/katalog/").text


def test_print_view_opens_what_is_folded(client, world):
    page = LessonPage.objects.get(pk=world.activities[0].page_id)
    page.body = [("detail", {"title": "Lebih jauh", "text": "<p>Isi</p>"})]
    page.save_revision().publish()
    client.force_login(world.users[0])

    printed = client.get(lesson_url(world), {"cetak": "1"}).text

    assert '<details class="fold" open>' in printed
    assert 'class="reading printing"' in printed
