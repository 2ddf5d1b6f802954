"""The package that is shipped: complete, honest about its figures, as the editor would store it."""

import re
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
import yaml
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from corpu.core.domain.figures import Figure
from courses.blocks import INLINE_FEATURES, TEXT_FEATURES, LessonBody
from latsar.domain.content_digest import content_digest
from latsar.exchange.lesson_blocks import Case, Glossary, Sources, Text
from latsar.exchange.package import PACKAGED, read_package
from latsar.exchange.page_content import lesson_content

CURRICULA = [
    "latsar-2018-klasikal",
    "latsar-2021-klasikal",
    "latsar-2021-blended",
    "latsar-2022-klasikal",
    "latsar-2022-blended",
    "latsar-2022-distance",
    "latsar-2024-blended",
]


@pytest.fixture(scope="module")
def package():
    return read_package()


@cache
def converter(*features):
    return ContentstateConverter(features=list(features))


def curriculum(package, code):
    return next(item for item in package.curricula if item.code == code)


def wog(package):
    return next(course for course in package.courses if course.code == "A3-WOG")


def figures(item):
    yield from (item.hours, item.days)
    yield from chain.from_iterable((phase.hours, phase.days) for phase in item.phases)
    yield from (course.hours for course in item.courses)


def test_seven_curricula_and_thirty_one_modules(package):
    assert [item.code for item in package.curricula] == CURRICULA
    assert len(package.courses) == 31
    assert all(course.objectives and course.assessments for course in package.courses)
    assert all(course.introduction for course in package.courses)


def test_no_figure_from_memory_is_official(package):
    everything = [figure for item in package.curricula for figure in figures(item)]

    assert {figure.official for figure in everything if figure.mark == "M"} == {None}
    assert all(figure.value is not None for figure in everything if figure.mark != "M")


@pytest.mark.parametrize(
    ("code", "hours", "days"),
    [
        ("latsar-2018-klasikal", Figure(511, None, "S"), Figure(51, None, "S")),
        ("latsar-2021-klasikal", Figure(511, None, "S"), Figure(51, None, "S")),
        ("latsar-2021-blended", Figure(647, None, "S"), Figure(74, None, "S")),
        ("latsar-2022-klasikal", Figure(511, None, "M"), Figure(51, None, "M")),
        ("latsar-2022-blended", Figure(647, None, "V"), Figure(74, None, "V")),
        ("latsar-2022-distance", Figure(None, None, "M"), Figure(None, None, "M")),
        ("latsar-2024-blended", Figure(None, None, "M"), Figure(None, None, "M")),
    ],
)
def test_totals_and_their_marks(package, code, hours, days):
    item = curriculum(package, code)

    assert (item.hours, item.days) == (hours, days)


@pytest.mark.parametrize(
    ("code", "phases", "required", "offered"),
    [
        ("latsar-2018-klasikal", ["ONCAMPUS", "HAB", "PKTBT"], 23, []),
        ("latsar-2021-klasikal", ["ONCAMPUS", "HAB", "PKTBT"], 23, []),
        ("latsar-2021-blended", ["MOOC", "EL", "HAB", "KLAS", "PKTBT"], 22, []),
        ("latsar-2022-klasikal", ["ONCAMPUS", "HAB", "PKTBT"], 23, []),
        ("latsar-2022-blended", ["MOOC", "EL", "HAB", "KLAS", "PKTBT"], 23, ["A3-WOG"]),
        ("latsar-2022-distance", ["MOOC", "EL", "HAB", "PKTBT"], 23, []),
        ("latsar-2024-blended", ["MOOC", "EL", "HAB", "KLAS", "PKTBT"], 23, ["A3-WOG"]),
    ],
)
def test_phases_and_courses(package, code, phases, required, offered):
    item = curriculum(package, code)

    assert [phase.code for phase in item.phases] == phases
    assert sum(course.is_required for course in item.courses) == required
    assert [course.code for course in item.courses if not course.is_required] == offered
    # Agendas follow each other; none is torn apart by a supplement.
    order = [course.agenda for course in item.courses]
    assert order == sorted(order)


def test_third_agenda_is_named_by_its_generation(package):
    labels = {
        item.generation: agenda.label
        for item in package.curricula
        for agenda in item.agendas
        if agenda.code == "A3"
    }

    smart = "Kedudukan dan Peran PNS untuk mendukung terwujudnya smart governance"
    nkri = "Kedudukan dan Peran PNS dalam NKRI"
    assert labels == {1: nkri, 2: nkri, 3: smart, 4: smart}


def test_working_hours_of_the_first_curriculum_stay_working_values(package):
    courses = {course.code: course.hours for course in curriculum(package, CURRICULA[0]).courses}

    assert courses["A3-WOG"] == Figure(None, 6, "M")
    assert courses["A0-DK"] == Figure(None, None, "M")
    assert courses["A4-AKT"] == Figure(320, None, "D")


def test_whole_of_government_is_complete(package):
    lessons = wog(package).lessons

    assert [lesson.code for lesson in lessons] == ["W1", "W2", "W3", "W4", "W5", "W6", "W7"]
    for lesson in lessons:
        kinds = {type(block) for block in lesson.body}
        assert {Text, Case, Glossary, Sources} <= kinds
        assert any(getattr(block, "kind", "") == "reflection" for block in lesson.body)


def words(value):
    """Count the words a trainee reads in a block."""
    if isinstance(value, str):
        return len(re.sub(r"<[^>]+>", " ", value).split())
    if isinstance(value, tuple):
        return sum(words(part) for part in value)
    if is_dataclass(value):
        return sum(words(getattr(value, part.name)) for part in fields(value))
    return 0


def test_whole_of_government_lessons_are_one_sitting_long(package):
    lengths = {lesson.code: words(lesson.body) for lesson in wog(package).lessons}

    assert [code for code, length in lengths.items() if not 600 <= length <= 1000] == []


def rich_texts(package):
    """Return every rich text with the features of its field."""
    for course in package.courses:
        yield course.path, course.introduction, INLINE_FEATURES
        for lesson in course.lessons:
            for block in lesson.body:
                features = TEXT_FEATURES if isinstance(block, Text) else INLINE_FEATURES
                for cell in chain.from_iterable(getattr(block, "rows", ())):
                    yield lesson.path, cell, ["bold", "italic"]
                if html := getattr(block, "html", ""):
                    yield lesson.path, html, features


def test_editor_would_store_the_same_html(package):
    differing = []
    for path, html, features in rich_texts(package):
        editor = converter(*features)
        stored = editor.to_database_format(editor.from_database_format(html))
        if content_digest({"html": stored}) != content_digest({"html": html}):
            differing.append((path, html, stored))

    assert differing == []


def test_every_block_is_valid_for_its_field_and_says_what_the_file_says(package):
    stream = LessonBody()
    for course in package.courses:
        for lesson in course.lessons:
            raw = lesson_content(lesson)["body"]

            value = stream.to_python(raw)

            stored = stream.get_prep_value(stream.clean(value))
            assert content_digest({"body": stored}) == content_digest({"body": raw})
            for block in value:
                if block.block_type == "glossary":
                    assert all(term["term"] and term["meaning"] for term in block.value["terms"])


def test_every_source_key_resolves():
    sources = yaml.safe_load((PACKAGED / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    used = set()
    for path in sorted(Path(PACKAGED).glob("*.yaml")):
        text = re.sub(r"code: W\d|#.*", "", path.read_text(encoding="utf-8"))
        if path.name != "sources.yaml":
            used |= set(re.findall(r"\b[WC]\d+\b", text))

    assert sorted(used - sources.keys()) == []


def test_every_file_of_the_package_is_readable_data():
    data = {
        path.name: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in PACKAGED.glob("*.yaml")
    }

    # `no` is a column of a form here, not the false that YAML makes of it.
    assert [form["fields"][0] for form in data["participants.yaml"]["forms"][:2]] == ["no", "no"]
    assert len(data["evaluation.yaml"]["evaluation_schemes"]) == 4
    assert len(data["regulations.yaml"]["regulations"]) == 10
