"""The whole work on a phone whose browser runs no JavaScript: forms and links carry it."""

import re

import pypdf
import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.rosters import newcomer, roster

pytestmark = pytest.mark.e2e

CERTIFIED, LEARNER = 1, 5


def activities_done(page):
    """What the desk says about one's progress."""
    page.goto("/belajar/")
    return int(re.search(r"(\d+) dari \d+ kegiatan selesai", page.locator("main").inner_text())[1])


def test_trainee_learns(new_page, log_in):
    page = new_page(PHONE, javascript=False)
    log_in(page, "peserta", LEARNER)
    before = activities_done(page)
    page.get_by_role("link", name="Lanjutkan belajar").click()
    lesson = page.url
    assert page.locator(".prose").inner_text()
    page.get_by_role("button", name="Tandai selesai dan lanjutkan").click()
    page.wait_for_url(lambda url: url != lesson)
    assert activities_done(page) == before + 1


def test_trainee_downloads_and_a_stranger_verifies(new_page, log_in):
    page = new_page(PHONE, javascript=False)
    log_in(page, "peserta", CERTIFIED)
    page.goto("/belajar/")
    page.get_by_role("link", name="Unduh sertifikat").click()
    code = page.locator("main a[href*='/verifikasi/']").get_attribute("href").split("/")[-2]
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh sertifikat").click()
    text = pypdf.PdfReader(download.value.path()).pages[0].extract_text()
    assert code in text

    stranger = new_page(PHONE, javascript=False)
    stranger.goto("/verifikasi/")
    stranger.get_by_label("Kode verifikasi").fill(code.lower().replace("-", " "))
    stranger.get_by_role("button", name="Periksa").click()
    stranger.get_by_role("heading", name="Asli dan berlaku").wait_for()
    assert stranger.url.endswith(f"/verifikasi/{code}/")


def test_menu_opens_and_logs_out(new_page, log_in):
    page = new_page(PHONE, javascript=False)
    log_in(page, "peserta", CERTIFIED)
    page.goto("/belajar/")
    menu = page.locator(".menu-phone")
    menu.locator("summary").click()
    menu.get_by_role("button", name="Keluar").click()
    page.goto("/belajar/")
    assert "/akun/login/" in page.url


def test_organiser_imports_a_roster(new_page, log_in):
    page = new_page(PHONE, javascript=False)
    log_in(page, "penyelenggara")
    page.goto("/admin/angkatan/daftar-peserta/")
    page.get_by_label("Berkas daftar peserta").set_input_files(
        roster(newcomer("Dewi Kinasih, S.Kom."))
    )
    page.get_by_label("Dibagi ke angkatan baru").check()
    page.get_by_label("Program", exact=True).select_option(index=1)
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("rowheader", name="Dewi Kinasih, S.Kom.").wait_for()
    page.get_by_role("button", name=re.compile("Impor 1 peserta")).click()
    page.wait_for_url("**/hasil/")
    page.locator("main a[href*='/admin/angkatan/angkatan-']").first.click()
    page.get_by_role("link", name="Dewi Kinasih, S.Kom.").wait_for()
