"""What a mentor reads of a person's aktualisasi: papers that were handed in, with their files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from latsar.domain.actors import Actor
from latsar.enums import PaperState
from latsar.models import Evidence, FrozenPaper, Guidance
from latsar.queries.aktualisasi import Dossier, dossier_of, people_with_guides
from latsar.queries.aktualisasi_reading import PaperReading, paper_reading


@dataclass(frozen=True, slots=True)
class MentorPapers:
    """All papers of a person for the mentor; what waits for the mentor's word stands apart."""

    waiting: tuple[FrozenPaper, ...] = ()
    others: tuple[FrozenPaper, ...] = ()


def dossier_for_mentor(guidance: Guidance) -> Dossier | None:
    """Return the person's aktualisasi; None before the cohort has begun."""
    found = people_with_guides().filter(pk=guidance.enrolment_id).first()
    return dossier_of(found) if found else None


def mentor_papers(dossier: Dossier | None, mentor: Actor) -> MentorPapers:
    """Return the papers of a person, newest first."""
    if dossier is None:
        return MentorPapers()
    papers = list(reversed(_handed_in(dossier)))
    deciding = {
        paper.pk for paper in papers if _reading(dossier, paper, mentor).deciding and _waits(paper)
    }
    return MentorPapers(
        waiting=tuple(paper for paper in papers if paper.pk in deciding),
        others=tuple(paper for paper in papers if paper.pk not in deciding),
    )


def mentor_paper(dossier: Dossier | None, pk: int, mentor: Actor) -> PaperReading | None:
    """Return one paper with what the mentor can do about it; None where there is no such paper."""
    papers = _handed_in(dossier) if dossier else []
    found = next((one for one in papers if one.pk == pk), None)
    return _reading(dossier, found, mentor) if dossier and found else None


def mentor_file(dossier: Dossier | None, pk: int) -> Evidence | None:
    """Return a file that was handed in with a paper; what is only being written stays unseen."""
    if dossier is None or dossier.work is None:
        return None
    handed_in = {key for paper in _handed_in(dossier) for key in _file_keys(paper.content)}
    return dossier.work.files.filter(pk=pk).first() if pk in handed_in else None


def _handed_in(dossier: Dossier) -> list[FrozenPaper]:
    return [paper for paper in dossier.papers if paper.state != PaperState.TAKEN_BACK]


def _waits(paper: FrozenPaper) -> bool:
    return bool(paper.state == PaperState.WAITING)


def _reading(dossier: Dossier, paper: FrozenPaper, mentor: Actor) -> PaperReading:
    return paper_reading(dossier, paper, {mentor.role.value: mentor})


def _file_keys(content: Any) -> Iterator[int]:
    if isinstance(content, dict):
        for name, value in content.items():
            if name == "files":
                yield from (one["key"] for one in value)
            else:
                yield from _file_keys(value)
    elif isinstance(content, list):
        for value in content:
            yield from _file_keys(value)
