"""Running a cohort in the browser: roll and check-in, the mentor's link, the graduation meeting."""

import datetime as dt
import re
from email import message_from_string
from email.policy import default
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.test_screens import assert_sound

pytestmark = pytest.mark.e2e

COHORTS = "/admin/angkatan"
JAKARTA = ZoneInfo("Asia/Jakarta")
SOON = 100  # tries for what a worker does


def plan_session(page, cohort, title, *, instructor=""):
    """Plan a session that begins now; whoever plans may do so against a clash."""
    now = dt.datetime.now(JAKARTA)
    page.goto(f"{COHORTS}/{cohort}/jadwal/sesi/baru/")
    for name, text in {
        "title": title,
        "day": f"{now:%Y-%m-%d}",
        "begins": f"{now:%H:%M}",
        "ends": f"{now + dt.timedelta(hours=2):%H:%M}",
    }.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=time_zone]").select_option(label="WIB")
    if instructor:
        page.get_by_label(instructor).check()
    page.get_by_role("button", name="Simpan sesi").click()
    # It lies after the cohort, which is asked about.
    page.get_by_role("button", name="Tetap simpan").click()
    page.wait_for_url(lambda url: "/sesi/baru/" not in url)
    row = page.locator(".session-row", has_text=title).last
    return row.locator("a[href*='/sesi/']").first.get_attribute("href")


def assert_sound_by_night(page):
    """Check a page of a phone in every size and colour scheme, and go on with the phone."""
    assert_sound(page, by_night=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)


def test_instructor_takes_the_roll_on_a_phone(new_page_of, assert_accessible):
    title = f"Pembekalan {dt.datetime.now(JAKARTA):%H.%M.%S}"
    plan_session(
        new_page_of("penyelenggara"), "angkatan-iv-2019", title, instructor="Bagas Wirayuda"
    )

    page = new_page_of("widyaiswara", viewport=PHONE)
    page.goto("/admin/angkatan/kehadiran/")
    assert_accessible(page)
    page.get_by_role("link", name=title).click()
    assert_accessible(page)
    page.locator(".roll-row").first.get_by_text("izin", exact=True).click()
    page.locator(".roll-row.is-recorded").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("lainnya hadir")).click()
    assert page.locator(".roll-row.is-recorded").count() == page.locator(".roll-row").count() == 4
    assert_accessible(page)
    page.get_by_role("link", name="Tutup daftar hadir").first.click()
    assert_accessible(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Tutup daftar hadir").click()
    page.get_by_text("Daftar hadir ditutup pada").wait_for()
    assert_accessible(page)


def test_trainee_checks_in_with_the_code_of_the_room(new_page_of, assert_accessible):
    title = f"Kelas tamu {dt.datetime.now(JAKARTA):%H.%M.%S}"
    room = new_page_of("penyelenggara")
    roll = plan_session(room, "angkatan-iii-2019", title)
    room.goto(f"{roll}layar/")
    assert_accessible(room)
    number = re.search(r"sesi/(\d+)/", roll)[1]

    trainee = new_page_of("peserta", 4, PHONE)
    trainee.goto(f"/belajar/angkatan-iii-2019/sesi/{number}/")
    assert_sound_by_night(trainee)
    check_in(trainee, "000 000")
    trainee.get_by_text("Kode ini", exact=False).wait_for()
    assert_sound_by_night(trainee)
    check_in(trainee, room.locator(".room-code").inner_text().split(":")[-1])
    trainee.get_by_text("Anda tercatat hadir pukul").wait_for()
    assert_sound_by_night(trainee)
    room.goto(f"{roll}layar/")
    assert "1 dari 4" in room.locator(".room-count").inner_text()


def check_in(page, code):
    page.get_by_label("Kode yang tampil di layar").fill(code)
    with page.expect_navigation():
        page.get_by_role("button", name="Catat kehadiran saya").click()


def test_mentor_approves_by_the_mailed_link(new_page_of, new_page, demo_site):
    organiser = new_page_of("penyelenggara")
    organiser.goto(f"{COHORTS}/angkatan-iii-2019/aktualisasi/")
    waiting = organiser.locator("tbody tr", has=organiser.locator("a[href*='/naskah/']")).last
    enrolment = re.search(r"/(\d+)/$", waiting.locator("th a").get_attribute("href"))[1]
    organiser.goto(f"{COHORTS}/angkatan-iii-2019/coaching/{enrolment}/mentor/")
    address = organiser.locator("input[name=email]").input_value()
    known = len(demo_site.mails_to(address))
    organiser.get_by_role("button", name=re.compile("tautan", re.IGNORECASE)).first.click()

    page = new_page(PHONE)
    page.goto(mailed_link(page, demo_site, address, known))
    assert_sound_by_night(page)
    page.get_by_role("link", name="Baca dan putuskan").click()
    assert_sound_by_night(page)
    page.get_by_role("button", name="Setujui").click()
    page.get_by_text("Keputusan Anda tersimpan").wait_for()
    assert page.get_by_role("link", name="Baca dan putuskan").count() == 0
    assert_sound_by_night(page)


def mailed_link(page, demo_site, address, known):
    """The link in the mail that comes after those that are known."""
    for _ in range(SOON):
        if len(mails := demo_site.mails_to(address)) > known:
            break
        page.wait_for_timeout(200)
    mail = message_from_string(mails[-1], policy=default)
    text = mail.get_body(["plain"]).get_content()
    return re.search(r"http://\S+/mentor/\S+/(?=\s)", text)[0]


def test_meeting_decides_and_a_second_person_confirms(new_page_of, assert_accessible):
    page = new_page_of("penyelenggara")
    page.goto(f"{COHORTS}/angkatan-ii-2019/kelulusan/rapat/baru/")
    page.get_by_label("Peserta rapat").fill("Ratna Dewi; ketua\nHasan Basri; sekretaris")
    page.get_by_role("button", name="Buka rapat ini").click()
    page.wait_for_url(re.compile(r"/rapat/\d+/$"))
    meeting = page.url
    assert_accessible(page)
    decide(page, 0, "lulus", assert_accessible)
    decide(page, 1, "ditunda", assert_accessible)
    assert page.get_by_role("button", name="Sahkan semua keputusan").count() == 0
    assert_accessible(page)

    second = new_page_of("administrator", viewport=PHONE)
    second.goto(meeting)
    assert_accessible(second)
    second.get_by_role("button", name="Sahkan semua keputusan").click()
    second.get_by_text("2 keputusan disahkan").first.wait_for()
    assert_accessible(second)
    minutes = second.request.get(f"{meeting}berita-acara.pdf")
    assert minutes.status == 200
    assert minutes.body().startswith(b"%PDF")


def decide(page, row, outcome, assert_accessible):
    """Decide about one person of the meeting as it was not proposed, with a reason."""
    page.locator("main tbody th a").nth(row).click()
    assert_accessible(page)
    page.locator(f"input[name=outcome][value={outcome}]").check()
    page.get_by_label("Alasan rapat").fill("Nilai yang kurang menyusul dari pengampu.")
    if outcome == "ditunda":
        page.locator("input[name=to_repeat]").first.check()
        page.get_by_label("Diulang sampai").fill("2019-08-30")
    page.get_by_role("button", name="Simpan keputusan").click()
    page.wait_for_url(re.compile(r"/rapat/\d+/$"))
