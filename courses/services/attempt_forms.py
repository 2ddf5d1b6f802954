"""Answers that come together, from a page without a script: each is saved as if it came alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from courses.domain.answer_forms import FormAnswer, is_same
from courses.enums import SaveVerdict
from courses.services.attempts import AnswerInvalid, AttemptOver, save_answer


@dataclass(frozen=True, slots=True)
class FormSaved:
    """What became of a form: which positions were saved, which were not, and why.

    `is_over` says that the attempt had ended before everything could be saved.
    """

    saved: frozenset[int]
    conflicts: frozenset[int]
    invalid: frozenset[int]
    is_over: bool

    @property
    def problems(self) -> list[int]:
        return sorted(self.conflicts | self.invalid)


def save_answers(
    *,
    user: Any,
    cohort_slug: str,
    activity_id: int,
    number: int,
    answers: Iterable[FormAnswer],
    client: str,
) -> FormSaved:
    """Save every changed answer that no other device has overtaken.

    No transaction around them: each answer that can be saved is, whatever becomes of the others.
    """
    rows = list(answers)
    invalid = {row.position for row in rows if row.is_unclear}
    saved: set[int] = set()
    conflicts: set[int] = set()
    is_over = False
    for row in (row for row in rows if row.is_changed):
        try:
            outcome = save_answer(
                user=user,
                cohort_slug=cohort_slug,
                activity_id=activity_id,
                number=number,
                position=row.position,
                answer=row.answer,
                sequence=row.base + 1,
                base=row.base,
                client=client,
            )
        except AnswerInvalid:
            invalid.add(row.position)
        except AttemptOver:
            is_over = True
            break
        else:
            is_kept = outcome.verdict == SaveVerdict.ACCEPTED or is_same(outcome.answer, row.answer)
            (saved if is_kept else conflicts).add(row.position)
    return FormSaved(frozenset(saved), frozenset(conflicts), frozenset(invalid), is_over)
