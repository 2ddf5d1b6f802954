"""The kernel: value fields, clock, storage, audit, checks; it knows nobody of ours."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "corpu.core"
    label = "core"
