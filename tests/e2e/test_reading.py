"""Reading on a phone: the desk, a lesson with its own note, and the discussion of the cohort."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import COLOURS, findings
from tests.e2e.conftest import PHONE
from tests.e2e.test_keyboard import press, tab_to

pytestmark = pytest.mark.e2e

READER, ASKER, BEGINNER = 4, 5, 7
COHORT = "angkatan-iii-2019"
LESSON = "/katalog/whole-of-government/mengapa-wog/"
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def sound():
    """Axe finds nothing by day and by night, and nothing sticks out, even on a narrow phone."""

    def check(page):
        for viewport in (PHONE, NARROW):
            page.set_viewport_size(viewport)
            assert findings(page) == [], page.url
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark")
        assert findings(page, COLOURS) == [], page.url
        page.emulate_media(color_scheme="light")

    return check


def open_note(page):
    """Unfold the note, which stands open once there is one."""
    fold = page.locator("#catatan")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return page.get_by_label("Catatan saya untuk materi ini")


def test_desk_says_what_is_next_what_is_due_and_what_came_back(new_page_of, sound):
    page = new_page_of("peserta", READER, PHONE)
    page.goto("/belajar/")
    button = page.locator(".card-next a.button")
    assert button.bounding_box()["y"] < PHONE["height"] / 2 + 44
    page.get_by_role("heading", name="Tenggat").wait_for()
    page.get_by_role("link", name="Hari terakhir").wait_for()
    page.get_by_role("heading", name="Hasil penilaian").wait_for()
    results = page.locator("[aria-labelledby=came-back] .due-what a")
    assert results.count() > 0
    sound(page)
    results.first.click()
    assert findings(page) == []


def test_outline_names_kinds_and_how_far_they_are(new_page_of, sound):
    page = new_page_of("peserta", READER, PHONE)
    page.goto("/katalog/whole-of-government/")
    quiz = page.locator(".outline-kind").filter(has_text="Kuis")
    quiz.wait_for()
    assert page.locator(".outline-kind").filter(has_text="Tugas").count() > 0
    sound(page)


def test_note_is_saved_while_it_is_written(new_page_of, sound):
    page = new_page_of("peserta", READER, PHONE)
    page.goto(LESSON)
    note = open_note(page)
    with page.expect_response(re.compile("/catatan/$")):
        note.fill("Tanyakan kepada mentor: data siapa yang dipakai bersama?")
    page.locator("#note-state").get_by_text("tersimpan").wait_for()
    sound(page)
    page.goto("/belajar/catatan/")
    page.get_by_text("Tanyakan kepada mentor").wait_for()
    sound(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh semua").click()
    assert "Tanyakan kepada mentor" in download.value.path().read_text()


def test_note_and_appearance_work_without_a_script(new_page_of):
    page = new_page_of("peserta", READER, PHONE, javascript=False)
    page.goto(LESSON)
    open_note(page).fill("Ditulis tanpa skrip.")
    page.get_by_role("button", name="Simpan catatan").click()
    page.goto(LESSON)
    expect(page.get_by_label("Catatan saya untuk materi ini")).to_have_value("Ditulis tanpa skrip.")
    page.locator(".reading-tools summary").click()
    page.get_by_label("Ukuran huruf").select_option("larger")
    page.get_by_label("Warna").select_option("dark")
    page.get_by_role("button", name="Terapkan").click()
    html = page.locator("html")
    assert html.get_attribute("data-size") == "larger"
    assert html.get_attribute("data-theme") == "dark"


def test_large_dark_text_is_whole(new_page_of):
    page = new_page_of("peserta", READER, NARROW)
    page.goto(LESSON)
    size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
    before = page.evaluate(size)
    page.locator(".reading-tools summary").click()
    page.get_by_label("Ukuran huruf").select_option("larger")
    page.get_by_label("Warna").select_option("dark")
    page.get_by_role("button", name="Terapkan").click()
    page.wait_for_load_state()
    assert page.evaluate(size) > before * 1.2
    assert findings(page) == []


def test_place_is_remembered(new_page_of):
    page = new_page_of("peserta", BEGINNER, PHONE)
    page.goto(LESSON)
    blocks = page.locator(".prose > [id^=blok-]")
    assert blocks.count() > 2
    # A place that is stored already is not sent again, so an earlier run must not have been here.
    stored = f"blok-{page.locator('#reading-place [name=block]').input_value()}"
    others = page.locator(f".prose > [id^=blok-]:not(#{stored})")
    target = others.nth(blocks.count() // 2)
    target.evaluate("element => element.scrollIntoView({ block: 'start' })")
    page.mouse.wheel(0, -40)
    with page.expect_response(re.compile("/tempat/$")):
        page.mouse.wheel(0, 60)
    page.goto(LESSON)
    page.get_by_role("link", name="Lanjutkan dari tempat terakhir membaca").click()
    assert "#blok-" in page.url


def test_print_view_shows_the_lesson_alone(new_page_of, assert_accessible):
    page = new_page_of("peserta", READER, PHONE)
    page.goto(f"{LESSON}?cetak=1")
    assert page.locator(".prose").is_visible()
    assert not page.locator(".lesson-end").is_visible()
    assert not page.locator(".site-header").is_visible()
    assert_accessible(page)


def test_question_is_asked_answered_solved_and_moderated(new_page_of, sound):
    asker = new_page_of("peserta", ASKER, PHONE)
    asker.goto(f"/belajar/{COHORT}/")
    asker.get_by_role("link", name="Diskusi").click()
    sound(asker)
    asker.get_by_role("link", name=re.compile("Ajukan pertanyaan")).first.click()
    sound(asker)
    asker.get_by_label("Mata pelatihan").select_option(label="Whole of Government")
    asker.get_by_label("Pertanyaan Anda dalam satu kalimat").fill(
        "Siapa yang memimpin kerja bersama?"
    )
    asker.get_by_label("Penjelasan").fill("Di unit kami ada tiga dinas.")
    asker.get_by_role("button", name="Sampaikan pertanyaan").click()
    asker.wait_for_url(re.compile(r"/diskusi/\d+/$"))
    question = asker.url
    sound(asker)

    instructor = new_page_of("widyaiswara", viewport=PHONE)
    instructor.goto(question)
    instructor.locator(".discussion-form textarea").fill("Dinas yang paling dekat dengan warga.")
    instructor.locator(".discussion-form button[type=submit]").click()
    instructor.get_by_text("Dinas yang paling dekat dengan warga.").wait_for()
    sound(instructor)

    asker.goto(question)
    asker.locator(".discussion-staff").wait_for()
    asker.locator("form[action$='/selesai/'] button").first.click()
    asker.locator(".post-solution").wait_for()
    sound(asker)

    instructor.goto(question)
    instructor.locator(".post-question a[href$='/sembunyikan/']").click()
    sound(instructor)
    instructor.locator("main form textarea, main form input[type=text]").first.fill(
        "Menyebut nama."
    )
    instructor.locator("main form button[type=submit]").click()
    instructor.wait_for_url(question)

    reader = new_page_of("peserta", READER, PHONE)
    assert reader.goto(question).status == 404
    asker.goto(question)
    asker.get_by_text("Menyebut nama.").wait_for()
    sound(asker)
    stranger = new_page_of("peserta", 0, PHONE)
    assert stranger.goto(f"/belajar/{COHORT}/diskusi/").status == 404


def test_note_by_keyboard_alone(new_page_of):
    page = new_page_of("peserta", ASKER, PHONE)
    page.goto(LESSON)
    fold = page.locator("#catatan")
    if fold.get_attribute("open") is None:
        tab_to(page, fold.locator("summary"))
        page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Catatan saya untuk materi ini"))
    page.keyboard.press("Control+a")
    page.keyboard.type("Ditulis dengan papan ketik.")
    page.locator("#note-state").get_by_text("tersimpan").wait_for()
    press(page, fold.get_by_role("link", name="Semua catatan saya"))
    page.get_by_text("Ditulis dengan papan ketik.").wait_for()
