"""One question of a review as the template writes it: only what the review was given."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.enums import QuestionKind
from courses.forms.quiz_answers import answer_words
from courses.queries.attempts import ReviewedQuestion

CHOOSING = (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE, QuestionKind.MULTIPLE)


@dataclass(frozen=True, slots=True)
class GivenOption:
    """An option, whether it was chosen and whether it is right, as far as both may be seen."""

    text: str
    is_chosen: bool
    is_right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A question with what may be said; `own` is the text of what has no options.

    `right` is written out where options cannot carry it: there are none, or the key has others.
    """

    given: ReviewedQuestion
    options: tuple[GivenOption, ...]
    own: str
    right: str


def reviewed(given: ReviewedQuestion) -> ReviewRow:
    """Return a question with the answer in words; options carry their own marks."""
    question, said = given.question, given.reveal
    if question.kind in CHOOSING:
        answer = said.answer or {}
        chosen = {answer.get("option"), *answer.get("options", ())}
        options = tuple(
            GivenOption(
                option.text,
                option.id in chosen,
                option.id in said.right_options,
                said.choice_feedback.get(option.id, ""),
            )
            for option in question.options
        )
        shown = {option.id for option in question.options}
        right = "" if said.right_options <= shown else said.right_words
        return ReviewRow(given, options, "" if answer else _("no answer"), right)
    return ReviewRow(given, (), answer_words(question, said.answer), said.right_words)
