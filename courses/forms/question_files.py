"""What an author fills in to bring questions in or to take them out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.domain.question_files import MAX_BYTES, MEGABYTE
from courses.enums.question_files import FileProblem, QuestionFileKind

WRITTEN_KINDS = [
    (kind.value, kind.label) for kind in (QuestionFileKind.GIFT, QuestionFileKind.MOODLE_XML)
]


class QuestionUploadForm(forms.Form):
    """A file, its type, and the course whose bank takes it."""

    course = forms.ModelChoiceField(label=_("Course"), queryset=None, empty_label=None)
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Choose the file with the questions.")},
        help_text=_("GIFT or Aiken (text in UTF-8), or Moodle XML. At most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".txt,.gift,.xml,text/plain,text/xml"}),
    )
    kind = forms.ChoiceField(
        label=_("Type"),
        choices=[("", _("Recognise it")), *QuestionFileKind.choices],
        required=False,
    )

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                FileProblem.TOO_LARGE.label, params={"limit": MAX_BYTES // MEGABYTE}
            )
        return file

    def clean_kind(self) -> QuestionFileKind | None:
        kind = self.cleaned_data["kind"]
        return QuestionFileKind(kind) if kind else None


class QuestionExportForm(forms.Form):
    """Whose questions, and written how."""

    course = forms.ModelChoiceField(label=_("Course"), queryset=None, empty_label=None)
    kind = forms.ChoiceField(
        label=_("Type"),
        choices=WRITTEN_KINDS,
        initial=QuestionFileKind.MOODLE_XML,
        help_text=_("Moodle XML keeps images, points and ordering; GIFT is easy to read and edit."),
    )

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses
