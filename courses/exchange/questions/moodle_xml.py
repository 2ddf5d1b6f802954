"""Moodle XML files to questions; types that the bank does not know are named."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from courses.domain.question_files import TRUTH, ReadFile, whole_weights
from courses.domain.questions import FULL, Accepted, Item, Option, Pair, QuestionContent, Span
from courses.enums import QuestionKind
from courses.enums.question_files import FileProblem, TextKind
from courses.exchange.questions.images import FILE_ENCODING
from courses.exchange.questions.moodle_xml_tree import Node, read_questions
from courses.exchange.questions.reading import FileDraft, QuestionDraft, category_path, new_id
from courses.exchange.questions.text_decoding import decode_xml

_KINDS = {
    "html": TextKind.HTML,
    "markdown": TextKind.MARKDOWN,
    "plain_text": TextKind.PLAIN,
    "plain": TextKind.PLAIN,
    "moodle_auto_format": TextKind.MOODLE,
    "moodle": TextKind.MOODLE,
    "": TextKind.MOODLE,
}
_NO = {"0", "false", ""}

Fields = dict[str, Any]


def read_moodle_xml(content: bytes) -> ReadFile:
    """Read a Moodle XML file; raises FileRefused where it is none at all."""
    text, encoding = decode_xml(content)
    file = FileDraft(encoding)
    category = ""

    def take(node: Node) -> None:
        nonlocal category
        if node.attributes.get("type") == "category":
            category = category_path(node.value("category"))
        else:
            _read_question(node, category, file)

    read_questions(text, take)
    return file.finish()


def _read_question(node: Node, category: str, file: FileDraft) -> None:
    kind = node.attributes.get("type", "?")
    draft = QuestionDraft(node.line, node.value("name"), node.value("questiontext"))
    read = _READERS.get(kind)
    if read is None:
        file.skip(draft, kind=kind)
        return
    points = node.value("defaultgrade") or "1"
    content = QuestionContent(
        text=_rich(node.child("questiontext"), draft),
        feedback=_rich(node.child("generalfeedback"), draft),
        points=draft.number(points),
        may_shuffle=node.value("shuffleanswers", "true").lower() not in _NO,
        **read(node, draft),
    )
    tags = node.child("tags")
    file.add(
        draft,
        content,
        category=category,
        tags=tuple(one.value("text") for one in tags.all("tag")) if tags else (),
        idnumber=node.value("idnumber"),
    )


def _rich(node: Node | None, draft: QuestionDraft) -> str:
    """Return the clean text of an element with `format`, `<text>` and `<file>`s."""
    if node is None:
        return ""
    found = node.child("text")
    source = found.text if found is not None else node.text
    name = node.attributes.get("format", "")
    if name not in _KINDS:
        draft.problem(FileProblem.FORMAT_UNKNOWN, line=node.line, found=name)
        return ""
    with draft.at(node.line):
        return draft.text(source, _KINDS[name], files=_files(node))


def _files(node: Node) -> Mapping[str, str]:
    return {
        one.attributes.get("name", ""): one.text
        for one in node.all("file")
        if one.attributes.get("encoding", FILE_ENCODING) == FILE_ENCODING
    }


def _choice(node: Node, draft: QuestionDraft) -> Fields:
    options = tuple(
        Option(
            new_id(),
            _rich(one, draft),
            _weight(one, draft),
            _rich(one.child("feedback"), draft),
        )
        for one in node.all("answer")
    )
    is_single = node.value("single", "true").lower() not in _NO
    return {
        "kind": QuestionKind.SINGLE if is_single else QuestionKind.MULTIPLE,
        "options": options if is_single else whole_weights(options),
    }


def _truth(node: Node, draft: QuestionDraft) -> Fields:
    answers = {one.value("text").lower(): one for one in node.all("answer")}
    options = tuple(
        Option(new_id(), text, _weight(one, draft), _rich(one.child("feedback"), draft))
        for word, text in zip(("true", "false"), TRUTH, strict=True)
        if (one := answers.get(word)) is not None
    )
    if sorted(one.weight for one in options) != [0, FULL]:
        draft.problem(FileProblem.TRUTH_UNREADABLE)
    return {"kind": QuestionKind.TRUE_FALSE, "options": options}


def _short(node: Node, draft: QuestionDraft) -> Fields:
    accepted = tuple(
        Accepted(one.value("text"), _weight(one, draft), _rich(one.child("feedback"), draft))
        for one in node.all("answer")
    )
    return {
        "kind": QuestionKind.SHORT,
        "accepted": accepted,
        "is_case_sensitive": node.value("usecase", "0").lower() not in _NO,
    }


def _numeric(node: Node, draft: QuestionDraft) -> Fields:
    spans = []
    units = node.child("units")
    if units is not None and any(_factor(one, draft) != 1 for one in units.all("unit")):
        draft.problem(FileProblem.UNITS, line=units.line)
    for one in node.all("answer"):
        text, feedback = one.value("text"), _rich(one.child("feedback"), draft)
        if text == "*":
            if feedback or _weight(one, draft) != 0:
                draft.problem(FileProblem.OTHERS_FEEDBACK, line=one.line)
            continue
        with draft.at(one.line):
            middle = draft.number(text)
            spread = abs(draft.number(one.value("tolerance") or "0"))
        spans.append(Span(middle - spread, middle + spread, _weight(one, draft), feedback))
    return {"kind": QuestionKind.NUMERIC, "spans": tuple(spans)}


def _factor(unit: Node, draft: QuestionDraft) -> Decimal:
    return draft.number(unit.value("multiplier") or "1")


def _matching(node: Node, draft: QuestionDraft) -> Fields:
    pairs = tuple(
        Pair(new_id(), _rich(one, draft), new_id(), one.value("answer"))
        for one in node.all("subquestion")
    )
    return {
        "kind": QuestionKind.MATCHING,
        "pairs": pairs,
    }


def _ordering(node: Node, draft: QuestionDraft) -> Fields:
    """Items stand in order; where their fractions number them, those decide."""
    answers = node.all("answer")
    places = [_place(one) for one in answers]
    if None not in places and len(set(places)) == len(places):
        answers = sorted(answers, key=lambda one: _place(one) or Decimal(0))
    items = tuple(Item(new_id(), _rich(one, draft)) for one in answers)
    return {"kind": QuestionKind.ORDERING, "items": items}


def _place(node: Node) -> Decimal | None:
    scratch = QuestionDraft(node.line)
    place = scratch.number(node.attributes.get("fraction", ""))
    return None if scratch.problems else place


def _essay(node: Node, draft: QuestionDraft) -> Fields:
    return {
        "kind": QuestionKind.ESSAY,
        "guidance": _rich(node.child("graderinfo"), draft),
    }


def _weight(node: Node, draft: QuestionDraft) -> Decimal:
    with draft.at(node.line):
        return draft.weight(node.attributes.get("fraction", "0"))


_READERS: dict[str, Callable[[Node, QuestionDraft], Fields]] = {
    "multichoice": _choice,
    "truefalse": _truth,
    "shortanswer": _short,
    "numerical": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
