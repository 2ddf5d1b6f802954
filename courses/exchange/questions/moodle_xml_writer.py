"""Questions to Moodle XML, with their images."""

import base64
from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from courses.domain.question_files import BankQuestion, EmbeddedImage, Loss, WrittenFile
from courses.domain.questions import Option, QuestionContent
from courses.enums import QuestionKind
from courses.enums.question_files import ExportLoss
from courses.exchange.questions.gift_writer import TOP
from courses.exchange.questions.images import PLUGIN_FILE
from courses.exchange.questions.reading import short_decimal
from courses.exchange.questions.writing import Losses, is_plain_truth, without_control

_TYPES = {
    QuestionKind.SINGLE: "multichoice",
    QuestionKind.MULTIPLE: "multichoice",
    QuestionKind.TRUE_FALSE: "multichoice",
    QuestionKind.SHORT: "shortanswer",
    QuestionKind.NUMERIC: "numerical",
    QuestionKind.MATCHING: "matching",
    QuestionKind.ORDERING: "ordering",
    QuestionKind.ESSAY: "essay",
}


def write_moodle_xml(questions: Sequence[BankQuestion]) -> WrittenFile:
    """Write all questions, category by category as they come."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    losses: list[Loss] = []
    category: str | None = None
    for question in questions:
        if question.category != category:
            category = question.category
            lines += [
                '<question type="category"><category>',
                f"<text>{_plain(TOP + category)}</text>",
                "</category></question>",
            ]
        found = Losses(question)
        lines += _Writer(question, found).write()
        losses.extend(found.found.values())
    content = "\n".join([*lines, "</quiz>", ""]).encode()
    return WrittenFile(content, len(questions), tuple(losses))


class _Writer:
    """Writes one question as lines of XML."""

    def __init__(self, question: BankQuestion, losses: Losses) -> None:
        self.question = question
        self.content = question.content
        self.losses = losses

    def write(self) -> list[str]:
        content = self.content
        kind = "truefalse" if is_plain_truth(content) else _TYPES[content.kind]
        if content.kind == QuestionKind.TRUE_FALSE and kind != "truefalse":
            self.losses.add(ExportLoss.TRUTH)
        if content.guidance and content.kind != QuestionKind.ESSAY:
            self.losses.add(ExportLoss.GUIDANCE)
        return [
            f'<question type="{kind}">',
            f"<name><text>{_plain(self.question.name)}</text></name>",
            self._rich("questiontext", content.text),
            self._rich("generalfeedback", content.feedback),
            f"<defaultgrade>{content.points:f}</defaultgrade>",
            f"<idnumber>{_plain(self.question.idnumber)}</idnumber>",
            f"<shuffleanswers>{str(content.may_shuffle).lower()}</shuffleanswers>",
            *self._rows(kind),
            *self._tags(),
            "</question>",
        ]

    def _rows(self, kind: str) -> list[str]:
        content = self.content
        if kind == "truefalse":
            return [
                self._answer(one.weight, word, one.feedback)
                for word, one in zip(("true", "false"), content.options, strict=True)
            ]
        if kind == "multichoice":
            is_single = content.kind != QuestionKind.MULTIPLE
            single = f"<single>{str(is_single).lower()}</single>"
            return [single, *(self._option(one) for one in content.options)]
        if kind == "essay":
            return [self._rich("graderinfo", content.guidance)]
        return self._typed(content)

    def _typed(self, content: QuestionContent) -> list[str]:
        if content.kind == QuestionKind.SHORT:
            case = f"<usecase>{int(content.is_case_sensitive)}</usecase>"
            return [
                case,
                *(self._answer(one.weight, one.text, one.feedback) for one in content.accepted),
            ]
        if content.kind == QuestionKind.NUMERIC:
            return [
                self._answer(
                    one.weight,
                    f"{short_decimal((one.low + one.high) / 2):f}",
                    one.feedback,
                    f"<tolerance>{short_decimal((one.high - one.low) / 2):f}</tolerance>",
                )
                for one in content.spans
            ]
        if content.kind == QuestionKind.MATCHING:
            return [
                self._rich(
                    "subquestion", one.prompt, f"<answer><text>{_plain(one.match)}</text></answer>"
                )
                for one in content.pairs
            ]
        return [
            self._rich("answer", one.text, fraction=Decimal(place))
            for place, one in enumerate(content.items, start=1)
        ]

    def _option(self, option: Option) -> str:
        feedback = self._rich("feedback", option.feedback)
        return self._rich("answer", option.text, feedback, fraction=option.weight)

    def _answer(self, weight: Decimal, text: str, feedback: str, more: str = "") -> str:
        said = self._rich("feedback", feedback)
        return (
            f'<answer fraction="{weight:f}" format="plain_text">'
            f"<text>{_plain(text)}</text>{more}{said}</answer>"
        )

    def _rich(
        self, tag: str, text: str, inside: str = "", *, fraction: Decimal | None = None
    ) -> str:
        html = self.losses.html(text, keeps_images=True)
        weight = "" if fraction is None else f' fraction="{fraction:f}"'
        files = "".join(
            _file(image)
            for image in {one.digest: one for one in self.question.images.values()}.values()
            if f"{PLUGIN_FILE}{image.name}" in html
        )
        return f'<{tag}{weight} format="html"><text>{_plain(html)}</text>{files}{inside}</{tag}>'

    def _tags(self) -> list[str]:
        tags = "".join(f"<tag><text>{_plain(tag)}</text></tag>" for tag in self.question.tags)
        return [f"<tags>{tags}</tags>"] if tags else []


def _file(image: EmbeddedImage) -> str:
    content = base64.b64encode(image.content).decode("ascii")
    return f'<file name={quoteattr(image.name)} path="/" encoding="base64">{content}</file>'


def _plain(text: str) -> str:
    return escape(without_control(text))
