"""The staff's form for one agency and the other names it is known by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.accounts.models import Agency


class AgencyForm(forms.ModelForm):
    """An agency with its aliases, one per line."""

    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One per line, as spreadsheets write them. A name that fits two agencies is refused."
        ),
    )

    class Meta:
        model = Agency
        fields = ["name", "short_name", "level", "kemendagri_code", "siasn_code", "address"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            names = self.instance.aliases.order_by("normalised").values_list(
                "normalised", flat=True
            )
            self.initial["aliases"] = "\n".join(names)

    def clean_aliases(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]
