"""Private files: kept outside the media folder, without any public address."""

from typing import Any, NoReturn

from django.core.files.storage import FileSystemStorage, Storage, storages


class PrivateStorage(FileSystemStorage):
    """A folder only views can read from; a name written again replaces the file."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"allow_overwrite": True, "file_permissions_mode": 0o600, **options, "base_url": None}
        )

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("a private file has no address")


def private_storage() -> Storage:
    """Return the configured private storage (a callable, so that migrations stay neutral)."""
    return storages["private"]
