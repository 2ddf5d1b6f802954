"""What both writers of question files share: texts as HTML, and a list of what is lost."""

import re
from collections.abc import Mapping
from html import unescape

from courses.domain.question_files import TRUTH, BankQuestion, EmbeddedImage, Loss
from courses.domain.questions import QuestionContent
from courses.enums import QuestionKind
from courses.enums.question_files import ExportLoss
from courses.exchange.questions.images import PLUGIN_FILE
from courses.exchange.questions.sanitizer import build

_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_EMBED = re.compile(r'<embed alt="([^"]*)" embedtype="image" format="fullwidth" id="([^"]*)"/>')


class Losses:
    """Gathers what a file cannot hold, each once per question."""

    def __init__(self, question: BankQuestion) -> None:
        self.question = question
        self.found: dict[ExportLoss, Loss] = {}

    def add(self, code: ExportLoss) -> None:
        """Note one loss."""
        self.found.setdefault(code, Loss(code, self.question.name))

    def html(self, text: str, *, keeps_images: bool) -> str:
        """Return a stored text as HTML for other programs; images point into the file."""
        images = self.question.images if keeps_images else {}
        return _EMBED.sub(
            lambda found: _image_tag(images[unescape(found[2])], found[1]),
            build(without_control(text), lambda address, _alt: self._keep(address, images)),
        )

    def _keep(self, address: str, images: Mapping[str, EmbeddedImage]) -> str | None:
        if address in images:
            return address
        self.add(ExportLoss.IMAGES if address in self.question.images else ExportLoss.MEDIA)
        return None


def without_control(text: str) -> str:
    """Take out characters that no text file may hold."""
    return _CONTROL.sub("", text)


def is_plain_truth(content: QuestionContent) -> bool:
    """Whether true and false stand in the words and the order that every file format means."""
    if content.kind != QuestionKind.TRUE_FALSE:
        return False
    return tuple(one.text for one in content.options) == TRUTH


def _image_tag(image: EmbeddedImage, alt: str) -> str:
    return f'<img src="{PLUGIN_FILE}{image.name}" alt="{alt}">'
