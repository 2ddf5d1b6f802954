"""Types told from content, liars and bombs refused, names made safe."""

import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.file_types import MAX_PARTS, NAME_LENGTH, FileVerdict, clean_name, inspect
from courses.enums import FileFault, FileKind
from tests.courses.assignments.world import DOCX, JPG, ODT, PDF, PNG, archive

ALL = tuple(FileKind.values)
EXE = b"MZ\x90\x00" + b"\x00" * 60
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
WORD = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}
MIME = {"mimetype": "application/vnd.oasis.opendocument.text"}


def look(content, allowed=ALL, max_megabytes=1):
    return inspect(content, allowed=allowed, max_megabytes=max_megabytes)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, FileKind.PDF),
        (PNG, FileKind.PNG),
        (JPG, FileKind.JPG),
        (DOCX, FileKind.DOCX),
        (ODT, FileKind.ODT),
    ],
)
def test_type_is_read_from_the_content(content, kind):
    assert look(content) == FileVerdict(kind)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.EMPTY),
        (EXE, FileFault.WRONG_TYPE),
        (HTML, FileFault.WRONG_TYPE),
        (b"\x00", FileFault.WRONG_TYPE),
        (PDF[:-6], FileFault.DAMAGED),
        (JPG[:-2], FileFault.DAMAGED),
        (PNG[:20], FileFault.DAMAGED),
        (PNG.replace(b"IHDR", b"XXXX"), FileFault.DAMAGED),
        (DOCX[: len(DOCX) // 2], FileFault.DAMAGED),
        (PDF + b"x" * 1024 * 1024, FileFault.TOO_LARGE),
        (archive({"a.txt": "nothing"}), FileFault.WRONG_TYPE),
        (archive({"[Content_Types].xml": "", "xl/workbook.xml": ""}), FileFault.WRONG_TYPE),
        (archive({**MIME, "other.xml": ""}), FileFault.WRONG_TYPE),
        (archive({"a": "", **MIME, "content.xml": ""}), FileFault.WRONG_TYPE),
        (archive({"mimetype": "text/plain", "content.xml": ""}), FileFault.WRONG_TYPE),
        (archive({**MIME, "content.xml": "", "Basic/Standard/M.xml": ""}), FileFault.UNSAFE),
        (archive({**WORD, "word/vbaProject.bin": "x"}), FileFault.UNSAFE),
        (archive({**WORD, "../../etc/passwd": "x"}), FileFault.UNSAFE),
        (archive({**WORD, "/etc/passwd": "x"}), FileFault.UNSAFE),
        (archive({**WORD, "word/media/a.bin": b"\0" * 5_000_000}), FileFault.UNSAFE),
        (archive({**WORD, **{f"word/{n}": "" for n in range(MAX_PARTS)}}), FileFault.UNSAFE),
    ],
)
def test_liars_bombs_and_damaged_files_are_refused(content, fault):
    assert look(content) == FileVerdict(fault=fault)


def test_encrypted_document_is_refused():
    locked = bytearray(DOCX)
    place = locked.index(b"PK\x01\x02") + 8
    locked[place : place + 2] = struct.pack("<H", 1)

    assert look(bytes(locked)).fault == FileFault.UNSAFE


def test_overlapping_parts_are_refused():
    content = bytearray(archive(WORD, compress=zipfile.ZIP_STORED))
    place = content.index(b"PK\x01\x02") + 20
    content[place : place + 4] = struct.pack("<L", 50_000)

    assert look(bytes(content)).fault == FileFault.UNSAFE


def test_type_that_the_assignment_does_not_take_is_refused():
    assert look(PNG, allowed=("pdf",)).fault == FileFault.WRONG_TYPE


@given(st.binary(max_size=400))
def test_any_bytes_get_a_verdict(content):
    for start in (b"", b"PK\x03\x04", b"%PDF-", b"\xff\xd8\xff"):
        verdict = look(start + content)
        assert (verdict.kind is None) != (verdict.fault is None)


@pytest.mark.parametrize(
    ("name", "kind", "cleaned"),
    [
        ("laporan.pdf", "pdf", "laporan.pdf"),
        ("laporan.JPEG", "jpg", "laporan.jpg"),
        ("foto.jpg", "png", "foto.png"),
        ("C:\\Data\\Tugas 1.docx", "docx", "Tugas 1.docx"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("bab.1.analisis", "pdf", "bab.1.analisis.pdf"),
        ("rekap\u202efdp.exe", "pdf", "rekap fdp.exe.pdf"),
        ('a<b>:"c|?*\n.pdf', "pdf", "a b c.pdf"),
        ("   .pdf", "pdf", "berkas.pdf"),
        ("", "png", "berkas.png"),
        ("é" * 300 + ".pdf", "pdf", "é" * (NAME_LENGTH - 4) + ".pdf"),
    ],
)
def test_names_are_cleaned(name, kind, cleaned):
    assert clean_name(name, FileKind(kind)) == cleaned


@given(st.text(max_size=200), st.sampled_from(list(FileKind)))
def test_any_name_becomes_a_plain_one(name, kind):
    cleaned = clean_name(name, kind)

    assert cleaned.endswith(f".{kind.value}")
    assert len(cleaned) <= NAME_LENGTH
    assert not set(cleaned) & set('/\\<>:"|?*\n\0')
