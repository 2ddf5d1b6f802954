"""Questions to GIFT, with a list of what the format cannot hold."""

import re
from collections.abc import Sequence
from decimal import Decimal

from courses.domain.question_files import BankQuestion, Loss, WrittenFile
from courses.domain.questions import FULL, QuestionContent
from courses.enums import QuestionKind
from courses.enums.question_files import ExportLoss
from courses.exchange.questions.writing import Losses, is_plain_truth, without_control

TOP = "$course$/top/"
_SPECIAL = re.compile(r"([\\~=#{}:])")
# One paragraph without any markup, which reads the same in every format.
_SIMPLE = re.compile(r"(?:<p>(?P<words>(?![\[%])[^<>&\n]*)</p>)?")
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?(?:p|ul|ol|embed)\b).)*)</p>", re.DOTALL)


def write_gift(questions: Sequence[BankQuestion]) -> WrittenFile:
    """Write the questions that GIFT knows, category by category as they come."""
    parts: list[str] = []
    losses: list[Loss] = []
    category = ""
    written = 0
    for question in questions:
        found = Losses(question)
        if question.content.kind == QuestionKind.ORDERING:
            found.add(ExportLoss.ORDERING)
        else:
            if question.category != category:
                category = question.category
                parts.append(f"$CATEGORY: {TOP}{_escape(_one_line(category))}")
            parts.append(_Writer(question, found).write())
            written += 1
        losses.extend(found.found.values())
    return WrittenFile("\n\n".join([*parts, ""]).encode(), written, tuple(losses))


class _Writer:
    """Writes one question; where one text has markup, all of them are HTML."""

    def __init__(self, question: BankQuestion, losses: Losses) -> None:
        self.question = question
        self.content = question.content
        self.losses = losses
        self.is_html = not all(
            _SIMPLE.fullmatch(losses.html(text, keeps_images=False))
            for text in _texts(question.content)
        )

    def write(self) -> str:
        self._note_losses()
        body = self._answers()
        feedback = self._text(self.content.feedback)
        body += [f"####{feedback}"] if feedback else []
        mark = "[html]" if self.is_html else ""
        title = _escape(_one_line(self.question.name))
        asked = f"::{title}::{mark}{self._text(self.content.text)}"
        inside = "".join(f"\n\t{line}" for line in body)
        return (
            f"{_comment(self.question)}{asked} {{{inside}\n}}"
            if body
            else (f"{_comment(self.question)}{asked} {{}}")
        )

    def _note_losses(self) -> None:
        content = self.content
        for code, is_lost in (
            (ExportLoss.POINTS, content.points != 1),
            (ExportLoss.CASE, content.is_case_sensitive),
            (ExportLoss.SHUFFLE, not content.may_shuffle),
            (ExportLoss.GUIDANCE, bool(content.guidance)),
            (
                ExportLoss.TRUTH,
                content.kind == QuestionKind.TRUE_FALSE and not is_plain_truth(content),
            ),
        ):
            if is_lost:
                self.losses.add(code)

    def _answers(self) -> list[str]:
        content = self.content
        if is_plain_truth(content):
            return [self._truth()]
        if content.kind == QuestionKind.NUMERIC:
            return [
                "#",
                *(
                    self._line(f"=%{one.weight:f}%", f"{one.low:f}..{one.high:f}", one.feedback)
                    for one in content.spans
                ),
            ]
        if content.kind == QuestionKind.MATCHING:
            return [
                f"={self._text(one.prompt)} -> {_escape(_one_line(one.match))}"
                for one in content.pairs
            ]
        if content.kind == QuestionKind.SHORT:
            return [
                self._line(f"=%{one.weight:f}%", _escape(_one_line(one.text)), one.feedback)
                for one in content.accepted
            ]
        return [
            self._line(self._sign(one.weight), self._text(one.text), one.feedback)
            for one in content.options
        ]

    def _truth(self) -> str:
        true, false = self.content.options
        is_true = true.weight == FULL
        right, wrong = (true, false) if is_true else (false, true)
        feedback = [self._text(wrong.feedback), self._text(right.feedback)]
        said = f"#{feedback[0]}#{feedback[1]}" if any(feedback) else ""
        return f"{'TRUE' if is_true else 'FALSE'}{said}"

    def _sign(self, weight: Decimal) -> str:
        if self.content.kind == QuestionKind.MULTIPLE:
            return f"~%{weight:f}%"
        if weight == FULL:
            return "="
        return f"~%{weight:f}%" if weight else "~"

    def _line(self, sign: str, text: str, feedback: str) -> str:
        said = self._text(feedback)
        return f"{sign}{text}#{said}" if said else f"{sign}{text}"

    def _text(self, text: str) -> str:
        html = self.losses.html(text, keeps_images=False)
        simple = _SIMPLE.fullmatch(html)
        if not self.is_html and simple:
            return _escape(simple["words"] or "")
        alone = _ONE_PARAGRAPH.fullmatch(html)
        inside = alone[1] if alone else html
        # A sign at the front would be taken for a format or a weight.
        if inside.startswith(("[", "%")):
            inside = f"&#{ord(inside[0])};{inside[1:]}"
        return _escape(inside)


def _comment(question: BankQuestion) -> str:
    marks = [f"[id:{_bracket(question.idnumber)}]"]
    marks += [f"[tag:{_bracket(_one_line(tag))}]" for tag in question.tags]
    return f"// {' '.join(marks)}\n"


def _bracket(text: str) -> str:
    return re.sub(r"([\\\]])", r"\\\1", text)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _one_line(text: str) -> str:
    return " ".join(without_control(text).split())


def _texts(content: QuestionContent) -> list[str]:
    rows = (*content.options, *content.accepted, *content.spans)
    return [
        *(content.text, content.feedback),
        *(one.text for one in content.options),
        *(one.feedback for one in rows),
        *(one.prompt for one in content.pairs),
    ]
