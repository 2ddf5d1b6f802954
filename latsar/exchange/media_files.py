"""Images and documents of a package: `media.yaml` and the folder `media`, checked by content."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from latsar.exchange.located_yaml import Entry, read_yaml
from latsar.exchange.problems import PackageProblem, ProblemList

LIST = "media.yaml"
FOLDER = "media"
IMAGE = "image"
DOCUMENT = "document"
TITLE_LIMIT = 255
IMAGE_TYPES = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP"}
_FILE = re.compile(r"[a-z0-9-]{1,80}\.[a-z0-9]{1,5}")
_FIELDS = {"file", "kind", "title", "description"}


@dataclass(frozen=True, slots=True)
class MediaPackage:
    """One image or document; `file` is its name below `media/`."""

    file: str
    kind: str
    title: str
    description: str
    content: bytes


def read_media(folder: Path, found: list[PackageProblem]) -> tuple[MediaPackage, ...]:
    """Read the files that the list names; a package without the list has none."""
    path = folder / LIST
    if not path.exists():
        return ()
    problems = ProblemList(LIST)
    document = read_yaml(path.read_text(encoding="utf-8"), problems=problems)
    entries = [entry for entry in document.get(FOLDER) or [] if isinstance(entry, Entry)]
    media = tuple(_read(entry, folder / FOLDER, problems) for entry in entries)
    if len({one.file for one in media}) != len(media):
        problems.add(1, _("a file stands here twice"))
    found.extend(problems.problems)
    return media


def _read(entry: Entry, folder: Path, problems: ProblemList) -> MediaPackage:
    values = {name: str(entry.get(name, "")) for name in ("file", "kind", "title", "description")}
    name = values["file"]
    content = b""
    if entry.keys() - _FIELDS or not _FILE.fullmatch(name):
        problems.add(entry.line, _("%(name)s is not the name of a file") % {"name": name})
    elif not (folder / name).is_file():
        problems.add(entry.line, _("%(name)s is not in the package") % {"name": name})
    else:
        content = (folder / name).read_bytes()
        if not _is_what_it_says(values["kind"], name, content):
            problems.add(entry.line, _("%(name)s is not such a file") % {"name": name})
    if not 0 < len(values["title"]) <= TITLE_LIMIT or len(values["description"]) > TITLE_LIMIT:
        problems.add(entry.line, _("%(name)s: the title is missing or too long") % {"name": name})
    return MediaPackage(content=content, **values)


def _is_what_it_says(kind: str, name: str, content: bytes) -> bool:
    extension = name.rpartition(".")[2]
    if kind == DOCUMENT:
        return bool(content) and extension in settings.WAGTAILDOCS_EXTENSIONS
    return kind == IMAGE and _is_image(extension, content)


def _is_image(extension: str, content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.verify()
            return image.format == IMAGE_TYPES.get(extension)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
