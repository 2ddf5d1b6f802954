"""A trainee takes a quiz on a phone: weak network, lost session, two tabs, the end of the time."""

import pytest

from tests.e2e import quiz_site
from tests.e2e.accessibility import COLOURS, findings
from tests.e2e.conftest import PHONE
from tests.e2e.test_weight import assert_light, first_visit

pytestmark = pytest.mark.e2e
SMALL = {"width": 320, "height": 640}
JOURNEY, CUT, SESSION, TABS, CLOCK, PLAIN, LATE, WEIGHT = range(8)


@pytest.fixture(scope="module")
def quiz(demo_site):
    return quiz_site.build(demo_site)


@pytest.fixture
def trainee(new_page, quiz):
    """Open the quiz as one of its people."""

    def open_as(number, **options):
        page = new_page(PHONE, **options)
        log_in(page, quiz, number)
        page.goto(quiz["page"])
        return page

    return open_as


def log_in(page, quiz, number):
    if "/akun/login/" not in page.url:
        page.goto("/akun/login/")
    page.locator("input[name=login]").fill(quiz["logins"][number]["login"])
    page.locator("input[name=password]").fill(quiz_site.PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "/akun/login/" not in url)


def start(page):
    page.get_by_role("button", name="Mulai kuis").click()
    page.get_by_role("heading", name="Soal 1").wait_for()


def question(page, number):
    return page.locator(f"#soal-{number}")


def choose(page, number, option):
    question(page, number).locator(".option").nth(option).click()


def note(page, number, words):
    question(page, number).locator("[data-note]", has_text=words).wait_for()


def status(page, words):
    page.locator("[data-quiz-status]", has_text=words).wait_for()


def answer_everything(page):
    choose(page, 1, 0)
    choose(page, 2, 0)
    choose(page, 2, 1)
    choose(page, 3, 1)
    question(page, 4).get_by_role("textbox").fill("ego sektoral")
    question(page, 5).get_by_role("textbox").fill("9")
    for select in question(page, 6).locator("select").all():
        select.select_option(index=1)
    question(page, 7).get_by_role("button", name="Turunkan").first.click()
    question(page, 8).get_by_role("textbox").fill("Layanan bersama di kecamatan.")
    for number in range(1, 9):
        note(page, number, "tersimpan pukul")


def test_quiz_from_start_to_result(trainee, quiz, demo_site, assert_accessible):
    page = trainee(JOURNEY)
    assert_accessible(page)
    start(page)
    assert_accessible(page)
    answer_everything(page)
    status(page, "Terakhir tersimpan pukul")
    assert page.locator("[data-count]").inner_text() == "8"
    for viewport in (SMALL, PHONE):
        page.set_viewport_size(viewport)
        assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    assert findings(page, COLOURS) == []
    answers = quiz_site.stored(demo_site, quiz["logins"][JOURNEY]["id"])["answers"]
    assert None not in answers.values()
    page.get_by_role("button", name="Serahkan").click()
    page.get_by_role("heading", name="Serahkan jawaban Anda?").wait_for()
    page.get_by_text("Semua 8 soal sudah dijawab").wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="Serahkan").click()
    page.get_by_text("Menunggu penilaian", exact=True).wait_for()
    assert_accessible(page)
    page.get_by_role("link", name="Kembali ke kuis").click()
    page.get_by_text("Jawaban Anda menunggu penilaian").wait_for()
    assert_accessible(page)


def test_weight_of_page_and_attempt(trainee, quiz, demo_site):
    page = trainee(WEIGHT)
    assert_light(first_visit(page, quiz["page"]), demo_site)
    start(page)
    assert_light(first_visit(page, quiz["attempt"]), demo_site)


def test_network_cut_in_the_middle_loses_nothing(trainee, quiz, demo_site, assert_accessible):
    page = trainee(CUT)
    start(page)
    choose(page, 1, 1)
    note(page, 1, "tersimpan pukul")

    page.context.set_offline(True)
    choose(page, 1, 2)
    question(page, 4).get_by_role("textbox").fill("gotong royong")
    question(page, 4).get_by_role("textbox").blur()
    status(page, "2 jawaban tersimpan di perangkat ini")
    assert_accessible(page)
    page.get_by_role("button", name="Serahkan").click()
    status(page, "Tidak ada sambungan")
    assert page.url.endswith(quiz["attempt"])

    page.context.set_offline(False)
    note(page, 1, "tersimpan pukul")
    note(page, 4, "tersimpan pukul")
    status(page, "Terakhir tersimpan")
    answers = quiz_site.stored(demo_site, quiz["logins"][CUT]["id"])["answers"]
    assert answers["4"] == {"text": "gotong royong"}
    chosen = question(page, 1).locator("input:checked").get_attribute("value")
    assert answers["1"] == {"option": chosen}
    assert page.evaluate("localStorage.length") == 0


def test_answers_outlive_the_page_while_the_network_is_gone(trainee, quiz, demo_site):
    page = trainee(LATE)
    start(page)
    page.context.set_offline(True)
    question(page, 5).get_by_role("textbox").fill("12,5")
    question(page, 5).get_by_role("textbox").blur()
    status(page, "Tidak ada sambungan")
    page.on("dialog", lambda dialog: dialog.accept())
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.context.set_offline(False)
    again.goto(quiz["attempt"])
    note(again, 5, "tersimpan pukul")
    assert question(again, 5).get_by_role("textbox").input_value() == "12,5"
    answers = quiz_site.stored(demo_site, quiz["logins"][LATE]["id"])["answers"]
    assert answers["5"] == {"text": "12,5"}


def test_lost_session_keeps_answers_until_the_next_login(new_page, quiz, demo_site):
    # Refused requests are what this is about, so nobody watches them here.
    page = new_page(PHONE).context.new_page()
    log_in(page, quiz, SESSION)
    page.goto(quiz["page"])
    start(page)
    choose(page, 1, 0)
    note(page, 1, "tersimpan pukul")
    page.context.clear_cookies(name="sessionid")
    choose(page, 3, 0)
    page.get_by_text(
        "Masuk lagi; jawaban Anda tersimpan di perangkat ini dan akan dikirim."
    ).wait_for()
    assert findings(page) == []

    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[data-alert=session] a").click()
    log_in(page, quiz, SESSION)
    assert page.url.endswith(quiz["attempt"])
    note(page, 3, "tersimpan pukul")
    answers = quiz_site.stored(demo_site, quiz["logins"][SESSION]["id"])["answers"]
    assert None not in (answers["1"], answers["3"])


def test_two_tabs_let_the_person_choose(new_page, quiz, demo_site):
    first = new_page(PHONE).context.new_page()
    log_in(first, quiz, TABS)
    first.goto(quiz["page"])
    start(first)
    second = first.context.new_page()
    second.goto(quiz["attempt"])
    choose(first, 1, 0)
    note(first, 1, "tersimpan pukul")
    for number in (4, 5):
        question(first, number).get_by_role("textbox").fill("11")
        question(first, number).get_by_role("textbox").blur()
        note(first, number, "tersimpan pukul")

    for number in (4, 5):
        question(second, number).get_by_role("textbox").fill("22")
        question(second, number).get_by_role("textbox").blur()
        question(second, number).get_by_text("Tersimpan di sana", exact=True).wait_for()
    assert findings(second) == []
    clash = question(second, 4).locator("[data-clash]")
    assert "11" in clash.inner_text()
    assert "22" in clash.inner_text()
    clash.get_by_role("button", name="Pakai jawaban di halaman ini").click()
    note(second, 4, "tersimpan pukul")
    clash = question(second, 5).locator("[data-clash]")
    clash.get_by_role("button", name="Pakai jawaban yang tersimpan di sana").click()
    assert question(second, 5).get_by_role("textbox").input_value() == "11"

    answers = quiz_site.stored(demo_site, quiz["logins"][TABS]["id"])["answers"]
    assert (answers["4"], answers["5"]) == ({"text": "22"}, {"text": "11"})


def test_end_of_the_time_hands_in(trainee, quiz, demo_site):
    page = trainee(CLOCK)
    start(page)
    choose(page, 3, 1)
    note(page, 3, "tersimpan pukul")
    person = quiz["logins"][CLOCK]["id"]
    quiz_site.end_soon(demo_site, person, 8)
    page.goto(quiz["attempt"])
    question(page, 8).get_by_role("textbox").press_sequentially("Baru mulai menulis")

    page.wait_for_url("**/hasil/")
    after = quiz_site.stored(demo_site, person)
    assert after["state"] != "open"
    assert after["answers"]["8"] == {"text": "Baru mulai menulis"}
    assert page.evaluate("localStorage.length") == 0


def test_quiz_without_javascript(trainee, quiz, demo_site):
    page = trainee(PLAIN, javascript=False)
    start(page)
    choose(page, 1, 0)
    question(page, 5).get_by_role("textbox").fill("9")
    page.get_by_role("button", name="Simpan jawaban").click()
    page.get_by_text("Jawaban Anda tersimpan.").wait_for()
    for place, select in zip("2143", question(page, 7).locator("select").all(), strict=True):
        select.select_option(place)
    page.get_by_role("button", name="Serahkan").click()
    page.get_by_text("5 soal belum dijawab").wait_for()
    page.get_by_role("button", name="Serahkan").click()
    page.get_by_role("heading", name="Soal 1").wait_for()
    after = quiz_site.stored(demo_site, quiz["logins"][PLAIN]["id"])
    assert after["state"] == "marked"
    assert [place for place, answer in after["answers"].items() if answer] == ["1", "5", "7"]
