"""Moodle XML cut into the trees of its questions, within bounds; declarations are refused."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, InputSource, Locator

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from courses.enums.question_files import FileProblem
from courses.exchange.questions.text_decoding import refuse

MAX_DEPTH = 20
MAX_NODES = 3_000


@dataclass(slots=True)
class Node:
    """One element: its text without that of its children, and the line it begins on."""

    tag: str
    attributes: dict[str, str]
    line: int
    pieces: list[str] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands directly inside the element."""
        return "".join(self.pieces)

    def child(self, tag: str) -> "Node | None":
        """The first child of that name."""
        return next((one for one in self.children if one.tag == tag), None)

    def all(self, tag: str) -> list["Node"]:
        """Every child of that name."""
        return [one for one in self.children if one.tag == tag]

    def value(self, tag: str, default: str = "") -> str:
        """The text of a child, or of the `<text>` inside it."""
        found = self.child(tag)
        if found is None:
            return default
        inner = found.child("text")
        return (inner or found).text.strip()


def read_questions(text: str, take: Callable[[Node], None]) -> None:
    """Hand over each `<question>` of a quiz; raises FileRefused."""
    handler = _QuizHandler(take)
    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(handler)
    source = InputSource()
    source.setEncoding("utf-8")
    source.setByteStream(io.BytesIO(text.encode("utf-8")))
    try:
        parser.parse(source)
    except SAXParseException as error:
        raise refuse(FileProblem.XML_BROKEN, error.getLineNumber() or 1) from error
    except DefusedXmlException as error:
        raise refuse(FileProblem.XML_FORBIDDEN, parser.getLineNumber() or 1) from error


class _QuizHandler(ContentHandler):
    """Builds one question at a time, so that memory is bounded by the largest."""

    def __init__(self, take: Callable[[Node], None]) -> None:
        super().__init__()
        self.take = take
        self.stack: list[Node] = []
        self.depth = 0
        self.nodes = 0
        self.locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        self.locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        line = (self.locator.getLineNumber() if self.locator else 1) or 1
        self.depth += 1
        if self.depth == 1 and name != "quiz":
            raise refuse(FileProblem.XML_NOT_QUIZ, line)
        self.nodes += 1
        if self.depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise refuse(FileProblem.XML_TOO_DEEP, line)
        if not self.stack and (self.depth != 2 or name != "question"):  # noqa: PLR2004
            return
        node = Node(name, dict(attrs.items()), line)
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.nodes = 0
        self.stack.append(node)

    def characters(self, content: str) -> None:
        if self.stack:
            self.stack[-1].pieces.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1
        if not self.stack:
            return
        node = self.stack.pop()
        if not self.stack:
            self.take(node)
