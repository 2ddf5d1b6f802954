"""Two addresses for machines: is the site up, and which words do the admin's scripts show?"""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

from corpu.core.script_words import SCRIPT_COUNTS, SCRIPT_WORDS


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when web process and database work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


class AdminWords(JavaScriptCatalog):
    """Wagtail's catalogue for its scripts, filled up from ours: one catalogue is enough to keep."""

    packages = ["wagtail.admin"]

    def get_catalog(self) -> dict[str, Any]:
        counts = {one: [ngettext(one, many, 2)] for one, many in SCRIPT_COUNTS}
        return super().get_catalog() | {word: gettext(word) for word in SCRIPT_WORDS} | counts
