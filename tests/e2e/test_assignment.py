"""An assignment on a phone: handed in, returned, accepted; and all without scripts."""

import json
import re
import subprocess
import sys

import pytest

from tests.courses.assignments.world import PDF
from tests.e2e.conftest import DESKTOP, PHONE, ROOT

pytestmark = pytest.mark.e2e
DRAFT = "Kasus perizinan terpadu di kabupaten."


@pytest.fixture
def assignment(demo_site, request):
    """A cohort of its own with one assignment, and who works in it."""
    tag = {"test_assignment_is_returned_and_accepted_on_a_phone": "9101"}.get(
        request.node.name, "9102"
    )
    made = subprocess.run(
        [sys.executable, "-m", "tests.e2e.assignment_site", tag],
        cwd=ROOT,
        env=demo_site.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(made.stdout.splitlines()[-1])


@pytest.fixture
def enter(new_page, assignment):
    """Log in as one of the two."""

    def enter_as(who, viewport, **options):
        page = new_page(viewport, **options)
        page.goto("/akun/login/")
        page.locator("input[name=login]").fill(assignment[who])
        page.locator("input[name=password]").fill(assignment["password"])
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(lambda url: "/akun/login/" not in url)
        return page

    return enter_as


def choose_file(page, name="kasus.pdf"):
    page.locator("input[name=file]").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": PDF}
    )


def hand_in(page):
    page.get_by_role("button", name="Serahkan tugas").click()
    page.get_by_role("button", name="Ya, serahkan").wait_for()


def write_offline_and_back(trainee):
    """The draft saves itself, survives a cut network and a closed page."""
    text = trainee.locator("textarea[name=text]")
    text.fill("Kasus perizinan terpadu.")
    trainee.get_by_text(re.compile("tersimpan.*pukul")).wait_for()
    trainee.context.set_offline(True)
    text.fill(DRAFT)
    trainee.get_by_text(re.compile("tidak ada koneksi")).wait_for()
    trainee.context.set_offline(False)
    trainee.reload()
    assert text.input_value() == DRAFT
    trainee.get_by_text(re.compile("tersimpan.*pukul")).wait_for()


def send_file_twice(trainee):
    """The same content under another name is the file that is there."""
    choose_file(trainee)
    trainee.get_by_role("link", name="kasus.pdf").wait_for()
    choose_file(trainee, "kasus-lagi.pdf")
    trainee.locator("[data-uploads]").wait_for(state="hidden")
    assert trainee.locator(".file-list li").count() == 1


def confirm(trainee):
    trainee.get_by_role("button", name="Ya, serahkan").click()
    trainee.get_by_text("menunggu dinilai").first.wait_for()


def choose_levels(marker, keys):
    """Open the work of the list and choose by keys; it is saved by itself."""
    marker.get_by_role("link", name=re.compile("Peserta Tugas")).click()
    marker.locator("[data-criterion] input:focus").wait_for()
    for key in keys:
        marker.keyboard.press(key)
    marker.get_by_text(re.compile("tersimpan pukul")).wait_for()


def test_assignment_is_returned_and_accepted_on_a_phone(assignment, enter, assert_accessible):
    trainee, marker = enter("trainee", PHONE), enter("marker", DESKTOP)
    trainee.goto(assignment["page"])
    assert_accessible(trainee)
    write_offline_and_back(trainee)
    send_file_twice(trainee)
    hand_in(trainee)
    assert_accessible(trainee)
    confirm(trainee)
    assert_accessible(trainee)

    marker.goto("/admin/angkatan/penilaian/")
    assert_accessible(marker)
    choose_levels(marker, "2")
    marker.locator("#overall").fill("Sebutkan instansi yang terlibat.")
    assert_accessible(marker)
    marker.set_viewport_size(PHONE)
    assert_accessible(marker)
    marker.get_by_role("button", name="Kembalikan untuk diperbaiki").click()
    marker.wait_for_url(re.compile("/penilaian/$"))
    marker.set_viewport_size(DESKTOP)

    trainee.goto(assignment["page"])
    trainee.get_by_text("Sebutkan instansi yang terlibat.").first.wait_for()
    assert_accessible(trainee)
    text = trainee.locator("textarea[name=text]")
    assert text.input_value() == DRAFT
    text.fill("Kasus perizinan: DPMPTSP dan Dinas PUPR.")
    hand_in(trainee)
    confirm(trainee)

    marker.goto(f"/admin/angkatan/{assignment['cohort']}/tugas/{assignment['activity']}/")
    assert_accessible(marker)
    choose_levels(marker, "11")
    marker.get_by_role("button", name="Terima", exact=True).click()
    marker.wait_for_url(re.compile("/penilaian/$"))

    trainee.goto(assignment["page"])
    trainee.get_by_text(re.compile("Nilai: 100%")).wait_for()
    assert_accessible(trainee)
    trainee.goto(f"/belajar/{assignment['cohort']}/")
    trainee.get_by_text(re.compile("1 dari 2")).first.wait_for()


def test_assignment_is_handed_in_without_javascript(assignment, enter):
    trainee = enter("trainee", PHONE, javascript=False)
    trainee.goto(assignment["page"])

    trainee.locator("textarea[name=text]").fill("Ditulis tanpa skrip.")
    choose_file(trainee)
    trainee.get_by_role("button", name="Simpan draf").click()
    trainee.get_by_text(re.compile("Draf tersimpan pukul")).wait_for()
    trainee.get_by_role("button", name=re.compile("Hapus")).click()
    trainee.get_by_text("Belum ada berkas.").wait_for()
    hand_in(trainee)
    trainee.get_by_role("button", name="Ya, serahkan").click()
    trainee.get_by_text("menunggu dinilai").first.wait_for()

    assert "Ditulis tanpa skrip." in trainee.content()
