"""The part of a GIFT question between its braces, for each kind of question."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from courses.domain.question_files import TRUTH, whole_weights
from courses.domain.questions import FULL, Accepted, Option, Pair, Span
from courses.enums import QuestionKind
from courses.enums.question_files import FileProblem, TextKind
from courses.exchange.questions.gift_blocks import restore
from courses.exchange.questions.reading import QuestionDraft, new_id

NONE = Decimal(0)
_WEIGHT = re.compile(r"\s*%([^%\n]{1,30})%")
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
# A range of numbers; a sign may follow the dots.
_RANGE = re.compile(r"(?P<low>[^.]*(?:\.[^.]+)?)\.\.(?P<high>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answers:
    """What stands between the braces, and how texts without a format of their own are read."""

    draft: QuestionDraft
    kind: TextKind

    def read(self, source: str) -> dict[str, Any]:
        """Return what the answers say, as fields of a content with its kind."""
        body = source.strip()
        if not body:
            return {"kind": QuestionKind.ESSAY}
        if body.startswith("#"):
            return self._numeric(body[1:])
        if "~" in body:
            return self._choice(body)
        # A short answer may hold an arrow; then its weight tells it from a pair.
        if "->" in body and re.match(r"=(?!\s*%[^%\n]{1,30}%)", body):
            return self._matching(body)
        if body.partition("#")[0].strip().upper() in _TRUTH:
            return self._truth(body)
        return self._short(body)

    def text(self, source: str) -> str:
        """Return a clean text; a format in brackets at its front counts for it alone."""
        return read_text(self.draft, source, self.kind)

    def _choice(self, body: str) -> dict[str, Any]:
        options = []
        is_single = False
        # Every answer begins with a sign; what stands before the first one is lost.
        first, *rest = re.split(r"([~=])", body)
        if first.strip():
            self.draft.problem(FileProblem.ANSWERS_UNREADABLE)
        for sign, part in zip(rest[::2], rest[1::2], strict=True):
            is_single = is_single or sign == "="
            weight, text, feedback = self._cut(part, FULL if sign == "=" else NONE)
            if text.strip() or feedback:
                options.append(Option(new_id(), self.text(text), weight, self.text(feedback)))
        kind = QuestionKind.SINGLE if is_single else QuestionKind.MULTIPLE
        if kind == QuestionKind.MULTIPLE:
            options = list(whole_weights(tuple(options)))
        return {"kind": kind, "options": tuple(options)}

    def _short(self, body: str) -> dict[str, Any]:
        accepted = []
        for part in body.split("="):
            if part.strip():
                weight, text, feedback = self._cut(part, FULL)
                accepted.append(Accepted(restore(text).strip(), weight, self.text(feedback)))
        return {"kind": QuestionKind.SHORT, "accepted": tuple(accepted)}

    def _truth(self, body: str) -> dict[str, Any]:
        word, *said = body.split("#")
        is_true = _TRUTH[word.strip().upper()]
        # The first feedback is for the wrong answer, the second for the right one.
        wrong, right = (*(self.text(one) for one in said[:2]), "", "")[:2]
        options = (
            Option(new_id(), TRUTH[0], FULL if is_true else NONE, right if is_true else wrong),
            Option(new_id(), TRUTH[1], NONE if is_true else FULL, wrong if is_true else right),
        )
        return {"kind": QuestionKind.TRUE_FALSE, "options": options}

    def _matching(self, body: str) -> dict[str, Any]:
        pairs = []
        for part in body.split("="):
            if not part.strip():
                continue
            prompt, arrow, match = part.partition("->")
            if not arrow or not match.strip():
                self.draft.problem(FileProblem.MATCH_UNREADABLE, found=restore(part).strip())
                continue
            pairs.append(Pair(new_id(), self.text(prompt), new_id(), restore(match).strip()))
        return {"kind": QuestionKind.MATCHING, "pairs": tuple(pairs)}

    def _numeric(self, body: str) -> dict[str, Any]:
        spans = []
        first, *rest = re.split(r"([~=])", body)
        parts = [("=", first)] if first.strip() else []
        parts += zip(rest[::2], rest[1::2], strict=True)
        for sign, part in parts:
            weight, text, feedback = self._cut(part, FULL)
            if sign == "~" or text.strip() == "*":
                self._refuse_others(feedback)
            elif text.strip() or feedback:
                spans.append(self._span(text, weight, feedback))
        if not parts:
            self.draft.problem(FileProblem.NUMBER_UNREADABLE, found="")
        return {"kind": QuestionKind.NUMERIC, "spans": tuple(spans)}

    def _refuse_others(self, feedback: str) -> None:
        if feedback.strip():
            self.draft.problem(FileProblem.OTHERS_FEEDBACK)

    def _span(self, text: str, weight: Decimal, feedback: str) -> Span:
        bounds = _RANGE.fullmatch(restore(text).strip())
        if bounds:
            low, high = self.draft.number(bounds["low"]), self.draft.number(bounds["high"])
        else:
            number, _colon, around = restore(text).strip().partition(":")
            middle = self.draft.number(number)
            spread = abs(self.draft.number(around)) if around.strip() else NONE
            low, high = middle - spread, middle + spread
        return Span(low, high, weight, self.text(feedback))

    def _cut(self, part: str, weight: Decimal) -> tuple[Decimal, str, str]:
        """Part one answer into weight, text and feedback."""
        found = _WEIGHT.match(part)
        if found:
            weight = self.draft.weight(found[1])
            part = part[found.end() :]
        text, _sign, feedback = part.partition("#")
        return weight, text, feedback


def read_text(draft: QuestionDraft, source: str, kind: TextKind) -> str:
    """Return a clean text of a GIFT file."""
    own, rest = take_format(source)
    return draft.text(restore(rest), own or kind)


def take_format(source: str) -> tuple[TextKind | None, str]:
    """Return the format a text names at its front, and the text."""
    found = _FORMAT.match(source)
    if not found:
        return None, source
    return TextKind(found[1].lower()), source[found.end() :]
