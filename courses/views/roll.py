"""Taking the roll of one session on a phone: everybody in one POST, or one tap per person."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from corpu.core import clock
from courses.domain.roll import closing_refusal, mark_refusal
from courses.enums import AttendanceStatus
from courses.forms.attendance import ReopenForm
from courses.models import Session
from courses.permissions import may_see_attendance
from courses.queries.roll import Roll, due_rolls, roll_of, sessions_to_roll
from courses.services.attendance import Marked, RollRefused, facts_of, mark_many
from courses.services.roll_closing import close_roll, reopen_roll

# The name of the radio buttons of one person, before the id.
STATUS = "status-"
UNRECORDED = "belum"


class RollIndex(WagtailAdminTemplateMixin, TemplateView):
    """The sessions whose roll this person takes: today's, and those nobody closed."""

    template_name = "courses/admin/attendance/index.html"
    page_title = gettext_lazy("Attendance")
    header_icon = "tick-inverse"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": _("Attendance")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = clock.now()
        due = due_rolls(self.request.user, now)
        today = {one.session.pk for one in due if _is_today(one.session, now)}
        return super().get_context_data(**kwargs) | {
            "today": [one for one in due if one.session.pk in today],
            "waiting": [one for one in due if one.session.pk not in today],
        }


def _is_today(session: Session, now: Any) -> bool:
    zone = session.zone
    return session.starts_at.astimezone(zone).date() >= now.astimezone(zone).date()


class SessionView(WagtailAdminTemplateMixin, TemplateView):
    """A page about the roll of one session; a session that is not theirs does not exist."""

    header_icon = "tick-inverse"
    session: Session

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.session = get_object_or_404(
            sessions_to_roll(request.user), cohort__slug=kwargs["slug"], pk=kwargs["pk"]
        )

    def url(self, name: str = "roll", *more: Any) -> str:
        """Return the address of a page of this session."""
        return reverse(
            f"courses_admin:{name}", args=[self.session.cohort.slug, self.session.pk, *more]
        )

    def get_page_title(self) -> str:
        return str(self.page_title or self.session.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("courses_admin:roll-index"), "label": _("Attendance")},
            *self._recap(),
            {"url": self.url(), "label": self.session.title},
            *self.trail(),
        ]

    def trail(self) -> list[dict[str, Any]]:
        """What comes after the session in the breadcrumbs."""
        return [{"url": "", "label": self.page_title}] if self.page_title else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "session": self.session,
            "cohort": self.session.cohort,
            "roll_url": self.url(),
        }

    def _recap(self) -> list[dict[str, Any]]:
        """The recap of the cohort, for whom it exists."""
        cohort = self.session.cohort
        if not may_see_attendance(self.request.user, cohort):
            return []
        return [
            {
                "url": reverse("courses_admin:attendance-recap", args=[cohort.slug]),
                "label": cohort.name,
            }
        ]


class RollPage(SessionView):
    """Everybody expected; choose the exceptions, then one button for all the others."""

    template_name = "courses/admin/attendance/roll.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roll = roll_of(self.session)
        chosen = self.chosen()
        wanted = "" if chosen == UNRECORDED else chosen
        shown = [line for line in roll.lines if not chosen or line.status == wanted]
        # What is still to be done stands first.
        lines = sorted(shown, key=lambda line: line.record is not None)
        return (
            super().get_context_data(**kwargs)
            | self.standing(roll)
            | {
                "lines": lines,
                "chosen": chosen,
                "taught_by": self.session.instructors.all(),
            }
        )

    def chosen(self) -> str:
        """Return the status whose people are shown; a tap is answered for the page it came from."""
        tapped_on = self.request.htmx.current_url  # type: ignore[attr-defined]
        query = QueryDict(urlsplit(tapped_on).query) if tapped_on else self.request.GET
        return str(query.get("status", ""))

    def standing(self, roll: Roll) -> dict[str, Any]:
        """What head and foot of the page, and each row, show of the roll."""
        facts, now = facts_of(self.session), clock.now()
        refusal = mark_refusal(facts, AttendanceStatus.PRESENT, now)
        closing = closing_refusal(facts, now)
        statuses = [one for one in AttendanceStatus if mark_refusal(facts, one, now) is None]
        return {
            "roll": roll,
            "chips": self._chips(roll, self.chosen()),
            "statuses": statuses,
            "refusal": refusal.label if refusal else "",
            "may_mark_rest": refusal is None,
            "may_close": closing is None and not facts.is_closed,
            "is_closed": facts.is_closed,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        tapped = request.POST.get("tap")
        marks = self._tapped(tapped) if tapped else self._chosen(roll_of(self.session))
        problem = ""
        try:
            marked = mark_many(session=self.session, marks=marks, by=request.user)
        except RollRefused as refused:
            problem, marked = str(refused), Marked()
        if request.htmx and tapped:  # type: ignore[attr-defined]
            return self._row(next(iter(marks), 0), problem)
        self._tell(marked, problem)
        return redirect(f"{self.url()}?status={UNRECORDED}" if marked.left else self.url())

    def _row(self, enrolment: int, problem: str) -> HttpResponse:
        roll = roll_of(self.session)
        line = roll.line(enrolment)
        context = {
            "session": self.session,
            "cohort": self.session.cohort,
            "roll_url": self.url(),
            "line": line,
            "problem": problem,
            **self.standing(roll),
        }
        return render(self.request, "courses/admin/attendance/_tapped.html", context)

    def _tapped(self, tapped: str) -> dict[int, tuple[AttendanceStatus, str]]:
        person, _colon, status = tapped.partition(":")
        return _marks({person: status})

    def _chosen(self, roll: Roll) -> dict[int, tuple[AttendanceStatus, str]]:
        """What was chosen on the page, and present for the others where that was asked for."""
        chosen = _marks(
            {
                name.removeprefix(STATUS): value
                for name, value in self.request.POST.items()
                if name.startswith(STATUS)
            }
        )
        if "rest" in self.request.POST:
            for line in roll.lines:
                if not line.status:
                    chosen.setdefault(line.pk, (AttendanceStatus.PRESENT, ""))
        return chosen

    def _tell(self, marked: Marked, problem: str) -> None:
        if problem:
            messages.error(self.request, problem)
        elif not marked.recorded and not marked.left:
            messages.info(self.request, _("Nothing was chosen, so nothing was recorded."))
        if marked.recorded:
            count = len(marked.recorded)
            words = ngettext("%(count)d person recorded.", "%(count)d people recorded.", count)
            messages.success(self.request, words % {"count": count})
        if marked.left:
            roll = roll_of(self.session)
            names = ", ".join(line.name for line in roll.lines if line.pk in marked.left)
            words = _(
                "Recorded otherwise meanwhile, and left as they are: %(names)s. Correct them "
                "if that is wrong."
            )
            messages.warning(self.request, words % {"names": names})

    def _chips(self, roll: Roll, chosen: str) -> list[tuple[str, str, int, bool]]:
        choices = [
            ("", _("All"), len(roll.lines)),
            (UNRECORDED, _("not recorded"), roll.unrecorded),
        ]
        choices += [(one.value, str(one.label), roll.counts[one]) for one in AttendanceStatus]
        return [
            (f"{self.url()}?status={code}" if code else self.url(), label, people, code == chosen)
            for code, label, people in choices
            if people or code == chosen
        ]


def _marks(chosen: dict[str, str]) -> dict[int, tuple[AttendanceStatus, str]]:
    """Read ids and codes; what is neither is left out."""
    return {
        int(person): (AttendanceStatus(status), "")
        for person, status in chosen.items()
        if person.isdecimal() and status in AttendanceStatus.values
    }


class RollClose(SessionView):
    """Close the roll; shows beforehand who becomes alpa."""

    page_title = gettext_lazy("Close the roll")
    template_name = "courses/admin/attendance/close.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"roll": roll_of(self.session)}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            count = close_roll(session=self.session, by=request.user)
        except RollRefused as refused:
            messages.error(request, str(refused))
        else:
            words = ngettext(
                "The roll is closed. %(count)d person is recorded as alpa.",
                "The roll is closed. %(count)d people are recorded as alpa.",
                count,
            )
            messages.success(
                request, words % {"count": count} if count else _("The roll is closed.")
            )
        return redirect(self.url())


class RollReopen(SessionView):
    """Open a closed roll again, with the reason."""

    page_title = gettext_lazy("Reopen the roll")
    template_name = "courses/admin/attendance/reopen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": ReopenForm()} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = ReopenForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            reopen_roll(session=self.session, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("The roll is open again."))
        except RollRefused as refused:
            messages.error(request, str(refused))
        return redirect(self.url())
