"""What a handed-in file is, told from its content, and a name that is safe on anybody's disk."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Collection
from dataclasses import dataclass

from courses.enums import FileFault, FileKind

MEGABYTE = 1024 * 1024
NAME_LENGTH = 120
# Bounds of a zip that is a document: more parts, or parts that unpack to more, is an attack.
MAX_PARTS = 3_000
MAX_UNPACKED = 250 * MEGABYTE
MAX_RATIO = 120
MACROS = ("vbaproject.bin", "basic/", "scripts/")
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
ENDINGS = {kind.value for kind in FileKind} | {"jpeg", "jpe", "jfif"}
_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """The type of a file, or why it is not taken."""

    kind: FileKind | None = None
    fault: FileFault | None = None


def inspect(content: bytes, *, allowed: Collection[str], max_megabytes: int) -> FileVerdict:
    """Read the type from the content, never from the name."""
    if not content:
        return FileVerdict(fault=FileFault.EMPTY)
    if len(content) > max_megabytes * MEGABYTE:
        return FileVerdict(fault=FileFault.TOO_LARGE)
    found = _sniff(content)
    if found.kind is not None and found.kind not in allowed:
        return FileVerdict(fault=FileFault.WRONG_TYPE)
    return found


def clean_name(name: str, kind: FileKind, *, fallback: str = "berkas") -> str:
    """Return the last part of a name without what systems choke on, with the ending of its type."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Control and format characters hide endings: "rekap\u202efdp.exe" reads as a PDF.
    shown = "".join(char if char.isprintable() else " " for char in last)
    words = " ".join(_FORBIDDEN.sub(" ", shown).split())
    stem, dot, ending = words.rpartition(".")
    if not dot or ending.lower() not in ENDINGS:
        stem = words
    stem = stem.strip(" .")[: NAME_LENGTH - len(kind.value) - 1].strip(" .")
    return f"{stem or fallback}.{kind.value}"


def _sniff(content: bytes) -> FileVerdict:
    if content.startswith(b"%PDF-"):
        return _whole(FileKind.PDF, is_whole=b"%%EOF" in content[-2048:])
    if content.startswith(b"\xff\xd8\xff"):
        return _whole(FileKind.JPG, is_whole=b"\xff\xd9" in content[3:])
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _whole(FileKind.PNG, is_whole=content[12:16] == b"IHDR" and b"IEND" in content[-64:])
    if content.startswith(b"PK\x03\x04"):
        return _document(content)
    return FileVerdict(fault=FileFault.WRONG_TYPE)


def _whole(kind: FileKind, *, is_whole: bool) -> FileVerdict:
    return FileVerdict(kind) if is_whole else FileVerdict(fault=FileFault.DAMAGED)


def _document(content: bytes) -> FileVerdict:
    """Tell DOCX from ODT by the parts of the zip; nothing but a short first part is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if _is_unsafe(parts, len(content)):
                return FileVerdict(fault=FileFault.UNSAFE)
            names = {part.filename for part in parts}
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return FileVerdict(FileKind.DOCX)
            if "content.xml" in names and _is_odt(archive, parts[0]):
                return FileVerdict(FileKind.ODT)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return FileVerdict(fault=FileFault.DAMAGED)
    return FileVerdict(fault=FileFault.WRONG_TYPE)


def _is_odt(archive: zipfile.ZipFile, first: zipfile.ZipInfo) -> bool:
    """ODT begins with its own type, not compressed, so that anybody can read it there."""
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        return False
    return first.file_size == len(ODT_TYPE) and archive.read(first) == ODT_TYPE


def _is_unsafe(parts: list[zipfile.ZipInfo], size: int) -> bool:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_bomb = (
        len(parts) > MAX_PARTS
        or unpacked > min(MAX_UNPACKED, size * MAX_RATIO)
        or packed > size  # parts that overlap
    )
    return is_bomb or any(_is_unsafe_part(part) for part in parts)


def _is_unsafe_part(part: zipfile.ZipInfo) -> bool:
    name = part.filename.replace("\\", "/").lower()
    is_outside = name.startswith("/") or ".." in name.split("/")
    is_encrypted = bool(part.flag_bits & 0x1)
    is_macro = name.endswith(MACROS[0]) or name.startswith(MACROS[1:])
    return is_outside or is_encrypted or is_macro
