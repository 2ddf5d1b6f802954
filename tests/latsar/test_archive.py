"""A zip from elsewhere is refused before anything in it can do harm."""

import hashlib
import io
import json
import stat
import zipfile

import pytest

from latsar.exchange import archive
from latsar.exchange.archive import MANIFEST, ArchiveRefused, read_archive, write_archive

FILES = {"curricula.yaml": b"curricula: []\n", "modules/a0-dk/index.md": b"---\n---\n"}


def zipped(files, manifest=None, **changes):
    """Write a zip by hand; `changes` are attributes of its entries."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = {"format": 1, "files": digests} if manifest is None else manifest
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.writestr(MANIFEST, json.dumps(manifest))
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for field, value in changes.items():
                setattr(entry, field, value)
            writer.writestr(entry, content)
    return target.getvalue()


def test_files_come_back_and_the_zip_is_always_the_same():
    content = write_archive(FILES)

    assert read_archive(content) == FILES
    assert write_archive(dict(reversed(FILES.items()))) == content
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.namelist() == [MANIFEST, *sorted(FILES)]
        assert {entry.date_time[0] for entry in opened.infolist()} == {1980}


@pytest.mark.parametrize(
    "name",
    [
        "../curricula.yaml",
        "/etc/passwd",
        "modules/../x/index.md",
        "modules/a0-dk/sub/index.md",
        "modules/a0-dk/run.py",
        "modules\\a0-dk\\index.md",
        "media/../x.png",
        "media/x.tar.gz",
        "readme.txt",
        "modules/a0-dk/",
    ],
)
def test_file_that_no_package_has_is_refused(name):
    with pytest.raises(ArchiveRefused, match="bukan berkas paket"):
        read_archive(zipped(FILES | {name: b"x"}))


def test_symbolic_link_is_refused():
    with pytest.raises(ArchiveRefused, match="bukan berkas biasa"):
        read_archive(zipped(FILES, external_attr=(stat.S_IFLNK | 0o777) << 16))


def test_encrypted_file_is_refused():
    content = bytearray(write_archive(FILES))
    # The flag of the first entry of the directory at the end.
    content[content.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(ArchiveRefused, match="terenkripsi"):
        read_archive(bytes(content))


def test_file_that_stands_there_twice_is_refused():
    target = io.BytesIO(write_archive(FILES))
    with (
        zipfile.ZipFile(target, "a") as writer,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        writer.writestr("curricula.yaml", "x")

    with pytest.raises(ArchiveRefused, match="dua kali"):
        read_archive(target.getvalue())


def test_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(archive, "MOST_OF_ONE", 1000)
    bomb = zipped({"curricula.yaml": b"\0" * 1_000_000})

    assert len(bomb) < 5000
    with pytest.raises(ArchiveRefused, match="terlalu besar"):
        read_archive(bomb)


def test_many_files_together_are_too_large(monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 500)
    files = {f"modules/a0-dk/{number:02d}-x.md": b"x" * 90 for number in range(6)}

    with pytest.raises(ArchiveRefused, match="terlalu besar"):
        read_archive(zipped(files))


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_FILES", 2)

    with pytest.raises(ArchiveRefused, match="lebih dari 2 berkas"):
        read_archive(zipped(FILES))


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        ({"format": 2, "files": {}}, "format paket tidak dikenal"),
        ([], "format paket tidak dikenal"),
        ({"format": 1, "files": {"curricula.yaml": "0" * 64}}, "tidak sama dengan"),
        ({"format": 1, "files": {}}, "tidak sama dengan"),
    ],
)
def test_manifest_must_name_every_file_with_its_digest(manifest, problem):
    with pytest.raises(ArchiveRefused, match=problem):
        read_archive(zipped(FILES, manifest))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_refused(content):
    with pytest.raises(ArchiveRefused):
        read_archive(content)


def test_damaged_zip_is_refused():
    content = bytearray(write_archive(FILES))
    content[60] ^= 0xFF

    with pytest.raises(ArchiveRefused):
        read_archive(bytes(content))
