"""How many coaching groups, and who is in which with which coach and examiner."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

COACH, GROUP, EXAMINER = "coach-", "group-", "examiner-"


class DealForm(forms.Form):
    """How many groups everybody is dealt to."""

    count = forms.IntegerField(
        label=_("Number of coaching groups"),
        min_value=1,
        max_value=50,
        error_messages={"required": _("Fill in how many groups there should be.")},
    )


def chosen(data: Mapping[str, str], prefix: str) -> dict[int, int | None]:
    """Return what was chosen in the selects of one kind: id of the row → id of the choice."""
    found = {}
    for name, value in data.items():
        key = name.removeprefix(prefix)
        if name.startswith(prefix) and key.isdecimal():
            found[int(key)] = int(value) if value.isdecimal() else None
    return found
