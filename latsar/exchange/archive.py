"""The file in which a programme travels: a zip with a manifest, written alike, read with care."""

import hashlib
import io
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

MANIFEST = "manifest.json"
FORMAT = 1
MEGABYTE = 1024 * 1024
MOST_BYTES = 300 * MEGABYTE
MOST_OF_ONE = 100 * MEGABYTE
MOST_FILES = 5000
# Every zip made of the same files is the same zip.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_MODE = (stat.S_IFREG | 0o644) << 16
_UNIX = 3
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError)
_NAMES = re.compile(
    r"(manifest\.json|(regulations|structure|modules|curricula|media)\.yaml"
    r"|modules/[a-z0-9_-]{1,12}/[a-z0-9][a-z0-9._-]{0,160}\.(md|yaml)"
    r"|media/[a-z0-9-]{1,80}\.[a-z0-9]{1,5})"
)


class ArchiveRefused(Exception):
    """The file is no package as `export_package` writes it; `str()` says why."""


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Return the zip: sorted, without times, with a digest of every file."""
    digests = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    manifest = json.dumps({"format": FORMAT, "files": digests}, indent=1).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in [(MANIFEST, manifest), *((name, files[name]) for name in digests)]:
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr, entry.create_system = _MODE, _UNIX
            archive.writestr(entry, content)
    return target.getvalue()


def read_archive(content: bytes) -> dict[str, bytes]:
    """Return the files; raise `ArchiveRefused` before anything that is too much has been read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = _read_all(archive)
    except _BROKEN as error:
        raise ArchiveRefused(_("the file cannot be opened as a zip")) from error
    _check_manifest(files)
    return files


def _read_all(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise ArchiveRefused(_("more than %(most)d files") % {"most": MOST_FILES})
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        _check_entry(entry, files)
        # What the zip says of sizes is not believed: no more is read than may be.
        with archive.open(entry) as source:
            content = source.read(min(left, MOST_OF_ONE) + 1)
        if len(content) > min(left, MOST_OF_ONE):
            raise ArchiveRefused(_("%(name)s: too large") % {"name": entry.filename})
        left -= len(content)
        files[entry.filename] = content
    return files


def _check_entry(entry: zipfile.ZipInfo, files: Mapping[str, bytes]) -> None:
    name = entry.filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    reasons = (
        (not _NAMES.fullmatch(name), _("%(name)s: no file of a package")),
        (kind not in (0, stat.S_IFREG), _("%(name)s: not an ordinary file")),
        (bool(entry.flag_bits & _ENCRYPTED), _("%(name)s: encrypted")),
        (name in files, _("%(name)s: stands in the zip twice")),
    )
    for holds, reason in reasons:
        if holds:
            raise ArchiveRefused(reason % {"name": name[:200]})


def _check_manifest(files: dict[str, bytes]) -> None:
    """The manifest names every file with its digest, and no other."""
    try:
        manifest: Any = json.loads(files.pop(MANIFEST))
    except (KeyError, ValueError) as error:
        raise ArchiveRefused(_("the manifest is missing or not readable")) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ArchiveRefused(_("the format of the package is not known"))
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    if manifest.get("files") != digests:
        raise ArchiveRefused(_("the files are not those that the manifest names"))
