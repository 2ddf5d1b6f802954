"""Puts the bytes of a document into private storage, whole or not at all."""

import os
from pathlib import Path

from django.core.files.base import ContentFile

from corpu.core.storage import private_storage


def store(*, name: str, content: bytes) -> str:
    """Write `content` under `name` and return the name it has in storage.

    On a local disk the bytes go to a neighbouring file first, which then takes the name in one
    step: a worker killed half way leaves no half file, and its successor overwrites the rest.
    Object stores do the same by themselves.
    """
    storage = private_storage()
    try:
        path = Path(storage.path(name))
    except NotImplementedError:
        storage.delete(name)  # what an earlier attempt left, else the new file gets another name
        return storage.save(name, ContentFile(content))
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(path, content)
    return name


def _write_whole(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f"{path.name}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
