"""What makes it Latsar: the packaged curricula."""

from django.apps import AppConfig


class LatsarConfig(AppConfig):
    name = "latsar"
