"""Writes courses and activities of a package into pages, without ever overwriting an author."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import AssignmentPage, CataloguePage, CoursePage, LessonPage, QuizPage
from latsar.domain.content_digest import Action, decide
from latsar.enums import KeptReason
from latsar.exchange.activity_files import (
    ActivityPackage,
    AssignmentPackage,
    LessonPackage,
    QuizPackage,
)
from latsar.exchange.own_references import Name, with_ids
from latsar.exchange.package import CoursePackage, Package
from latsar.exchange.page_content import activity_content, course_content
from latsar.models import PackagedPage
from latsar.queries.packaged import (
    ContentPage,
    PackagedState,
    digest_of,
    packaged_states,
    page_digest,
    parent_ids,
)
from latsar.services.load_report import LoadReport
from latsar.services.packaged_questions import load_questions
from latsar.services.page_fields import page_fields

_PLACE = ["path", "depth", "numchild"]
_MODELS: dict[type[CoursePackage | ActivityPackage], type[ContentPage]] = {
    CoursePackage: CoursePage,
    LessonPackage: LessonPage,
    QuizPackage: QuizPage,
    AssignmentPackage: AssignmentPage,
}


@dataclass(slots=True)
class _Load:
    """One load of pages: what was there before, and what has been reported so far."""

    states: Mapping[str, PackagedState]
    parents: Mapping[int, int]
    report: LoadReport
    # What texts of the package refer to by name: files, and pages that exist so far.
    ids: dict[Name, int]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a page belongs: below its parent, behind its predecessor in the package."""

    parent: Page
    before: ContentPage | None


def load_pages(
    *,
    package: Package,
    catalogue: CataloguePage,
    files: Mapping[Name, int],
    report: LoadReport,
    is_whole: bool,
) -> None:
    """Create, update or leave each page of the package; the caller holds the catalogue's lock.

    `files` are identifiers of what the package calls by name. A page whose file is gone is
    reported where the package is the whole of what is packaged.
    """
    states = packaged_states()
    pages = [state.page for state in states.values() if state.page is not None]
    ids = dict(files)
    ids |= {("page", path): state.page.pk for path, state in states.items() if state.page}
    load = _Load(states, parent_ids(pages), report, ids)
    before: ContentPage | None = None
    for course in package.courses:
        page = _load_page(course, _Spot(catalogue, before), load)
        before = page or before
        if isinstance(page, CoursePage):
            load_questions(questions=course.questions, course=page, ids=load.ids, report=report)
        _load_activities(course, page, load)
    for path in sorted(states.keys() - package.paths) if is_whole else ():
        state = states[path]
        if state.page is not None:
            report.keep(path, state.page.title, KeptReason.REMOVED)


def _load_activities(course: CoursePackage, page: ContentPage | None, load: _Load) -> None:
    before: ContentPage | None = None
    for activity in course.activities:
        if page is None:
            # Without its course an activity has no place; the course is reported already.
            if activity.path in load.states:
                load.report.keep(activity.path, activity.title, KeptReason.DELETED)
            continue
        before = _load_page(activity, _Spot(page, before), load) or before


def _load_page(
    source: CoursePackage | ActivityPackage, spot: _Spot, load: _Load
) -> ContentPage | None:
    """Do with one file what the rule says; return its page, None where there is none."""
    content = (
        course_content(source) if isinstance(source, CoursePackage) else activity_content(source)
    )
    content = with_ids(content, load.ids)
    digest = digest_of(content)
    state = load.states.get(source.path)
    if state is None:
        new = _MODELS[type(source)](**page_fields(content, parent=spot.parent))
        return _create(new, source.path, digest, spot, load.report)
    if state.page is None:
        load.report.keep(source.path, source.title, KeptReason.DELETED)
        return None
    reason = _place_reason(state.page, spot.parent, load)
    if reason is not None:
        load.report.keep(source.path, state.page.title, reason)
    else:
        _follow(state, state.page, (content, spot.parent), digest, load.report)
    return state.page


def _follow(
    state: PackagedState,
    page: ContentPage,
    source: tuple[dict[str, Any], Page],
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
    if action is Action.UPDATE and not _update(page, record.path, source, report):
        return
    if action is Action.ADOPT:
        report.unchanged.append(record.path)
    record.written_digest = page_digest(page)
    record.file_digest = digest
    record.save(update_fields=["written_digest", "file_digest"])


def _update(
    page: ContentPage, path: str, source: tuple[dict[str, Any], Page], report: LoadReport
) -> bool:
    """Write the file's content into the page; return whether that was possible."""
    # Pages made earlier in this load may have moved this one along; its place must not go stale.
    page.refresh_from_db(fields=_PLACE)
    content, parent = source
    for name, value in page_fields(content, parent=parent).items():
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
