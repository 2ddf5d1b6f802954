"""What importing a file of questions would do, question by question."""

import uuid as uuids
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from courses.domain.question_faults import faults
from courses.domain.question_files import ReadProblem, ReadQuestion, problem
from courses.domain.question_text import derived_name, normalised
from courses.enums import QuestionKind, RowVerdict
from courses.enums.question_files import FileProblem


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question of the bank: what it is, and what it says, as `identity` puts it."""

    pk: int
    kind: QuestionKind
    identity: str


@dataclass(frozen=True, slots=True)
class Bank:
    """What decides whether a question of a file is known."""

    # Own questions by their lasting identifier.
    by_uuid: Mapping[uuids.UUID, StoredQuestion]
    # Identifiers that questions of other courses have.
    foreign: frozenset[uuids.UUID]
    # Where identifiers that are no UUID are made into one.
    namespace: uuids.UUID


@dataclass(frozen=True, slots=True)
class Incoming:
    """A question of the file and what it says, as `identity` puts it."""

    question: ReadQuestion
    identity: str


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question of the file and what becomes of it."""

    question: ReadQuestion
    verdict: RowVerdict
    uuid: uuids.UUID | None = None
    # The question of the bank that it is, or that it changes.
    stored: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What importing would do; with a problem, nothing is imported."""

    questions: tuple[JudgedQuestion, ...] = ()
    problems: tuple[ReadProblem, ...] = ()
    counts: Counter[RowVerdict] = field(default_factory=Counter)


def judge(incoming: Sequence[Incoming], bank: Bank) -> Judgement:
    """Say of each question whether it is new, known, changed or cannot be taken."""
    judged: list[JudgedQuestion] = []
    problems: list[ReadProblem] = []
    said: dict[str, int | None] = {one.identity: one.pk for one in bank.by_uuid.values()}
    lines: dict[uuids.UUID, int] = {}
    for one in incoming:
        question = one.question
        uuid = uuid_of(question.idnumber, bank)
        found = _problems(one, bank, uuid, lines)
        problems += found
        if uuid:
            lines.setdefault(uuid, question.line)
        if not found:
            judged.append(_judge(one, bank, uuid, said))
            said.setdefault(one.identity, None)
    counts = Counter(one.verdict for one in judged)
    return Judgement(tuple(judged), tuple(problems), counts)


def uuid_of(idnumber: str, bank: Bank) -> uuids.UUID | None:
    """Return the lasting identifier of a question of a file; none where the file gives none.

    A question that another course has becomes one of its own here, and stays the same one when
    the file comes again.
    """
    if not idnumber:
        return None
    try:
        own = uuids.UUID(idnumber)
    except ValueError:
        return uuids.uuid5(bank.namespace, idnumber)
    return uuids.uuid5(bank.namespace, str(own)) if own in bank.foreign else own


def _judge(
    one: Incoming, bank: Bank, uuid: uuids.UUID | None, said: Mapping[str, int | None]
) -> JudgedQuestion:
    stored = bank.by_uuid.get(uuid) if uuid else None
    if stored and stored.identity != one.identity:
        return JudgedQuestion(one.question, RowVerdict.CHANGED, uuid, stored.pk)
    if stored or one.identity in said:
        pk = stored.pk if stored else said[one.identity]
        return JudgedQuestion(one.question, RowVerdict.KNOWN, uuid, pk)
    return JudgedQuestion(one.question, RowVerdict.NEW, uuid)


def _problems(
    one: Incoming, bank: Bank, uuid: uuids.UUID | None, lines: Mapping[uuids.UUID, int]
) -> list[ReadProblem]:
    question = one.question
    content = normalised(question.content)
    called = question.name or derived_name(content)
    found = [ReadProblem(question.line, called, fault) for fault in faults(content)]
    stored = bank.by_uuid.get(uuid) if uuid else None
    if stored and stored.kind != content.kind:
        found.append(problem(question.line, called, FileProblem.KIND_DIFFERS))
    if uuid and uuid in lines:
        found.append(problem(question.line, called, FileProblem.ID_TWICE, first=lines[uuid]))
    return found
