"""Forms of a reader: a note, a place, how pages look."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """A note of one's own; empty means none."""

    text = forms.CharField(max_length=20_000, required=False)


class PlaceForm(forms.Form):
    """The block that is at the top of the screen."""

    block = forms.RegexField(r"^[0-9a-f-]{1,36}$", max_length=36)


class AppearanceForm(forms.Form):
    """How pages look on this device; kept in its cookies."""

    theme = forms.ChoiceField(
        label=_("Colours"),
        choices=[("system", _("as the device")), ("light", _("light")), ("dark", _("dark"))],
    )
    size = forms.ChoiceField(
        label=_("Text size"),
        choices=[("normal", _("normal")), ("large", _("large")), ("larger", _("very large"))],
    )
