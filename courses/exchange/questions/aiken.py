"""Aiken files to single choice questions."""

import re

from courses.domain.question_files import ReadFile
from courses.domain.questions import FULL, Option, QuestionContent
from courses.enums import QuestionKind
from courses.enums.question_files import FileProblem, TextKind
from courses.exchange.questions.gift_answers import NONE
from courses.exchange.questions.reading import FileDraft, QuestionDraft, new_id
from courses.exchange.questions.text_decoding import decode

_OPTION = re.compile(r"([A-Z])[.)]\s+(.*)")
_ANSWER = re.compile(r"ANSWER\s*:\s*(.*)")


class _Open:
    """A question whose line ANSWER: has not come yet."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.words: list[str] = []
        self.options: list[tuple[int, str, str]] = []

    def begins_with(self, text: str) -> bool:
        """Whether a letter continues the options; any other belongs to the question's text."""
        return bool(self.options) or text == "A"


def read_aiken(content: bytes) -> ReadFile:
    """Read an Aiken file; raises FileRefused where it is none at all."""
    text, encoding = decode(content)
    file = FileDraft(encoding)
    current: _Open | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.strip()
        if not words:
            continue
        answer = _ANSWER.fullmatch(words)
        if answer:
            _close(current or _Open(number), answer[1].strip(), number, file)
            current = None
            continue
        option = _OPTION.fullmatch(words)
        if current and current.options and not option:
            _close(current, None, number, file)
            current = None
        current = current or _Open(number)
        if option and current.words and current.begins_with(option[1]):
            current.options.append((number, option[1], option[2]))
        else:
            current.words.append(words)
    if current:
        _close(current, None, current.line, file)
    return file.finish()


def _close(found: _Open, answer: str | None, line: int, file: FileDraft) -> None:
    draft = QuestionDraft(found.line, text=" ".join(found.words))
    letters = [letter for _line, letter, _text in found.options]
    for place, (number, letter, _text) in enumerate(found.options):
        if letter != chr(ord("A") + place):
            draft.problem(FileProblem.OPTION_ORDER, line=number, found=letter)
            break
    if not found.words:
        draft.problem(FileProblem.TEXT_MISSING)
    elif not letters:
        draft.problem(FileProblem.OPTIONS_MISSING)
    elif answer is None:
        draft.problem(FileProblem.ANSWER_LINE_MISSING, line=line)
    elif answer not in letters:
        draft.problem(FileProblem.ANSWER_UNKNOWN, line=line, found=answer)
    options = tuple(
        Option(new_id(), draft.text(text, TextKind.PLAIN), FULL if letter == answer else NONE)
        for _line, letter, text in found.options
    )
    text = draft.text("\n".join(found.words), TextKind.PLAIN)
    file.add(draft, QuestionContent(QuestionKind.SINGLE, text, options=options))
