"""What staff find on the admin's first page: what waits for them, and their cohorts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from corpu.accounts.models import User
from courses.domain.progress import percent
from courses.enums import CohortState
from courses.models import Cohort
from courses.queries.tracking import cohort_summaries

# Closed cohorts stay in the list of cohorts; here only the latest few remind of themselves.
CLOSED_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits, with the page where it is done."""

    text: str
    cohort: str
    url: str
    is_problem: bool = False


@dataclass(frozen=True, slots=True)
class CohortLine:
    """A cohort with its average progress."""

    cohort: Cohort
    url: str
    average: int


class StaffOverview:
    """Reads the cohorts once for every panel of one request."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def cohorts(self) -> list[Cohort]:
        return list(cohort_summaries(self.user))

    def lines(self) -> list[CohortLine]:
        """Cohorts that are planned or run, then the latest closed ones."""
        going = [c for c in self.cohorts if c.state != CohortState.CLOSED]
        closed = [c for c in self.cohorts if c.state == CohortState.CLOSED]
        return [
            CohortLine(c, _page(c), percent(c.activities_done, c.enrolled * c.activity_count))
            for c in [*going, *closed[:CLOSED_SHOWN]]
        ]

    def tasks(self) -> list[Task]:
        """What waits, problems first, each only for those who may do it."""
        tasks = [task for cohort in self.cohorts for task in _tasks(cohort, self.user)]
        return sorted(tasks, key=lambda task: not task.is_problem)


class WaitingPanel(Component):
    """What waits for somebody to do it."""

    name = "corpu_waiting"
    template_name = "home/admin/waiting.html"
    order = 10

    def __init__(self, overview: StaffOverview) -> None:
        super().__init__()
        self.overview = overview

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"tasks": self.overview.tasks()}


class CohortsPanel(Component):
    """The cohorts the person may see, with their numbers."""

    name = "corpu_cohorts"
    template_name = "home/admin/cohorts.html"
    order = 20

    def __init__(self, overview: StaffOverview) -> None:
        super().__init__()
        self.overview = overview

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        lines = self.overview.lines()
        return {
            "lines": lines,
            "more": len(self.overview.cohorts) - len(lines),
            "may_add": self.overview.user.has_perm("courses.add_cohort"),
        }


def _page(cohort: Cohort) -> str:
    return reverse("courses_admin:cohort", args=[cohort.slug])


def _tasks(cohort: Cohort, user: User) -> list[Task]:
    found: list[tuple[str, int, Task]] = [
        (
            "courses.can_issue_certificates",
            cohort.failed,
            Task(
                ngettext(
                    "%(count)d certificate could not be made",
                    "%(count)d certificates could not be made",
                    cohort.failed,
                )
                % {"count": cohort.failed},
                cohort.name,
                f"{_page(cohort)}?certificate=failed",
                is_problem=True,
            ),
        ),
        (
            "courses.can_issue_certificates",
            cohort.entitled,
            Task(
                ngettext(
                    "%(count)d person has completed and waits for the certificate",
                    "%(count)d people have completed and wait for the certificate",
                    cohort.entitled,
                )
                % {"count": cohort.entitled},
                cohort.name,
                reverse("courses_admin:cohort-issue", args=[cohort.slug]),
            ),
        ),
        (
            "courses.can_import_roster",
            cohort.uninvited,
            Task(
                ngettext(
                    "%(count)d person has not been invited yet",
                    "%(count)d people have not been invited yet",
                    cohort.uninvited,
                )
                % {"count": cohort.uninvited},
                cohort.name,
                _page(cohort),
            ),
        ),
        (
            "courses.can_import_roster",
            cohort.state == CohortState.OPEN and not cohort.enrolled,
            Task(
                _("Nobody is enrolled yet"),
                cohort.name,
                f"{reverse('courses_admin:roster-upload')}?cohort={cohort.slug}",
            ),
        ),
    ]
    return [task for right, waits, task in found if waits and user.has_perm(right)]
