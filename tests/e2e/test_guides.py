"""The guides of docs/, walked step by step; GUIDE_PICTURES names a folder for their pictures."""

import io
import os
import re
import secrets
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP
from tests.e2e.rosters import newcomer, roster

pytestmark = pytest.mark.e2e

PROGRAMME = "Latsar CPNS pola baru 2018 (klasikal)"
FOLDER = os.environ.get("GUIDE_PICTURES")
COLOURS = 128
SETTLED = 800


def picture(page, name, height=DESKTOP["height"]):
    """Keep what the window shows as a small PNG, where pictures are wanted."""
    if not FOLDER:
        return
    page.wait_for_timeout(SETTLED)
    clip = {"x": 0, "y": 0, "width": DESKTOP["width"], "height": height}
    shot = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    target = Path(FOLDER) / f"{name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def words(page):
    return page.locator("main").inner_text()


# --- docs/panduan-penyelenggara.md --------------------------------------------------------------


def test_organisers_walk(new_page_of):
    page = new_page_of("penyelenggara")
    page.goto("/admin/")
    assert "Yang menunggu" in words(page)
    picture(page, "beranda", 620)

    cohort = import_after_correcting(page)
    start(page, cohort)
    follow(page)
    withdraw_and_reinstate(page, cohort)
    prepare_certificates(page)
    verify(page)


def import_after_correcting(page):
    people = [newcomer(name) for name in ("Ayu Paramita, S.E.", "Bima Sanjaya, S.T.")]
    wrong = [newcomer("Citra Lestari, S.Kom.", nip="19950817201903")]
    check(page, [*wrong, *people])
    assert "1 baris bermasalah" in words(page)
    assert "masalah" in page.get_by_role("row", name="Citra Lestari").inner_text()
    picture(page, "impor")

    page.get_by_role("link", name="Pilih berkas lain").click()
    check(page, [*people, newcomer("Citra Lestari, S.Kom.")])
    assert "1 angkatan baru dengan 3 peserta" in words(page)
    page.get_by_role("button", name="Impor 3 peserta").click()
    page.wait_for_url("**/hasil/")
    link = page.locator("main a[href*='/admin/angkatan/angkatan-']").first
    return link.get_attribute("href")


def check(page, people):
    page.goto("/admin/")
    page.get_by_role("link", name="Impor peserta").click()
    page.get_by_label("Berkas daftar peserta").set_input_files(roster(*people))
    page.get_by_label("Dibagi ke angkatan baru dalam satu program").check()
    page.get_by_label("Program", exact=True).select_option(label=PROGRAMME)
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("heading", name="Baris dalam berkas").wait_for()


def start(page, cohort):
    page.goto(cohort)
    page.get_by_role("link", name="Mulai angkatan").click()
    assert "3 peserta dapat belajar mulai sekarang" in words(page)
    picture(page, "mulai")
    page.get_by_role("button", name="Mulai angkatan").click()
    page.wait_for_url(f"**{cohort}")
    assert "berjalan" in words(page)


def follow(page):
    page.goto("/admin/angkatan/")
    page.get_by_role("link", name="Angkatan II Tahun 2019").first.click()
    page.get_by_role("heading", name="Peserta", exact=True).wait_for()
    assert "rata-rata kemajuan" in words(page)
    picture(page, "kemajuan")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    table = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert len(table.strip().splitlines()) == 5
    page.get_by_role("link", name="Sedang belajar").click()
    page.get_by_text("2 peserta", exact=True).wait_for()
    page.locator(".sheet-table tbody a").first.click()
    page.get_by_role("link", name="Keluarkan").wait_for()
    assert " kegiatan" in words(page)


def withdraw_and_reinstate(page, cohort):
    page.goto(cohort)
    page.get_by_role("link", name="Bima Sanjaya, S.T.").click()
    page.get_by_role("link", name="Keluarkan").click()
    page.get_by_label("Alasan").fill("Pindah tugas ke instansi lain")
    page.get_by_role("button", name="Keluarkan").click()
    page.goto(cohort)
    page.get_by_role("link", name=re.compile("^Mengundurkan diri")).click()
    page.get_by_role("link", name="Bima Sanjaya, S.T.").click()
    assert "Pindah tugas ke instansi lain" in words(page)
    page.get_by_role("button", name="Kembalikan").click()
    page.get_by_role("link", name="Keluarkan").wait_for()


def prepare_certificates(page):
    """Up to the question: the whole way to the paper is walked in test_whole_way."""
    page.goto("/admin/")
    page.get_by_role("link", name="2 peserta sudah selesai dan menunggu sertifikat").click()
    page.get_by_role("button", name="Terbitkan 2 sertifikat").wait_for()
    picture(page, "sertifikat", 560)


def verify(page):
    page.goto("/admin/")
    page.get_by_role("link", name="Sertifikat", exact=True).click()
    row = page.locator(".listing tbody tr").first
    number = re.search(r"\d{4}/LATSAR/BPSDM/[IVX]+/\d{4}", row.inner_text()).group(0)
    row.get_by_role("link").first.click()
    page.get_by_role("link", name="Verifikasi publik").click()
    page.wait_for_url("**/verifikasi/*/")
    assert number in words(page)


# --- docs/panduan-penulis.md --------------------------------------------------------------------

TITLE = "Satu kelahiran, tiga kantor"
REFUSAL = "tidak dapat dihapus atau ditarik karena dipakai oleh program atau angkatan"
BODY = "[data-contentpath='body']"


def test_authors_walk(new_page_of, tmp_path):
    page = new_page_of("widyaiswara")
    find_course(page)
    picture(page, "materi", 640)
    write_lesson(page, tmp_path)
    preview(page)
    submit(page)
    approve(new_page_of("peninjau"))
    read(page)
    running_cohort_stays(new_page_of("penyelenggara"))
    remove(new_page_of("penyelenggara"))


def find_course(page):
    page.goto("/admin/")
    page.get_by_role("link", name="Mata pelatihan", exact=True).click()
    page.get_by_role("link", name="Whole of Government").click()
    page.get_by_role("heading", name="Siapa yang memakainya").wait_for()
    page.get_by_role("link", name="Materi, kuis, tugas").click()
    page.get_by_role("link", name="Konsep dan asal-usul WoG").wait_for()


def write_lesson(page, folder):
    page.get_by_role("link", name="Tambahkan halaman turunan").click()
    page.get_by_role("link", name=re.compile("^Materi")).first.click()
    page.get_by_role("textbox", name="Judul").fill(TITLE)
    page.get_by_role("textbox", name="Ringkasan").fill(
        "Melihat satu urusan warga dari meja tiga kantor."
    )
    page.get_by_role("button", name="Sisipkan blok").last.click()
    page.get_by_role("option", name="Kasus", exact=True).wait_for()
    picture(page, "blok")
    page.keyboard.press("Escape")

    add(page, "Teks", text="Akta, kartu keluarga, dan jaminan kesehatan diurus di tiga kantor.")
    add(page, "Catatan berbingkai", title="Sebelum mulai", text="Catat satu layanan di unit Anda.")
    add(
        page, "Kutipan", fields={"text": "Warga cukup datang sekali.", "attribution": "Widyaiswara"}
    )
    add(page, "Rincian yang dapat dilipat", title="Dasar hukum", text="Undang-Undang 24/2013.")
    add_case_glossary_and_sources(page)
    add_table(page)
    add_files(page, folder)


def add(page, kind, *, text="", title="", fields=None):
    """Insert a block at the end, fill it, and return what its fields' names begin with."""
    name = f"body-{page.locator('input[name=body-count]').input_value()}-value"
    page.locator(BODY).get_by_role("button", name="Sisipkan blok").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    page.locator(f"[name^='{name}']").first.wait_for(state="attached")
    for field, value in ((fields or {}) | ({"title": title} if title else {})).items():
        page.locator(f"[name='{name}-{field}']").fill(value)
    if text:
        rich = page.locator(f"[name='{name}'], [name='{name}-text'], [name='{name}-transcript']")
        rich.locator("xpath=ancestor::*[@data-field][1]").locator("[role=textbox]").click()
        page.keyboard.type(text)
    return name


def add_case_glossary_and_sources(page):
    case = add(page, "Kasus", title="Loket yang saling menunggu", text="Tiga loket, satu warga.")
    page.locator(f"[name={case}-questions-0-value]").fill("Kunjungan mana yang dapat dihemat?")
    terms = add(page, "Glosarium")
    page.locator(f"[name={terms}-terms-0-value-term]").fill("satu pintu")
    page.locator(f"[name={terms}-terms-0-value-meaning]").fill("beberapa layanan di satu tempat")
    sources = add(page, "Sumber")
    page.locator(f"[name={sources}-sources-0-value]").fill("Undang-Undang Nomor 25 Tahun 2009")


def add_table(page):
    name = add(page, "Tabel", fields={"caption": "Dokumen dan kantornya"})
    table = page.locator(f"[name={name}-table-column-count]").locator("xpath=..")
    for heading in ("Dokumen", "Kantor"):
        table.locator("[data-append-column]").press("Enter")
        table.get_by_role("button", name="teks", exact=True).last.press("Enter")
        table.locator("input[name$=heading]").last.fill(heading)
    for number, words_of_cell in enumerate(("Akta kelahiran", "Dinas Dukcapil")):
        table.locator("td [role=textbox]").nth(number).click()
        page.keyboard.type(words_of_cell)


def add_files(page, folder):
    # Wagtail asks about a picture it has already, so this one is new in every run.
    colour = f"#{secrets.randbelow(2**24):06x}"
    Image.new("RGB", (1600, 1000), colour).save(folder / "loket.jpg")
    (folder / "lembar-kerja.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (folder / "wawancara.mp3").write_bytes(bytes(2000))
    name = add(page, "Gambar", fields={"alternative": "Loket biru", "credit": "BPSDM Banten"})
    upload(page, f"{name}-image", "Pilih gambar", folder / "loket.jpg")
    name = add(page, "Dokumen", fields={"description": "Tabel kosong untuk diisi."})
    upload(page, f"{name}-document", "Pilih dokumen", folder / "lembar-kerja.pdf")
    name = add(page, "Video atau audio", title="Wawancara petugas", text="Petugas: Selamat pagi.")
    upload(page, f"{name}-file", "Pilih dokumen", folder / "wawancara.mp3")
    page.locator(f"[name={name}-kind]").select_option("audio")


def upload(page, field, button, path):
    chooser = page.locator(f"[name={field}]").locator("xpath=ancestor::*[@data-field][1]")
    chooser.get_by_role("button", name=button).click()
    window = page.get_by_role("dialog").filter(has_text=button)
    window.get_by_role("tab", name="Unggah").click()
    window.locator("input[type=file]").set_input_files(path)
    expect(window.get_by_role("textbox", name="Judul")).to_have_value(path.stem)
    window.get_by_role("button", name="Unggah").click()
    expect(page.locator(f"[name={field}]")).not_to_have_value("")


def preview(page):
    page.get_by_role("button", name="Buka atau tutup pratinjau").click()
    frame = page.frame_locator("[data-w-preview-target=iframe]").last
    frame.get_by_text("Tidak ada yang dicatat.").wait_for()
    frame.get_by_role("heading", name=TITLE).wait_for()
    page.get_by_text("Tersimpan", exact=True).wait_for()
    picture(page, "pratinjau")


def submit(page):
    page.get_by_role("button", name="Tindakan lain").click()
    page.get_by_role("button", name="Ajukan ke Tinjauan materi").click()
    page.get_by_text(f"Halaman '{TITLE}' diajukan untuk ditinjau.").wait_for()


def approve(page):
    page.goto("/admin/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Tindakan lain").wait_for()
    button = page.get_by_role("button", name="Setujui dan terbitkan", exact=True)
    if not button.first.is_visible():
        page.get_by_role("button", name="Tindakan lain").click()
    button.first.click()
    page.wait_for_url(lambda url: "/edit/" not in url)


def read(page):
    find_course(page)
    page.get_by_role("link", name=TITLE).first.click()
    live = page.get_by_role("link", name="Terlihat oleh semua. Buka halaman yang terbit")
    page.goto(live.get_attribute("href"))
    page.get_by_role("heading", name=TITLE).wait_for()
    shown = page.locator("article")
    for kind in ("callout-info", "quote", "fold", "case", "glossary", "sources", "table-figure"):
        assert shown.locator(f".{kind}").count() >= 1, kind
    image = shown.get_by_role("img", name="Loket biru")
    assert "400w" in image.get_attribute("srcset")
    assert "Kredit: BPSDM Banten" in shown.inner_text()
    assert shown.get_by_role("link", name="lembar-kerja").count() == 1
    assert shown.locator("audio").get_attribute("src").endswith(".mp3")


def running_cohort_stays(page):
    page.goto("/admin/angkatan/angkatan-iii-2019/")
    assert "23 mata pelatihan, 32 kegiatan" in words(page)


def remove(page):
    """What a cohort has pinned stays; what nobody uses yet goes."""
    find_course(page)
    delete(page, "Konsep dan asal-usul WoG")
    page.get_by_text(REFUSAL).wait_for()
    picture(page, "ditolak", 420)
    find_course(page)
    delete(page, TITLE)
    page.get_by_role("button", name="Ya, hapus").click()
    page.get_by_role("link", name="Konsep dan asal-usul WoG").wait_for()
    assert TITLE not in page.locator(".listing").inner_text()


def delete(page, title):
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Tindakan", exact=True).first.click()
    page.get_by_role("link", name="Hapus").click()
