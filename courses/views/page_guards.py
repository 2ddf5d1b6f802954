"""What Wagtail's editor answers when a page is to go, to move or to be called otherwise."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from courses.models import Cohort, RequiredActivity
from courses.queries.asked_changes import asked_changes
from courses.queries.holds import holds_on, is_held, running_cohorts_with


def refusal(request: HttpRequest, pages: Sequence[Page], action: str) -> HttpResponse | None:
    """Return the way back with the reason where the action would take something away."""
    if action == "unpublish" and is_held(pages):
        reasons = [_("Unpublished pages cannot be read, and people are to read this one.")]
    elif action == "delete":
        reasons = [str(hold.label) for hold in holds_on(pages)]
    else:
        return None
    if not reasons:
        return None
    first = (
        _("This cannot be deleted or unpublished, because a programme or a cohort uses it.")
        if is_held(pages)
        else _("This cannot be deleted.")
    )
    messages.error(request, " ".join([first, *reasons]))
    if len(pages) == 1:
        return redirect("wagtailadmin_pages:edit", pages[0].pk)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


def tell_moved(request: HttpRequest, pages: Sequence[Page]) -> None:
    """Say that running cohorts keep place and course, and that old addresses lead to the new."""
    # The pages at hand may still carry the paths from before the move.
    cohorts = running_cohorts_with(Page.objects.filter(pk__in=[page.pk for page in pages]))
    if cohorts:
        messages.info(
            request,
            _(
                "%(cohorts)s: the moved pages keep their place and course there. "
                "Old addresses lead to the new ones."
            )
            % {"cohorts": _names(cohorts)},
        )


def tell_renamed(request: HttpRequest, page: Page) -> None:
    """Say that trainees read a new title at once, and cohort reports only once it is adopted."""
    renamed = RequiredActivity.objects.standing().filter(page=page.pk).exclude(title=page.title)
    cohorts = running_cohorts_with([page]) if renamed.exists() else []
    if cohorts:
        messages.info(
            request,
            _(
                "%(cohorts)s: trainees read the new title now; the cohort's reports use it once "
                "the organiser takes the change over."
            )
            % {"cohorts": _names(cohorts)},
        )


def _names(cohorts: Sequence[Cohort]) -> str:
    return ", ".join(cohort.name for cohort in cohorts)


def tell_asked_changes(request: HttpRequest, page: Page) -> None:
    """Say above the editor what the reviewer wants improved; it stands nowhere else on it."""
    asked = asked_changes(page)
    if asked is None:
        return
    messages.warning(
        request,
        _("%(reviewer)s asks for changes: “%(comment)s”. Improve the page and submit it again.")
        % {"reviewer": asked.reviewer, "comment": asked.comment},
    )
