"""Facts about the packaged curricula."""

from latsar.models.package import PackagedPage

__all__ = ["PackagedPage"]
