"""The site's front page."""

from corpu.home.models.pages import HomePage

__all__ = ["HomePage"]
