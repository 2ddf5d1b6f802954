"""The main job as people do it: roster, cohort, learning, certificate, verification."""

import io
import re
from email import message_from_string
from email.policy import default

import openpyxl
import pypdf
import pytest

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.graded_work import hand_in_works, mark_everything, take_quiz

pytestmark = pytest.mark.e2e

HEADINGS = ["nama", "no_identitas", "jenis_kelamin", "tempat_lahir", "tgl_lahir", "email", "gol"]
HEADINGS += ["pangkat", "jabatan", "Instansi"]
PEOPLE = [
    ["Ayu Mahardika, S.Ak.", "199702142019032001", "Wanita", "Serang", "14-02-1997"],
    ["Dimas Prawira, S.T.", "199605302019031002", "Pria", "Cilegon", "30-05-1996"],
]
TRAINEE = "ayu.mahardika@contoh.example"
PASSWORD = "lentera-banten-58"


def roster():
    """A sheet of two people as their agency would send it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["DAFTAR PESERTA"])
    sheet.append(HEADINGS)
    for person in PEOPLE:
        email = ".".join(person[0].split(",")[0].lower().split()) + "@contoh.example"
        sheet.append(
            [*person, email, "III/a", "Penata Muda", "Auditor Ahli Pertama", "Kota Serang"]
        )
    target = io.BytesIO()
    book.save(target)
    return {
        "name": "peserta.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": target.getvalue(),
    }


def test_the_whole_way(new_page, log_in, demo_site, assert_accessible):
    organiser = new_page(DESKTOP)
    log_in(organiser, "penyelenggara")
    cohort = import_roster(organiser, assert_accessible)
    start_cohort(organiser, cohort, assert_accessible)

    trainee = new_page(PHONE)
    accept_invitation(trainee, demo_site, assert_accessible)
    read_everything(trainee, assert_accessible)
    hand_in_works(trainee, assert_accessible)
    take_quiz(trainee, demo_site, TRAINEE, assert_accessible)
    mark_everything(organiser, "Ayu Mahardika", assert_accessible)
    see_completion(trainee, assert_accessible)

    issue_certificates(organiser, cohort, assert_accessible)
    number, code = download_certificate(trainee, assert_accessible)

    stranger = new_page(PHONE)
    verify(stranger, number, code, assert_accessible)


def import_roster(page, assert_accessible):
    page.goto("/admin/")
    page.get_by_role("link", name="Impor peserta").click()
    page.locator("input[type=file]").set_input_files(roster())
    page.locator("input[name=choice][value=split]").check()
    page.locator("select[name=programme]").select_option(
        label="Latsar CPNS pola baru 2018 (klasikal)"
    )
    assert_accessible(page)
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_text("Ayu Mahardika").first.wait_for()
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("Impor 2 peserta")).click()
    page.wait_for_url("**/hasil/")
    assert_accessible(page)
    link = page.locator("main a[href*='/admin/angkatan/angkatan-']").first
    return re.search(r"angkatan/(angkatan-[^/]+)/", link.get_attribute("href")).group(1)


def start_cohort(page, cohort, assert_accessible):
    page.goto(f"/admin/angkatan/{cohort}/")
    page.get_by_role("link", name="Mulai angkatan").click()
    assert_accessible(page)
    page.locator("main form").get_by_role("button", name="Mulai angkatan").click()
    page.wait_for_url(f"**/{cohort}/")
    page.get_by_text("berjalan").first.wait_for()


def accept_invitation(page, demo_site, assert_accessible):
    page.wait_for_timeout(0)
    for _ in range(100):
        if mails := demo_site.mails_to(TRAINEE):
            break
        page.wait_for_timeout(200)
    mail = message_from_string(mails[-1], policy=default)
    text = mail.get_body(["plain"]).get_content()
    assert PASSWORD not in text
    link = re.search(r"http://\S+/akun/undangan/\S+?/(?=\s)", text).group(0)
    page.goto(link)
    assert_accessible(page)
    for field in page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/belajar/")
    page.goto(link)
    assert "tidak berlaku" in page.locator("main").inner_text().lower() or (
        "sudah" in page.locator("main").inner_text().lower()
    )
    page.goto("/belajar/")
    assert_accessible(page)


def read_everything(page, assert_accessible):
    page.goto("/belajar/")
    page.locator("main .card a, main a").filter(
        has_text=re.compile("Mulai|Lanjutkan")
    ).first.click()
    assert_accessible(page)
    for _ in range(80):
        button = page.get_by_role("button", name=re.compile("Tandai selesai"))
        step = button if button.count() else page.locator("main a[rel=next]")
        if step.count() == 0:
            break
        with page.expect_navigation():
            step.click()


def see_completion(page, assert_accessible):
    page.goto("/belajar/")
    assert re.search(r"\b(\d+) dari \1 kegiatan selesai", page.locator("main").inner_text())
    assert_accessible(page)


def issue_certificates(page, cohort, assert_accessible):
    page.goto(f"/admin/angkatan/{cohort}/")
    page.get_by_role("link", name="Terbitkan sertifikat").click()
    assert_accessible(page)
    page.locator("main form").get_by_role("button", name=re.compile("Terbitkan")).click()
    page.wait_for_url(f"**/{cohort}/")


def download_certificate(page, assert_accessible):
    for _ in range(100):
        page.goto("/belajar/")
        link = page.locator("main a[href^='/sertifikat/']").first
        if link.count():
            break
        page.wait_for_timeout(300)
    link.click()
    page.get_by_role("link", name=re.compile("Unduh")).wait_for()
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Unduh")).click()
    reader = pypdf.PdfReader(download.value.path())
    text = "\n".join(sheet.extract_text() for sheet in reader.pages)
    assert "Ayu Mahardika, S.Ak." in text
    number = re.search(r"\d{4}/LATSAR/BPSDM/[IVX]+/\d{4}", text).group(0)
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", text).group(0)
    return number, code


def verify(page, number, code, assert_accessible):
    page.goto("/verifikasi/")
    assert_accessible(page)
    page.locator("main input[name=kode]").fill(code.lower().replace("-", " "))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"**/verifikasi/{code}/")
    shown = page.locator("main").inner_text()
    assert number in shown
    assert "Ayu Mahardika" in shown
    assert "199702142019032001" not in shown
    assert_accessible(page)
