"""Every screen, on a phone and a desk, by day and by night: accessible, whole, named, quiet."""

import re
from dataclasses import dataclass

import pytest

from tests.e2e.accessibility import COLOURS, findings
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.rosters import newcomer, roster

pytestmark = pytest.mark.e2e

UNKNOWN_CODE = "0000-0000-0000-0"
ROW = ".listing td a"
PERSON = ".sheet-table tbody a"


@dataclass(frozen=True)
class Screen:
    """An address, the links to follow from there, and how the title must then begin."""

    address: str
    title: str
    via: tuple[str, ...] = ()
    status: int = 200


STRANGER = (
    Screen("/", "Beranda"),
    Screen("/katalog/", "Katalog"),
    Screen("/katalog/whole-of-government/", "Whole of Government"),
    Screen("/verifikasi/", "Verifikasi sertifikat"),
    Screen("/verifikasi/?kode=7K2M", "Verifikasi sertifikat"),
    Screen(f"/verifikasi/{UNKNOWN_CODE}/", "Sertifikat tidak ditemukan", status=404),
    Screen("/tidak-ada/", "Halaman ini tidak ada", status=404),
    Screen("/akun/login/", "Masuk"),
    Screen("/akun/signup/", "Akun dibuat dari daftar peserta"),
    Screen("/akun/password/reset/", "Atur ulang kata sandi"),
    Screen("/akun/password/reset/done/", "Periksa surel Anda"),
    Screen("/akun/password/reset/key/1-x/", "Pilih kata sandi baru"),
    Screen("/akun/undangan/AA/x-x/", "Undangan ini sudah tidak berlaku", status=410),
)
DESK = Screen("/belajar/", "Belajar")
# The demonstration's people, two of each cohort: certified, (nearly) done, midway, begun, waiting.
TRAINEES = {
    0: (
        DESK,
        Screen("/belajar/", "Sertifikat", via=("main a[href^='/sertifikat/']",)),
        Screen("/belajar/angkatan-i-2019/", "Angkatan I Tahun 2019"),
        Screen("/katalog/whole-of-government/mengapa-wog/", "Mengapa WoG"),
        Screen(
            "/katalog/whole-of-government/kategori-hubungan-kelembagaan/",
            "Kategori hubungan kelembagaan",
        ),
    ),
    2: (DESK,),
    3: (DESK,),
    4: (
        DESK,
        Screen("/", "Beranda"),
        Screen("/katalog/", "Katalog"),
        Screen("/katalog/whole-of-government/", "Whole of Government"),
        Screen("/belajar/angkatan-iii-2019/", "Angkatan III Tahun 2019"),
        Screen("/belajar/", "", via=(".card-next a.button",)),
        Screen("/akun/", "Akun"),
        Screen("/akun/password/change/", "Ubah kata sandi"),
        Screen("/akun/logout/", "Keluar"),
        Screen("/belajar/angkatan-i-2019/", "Halaman ini tidak ada", status=404),
    ),
    7: (DESK,),
    8: (DESK, Screen("/belajar/angkatan-v-2019/", "Angkatan V Tahun 2019")),
}
DASHBOARD = Screen("/admin/", "Dasbor")
STAFF = {
    "administrator": (
        DASHBOARD,
        Screen("/admin/pages/4/", "Menjelajah: Katalog"),
        Screen(
            "/admin/pages/search/?q=Mengapa+WoG",
            "Mengubah Materi",
            via=("main a[href$='/edit/']",),
        ),
        Screen("/admin/pages/add/courses/coursepage/4/", "Baru: Mata pelatihan"),
        Screen("/admin/images/", "Gambar"),
        Screen("/admin/documents/", "Dokumen"),
        Screen("/katalog/whole-of-government/mengapa-wog/", "Mengapa WoG"),
        Screen("/belajar/angkatan-iii-2019/", "Angkatan III Tahun 2019"),
    ),
    "penyelenggara": (
        DASHBOARD,
        Screen("/admin/angkatan/", "Angkatan"),
        Screen("/admin/angkatan/?state=running", "Angkatan"),
        Screen("/admin/angkatan/?q=zzz", "Angkatan"),
        Screen("/admin/angkatan/new/", "Baru: Angkatan"),
        Screen("/admin/angkatan/edit/2/", "Mengubah: Angkatan"),
        Screen("/admin/angkatan/angkatan-i-2019/", "Angkatan I Tahun 2019"),
        Screen("/admin/angkatan/angkatan-ii-2019/?state=completed", "Angkatan II Tahun 2019"),
        Screen("/admin/angkatan/angkatan-iii-2019/?q=zzz", "Angkatan III Tahun 2019"),
        Screen("/admin/angkatan/angkatan-v-2019/", "Angkatan V Tahun 2019"),
        Screen("/admin/angkatan/angkatan-iii-2019/", "", via=(PERSON,)),
        Screen("/admin/angkatan/angkatan-iii-2019/", "", via=(PERSON, "a[href$='/keluarkan/']")),
        Screen("/admin/angkatan/angkatan-v-2019/mulai/", "Mulai angkatan"),
        Screen("/admin/angkatan/angkatan-ii-2019/tutup/", "Tutup angkatan"),
        Screen("/admin/angkatan/angkatan-ii-2019/sertifikat/", "Terbitkan sertifikat"),
        Screen("/admin/angkatan/angkatan-i-2019/sertifikat/", "Terbitkan sertifikat"),
        Screen("/admin/angkatan/angkatan-iii-2019/petugas/", "Petugas"),
        Screen("/admin/angkatan/daftar-peserta/", "Impor peserta"),
        Screen("/admin/program/", "Program"),
        Screen("/admin/program/", "Periksa: Latsar", via=(ROW,)),
        Screen("/admin/orang/", "Orang"),
        Screen("/admin/orang/", "Mengubah", via=(ROW,)),
        Screen("/admin/orang/new/", "Baru: Orang"),
        Screen("/admin/instansi/", "Instansi"),
        Screen("/admin/instansi/", "Mengubah: Pemerintah", via=(ROW,)),
        Screen("/admin/sertifikat/", "Sertifikat"),
        Screen("/admin/sertifikat/", "Periksa", via=(ROW,)),
    ),
    "widyaiswara": (DASHBOARD, Screen("/admin/angkatan/angkatan-iii-2019/", "Angkatan III")),
    "pimpinan": (DASHBOARD, Screen("/admin/angkatan/angkatan-iii-2019/", "Angkatan III")),
    "kontak-instansi": (DASHBOARD, Screen("/admin/angkatan/angkatan-iii-2019/", "Angkatan III")),
}


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
