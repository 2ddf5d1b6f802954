"""Authoring in the browser: written, seen as a trainee, submitted, commented, approved, read."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE

pytestmark = pytest.mark.e2e


def test_from_the_first_word_to_the_reader(new_page_of, assert_accessible):
    title = f"Satu warga, tiga loket {secrets.token_hex(3)}"
    author = new_page_of("widyaiswara", viewport=PHONE)
    write(author, title, assert_accessible)
    see_as_trainee(author, title)
    submit(author, title)

    reviewer = new_page_of("peninjau", viewport=PHONE)
    find_what_waits(reviewer, title)
    ask_for_changes(reviewer)
    improve_and_submit_again(author, title, assert_accessible)
    find_what_waits(reviewer, title)
    approve(reviewer)

    author.goto("/admin/angkatan/pelatihan/")
    author.get_by_role("link", name="Whole of Government").click()
    row = author.locator("tr").filter(has_text=title)
    expect(row.locator(".state")).to_have_text(re.compile("terbit"))
    assert_accessible(author)


def write(page, title, assert_accessible):
    page.goto("/admin/angkatan/pelatihan/")
    assert page.get_by_role("link", name="Aktualisasi").count() == 0
    assert_accessible(page)
    page.get_by_role("link", name="Whole of Government").click()
    page.get_by_role("heading", name="Siapa yang memakainya").wait_for()
    assert_accessible(page)
    page.get_by_role("link", name="Materi, kuis, tugas").click()
    page.get_by_role("link", name="Tambahkan halaman turunan").click()
    page.get_by_role("link", name=re.compile("^Materi")).first.click()
    page.get_by_role("textbox", name="Judul").fill(title)
    body = page.locator("[data-contentpath='body']")
    body.get_by_role("button", name="Sisipkan blok").last.click()
    page.get_by_role("option", name="Teks", exact=True).click()
    page.locator("[data-contentpath='body'] [role=textbox]").last.click()
    # Wagtail compares with what it found two seconds after opening, so this is written by hand.
    text = "Seorang warga mengurus akta, kartu keluarga, dan jaminan kesehatan."
    page.keyboard.type(text, delay=50)
    # A phone shows only the sign of it.
    page.locator(".w-autosave-indicator__state--saved").first.wait_for()
    page.wait_for_url("**/edit/")


def see_as_trainee(page, title):
    page.get_by_role("button", name="Buka atau tutup pratinjau").click()
    page.get_by_label("Mode pratinjau").select_option("trainee")
    frame = page.frame_locator("[data-w-preview-target=iframe]").last
    frame.get_by_text("Beginilah peserta angkatan yang berjalan melihatnya.").wait_for()
    frame.get_by_role("heading", name=title).wait_for()
    expect(frame.get_by_role("button", name="Tandai selesai dan lanjutkan")).to_be_disabled()
    page.get_by_role("button", name="Buka atau tutup pratinjau").click()


def submit(page, title):
    """By keyboard: the menu beside the button opens, and its entry is pressed."""
    page.get_by_role("button", name="Tindakan lain").press("Enter")
    entry = page.get_by_role("button", name="Ajukan ke Tinjauan materi")
    entry.wait_for()
    entry.press("Enter")
    page.get_by_text(f"Halaman '{title}' diajukan untuk ditinjau.").wait_for()


def find_what_waits(page, title):
    page.goto("/admin/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Tindakan lain").wait_for()


def ask_for_changes(page):
    choose(page, "Minta perbaikan")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("Sebutkan sumbernya.")
    dialog.get_by_role("button", name=re.compile("Minta perbaikan|Kirim")).click()
    page.wait_for_url(lambda url: "/edit/" not in url)


def improve_and_submit_again(page, title, assert_accessible):
    page.goto("/admin/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_text("meminta perbaikan: “Sebutkan sumbernya.”").wait_for()
    assert_accessible(page)
    choose(page, "Ajukan lagi ke Tinjauan materi")
    page.get_by_text("diajukan untuk ditinjau").first.wait_for()


def approve(page):
    choose(page, "Setujui dan terbitkan")
    page.wait_for_url(lambda url: "/edit/" not in url)


def choose(page, name):
    button = page.get_by_role("button", name=name, exact=True)
    if not button.first.is_visible():
        page.get_by_role("button", name="Tindakan lain").click()
    button.first.click()
