"""The timetable of a cohort for staff: days with sessions, phases, JP account, clashes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.core import clock
from courses.enums import READABLE_COHORTS, CohortState
from courses.forms.timetable import PhasesForm
from courses.models import Room
from courses.permissions import may_see_attendance
from courses.queries.teaching_load import load_account
from courses.queries.timetable import clashes_in, days_of, phase_lines, sessions_of
from courses.services.phases import PhasesWrong, plan_phases
from courses.services.sessions import TimetableClosed
from courses.views.cohort_actions import CHANGE
from courses.views.staff_pages import CohortView


class TimetableView(CohortView):
    """A page below the timetable of a cohort."""

    header_icon = "date"

    def timetable_url(self) -> str:
        """The page that everything about the timetable returns to."""
        return reverse("courses_admin:timetable", args=[self.cohort.slug])

    @property
    def may_change(self) -> bool:
        """Whether the person may plan, and the cohort may still be planned."""
        is_open = self.cohort.state != CohortState.CLOSED
        return is_open and self.request.user.has_perm(CHANGE)

    def trail(self) -> list[dict[str, Any]]:
        first = {"url": self.timetable_url(), "label": _("Timetable")}
        return [first, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "timetable_url": self.timetable_url(),
            "may_change": self.may_change,
        }


class TimetablePage(TimetableView):
    """The whole timetable, by day."""

    page_title = gettext_lazy("Timetable")
    template_name = "courses/admin/timetable/timetable.html"

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sessions = list(sessions_of(self.cohort))
        phases = phase_lines(self.cohort, today=clock.today())
        days = days_of(sessions)
        return super().get_context_data(**kwargs) | {
            "days": days,
            "may_empty": self.may_change and self.cohort.state not in READABLE_COHORTS,
            "next_day": next((one.day for one in days if one.day >= clock.today()), None),
            "phases": phases,
            "has_dates": any(phase.starts_on for phase in phases),
            "has_groups": self.cohort.groups.exists(),
            "has_rooms": Room.objects.filter(is_active=True).exists(),
            "account": load_account(self.cohort, sessions) if sessions else None,
            "clashes": clashes_in(self.cohort, sessions),
            "may_see_rolls": may_see_attendance(self.request.user, self.cohort),
        }


class ChangeView(TimetableView):
    """A page that changes the timetable; without the right, or after the close, there is none."""

    permission_required = CHANGE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_change:
            raise Http404
        try:
            return super().dispatch(request, *args, **kwargs)
        except TimetableClosed:
            messages.error(request, _("The cohort is closed; its timetable stays as it is."))
            return redirect(self.timetable_url())


class PhasesPage(ChangeView):
    """First and last day of each phase."""

    page_title = gettext_lazy("Phases")
    template_name = "courses/admin/timetable/phases.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or PhasesForm(lines=self._lines())
        return super().get_context_data(**kwargs) | {"form": form}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = PhasesForm(request.POST, lines=self._lines())
        if form.is_valid() and self._planned(form):
            messages.success(request, _("Phases saved."))
            return redirect(self.timetable_url())
        return self.render_to_response(self.get_context_data(form=form))

    def _lines(self) -> list[Any]:
        return phase_lines(self.cohort, today=clock.today())

    def _planned(self, form: PhasesForm) -> bool:
        try:
            plan_phases(cohort=self.cohort, dates=form.dates(), by=self.request.user)
        except PhasesWrong as wrong:
            for objection in wrong.objections:
                form.add_error(f"ends_on-{objection.code}", objection.fault.label)
            return False
        return True
