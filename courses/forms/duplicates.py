"""What a copy of a course or of a programme is called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.enums import CopiedCourses
from courses.models.pages import CODE_LENGTH

ENDING_LENGTH = 6
LONG = {"rows": 3, "class": "w-field-textarea"}


class CopyForm(forms.Form):
    """What every copy has; a refusal of the service is shown at its field."""

    title = forms.CharField(label=_("Title"), max_length=200)

    def refuse(self, field: str, text: Any) -> None:
        """Say at a field why the service did not do it."""
        self.add_error(field, text)


class CourseCopyForm(CopyForm):
    """Names of the copy of a course."""

    code = forms.CharField(
        label=_("Code"),
        max_length=CODE_LENGTH,
        help_text=_("Short and unique; the part before the hyphen is its agenda."),
    )
    slug = forms.SlugField(
        label=_("Address"),
        max_length=100,
        required=False,
        help_text=_("The last part of the address; empty: made of the code."),
    )


class ProgrammeCopyForm(CopyForm):
    """Names of the copy of a programme, and what happens to its courses."""

    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Small letters, digits and hyphens; unique.")
    )
    regulation = forms.CharField(
        label=_("Regulation"),
        widget=forms.Textarea(attrs=LONG),
        required=False,
        help_text=_("The regulation that the copy is for."),
    )
    generation = forms.IntegerField(
        label=_("Generation"),
        min_value=0,
        max_value=99,
        help_text=_("Programmes are listed in this order; counted from 1."),
    )
    courses = forms.ChoiceField(
        label=_("Courses"), choices=CopiedCourses.choices, widget=forms.RadioSelect
    )
    ending = forms.RegexField(
        r"^-?[A-Za-z0-9]+$",
        label=_("Ending of the copied codes"),
        max_length=ENDING_LENGTH,
        required=False,
        help_text=_("Only for copied courses: letters or digits, with a hyphen before them."),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        needs_ending = facts.get("courses") == CopiedCourses.COPIED and "ending" not in self.errors
        if needs_ending and not facts.get("ending"):
            self.add_error("ending", _("Copied courses need codes of their own."))
        return facts
