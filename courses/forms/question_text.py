"""A field for formatted text that also works, for plain paragraphs, where no script runs."""

import re
from typing import Any

from django import forms
from django.utils.html import escape
from wagtail.admin.rich_text import DraftailRichTextArea

from courses.domain.question_text import paragraphs, without_editor_marks

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "superscript", "subscript", "code", "link", "image"]


class FormattedTextArea(DraftailRichTextArea):
    """Wagtail's editor; below it, for browsers without scripts, a plain text area."""

    template_name = "courses/admin/_formatted_text.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        stored = self.converter.to_database_format(context["widget"]["value"])
        return context | {"plain_name": _plain_name(name), "plain": paragraphs(stored)}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        formatted = super().value_from_datadict(data, files, name)
        plain = data.get(_plain_name(name))
        if plain is None or _words(plain) == _words(paragraphs(formatted or "")):
            return formatted
        blocks = re.split(r"\n\s*\n", plain.replace("\r\n", "\n").strip())
        return "".join(f"<p>{escape(block.strip())}</p>" for block in blocks if block.strip())

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and _plain_name(name) not in data


class FormattedTextField(forms.CharField):
    """Rich text as Wagtail stores it; what the editor left as it was stays byte for byte."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"required": False, "widget": FormattedTextArea(features=TEXT_FEATURES)} | options
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.kept(initial, data) != (initial or "")

    def kept(self, initial: str | None, value: str | None) -> str:
        """Return the text as it was, where only the editor's own habits differ."""
        converter = self.widget.converter
        before, after = initial or "", without_editor_marks(value or "")
        passed = converter.to_database_format(converter.from_database_format(before))
        return before if without_editor_marks(passed) == after else after


def _plain_name(name: str) -> str:
    return f"{name}-plain"


def _words(text: str) -> list[str]:
    return text.split()
