"""The paper: what it says, that it fits, that it is always the same, that it fetches nothing."""

import io
import re

import pytest
from django.utils import translation
from pypdf import PdfReader

from certificates.domain.award import Subject
from certificates.pdf import ForbiddenAddress, PaperFetcher, certificate_pdf, html_pdf
from certificates.services.issuing import issue
from tests.certificates.awards import make_award

pytestmark = pytest.mark.django_db

LONG_NAME = (
    "Prof. Dr. Ir. Raden Mas Muḥammad Zaïnuddin Ñoño Kartawidjaja Purwadisastra Suryaningrat "
    "binti Abdurrahman Wahid, S.T., M.Sc., Ph.D."
)


def read(certificate):
    """The PDF's reader and the text of its pages, with single spaces."""
    reader = PdfReader(io.BytesIO(certificate_pdf(certificate)))
    return reader, [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


def test_paper_says_what_was_awarded(pending):
    reader, (front, back) = read(pending)

    for words in (
        "Siti Contoh Nomor 1, S.E.",
        pending.number,
        pending.code,
        "NIP 19900101 201903 2 001",
        "lahir di Serang, 1 Januari 1990",
        "Penata Muda (III/a)",
        "Analis Kebijakan Ahli Pertama",
        "Pemerintah Kabupaten Lebak",
        "Latsar CPNS Golongan III",
        "Angkatan XXI Tahun 2019, 2 Mei sampai dengan 20 Juni 2019",
        "di Kampus BPSDM Provinsi Banten, Pandeglang",
        "selama 511 (lima ratus sebelas) jam pelajaran",
        "Peraturan LAN Nomor 12 Tahun 2018",
        "Nama Kepala BPSDM (contoh)",
        "Pandeglang, 20 Juni 2019",
        "tidak ditandatangani secara elektronik",
        "bukan STTP",
    ):
        assert words in front
    for words in (
        "Daftar Mata Pelatihan",
        pending.number,
        "Agenda II – Nilai-Nilai Dasar PNS",
        "1 Akuntabilitas 9",
        "2 Etika Publik –",
        "3 Whole of Government 6",
        "Jumlah jam pelajaran program: 511 JP",
        "belum dikonfirmasi secara resmi",
        pending.code,
    ):
        assert words in back
    assert len(reader.pages) == 2


def test_paper_is_landscape_a4_with_title_author_and_language(pending):
    reader, _ = read(pending)

    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [842, 595]
    assert reader.metadata.title == f"Sertifikat Pelatihan {pending.number} – {pending.name}"
    assert reader.metadata.author == "BPSDM Provinsi Banten"
    assert reader.trailer["/Root"]["/Lang"] == "id"


def test_unknown_facts_and_unconfirmed_hours_stay_off_the_paper(design):
    certificate = issue(
        award=make_award(
            jp=None, birth_place="", birth_date=None, nip="", rank="", post="", agency="",
            regulation="", cohort="", place="", starts_on=None, ends_on=None,
            subjects=(Subject("Agenda", "Mata", 3),),
        ),
        by=None,
    )  # fmt: skip

    _, (front, back) = read(certificate)

    for words in ("None", "jam pelajaran", "lahir", "NIP", "Dasar"):
        assert words not in front
    assert "Jumlah" not in back
    assert "belum dikonfirmasi" not in back


@pytest.mark.parametrize(
    "name",
    [
        "Adi",
        "Nur Aisyah Putri Hidayat, S.Kom., M.T.I.",
        LONG_NAME,
        "Ž" * 30 + " " + "Ṣ" * 100,
        "M" * 300,
    ],
)
def test_every_name_fits_on_the_first_page(design, name):
    reader, (front, _) = read(issue(award=make_award(name=name), by=None))

    assert len(reader.pages) == 2
    assert name.replace(" ", "") in front.replace(" ", "")


def test_longest_facts_fit_on_the_first_page(design):
    def words(length):
        return ("Kependudukan dan Pencatatan Sipil " * 20)[:length].strip() + "#"

    certificate = issue(
        award=make_award(
            name=LONG_NAME, post=words(149), agency=words(199), programme=words(199),
            cohort=words(119), place=words(149), regulation=words(600), birth_place=words(79),
        ),
        by=None,
    )  # fmt: skip

    reader, (front, _) = read(certificate)

    assert len(reader.pages) == 2
    assert front.count("#") == 7


@pytest.mark.parametrize("agendas", [1, 5, 8])
@pytest.mark.parametrize(
    "title", ["Akuntabel", "Mata pelatihan dengan judul yang sangat panjang " * 2]
)
def test_forty_subjects_stay_on_the_second_page(design, agendas, title):
    subjects = tuple(
        Subject(f"Agenda {number * agendas // 40}", f"{title} {number}#", 3) for number in range(40)
    )

    reader, (_, back) = read(issue(award=make_award(name=LONG_NAME, subjects=subjects), by=None))

    assert len(reader.pages) == 2
    assert back.count("#") == 40
    assert "Jumlah jam pelajaran" in back


def test_same_facts_give_the_same_bytes_in_any_language(pending):
    first = certificate_pdf(pending)
    with translation.override("en"):
        second = certificate_pdf(pending)
    pending.refresh_from_db()

    assert first == second == certificate_pdf(pending)
    assert b"CreationDate" not in first


def test_markup_in_a_name_is_only_text(design):
    name = '<img src="https://example.org/x.png">&amp;'

    _, (front, _) = read(issue(award=make_award(name=name), by=None))

    assert name.replace(" ", "") in front.replace(" ", "")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.png",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "data:image/png;base64,AAAA",
        "font:../__init__.py",
        "font:/etc/passwd",
        "font:",
        "paper:/x.css",
    ],
)
def test_paper_fetches_nothing_but_packaged_fonts(address):
    with pytest.raises(ForbiddenAddress):
        PaperFetcher().fetch(address)
    with pytest.raises(ForbiddenAddress):
        html_pdf(f'<img src="{address}">')


def test_packaged_fonts_are_handed_out():
    assert PaperFetcher().fetch("font:SourceSerifPro-Regular.otf").read(4) == b"OTTO"


def test_only_packaged_fonts_are_embedded(pending):
    reader, _ = read(pending)

    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert {name.rsplit("-", 1)[0].replace("-Semi", "") for name in fonts} <= {
        "Paper-Serif", "Paper-Sans", "Paper"
    }  # fmt: skip
