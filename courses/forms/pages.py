"""The form of every content page in the editor: what it refuses beyond the fields themselves."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from courses.queries.holds import is_held


class ContentPageForm(WagtailAdminPageForm):
    """Says in which zone times are meant; lets no page end that people are to read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = timezone.get_current_timezone_name()
        for name in ("go_live_at", "expire_at"):
            if name in self.fields:
                self.fields[name].help_text = _("Time zone: %(zone)s") % {"zone": zone}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        ends = cleaned.get("expire_at")
        if ends and self.instance.pk and is_held([self.instance]):
            self.add_error(
                "expire_at",
                _(
                    "This page cannot end by itself: a programme or a cohort uses it. "
                    "Leave the end empty."
                ),
            )
        return cleaned
