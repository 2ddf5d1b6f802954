"""GIFT files to questions, as Moodle documents the format."""

from courses.domain.question_files import ReadFile
from courses.domain.questions import QuestionContent
from courses.enums.question_files import FileProblem, TextKind
from courses.exchange.questions.gift_answers import Answers, read_text, take_format
from courses.exchange.questions.gift_blocks import Block, restore, split_blocks
from courses.exchange.questions.reading import FileDraft, QuestionDraft, category_path
from courses.exchange.questions.text_decoding import decode

GAP = "_____"
GENERAL_FEEDBACK = "####"


def read_gift(content: bytes) -> ReadFile:
    """Read a GIFT file; raises FileRefused where it is none at all."""
    text, encoding = decode(content)
    file = FileDraft(encoding)
    for block in split_blocks(text):
        _read_block(block, file)
    return file.finish()


def _read_block(block: Block, file: FileDraft) -> None:
    title, body = _take_title(block.text)
    own, body = take_format(body)
    start, end = body.find("{"), body.find("}")
    draft = QuestionDraft(block.line, restore(title or ""), restore(body[: max(start, 0) or None]))
    fault = FileProblem.TITLE_OPEN if title is None else _brace_fault(body, start, end)
    if fault:
        draft.problem(fault, line=block.line_at(block.text.find("{")))
        file.skip(draft)
    elif start < 0:
        file.skip(draft, kind="description")
    else:
        content = _read_content(body, start, end, draft, own or TextKind.MOODLE)
        category = category_path(block.category)
        file.add(draft, content, category=category, tags=block.tags, idnumber=block.idnumber)


def _read_content(
    body: str, start: int, end: int, draft: QuestionDraft, kind: TextKind
) -> QuestionContent:
    before, answers, after = body[:start], body[start + 1 : end], body[end + 1 :]
    answers, general = _take_feedback(answers)
    asked = f"{before}{GAP}{after}" if after.strip() else before
    if not asked.strip():
        draft.problem(FileProblem.TEXT_MISSING)
    return QuestionContent(
        text=read_text(draft, asked, kind),
        feedback=read_text(draft, general, kind),
        **Answers(draft, kind).read(answers),
    )


def _take_title(text: str) -> tuple[str | None, str]:
    """Return the title, empty without one and None where it is not closed, and the rest."""
    if not text.startswith("::"):
        return "", text
    title, closed, rest = text[2:].partition("::")
    return (title, rest) if closed else (None, text)


def _take_feedback(answers: str) -> tuple[str, str]:
    """Return the answers and the general feedback that may follow them."""
    before, mark, general = answers.rpartition(GENERAL_FEEDBACK)
    return (before, general) if mark else (answers, "")


def _brace_fault(body: str, start: int, end: int) -> FileProblem | None:
    if start >= 0 > end:
        return FileProblem.BRACE_MISSING
    is_reversed = end >= 0 and not 0 <= start < end
    if is_reversed or body.count("{") > 1 or body.count("}") > 1:
        return FileProblem.BRACE_STRAY
    return None
