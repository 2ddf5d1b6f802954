"""What makes it Latsar: the packaged curricula."""

from django.apps import AppConfig


class LatsarConfig(AppConfig):
    name = "latsar"

    def ready(self) -> None:
        """Listen to what the LMS tells."""
        from latsar import receivers  # noqa: F401  importing connects them
