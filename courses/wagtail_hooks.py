"""Staff of the LMS inside Wagtail: their addresses, menu entries and guards."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from courses.models import LessonPage
from courses.permissions import may_read_lesson
from courses.queries.holds import is_held

DESTRUCTIVE = ("delete", "unpublish")


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    """Mount the staff pages of cohorts."""
    return [path("angkatan/", include("courses.admin_urls", namespace="courses_admin"))]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what the services write into the audit log."""
    for action, label, message in (
        ("cohort.created", gettext_lazy("Create cohort"), gettext_lazy("Cohort created")),
        ("cohort.opened", gettext_lazy("Open cohort"), gettext_lazy("Cohort opened for enrolment")),
        (
            "cohort.started",
            gettext_lazy("Start cohort"),
            gettext_lazy("Cohort started, curriculum pinned"),
        ),
        ("cohort.closed", gettext_lazy("Close cohort"), gettext_lazy("Cohort closed")),
        ("cohort.enrolled", gettext_lazy("Enrol people"), gettext_lazy("People enrolled")),
        (
            "cohort.refreshed",
            gettext_lazy("Update enrolments"),
            gettext_lazy("Enrolments updated from the people"),
        ),
        (
            "roster.imported",
            gettext_lazy("Import people"),
            gettext_lazy("People imported from a file"),
        ),
        ("enrolment.withdrawn", gettext_lazy("Withdraw"), gettext_lazy("Enrolment withdrawn")),
        ("enrolment.reinstated", gettext_lazy("Reinstate"), gettext_lazy("Enrolment reinstated")),
    ):
        actions.register_action(f"courses.{action}", label, message)


@hooks.register("before_serve_page")
def guard_lesson(
    page: Page, request: HttpRequest, args: Sequence[Any], kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Show a lesson only to those it belongs to; for everybody else it does not exist."""
    if not isinstance(page, LessonPage):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not may_read_lesson(request.user, page):
        raise Http404
    return None


@hooks.register("before_serve_document")
def guard_document(document: models.Model, request: HttpRequest) -> HttpResponse | None:
    """Documents are material of lessons: whoever fetches one has logged in."""
    if request.user.is_authenticated:
        return None
    return redirect_to_login(request.get_full_path())


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse, in words, to remove what a programme or cohort needs."""
    if not is_held([page]):
        return None
    return _refuse(request, "wagtailadmin_pages:edit", page)


@hooks.register("before_bulk_action")
def keep_pages(
    request: HttpRequest, action_type: str, objects: Sequence[models.Model], action: Any
) -> HttpResponse | None:
    """Refuse the same for many pages at once; then none of them is touched."""
    pages = [one for one in objects if isinstance(one, Page)]
    if action_type not in DESTRUCTIVE or not is_held(pages):
        return None
    return _refuse(request, "wagtailadmin_explore", pages[0].get_parent())


def _refuse(request: HttpRequest, back: str, page: Page) -> HttpResponse:
    messages.error(
        request,
        _(
            "This cannot be removed: a programme or a cohort uses it. "
            "Take it out of the programme first; what a started cohort has pinned stays."
        ),
    )
    return redirect(back, page.pk)
