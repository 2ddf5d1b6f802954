"""The form of a quiz page: its parts ask questions of its course, and enough of them."""

import random
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.domain.drawing import Candidate, Part, draw
from courses.domain.question_supply import found_for
from courses.enums import QuizPartKind
from courses.forms.pages import ContentPageForm
from courses.queries.quiz_questions import candidates_for


class QuizPageForm(ContentPageForm):
    """A draft may be incomplete; what is published can be given."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        formset = self.formsets.get("parts")
        if formset is None or not formset.is_valid() or self.parent_page is None:
            return values
        rows = [row for row in formset.forms if row not in formset.deleted_forms]
        for row in rows:
            self.check_course(row)
            if not self.is_deferred_validation:
                self.check_complete(row)
        if not self.is_deferred_validation and all(row.is_valid() for row in rows):
            self.check_bank(rows)
        return values

    def check_course(self, row: Any) -> None:
        """A quiz asks the questions of its own course, and at least one per part."""
        question = row.cleaned_data.get("question")
        if question is not None and question.course_id != self.parent_page.pk:
            row.add_error(
                "question", _("This question belongs to another course. Choose one of this course.")
            )
        if row.cleaned_data.get("count") == 0:
            row.add_error("count", _("Ask at least one question."))

    def check_complete(self, row: Any) -> None:
        """A part that names a question has one that is in use."""
        if row.cleaned_data.get("kind") != QuizPartKind.FIXED or row.errors:
            return
        question = row.cleaned_data.get("question")
        if question is None:
            row.add_error(
                "question", _("Choose the question, or let this part draw by tag or difficulty.")
            )
        elif question.archived_at is not None:
            row.add_error("question", _("This question is archived. Restore it or choose another."))

    def check_bank(self, rows: list[Any]) -> None:
        """The bank has what every part draws, and enough for all of them together."""
        parts = [part_of(row.cleaned_data) for row in rows]
        candidates = candidates_for(self.parent_page.pk, parts)
        for row, part in zip(rows, parts, strict=True):
            found = found_for(part, candidates)
            if part.kind == QuizPartKind.DRAW and found < part.count:
                row.add_error("count", too_few(found))
        if all(row.is_valid() for row in rows):
            self.check_together(parts, candidates)

    def check_together(self, parts: list[Part], candidates: list[Candidate]) -> None:
        """No question is asked twice, so parts that draw from the same ones need enough of them."""
        missing = draw(parts, candidates, random.Random(0)).missing  # noqa: S311
        if missing:
            self.add_error(
                None,
                ngettext(
                    "Together the parts need %(count)d question more than the bank has. "
                    "Write it, or ask for fewer.",
                    "Together the parts need %(count)d questions more than the bank has. "
                    "Write them, or ask for fewer.",
                    missing,
                )
                % {"count": missing},
            )


def part_of(values: dict[str, Any]) -> Part:
    """Return a part as the rule that draws takes it."""
    question = values.get("question")
    return Part(
        kind=values["kind"],
        question=question.pk if question else None,
        count=values.get("count") or 0,
        tag=(values.get("tag") or "").strip(),
        difficulty=values.get("difficulty") or "",
    )


def too_few(found: int) -> str:
    """Say how many questions fit a part that asks for more."""
    return ngettext(
        "Only %(count)d question fits. Write more, ask for fewer, or loosen tag and difficulty.",
        "Only %(count)d questions fit. Write more, ask for fewer, or loosen tag and difficulty.",
        found,
    ) % {"count": found}
