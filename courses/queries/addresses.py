"""Addresses of many pages at once, without asking the site tree for each."""

from collections.abc import Callable

from django.urls import reverse
from wagtail.models import Site


def page_addresses() -> Callable[[str], str]:
    """Return a function from a page's `url_path` to its address (the site roots are read once)."""
    roots = sorted((root.root_path for root in Site.get_site_root_paths()), key=len, reverse=True)

    def address(url_path: str) -> str:
        for root in roots:
            if url_path.startswith(root):
                return reverse("wagtail_serve", args=[url_path[len(root) :]])
        return ""

    return address
