"""The guides of `docs/` inside the admin, where the people for whom they are written work."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from django.views.static import serve
from markdown_it import MarkdownIt
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

DOCS = Path(settings.ROOT) / "docs"
GUIDES = {"penyelenggara": _("Guide for organisers"), "penulis": _("Guide for authors")}
_PICTURE = re.compile(r"\(gambar/([\w.-]+)\)")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """One guide; its links to pictures and to the other guide lead to addresses of the admin."""

    template_name = "home/admin/guide.html"
    header_icon = "help"

    def get_page_title(self) -> str:
        return str(GUIDES[self.kwargs["name"]])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.kwargs["name"] not in GUIDES:
            raise Http404
        # Our own file, with HTML switched off: nothing in it is a person's input.
        guide = mark_safe(_MARKDOWN.render(_linked(self.kwargs["name"])))  # noqa: S308
        return super().get_context_data(**kwargs) | {"guide": guide}


@require_safe
def guide_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a picture of the guides."""
    return serve(request, path, document_root=str(DOCS / "gambar"))


def _linked(name: str) -> str:
    # The page has its title in the header already.
    _title, _, text = (DOCS / f"panduan-{name}.md").read_text(encoding="utf-8").partition("\n")
    for other in GUIDES:
        text = text.replace(f"(panduan-{other}.md)", f"({reverse('guide-show', args=[other])})")
    return _PICTURE.sub(lambda found: f"({reverse('guide-picture', args=[found[1]])})", text)
