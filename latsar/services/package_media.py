"""Images and documents of a package: kept once, found again by their bytes and title."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from latsar.exchange.media_files import IMAGE, MediaPackage
from latsar.exchange.own_references import Name


@dataclass(slots=True)
class StoredMedia:
    """Identifiers by kind and name; `new` are the files written just now, to be taken back."""

    ids: dict[Name, int] = field(default_factory=dict)
    new: list[Any] = field(default_factory=list)

    def take_back(self) -> None:
        """Delete the new files: a transaction that is undone leaves them behind."""
        for file in self.new:
            file.storage.delete(file.name)


def store_media(media: Iterable[MediaPackage], stored: StoredMedia) -> None:
    """Store what is not there yet."""
    for one in media:
        known = _known(one)
        if known is None:
            row = _store(one)
            stored.new.append(row.file)
            known = row.pk
        stored.ids[(one.kind, one.file)] = known


def _model(media: MediaPackage) -> Any:
    return get_image_model() if media.kind == IMAGE else get_document_model()


def _sha1(media: MediaPackage) -> str:
    """Wagtail's own mark of a file's bytes; it says whether they are the same, nothing more."""
    return hashlib.sha1(media.content, usedforsecurity=False).hexdigest()


def _known(media: MediaPackage) -> int | None:
    rows = _model(media).objects.filter(file_hash=_sha1(media), title=media.title)
    found: int | None = rows.order_by("pk").values_list("pk", flat=True).first()
    return found


def _store(media: MediaPackage) -> Any:
    row = _model(media)(
        title=media.title, file=ContentFile(media.content, name=media.file), file_hash=_sha1(media)
    )
    if media.kind == IMAGE:
        row.description = media.description
    row.file_size = len(media.content)
    row.save()
    return row
