"""A package as the files that `read_package` reads."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import yaml

from corpu.core.domain.figures import Figure
from courses.domain.policies import AssignmentPolicy, QuizPolicy
from courses.enums import Availability
from latsar.exchange.activity_files import (
    ASSIGNMENT,
    QUIZ,
    ActivityPackage,
    AssignmentPackage,
    PartPackage,
    QuizPackage,
)
from latsar.exchange.block_writer import body_markdown
from latsar.exchange.curriculum_data import CurriculumPackage
from latsar.exchange.html_markdown import markdown_or_html
from latsar.exchange.media_files import FOLDER, LIST
from latsar.exchange.package import CoursePackage, Package
from latsar.exchange.question_writer import question_entry

_WIDTH = 1_000_000
_TIMES = ("score", "answers", "right", "feedback")


def package_files(package: Package) -> dict[str, bytes]:
    """Return every file of the package by its path."""
    files = _curriculum_files(package)
    for course in package.courses:
        folder = f"modules/{course.code.lower()}"
        files[f"{folder}/index.md"] = _index(course)
        for number, activity in enumerate(course.activities, start=1):
            name = f"{number:02d}-{activity.slug}.md"
            files[f"{folder}/{name}"] = _activity(activity, name)
        if course.questions:
            questions = [question_entry(question) for question in course.questions]
            files[f"{folder}/questions.yaml"] = _yaml({"questions": questions})
    if package.media:
        described = [
            {
                name: getattr(media, name)
                for name in ("file", "kind", "title", "description")
                if name != "description" or media.description
            }
            for media in package.media
        ]
        files[LIST] = _yaml({FOLDER: described})
    return files | {f"{FOLDER}/{media.file}": media.content for media in package.media}


def _yaml(data: Any) -> bytes:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=_WIDTH).encode()


def _markdown(fields: dict[str, Any], text: str) -> bytes:
    return b"---\n" + _yaml(fields) + f"---\n{text}\n".encode()


def _index(course: CoursePackage) -> bytes:
    key = course.path.partition("/")[0]
    fields = {
        **({"key": key} if key != course.code.lower() else {}),
        "code": course.code,
        "title": course.title,
        "slug": course.slug,
        "summary": course.summary,
        "objectives": list(course.objectives),
        "assessments": list(course.assessments),
    }
    return _markdown(fields, markdown_or_html(course.introduction))


def _activity(activity: ActivityPackage, name: str) -> bytes:
    key = activity.path.partition("/")[2]
    fields: dict[str, Any] = {"key": key} if key != name else {}
    if isinstance(activity, QuizPackage):
        fields |= {"type": QUIZ} | _common(activity) | _quiz(activity.policy)
        fields["parts"] = [_part(part) for part in activity.parts]
        return _markdown(fields, markdown_or_html(activity.introduction))
    if isinstance(activity, AssignmentPackage):
        fields |= {"type": ASSIGNMENT} | _common(activity) | _assignment(activity.policy)
        fields["rubric"] = [
            {
                "criterion": criterion.title,
                "levels": [
                    {"level": level.label, "points": level.points, "shows": level.description}
                    for level in criterion.levels
                ],
            }
            for criterion in activity.rubric
        ]
    else:
        fields |= {"code": activity.code} | _common(activity)
    return _markdown(fields, body_markdown(activity.body))


def _common(activity: ActivityPackage) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "title": activity.title,
        "slug": activity.slug,
        "summary": activity.summary,
        "minutes": activity.minutes,
    }
    if not activity.is_required:
        fields["required"] = False
    if activity.availability != Availability.ALWAYS:
        fields["opens"] = str(activity.availability)
    return fields | ({"after": activity.after} if activity.after else {})


def _quiz(policy: QuizPolicy) -> dict[str, Any]:
    return {
        "attempts": policy.attempts,
        "counting": str(policy.counting),
        **({"time_limit": policy.minutes} if policy.minutes else {}),
        "pass_mark": _number(float(policy.pass_mark)),
        "shuffle_questions": policy.shuffle_questions,
        "shuffle_options": policy.shuffle_options,
        **{f"show_{name}": str(getattr(policy, f"show_{name}")) for name in _TIMES},
    }


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _part(part: PartPackage) -> dict[str, Any]:
    if isinstance(part.question, UUID):
        return {"question": str(part.question)}
    wishes = {"tag": part.tag, "difficulty": part.difficulty}
    return {"draw": part.count} | {name: value for name, value in wishes.items() if value}


def _assignment(policy: AssignmentPolicy) -> dict[str, Any]:
    return {
        "kind": str(policy.kind),
        "late": str(policy.late),
        "is_group": policy.is_group,
        "is_anonymous": policy.is_anonymous,
        "max_files": policy.max_files,
        "max_megabytes": policy.max_megabytes,
    }


def _curriculum_files(package: Package) -> dict[str, bytes]:
    (curriculum,) = package.curricula
    titles = curriculum.regulation.split("\n") if curriculum.regulation else []
    regulations = [{"id": f"r{number}", "title": title} for number, title in enumerate(titles)]
    agendas = {place.code: place.agenda for place in curriculum.courses}
    return {
        "regulations.yaml": _yaml({"regulations": regulations}),
        "structure.yaml": _yaml(
            {
                "phase_types": [_labelled(phase) for phase in curriculum.phases],
                "agendas": [_labelled(agenda) for agenda in curriculum.agendas],
            }
        ),
        "modules.yaml": _yaml(
            {
                "modules": [
                    {"code": course.code, "agenda": agendas[course.code]}
                    for course in package.courses
                ]
            }
        ),
        "curricula.yaml": _yaml(
            {"curricula": [_curriculum(curriculum, [one["id"] for one in regulations])]}
        ),
    }


def _labelled(part: Any) -> dict[str, str]:
    return {"code": part.code, "label": part.label}


def _curriculum(curriculum: CurriculumPackage, regulations: Sequence[str]) -> dict[str, Any]:
    return {
        "id": curriculum.code,
        "title": curriculum.title,
        "generation": curriculum.generation,
        "regulation": list(regulations),
        "method": curriculum.method,
        "total_jp": _figure("value", curriculum.hours, "mark"),
        "total_days": _figure("value", curriculum.days, "mark"),
        "source": curriculum.source,
        "phases": [
            {
                "code": phase.code,
                **_figures({"days": phase.days, "jp": phase.hours}),
            }
            for phase in curriculum.phases
        ],
        "modules": [
            {
                "code": place.code,
                **_figure("jp", place.hours, "mark"),
                **({"phase": place.phase} if place.phase else {}),
                **({} if place.is_required else {"required": False}),
            }
            for place in curriculum.courses
        ],
    }


def _figure(name: str, figure: Figure, mark: str) -> dict[str, Any]:
    written: dict[str, Any] = {name: figure.value}
    if figure.unverified is not None:
        written[f"{name}_unverified"] = figure.unverified
    return written | ({mark: str(figure.mark)} if figure.value is not None else {})


def _figures(figures: dict[str, Figure]) -> dict[str, Any]:
    written: dict[str, Any] = {}
    marks = {}
    for name, figure in figures.items():
        written |= {key: value for key, value in _figure(name, figure, "").items() if key}
        if figure.value is not None:
            marks[name] = str(figure.mark)
    return written | ({"mark": marks} if marks else {})
