"""Images inside question files: found by their address, checked without unpacking their pixels."""

import base64
import binascii
import hashlib
import io
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from PIL import Image, UnidentifiedImageError

from courses.domain.question_files import (
    MAX_IMAGE_BYTES,
    MAX_PIXELS,
    MEGABYTE,
    EmbeddedImage,
)
from courses.enums.question_files import FileProblem

PLUGIN_FILE = "@@PLUGINFILE@@/"
DIGEST_PREFIX = "sha1:"
FILE_ENCODING = "base64"
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
NAME_LENGTH = 80

_DATA = re.compile(r"data:image/([a-z0-9.+-]{1,20});base64,", re.IGNORECASE)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LIMITS = {"limit": MAX_IMAGE_BYTES // MEGABYTE, "pixels": MAX_PIXELS // 1_000_000}


class ImageRefused(Exception):
    """An image cannot be taken; `code` and `parameters` say why."""

    def __init__(self, code: FileProblem, **parameters: str | int) -> None:
        super().__init__(code.value)
        self.code = code
        self.parameters = parameters


def find_image(source: str, alt: str, files: Mapping[str, str]) -> EmbeddedImage:
    """Return the image an address names; `files` are base64 by name. Raises ImageRefused."""
    inline = _DATA.match(source)
    if inline:
        name = f"gambar.{inline[1].lower()}"
        return _checked(name, source[inline.end() :], alt)
    if source.startswith(PLUGIN_FILE):
        name = unquote(source.removeprefix(PLUGIN_FILE)).partition("?")[0]
        if name in files:
            return _checked(name, files[name], alt)
    elif source.startswith(("http://", "https://", "//")):
        raise ImageRefused(FileProblem.IMAGE_REMOTE, name=source)
    raise ImageRefused(FileProblem.IMAGE_MISSING, name=source.removeprefix(PLUGIN_FILE))


def safe_name(name: str, kind: str) -> str:
    """Return a file name of plain letters whose ending says what the image is."""
    stem = _UNSAFE.sub("-", PurePosixPath(name).stem).strip(".-")[:NAME_LENGTH]
    return f"{stem or 'gambar'}.{'jpg' if kind == 'JPEG' else kind.lower()}"


def named_as_it_was(name: str) -> str:
    """Return a safe file name that keeps the ending of the stored file."""
    ending = PurePosixPath(name).suffix.removeprefix(".").upper()
    return safe_name(name, "JPEG" if ending in {"JPG", "JPEG"} else ending or "PNG")


def _checked(name: str, encoded: str, alt: str) -> EmbeddedImage:
    if len(encoded) > MAX_IMAGE_BYTES * 3 // 2:
        raise ImageRefused(FileProblem.IMAGE_TOO_LARGE, name=name, **_LIMITS)
    try:
        content = base64.b64decode(re.sub(r"\s+", "", encoded), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ImageRefused(FileProblem.IMAGE_DAMAGED, name=name) from error
    if len(content) > MAX_IMAGE_BYTES:
        raise ImageRefused(FileProblem.IMAGE_TOO_LARGE, name=name, **_LIMITS)
    kind = _kind(name, content)
    digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    return EmbeddedImage(digest, safe_name(name, kind), content, alt)


def _kind(name: str, content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            width, height, kind = image.width, image.height, str(image.format)
            if width * height <= MAX_PIXELS:
                image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRefused(FileProblem.IMAGE_TOO_LARGE, name=name, **_LIMITS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ImageRefused(FileProblem.IMAGE_DAMAGED, name=name) from error
    if width * height > MAX_PIXELS:
        raise ImageRefused(FileProblem.IMAGE_TOO_LARGE, name=name, **_LIMITS)
    return kind
