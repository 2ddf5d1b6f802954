"""Writes courses and lessons of a package into pages, without ever overwriting an author."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import CataloguePage, CoursePage, LessonPage
from latsar.domain.content_digest import Action, content_digest, decide
from latsar.enums import KeptReason
from latsar.exchange.package import CoursePackage, LessonPackage, Package
from latsar.exchange.page_content import UNTOUCHED_SETTINGS, course_content, lesson_content
from latsar.models import PackagedPage
from latsar.queries.packaged import (
    ContentPage,
    PackagedState,
    packaged_states,
    page_digest,
    parent_ids,
)
from latsar.services.load_report import LoadReport

_PLACE = ["path", "depth", "numchild"]


@dataclass(slots=True)
class _Load:
    """One load of pages: what was there before, and what has been reported so far."""

    states: Mapping[str, PackagedState]
    parents: Mapping[int, int]
    report: LoadReport


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a page belongs: below its parent, behind its predecessor in the package."""

    parent: Page
    before: ContentPage | None


def load_pages(*, package: Package, catalogue: CataloguePage, report: LoadReport) -> None:
    """Create, update or leave each page of the package; the caller holds the catalogue's lock."""
    states = packaged_states()
    pages = [state.page for state in states.values() if state.page is not None]
    load = _Load(states, parent_ids(pages), report)
    before: ContentPage | None = None
    for course in package.courses:
        page = _load_page(course, CoursePage, _Spot(catalogue, before), load)
        before = page or before
        _load_lessons(course, page, load)
    for path in sorted(states.keys() - package.paths):
        state = states[path]
        if state.page is not None:
            report.keep(path, state.page.title, KeptReason.REMOVED)


def _load_lessons(course: CoursePackage, page: ContentPage | None, load: _Load) -> None:
    before: ContentPage | None = None
    for lesson in course.lessons:
        if page is None:
            # Without its course a lesson has no place; the course is reported already.
            if lesson.path in load.states:
                load.report.keep(lesson.path, lesson.title, KeptReason.DELETED)
            continue
        before = _load_page(lesson, LessonPage, _Spot(page, before), load) or before


def _load_page(
    source: CoursePackage | LessonPackage,
    model: type[CoursePage] | type[LessonPage],
    spot: _Spot,
    load: _Load,
) -> ContentPage | None:
    """Do with one file what the rule says; return its page, None where there is none."""
    content = (
        course_content(source) if isinstance(source, CoursePackage) else lesson_content(source)
    )
    digest = content_digest({**content, **UNTOUCHED_SETTINGS})
    state = load.states.get(source.path)
    if state is None:
        new = model(**_fields(content))
        return _create(new, source.path, digest, spot, load.report)
    if state.page is None:
        load.report.keep(source.path, source.title, KeptReason.DELETED)
        return None
    reason = _place_reason(state.page, spot.parent, load)
    if reason is not None:
        load.report.keep(source.path, state.page.title, reason)
    else:
        _follow(state, state.page, content, digest, load.report)
    return state.page


def _follow(
    state: PackagedState,
    page: ContentPage,
    content: dict[str, Any],
    digest: str,
    report: LoadReport,
) -> None:
    """Bring a page that stands where it belongs up to the file, unless an author has touched it."""
    record = state.record
    action = decide(
        file_digest=digest,
        stored_file_digest=record.file_digest,
        written_digest=record.written_digest,
        current_digests=state.digests,
    )
    if action is Action.KEEP_TOUCHED:
        newer = digest != record.file_digest
        reason = KeptReason.NEWER_TEXT if newer else KeptReason.EDITED
        report.keep(record.path, page.title, reason)
        return
    if action is Action.UNCHANGED:
        report.unchanged.append(record.path)
        return
    if action is Action.UPDATE and not _update(page, record.path, content, report):
        return
    if action is Action.ADOPT:
        report.unchanged.append(record.path)
    record.written_digest = page_digest(page)
    record.file_digest = digest
    record.save(update_fields=["written_digest", "file_digest"])


def _update(page: ContentPage, path: str, content: dict[str, Any], report: LoadReport) -> bool:
    """Write the file's content into the page; return whether that was possible."""
    # Pages made earlier in this load may have moved this one along; its place must not go stale.
    page.refresh_from_db(fields=_PLACE)
    for name, value in _fields(content).items():
        setattr(page, name, value)
    try:
        with transaction.atomic():
            _publish(page)
    except ValidationError as error:
        report.problems.append(_not_possible(path, error))
        return False
    report.updated.append(path)
    return True


def _create(
    page: ContentPage,
    path: str,
    digest: str,
    spot: _Spot,
    report: LoadReport,
) -> ContentPage | None:
    """Make a page behind its predecessor; an address or code that is taken is a problem."""
    try:
        with transaction.atomic():
            _insert(page, spot)
            _publish(page)
    except ValidationError as error:
        report.problems.append(_not_possible(path, error))
        return None
    PackagedPage.objects.create(
        page=page, path=path, written_digest=page_digest(page), file_digest=digest
    )
    report.created.append(path)
    return page


def _not_possible(path: str, error: ValidationError) -> str:
    return _("%(path)s: the page cannot be written: %(why)s") % {
        "path": path,
        "why": " ".join(error.messages),
    }


def _insert(page: ContentPage, spot: _Spot) -> None:
    """Put a page behind its predecessor, or first; at the end where that one has been moved."""
    spot.parent.refresh_from_db(fields=_PLACE)
    first = spot.parent.get_first_child()
    if spot.before is not None:
        spot.before.refresh_from_db(fields=_PLACE)
    if spot.before is not None and spot.before.is_child_of(spot.parent):
        spot.before.add_sibling("right", instance=page)
    elif spot.before is None and first is not None:
        first.add_sibling("left", instance=page)
    else:
        spot.parent.add_child(instance=page)


def _publish(page: ContentPage) -> None:
    """Publish with a revision, so that staff see the load in the page's history."""
    page.save_revision(log_action=True).publish()
    page.refresh_from_db()


def _place_reason(page: ContentPage, parent: Page, load: _Load) -> KeptReason | None:
    """Say why a page is left alone whatever its text, or None."""
    if not page.live:
        return KeptReason.UNPUBLISHED
    return KeptReason.MOVED if load.parents[page.pk] != parent.pk else None


def _fields(content: dict[str, Any]) -> dict[str, Any]:
    """Return values for the model's fields; a stream is given as the JSON it is stored as."""
    return {
        name: json.dumps(value) if isinstance(value, list) else value
        for name, value in content.items()
    }
