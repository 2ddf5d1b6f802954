"""Carries a programme from one site to another: out as a zip, in whole or not at all."""

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.question_text import is_same, normalised
from courses.models import Programme
from latsar.exchange.archive import read_archive, write_archive
from latsar.exchange.media_files import DOCUMENT, IMAGE, MediaPackage
from latsar.exchange.package import Package, read_package
from latsar.exchange.package_writer import package_files
from latsar.exchange.page_content import activity_content, course_content
from latsar.exchange.problems import PackageProblem
from latsar.exchange.question_file import QuestionPackage
from latsar.queries.exported import Exported, exported
from latsar.services.curricula import write_package
from latsar.services.load_report import LoadReport
from latsar.services.package_media import StoredMedia, store_media


class ProgrammeUnknown(Exception):
    """There is no programme with this code."""


class ExportRefused(Exception):
    """The programme cannot be written so that it reads back as itself; `problems` say why."""

    def __init__(self, problems: Iterable[PackageProblem | str]) -> None:
        self.problems = tuple(str(problem) for problem in problems)
        super().__init__("\n".join(self.problems))


class ImportRefused(Exception):
    """A part of the package cannot be loaded, so nothing was; `report` says what."""

    def __init__(self, report: LoadReport) -> None:
        super().__init__("\n".join(report.problems))
        self.report = report


def export_programme(*, code: str) -> bytes:
    """Return the zip of a programme as it is published now; the same content is the same zip.

    What has been written is read back and compared before it is given out. Raises `PackageInvalid`
    where the package that would come out could not be loaded.
    """
    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        raise ProgrammeUnknown
    names = _MediaNames()
    found = exported(programme, names.name_of)
    _need_none([*_strange(found), *names.missing])
    package = replace(found.package, media=names.media())
    files = package_files(package)
    _need_none(
        _("%(path)s: would not read back as it is") % {"path": path}
        for path in _differences(package, _read(files))
    )
    return write_archive(files)


def _need_none(problems: Iterable[str]) -> None:
    found = list(problems)
    if found:
        raise ExportRefused(found)


def import_package(*, content: bytes, is_dry_run: bool = False) -> LoadReport:
    """Load a zip of `export_programme` as a load does: nobody's edits are overwritten.

    Raises `ArchiveRefused`, `PackageInvalid` or `ImportRefused`, and has written nothing then. A
    dry run does the same and takes it back.
    """
    package = _read(read_archive(content))
    stored = StoredMedia()
    is_kept = False
    try:
        with transaction.atomic():
            store_media(package.media, stored)
            report = write_package(package=package, files=stored.ids, is_whole=False)
            if report.problems:
                raise ImportRefused(report)
            transaction.set_rollback(is_dry_run)
        is_kept = not is_dry_run
    finally:
        if not is_kept:
            stored.take_back()
    return report


def _read(files: dict[str, bytes]) -> Package:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return read_package(Path(folder))


def _strange(found: Exported) -> list[str]:
    return [
        _("a text refers to %(name)s, which is not part of the programme") % {"name": name}
        for name in found.strangers
    ]


def _differences(written: Package, read: Package) -> list[str]:
    """Return the paths whose content did not survive; an empty list means that all did."""
    before, after = _contents(written), _contents(read)
    return sorted(
        path
        for path in before.keys() | after.keys()
        if not _is_same(before.get(path), after.get(path))
    )


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, QuestionPackage) and isinstance(other, QuestionPackage):
        bare = replace(one, path=other.path, content=other.content)
        return bare == other and is_same(normalised(one.content), normalised(other.content))
    return bool(one == other)


def _contents(package: Package) -> dict[str, Any]:
    contents: dict[str, Any] = {one.code: one for one in package.curricula}
    contents |= {f"media/{one.file}": one for one in package.media}
    for course in package.courses:
        contents[course.path] = course_content(course)
        contents |= {one.path: activity_content(one) for one in course.activities}
        contents |= {f"{course.path}#{one.uuid}": one for one in course.questions}
    return contents


class _MediaNames:
    """Reads the files of an export once and names them by their content."""

    def __init__(self) -> None:
        self.found: dict[str, MediaPackage] = {}
        self.missing: list[str] = []

    def name_of(self, kind: str, row: Any) -> str:
        """Return the name of a file in the package; a file that is gone is noted."""
        try:
            with row.file.open("rb") as source:
                content = source.read()
        except FileNotFoundError:
            self.missing.append(_("the file of “%(title)s” is gone") % {"title": row.title})
            return ""
        extension = row.file.name.rpartition(".")[2].lower()
        letter = {IMAGE: "i", DOCUMENT: "d"}[kind]
        name = f"{letter}-{hashlib.sha256(content).hexdigest()[:40]}.{extension}"
        description = row.description if kind == IMAGE else ""
        self.found.setdefault(name, MediaPackage(name, kind, row.title, description, content))
        return name

    def media(self) -> tuple[MediaPackage, ...]:
        """Return the files in the order of their names."""
        return tuple(self.found[name] for name in sorted(self.found))
