"""Attendance of a cohort for its staff: the recap with its files, and suspicions to judge."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from corpu.core.exchange.tables import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from courses.enums import AbsenceMeasure, SuspicionFinding
from courses.forms.attendance import JudgementForm, RecapForm
from courses.models import Cohort
from courses.permissions import may_see_attendance
from courses.queries.attendance_recap import (
    LEVELS,
    Recap,
    attendance_recap,
    groups_of,
    narrowed,
)
from courses.queries.suspicions import listed_suspicions, suspicions_in
from courses.services.suspicion_reviews import SuspicionGone, judge_suspicion
from courses.views.attendance_sheet import cells, headings, sheet
from courses.views.tracking import Chip

PEOPLE_PER_PAGE = 50


class AttendanceView(WagtailAdminTemplateMixin, TemplateView):
    """A page about the attendance of a cohort; it exists for organisers and its instructors."""

    header_icon = "tick-inverse"
    page_title = gettext_lazy("Attendance")
    cohort: Cohort

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        cohorts = Cohort.objects.select_related("programme__attendance_rule", "attendance_rule")
        self.cohort = get_object_or_404(cohorts, slug=kwargs["slug"])
        if not may_see_attendance(request.user, self.cohort):
            raise Http404

    def url(self, name: str = "attendance-recap") -> str:
        """Return the address of a page of this cohort's attendance."""
        return reverse(f"courses_admin:{name}", args=[self.cohort.slug])

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.url("cohort"), "label": self.cohort.name},
            {"url": self.url(), "label": _("Attendance")},
            *self.trail(),
        ]

    def trail(self) -> list[dict[str, Any]]:
        """What comes after the recap in the breadcrumbs."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "cohort": self.cohort,
            "recap_url": self.url(),
        }


class RecapPage(AttendanceView):
    """People with what they missed, and the sessions with how many were there."""

    template_name = "courses/admin/attendance/recap.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = RecapForm(self.request.GET).asked()
        recap = attendance_recap(self.cohort)
        lines = narrowed(recap, **asked)
        page = WagtailPaginator(lines, PEOPLE_PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "recap": recap,
            "headings": headings(),
            "rows": [(line, cells(line)) for line in page.object_list],
            "chips": self._chips(recap),
            "limits": [
                (one.label, limit)
                for one in AbsenceMeasure
                if (limit := recap.policy.limit(one)) is not None
            ],
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "search": asked["q"] or "",
            "is_filtered": any(asked.values()),
            "export_query": self._query(p=None),
            "suspicions": len(suspicions_in(self.cohort)),
        }

    def _chips(self, recap: Recap) -> list[tuple[str, list[Chip]]]:
        everybody = len(recap.people)
        levels = [("", _("All people"), everybody)]
        levels += [
            (one.value, str(one.label).capitalize(), recap.levels[one])
            for one in LEVELS
            if recap.levels[one]
        ]
        chips = [(_("Absence"), self._group("level", levels))]
        if groups := [(str(one.pk), one.name, one.people) for one in groups_of(self.cohort)]:
            groups = [("", _("All groups"), everybody), *groups]
            chips.append((_("Group"), self._group("group", groups)))
        return chips

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


class RecapExport(AttendanceView):
    """The people as the filter shows them, with every session, as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        recap = attendance_recap(self.cohort)
        lines = sheet(recap, narrowed(recap, **RecapForm(request.GET).asked()))
        is_csv = kwargs["kind"] == "csv"
        name = f"kehadiran-{self.cohort.slug}.{kwargs['kind']}"
        return HttpResponse(
            write_csv(lines) if is_csv else write_xlsx(lines, title="Kehadiran"),
            headers={
                "Content-Type": CSV_TYPE if is_csv else XLSX_TYPE,
                "Content-Disposition": f'attachment; filename="{name}"',
            },
        )


class SuspicionsPage(AttendanceView):
    """What looks like *titip absen*, with its evidence; a person judges, nothing follows."""

    page_title = gettext_lazy("Worth a second look")
    template_name = "courses/admin/attendance/suspicions.html"

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "suspicions": listed_suspicions(self.cohort),
            "findings": SuspicionFinding.choices,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = JudgementForm(request.POST)
        if not form.is_valid():
            faults = [str(fault) for found in form.errors.values() for fault in found]
            context = self.get_context_data(problem=" ".join(faults), about=request.POST.get("key"))
            return self.render_to_response(context, status=422)
        try:
            judge_suspicion(cohort=self.cohort, by=request.user, **form.cleaned_data)
            messages.success(request, _("Your conclusion has been kept."))
        except SuspicionGone:
            messages.error(request, _("This is not listed any more; attendance was corrected."))
        return redirect(self.url("attendance-suspicions"))
