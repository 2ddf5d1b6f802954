"""Every screen, on a phone and a desk, by day and by night: accessible, whole, named, quiet."""

import re

import pytest

from courses.enums import QuestionKind
from tests.e2e.accessibility import COLOURS, findings
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.rosters import newcomer, roster
from tests.e2e.screens import GRADED, QUIZZES, STAFF, STRANGER, TRAINEES, Screen

pytestmark = pytest.mark.e2e


def named(screens, who):
    """One test per screen, named after who sees it and where."""
    return [
        pytest.param(*who, screen, id=" ".join([*map(str, who), screen.address, *screen.via]))
        for screen in screens
    ]


def visit(page, screen):
    """Open the screen as a person does, and see that it is named."""
    answer = page.goto(screen.address)
    for selector in screen.via:
        answer = page.goto(page.locator(selector).first.get_attribute("href"))
    assert answer.status == screen.status
    assert page.title().startswith(screen.title)
    assert page.title().endswith("BPSDM Provinsi Banten")


def assert_sound(page, *, by_night=False):
    """Check the screen as it is now in both sizes, and where asked in both colour schemes."""
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme="light")
        assert findings(page) == [], (page.url, viewport)
        assert page.locator("h1").count() == 1
        if by_night:
            page.emulate_media(color_scheme="dark")
            assert findings(page, COLOURS) == [], (page.url, viewport, "dark")


@pytest.mark.parametrize("screen", named(STRANGER, ()))
def test_screen_of_a_stranger(new_page, screen):
    page = new_page(PHONE)
    visit(page, screen)
    assert_sound(page, by_night=True)


@pytest.mark.parametrize(
    ("number", "screen"),
    [case for number, screens in TRAINEES.items() for case in named(screens, (number,))],
)
def test_screen_of_a_trainee(new_page_of, number, screen):
    page = new_page_of("peserta", number, PHONE)
    visit(page, screen)
    assert_sound(page, by_night=True)


@pytest.mark.parametrize(
    ("role", "screen"),
    [case for role, screens in STAFF.items() for case in named(screens, (role,))],
)
def test_screen_of_staff(new_page_of, role, screen):
    page = new_page_of(role, viewport=PHONE)
    visit(page, screen)
    assert_sound(page)


def test_verification_of_a_valid_certificate(new_page_of, new_page):
    owner = new_page_of("peserta", 0)
    visit(owner, Screen("/belajar/", "Sertifikat", via=("main a[href^='/sertifikat/']",)))
    address = owner.locator("main a[href*='/verifikasi/']").get_attribute("href")
    page = new_page(PHONE)
    visit(page, Screen(address, "Verifikasi sertifikat"))
    assert_sound(page, by_night=True)


def test_refused_login(new_page):
    page = new_page(PHONE)
    page.goto("/akun/login/")
    page.get_by_label("Surel atau NIP").fill("siapa@contoh.example")
    page.get_by_label("Kata sandi").fill("bukan-kata-sandi")
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("alert").wait_for()
    assert_sound(page, by_night=True)


@pytest.mark.parametrize("address", ["/belajar/", "/belajar/angkatan-iii-2019/"])
def test_everything_unfolded(new_page_of, address):
    page = new_page_of("peserta", 4, PHONE)
    page.goto(address)
    for fold in page.locator("main summary").all():
        if fold.locator("xpath=..").get_attribute("open") is None:
            fold.click()
    assert_sound(page, by_night=True)


def test_menus(new_page_of):
    page = new_page_of("peserta", 4, PHONE)
    page.goto("/belajar/")
    page.locator(".menu-phone summary").click()
    assert findings(page) == []
    page.set_viewport_size(DESKTOP)
    page.locator(".menu-desk summary").click()
    assert findings(page) == []


def test_filters_and_choices_of_a_list(new_page_of):
    page = new_page_of("penyelenggara", viewport=PHONE)
    page.goto("/admin/orang/")
    page.get_by_role("button", name="Tampilkan saringan").click()
    assert_sound(page)
    page.get_by_role("button", name="Pilihan lain").first.click()
    page.get_by_role("link", name="Periksa").wait_for()
    assert findings(page) == []
    page.get_by_role("link", name="Periksa").click()
    page.wait_for_url("**/orang/inspect/**")
    assert_sound(page)


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_new_question(new_page_of, kind):
    page = new_page_of("widyaiswara", viewport=PHONE)
    page.goto("/admin/soal/baru/")
    page.locator("[name=course]").select_option(label="Whole of Government")
    page.locator(f"[name=kind][value={kind}]").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"**/{kind}/")
    assert_sound(page)


def test_import_with_a_problem(new_page_of):
    page = new_page_of("penyelenggara", viewport=PHONE)
    page.goto("/admin/angkatan/daftar-peserta/")
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_text("Pilih berkas").first.wait_for()
    assert_sound(page)
    page.get_by_label("Berkas daftar peserta").set_input_files(
        roster(newcomer("Bayu Laksana, S.E."), newcomer("Citra Anindya", nip="1234"))
    )
    page.get_by_label("Dibagi ke angkatan baru").check()
    page.get_by_label("Program", exact=True).select_option(index=1)
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("heading", name="Baris dalam berkas").wait_for()
    assert_sound(page)
    page.get_by_label("Impor baris yang benar saja").check()
    page.get_by_role("button", name=re.compile("Impor 1 peserta")).click()
    page.wait_for_url("**/hasil/")
    assert_sound(page)


def test_page_of_a_fault(new_page_of):
    page = new_page_of("administrator", viewport=PHONE)
    answer = page.goto("/admin/failwhale/")
    assert answer.status == 500
    assert page.title().startswith("Terjadi gangguan")
    assert_sound(page, by_night=True)


def test_page_of_too_many_attempts(new_page):
    page = new_page(PHONE)
    for _ in range(6):
        page.goto("/akun/password/reset/")
        page.get_by_label("Surel").fill("berkali-kali@contoh.example")
        with page.expect_navigation() as answer:
            page.locator("main form button[type=submit]").click()
    assert answer.value.status == 429
    assert page.title().startswith("Terlalu banyak percobaan")
    assert_sound(page, by_night=True)


def test_preview_of_a_changed_rule(new_page_of):
    page = new_page_of("penyelenggara", viewport=PHONE)
    visit(page, Screen(QUIZZES.replace("kuis", "kegiatan"), "", via=(GRADED,)))
    page.locator("input[name=pass_mark]").fill("95")
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_role("heading", name="Ubah aturan").wait_for()
    assert_sound(page)


def test_question_asked_and_read(new_page_of):
    page = new_page_of("peserta", 4, PHONE)
    page.goto("/belajar/angkatan-iii-2019/diskusi/tanya/")
    page.locator("input[name=title]").fill("Apakah koordinasi selalu perlu rapat?")
    page.locator("textarea[name=text]").fill("Di unit saya cukup lewat satu berkas bersama.")
    page.get_by_role("button", name="Sampaikan pertanyaan").click()
    page.get_by_role("heading", name="Apakah koordinasi selalu perlu rapat?").wait_for()
    assert_sound(page, by_night=True)
