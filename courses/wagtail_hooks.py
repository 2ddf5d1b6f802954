"""Staff of the LMS inside Wagtail: their addresses, menu entries and guards."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from courses.models import AssignmentPage, CoursePage, LessonPage, QuizPage
from courses.permissions import may_read_activity
from courses.queries.availability import page_access
from courses.queries.choosing import choosable_pages
from courses.queries.course_overview import may_open_courses
from courses.queries.questions import held_images
from courses.queries.reading import activity_reading
from courses.views.image_guard import GuardedImageDelete, tell_held
from courses.views.marking_menu import MarkingMenuItem
from courses.views.page_guards import (
    refusal,
    tell_asked_changes,
    tell_moved,
    tell_renamed,
)
from courses.views.roll_menu import ROLL_ACTIONS, RollMenuItem
from courses.views.timetable_words import TIMETABLE_ACTIONS


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    """Mount the staff pages of cohorts."""
    return [path("angkatan/", include("courses.admin_urls", namespace="courses_admin"))]


@hooks.register("register_admin_menu_item")
def register_marking_menu_item() -> MenuItem:
    """What waits to be marked: one click away, with its number."""
    return MarkingMenuItem(
        gettext_lazy("Marking"),
        reverse_lazy("courses_admin:marking"),
        name="marking",
        icon_name="tasks",
        order=11,
    )


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
            "cohort.adopted",
            gettext_lazy("Adopt changes"),
            gettext_lazy("Changes of the curriculum adopted"),
        ),
        (
            "cohort.activity_replaced",
            gettext_lazy("Replace activity"),
            gettext_lazy("Activity replaced"),
        ),
        (
            "discussionquestion.hidden",
            gettext_lazy("Hide question"),
            gettext_lazy("Question hidden"),
        ),
        (
            "discussionquestion.shown",
            gettext_lazy("Show question"),
            gettext_lazy("Question shown again"),
        ),
        ("discussionanswer.hidden", gettext_lazy("Hide answer"), gettext_lazy("Answer hidden")),
        (
            "discussionanswer.shown",
            gettext_lazy("Show answer"),
            gettext_lazy("Answer shown again"),
        ),
        (
            "roster.imported",
            gettext_lazy("Import people"),
            gettext_lazy("People imported from a file"),
        ),
        ("work.handed_in", gettext_lazy("Hand in work"), gettext_lazy("Work handed in")),
        ("work.returned", gettext_lazy("Return work"), gettext_lazy("Work returned for revision")),
        ("work.accepted", gettext_lazy("Accept work"), gettext_lazy("Work accepted")),
        ("groups.dealt", gettext_lazy("Deal groups"), gettext_lazy("People dealt to groups")),
        ("groups.changed", gettext_lazy("Change groups"), gettext_lazy("Groups changed")),
        ("essay.marked", gettext_lazy("Mark essay"), gettext_lazy("Essay marked")),
        ("enrolment.withdrawn", gettext_lazy("Withdraw"), gettext_lazy("Enrolment withdrawn")),
        ("enrolment.reinstated", gettext_lazy("Reinstate"), gettext_lazy("Enrolment reinstated")),
        ("extension.granted", gettext_lazy("Grant extension"), gettext_lazy("Extension granted")),
        ("activity.changed", gettext_lazy("Change rules"), gettext_lazy("Rules changed")),
        ("completion.waived", gettext_lazy("Waive"), gettext_lazy("Activity waived")),
        (
            "completion.taken_back",
            gettext_lazy("Take back completion"),
            gettext_lazy("Completion taken back"),
        ),
        (
            "completion.given_back",
            gettext_lazy("Give back completion"),
            gettext_lazy("Completion given back"),
        ),
        ("course.given", gettext_lazy("Give course"), gettext_lazy("Author added")),
        ("course.taken", gettext_lazy("Take course"), gettext_lazy("Author removed")),
        ("course.duplicated", gettext_lazy("Duplicate"), gettext_lazy("A copy was made of it")),
        ("course.copied", gettext_lazy("Made as a copy"), gettext_lazy("Made as a copy")),
        ("programme.duplicated", gettext_lazy("Duplicate"), gettext_lazy("A copy was made of it")),
        ("programme.copied", gettext_lazy("Made as a copy"), gettext_lazy("Made as a copy")),
        (
            "programme.changed",
            gettext_lazy("Change programme"),
            gettext_lazy("Programme changed"),
        ),
        ("page.kept", gettext_lazy("Keep page"), gettext_lazy("Kept past its end: it is in use")),
        ("calendar.made", gettext_lazy("Make calendar"), gettext_lazy("Calendar address made")),
        (
            "calendar.revoked",
            gettext_lazy("Revoke calendar"),
            gettext_lazy("Calendar address revoked"),
        ),
        (
            "timetable.imported",
            gettext_lazy("Import timetable"),
            gettext_lazy("Sessions imported from a file"),
        ),
        (
            "page.refused",
            gettext_lazy("Refuse schedule"),
            gettext_lazy("Could not be published as scheduled"),
        ),
    ):
        actions.register_action(f"courses.{action}", label, message)


@hooks.register("register_admin_menu_item")
def register_roll_menu_item() -> MenuItem:
    """Whoever stands in the room is one click away from the roll."""
    url = reverse_lazy("courses_admin:roll-index")
    return RollMenuItem(gettext_lazy("Attendance"), url, icon_name="tick-inverse", order=10)


@hooks.register("register_log_actions")
def register_roll_actions(actions: Any) -> None:
    """Name what happens to the roll."""
    for action, label, message in ROLL_ACTIONS:
        actions.register_action(f"courses.{action}", label, message)


@hooks.register("register_log_actions")
def register_timetable_actions(actions: Any) -> None:
    """Name what happens to a timetable."""
    for action, label, message in TIMETABLE_ACTIONS:
        actions.register_action(f"courses.{action}", label, message)


@hooks.register("register_log_actions")
def register_question_actions(actions: Any) -> None:
    """Name what happens to the questions of a bank."""
    for action, label, message in (
        ("created", gettext_lazy("Write question"), gettext_lazy("Question written")),
        ("revised", gettext_lazy("Revise question"), gettext_lazy("New version of the question")),
        ("changed", gettext_lazy("File question"), gettext_lazy("Filing of the question changed")),
        ("archived", gettext_lazy("Archive question"), gettext_lazy("Question archived")),
        ("restored", gettext_lazy("Restore question"), gettext_lazy("Question restored")),
        ("remarked", gettext_lazy("Mark anew"), gettext_lazy("Answers marked anew")),
        ("imported", gettext_lazy("Import questions"), gettext_lazy("Questions imported")),
    ):
        actions.register_action(f"courses.question.{action}", label, message)


@hooks.register("before_serve_page")
def guard_activity(
    page: Page, request: HttpRequest, args: Sequence[Any], kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Show an activity only to those it belongs to; for everybody else it does not exist.

    Whom it belongs to but is not open yet reads why instead.
    """
    if not isinstance(page, LessonPage | QuizPage | AssignmentPage):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    # Quizzes and assignments say on their own pages why they are closed, and ask nothing there.
    access = page_access(request.user, page.pk) if isinstance(page, LessonPage) else None
    if access is not None and not access.may_read:
        context = {"page": page, "reading": activity_reading(page, request.user)}
        return render(request, "courses/closed.html", context)
    if access is None and not may_read_activity(request.user, page):
        raise Http404
    return None


@hooks.register("before_serve_document")
def guard_document(document: models.Model, request: HttpRequest) -> HttpResponse | None:
    """Documents are material of lessons: whoever fetches one has logged in."""
    if request.user.is_authenticated:
        return None
    return redirect_to_login(request.get_full_path())


@hooks.register("before_delete_page")
def keep_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse, in words, to delete what programmes, cohorts or people need."""
    return refusal(request, [page], "delete")


@hooks.register("before_unpublish_page")
def keep_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse, in words, to unpublish what programmes or cohorts need."""
    return refusal(request, [page], "unpublish")


@hooks.register("before_bulk_action")
def keep_pages(
    request: HttpRequest, action_type: str, objects: Sequence[models.Model], action: Any
) -> HttpResponse | None:
    """Refuse the same for many pages at once; then none of them is touched."""
    return refusal(request, [one for one in objects if isinstance(one, Page)], action_type)


@hooks.register("register_admin_urls", order=-1)
def guard_image_deletion() -> list[URLPattern]:
    """Stand before Wagtail's own page, so that an image a question shows stays."""
    view = GuardedImageDelete.as_view()
    return [path("images/<int:image_id>/delete/", view, name="image-delete-guarded")]


@hooks.register("before_bulk_action")
def keep_images(
    request: HttpRequest, action_type: str, objects: Sequence[models.Model], action: Any
) -> HttpResponse | None:
    """Refuse the same for many images at once; then none of them is touched."""
    images = [one.pk for one in objects if isinstance(one, AbstractImage)]
    if action_type != "delete" or not images or not held_images(images):
        return None
    tell_held(request)
    return redirect("wagtailimages:index")


@hooks.register("after_move_page")
def tell_of_move(request: HttpRequest, page: Page) -> None:
    """Say what running cohorts notice of a move."""
    tell_moved(request, [page])


@hooks.register("after_bulk_action")
def tell_of_moves(
    request: HttpRequest, action_type: str, objects: Sequence[models.Model], action: Any
) -> None:
    """Say the same of many pages at once."""
    if action_type == "move":
        tell_moved(request, [one for one in objects if isinstance(one, Page)])


@hooks.register("before_edit_page")
def tell_of_asked_changes(request: HttpRequest, page: Page) -> None:
    """Say what the reviewer wants improved where the author improves it."""
    if request.method == "GET":
        tell_asked_changes(request, page)


@hooks.register("after_publish_page")
def tell_of_title(request: HttpRequest, page: Page) -> None:
    """Say what running cohorts notice of a new title."""
    tell_renamed(request, page)


@hooks.register("construct_page_chooser_queryset")
def narrow_page_chooser(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Offer own courses and public pages; nobody links into another author's lessons."""
    return choosable_pages(request.user, pages)


class CoursesMenuItem(MenuItem):
    """The way to the courses a person writes or reviews."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_open_courses(request.user)


@hooks.register("register_admin_menu_item")
def register_courses_menu_item() -> MenuItem:
    """Whoever writes begins here."""
    return CoursesMenuItem(
        gettext_lazy("Courses"),
        reverse_lazy("courses_admin:courses"),
        name="courses",
        icon_name="doc-full-inverse",
        order=12,
    )


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def link_course_overview(
    page: Page, user: models.Model, next_url: str | None = None, view_name: str = ""
) -> Iterator[Button]:
    """Lead from a course in the explorer or editor to the course at a glance."""
    if page.specific_class is CoursePage:
        url = reverse("courses_admin:course", args=[page.pk])
        yield Button(_("Course at a glance"), url, icon_name="glasses", priority=5)
