"""Forms of marking essays and of marking anew."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 250
COMMENT_LENGTH = 5000


class EssayForm(forms.Form):
    """The points of an essay and what its writer reads about it."""

    score = forms.DecimalField(label=_("Points"), min_value=0, max_digits=9, decimal_places=2)
    comment = forms.CharField(
        label=_("Comment"),
        max_length=COMMENT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "w-field-textarea"}),
        help_text=_("The person reads it beside the answer."),
    )
    seen_marks = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, points: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        score = self.fields["score"]
        score.max_value = points
        score.validators = [*score.validators, forms.fields.validators.MaxValueValidator(points)]
        score.widget.attrs |= {"max": points.normalize(), "step": "0.01", "inputmode": "decimal"}


class RemarkForm(forms.Form):
    """Why answers are marked anew, and who loses by it."""

    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
    take_back = forms.TypedMultipleChoiceField(coerce=int, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"class": "w-field-input"}),
        help_text=_("It stays beside the old and the new mark."),
    )

    def __init__(self, *args: Any, people: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["take_back"].choices = [(pk, str(pk)) for pk in people]
