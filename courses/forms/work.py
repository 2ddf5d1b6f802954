"""What people fill in when they hand in work, and what markers fill in about it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from courses.domain.policies import AssignmentPolicy
from courses.domain.rubric import Rubric
from courses.domain.submission_states import TEXT_LENGTH, clean_texts, text_keys
from courses.enums import Outcome
from courses.services.assessments import COMMENT_LENGTH, Marks

SAVE, NEXT, SUBMIT = "save", "next", "submit"


class WorkForm(forms.Form):
    """The whole work: texts, what is done with its files, and what follows."""

    sequence = forms.IntegerField(min_value=0)
    remove = forms.IntegerField(min_value=1, required=False)
    do = forms.ChoiceField(choices=[(SAVE, SAVE), (SUBMIT, SUBMIT)], required=False)

    def __init__(self, *args: Any, policy: AssignmentPolicy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy
        for key in text_keys(policy.kind):
            self.fields[key.value] = forms.CharField(required=False, strip=False, label=key.label)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for key, text in self.texts().items():
            if len(text) > TEXT_LENGTH:
                words = _("The text is %(over)s characters too long. Shorten it.")
                self.add_error(key, words % {"over": len(text) - TEXT_LENGTH})
        return cleaned

    def texts(self) -> dict[str, str]:
        """Return what was written, whether or not it can be saved."""
        return clean_texts(
            self.policy.kind, {key: str(self.data.get(key, "")) for key in self.data}
        )

    def uploads(self) -> list[UploadedFile]:
        """Return the chosen files."""
        return list(self.files.getlist("file")) if self.files else []


class MarkForm(forms.Form):
    """What a marker chooses and writes, with the state that it was read in."""

    base = forms.CharField(required=False, max_length=64)
    comment = forms.CharField(required=False, max_length=COMMENT_LENGTH)
    do = forms.ChoiceField(
        choices=[(SAVE, SAVE), (NEXT, NEXT), *((one.value, one.value) for one in Outcome)],
        required=False,
    )

    def __init__(self, *args: Any, rubric: Rubric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rubric = rubric
        for one in rubric:
            self.fields[f"level-{one.key}"] = forms.TypedChoiceField(
                label=one.title,
                choices=[(str(place), level.label) for place, level in enumerate(one.levels)],
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"comment-{one.key}"] = forms.CharField(
                label=one.title, required=False, max_length=COMMENT_LENGTH
            )

    def marks(self) -> Marks:
        """Return what was filled in and can be kept."""
        found = self.cleaned_data
        levels = {one.key: found.get(f"level-{one.key}") for one in self.rubric}
        return Marks(
            levels={key: place for key, place in levels.items() if place is not None},
            comments={one.key: found.get(f"comment-{one.key}", "") for one in self.rubric},
            comment=found.get("comment", ""),
        )


class DealForm(forms.Form):
    """Into how many groups everybody is dealt."""

    count = forms.IntegerField(label=_("Number of groups"), min_value=1, max_value=60)
