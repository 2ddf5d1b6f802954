"""The page of one cohort: facts, people × courses, exports, the making of its certificates."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

from certificates.enums import CertificateState
from corpu.core.exchange.tables import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from courses.domain.progress import percent
from courses.enums import MEMBER_STATES, EnrolmentState
from courses.forms.tracking import PeopleFilterForm
from courses.queries.batches import certificate_batch
from courses.queries.curriculum_changes import gone_count
from courses.queries.people_filter import (
    NO_CERTIFICATE,
    FilterCounts,
    PeopleFilter,
    filter_counts,
    people_of,
)
from courses.queries.staffing import cohort_staff
from courses.queries.tracking import ProgressTable, cohort_people
from courses.views.cohort_actions import ISSUE, cohort_actions
from courses.views.progress_sheet import headings, sheet
from courses.views.staff_pages import CohortView

PEOPLE_PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice of a filter, as a link with the number of people it shows."""

    label: str
    query: str
    people: int
    is_current: bool


class CohortPage(CohortView):
    """Everything staff want to know about one cohort."""

    template_name = "courses/admin/cohort.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = PeopleFilterForm(self.request.GET)
        people = people_of(
            cohort=self.cohort, scope=self.scope, chosen=form.chosen(), ordering=form.order()
        )
        page = WagtailPaginator(people, PEOPLE_PER_PAGE).get_page(self.request.GET.get("p"))
        table = cohort_people(self.cohort, page.object_list)
        counts = filter_counts(self.cohort, self.scope)
        cohort, staff = self.cohort, list(cohort_staff(self.cohort))
        serves = any(post.user_id == self.request.user.pk for post in staff)
        return super().get_context_data(**kwargs) | {
            "actions": cohort_actions(cohort, self.request.user),
            "staff": staff,
            "sees_everyone": self.scope.everything or serves,
            "average": percent(cohort.activities_done, cohort.enrolled * cohort.activity_count),
            "batch": certificate_batch(cohort) if self.scope.everything else None,
            "may_issue": self.request.user.has_perm(ISSUE),
            "gone": gone_count(cohort),
            "headings": self._headings(table, form.order()),
            "table": table,
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "search": form.chosen().search,
            "chips": self._chips(counts),
            "is_filtered": form.chosen() != PeopleFilter(),
            "export_query": self._query(p=None),
        }

    def _headings(self, table: ProgressTable, ordering: str) -> list[dict[str, Any]]:
        """The columns, each with the link that sorts by it and the way it is sorted now."""
        columns = []
        for heading in headings(table):
            key = heading.ordering
            turned = f"-{key}" if ordering == key else key
            sorted_now = {key: "ascending", f"-{key}": "descending"}.get(ordering, "none")
            columns.append(
                {
                    "heading": heading,
                    "query": self._query(ordering=turned, p=None) if key else "",
                    "sort": sorted_now if key else "",
                }
            )
        return columns

    def _chips(self, counts: FilterCounts) -> list[tuple[str, list[Chip]]]:
        members = sum(counts.states.get(state, 0) for state in MEMBER_STATES)
        states = [("", _("All people"), members)]
        states += [
            (state.value, str(state.label).capitalize(), counts.states.get(state, 0))
            for state in EnrolmentState
            if counts.states.get(state)
        ]
        agencies = [("", _("All agencies"), members)]
        agencies += [(str(pk), name or "", people) for pk, name, people in counts.agencies if pk]
        groups = [(_("State"), self._group("state", states))]
        if len(counts.agencies) > 1:
            groups.append((_("Agency"), self._group("agency", agencies)))
        if counts.certificates.keys() - {NO_CERTIFICATE}:
            groups.append((_("Certificate"), self._group("certificate", _papers(counts, members))))
        return groups

    def _group(self, field: str, choices: list[tuple[str, str, int]]) -> list[Chip]:
        current = self.request.GET.get(field, "")
        return [
            Chip(label, self._query(**{field: value or None, "p": None}), people, value == current)
            for value, label, people in choices
        ]

    def _query(self, **changes: str | None) -> str:
        """The page's own query string with some parameters changed or taken out."""
        query = self.request.GET.copy()
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        return f"?{query.urlencode()}" if query else "?"


class CohortExport(CohortView):
    """The table of people as the filter shows it, all pages, as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PeopleFilterForm(request.GET)
        people = people_of(
            cohort=self.cohort, scope=self.scope, chosen=form.chosen(), ordering=form.order()
        )
        lines = sheet(cohort_people(self.cohort, people))
        kind = kwargs["kind"]
        content = write_csv(lines) if kind == "csv" else write_xlsx(lines, title=self.cohort.slug)
        return HttpResponse(
            content,
            headers={
                "Content-Type": CSV_TYPE if kind == "csv" else XLSX_TYPE,
                "Content-Disposition": f'attachment; filename="{self.cohort.slug}.{kind}"',
            },
        )


class BatchProgress(CohortView):
    """How far the certificates are, asked for again and again while they are being made."""

    permission_required = ISSUE
    template_name = "courses/admin/_batch.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = certificate_batch(self.cohort)
        return super().get_context_data(**kwargs) | {"batch": batch, "may_issue": True}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if not context["batch"].waiting:
            response["HX-Refresh"] = "true"  # the table below now has the numbers
        return response


def _papers(counts: FilterCounts, members: int) -> list[tuple[str, str, int]]:
    papers = [("", _("All"), members)]
    if none := counts.certificates.get(NO_CERTIFICATE):
        papers.append((NO_CERTIFICATE, _("None yet"), none))
    papers += [
        (state.value, str(state.label).capitalize(), counts.certificates[state])
        for state in CertificateState
        if state in counts.certificates
    ]
    return papers
