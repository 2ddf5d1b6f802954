"""Facts of the packaged curricula."""

from latsar.models.package import PackagedPage, PackagedQuestion

__all__ = ["PackagedPage", "PackagedQuestion"]
