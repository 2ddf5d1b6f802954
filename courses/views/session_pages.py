"""Pages that plan one session: new, change, cancel, plan again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.accounts.models import User
from courses.domain.sessions import SessionPlan
from courses.enums import SessionState
from courses.forms.timetable import CancelForm, SessionForm, agreed_to
from courses.models import Session
from courses.queries.session_judging import Judgement
from courses.queries.timetable import listed
from courses.services.sessions import (
    SessionAttended,
    SessionIsCancelled,
    SessionsClash,
    SessionsWrong,
    cancel_session,
    change_session,
    create_session,
    restore_session,
)
from courses.views.timetable import ChangeView


class SessionFormPage(ChangeView):
    """A form of one session; clashes are named before it is saved, and may be overruled."""

    template_name = "courses/admin/timetable/session.html"
    session: Session | None = None
    saved: Session

    def form(self, data: Any = None) -> SessionForm:
        """Return the form, filled in where there is something to fill in."""
        return SessionForm(data, cohort=self.cohort, session=self.session)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.form()
        return super().get_context_data(**kwargs) | {"form": form, "session": self.session}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        judgement = self._save(form) if form.is_valid() else Judgement()
        if judgement is None:
            if "another" in request.POST:
                address = reverse("courses_admin:session-new", args=[self.cohort.slug])
                return redirect(f"{address}?sesudah={self.saved.pk}")
            return redirect(f"{self.timetable_url()}#{form.plan().fields.day.isoformat()}")
        form.refuse(judgement)
        told = {"judgement": judgement, "agreed": agreed_to(judgement)}
        return self.render_to_response(self.get_context_data(form=form, **told))

    def save(self, plan: SessionPlan, people: list[User], *, despite: bool) -> Session:
        """Call the one service of this page."""
        raise NotImplementedError

    def _save(self, form: SessionForm) -> Judgement | None:
        """Save; return what stands in the way, None where nothing does."""
        plan = form.plan()
        people = list(User.objects.filter(pk__in=plan.instructors))
        try:
            self._save_once(plan, people)
        except SessionsWrong as wrong:
            return wrong.judgements[0]
        except SessionsClash as clash:
            return clash.judgements[0]
        return None

    def _save_once(self, plan: SessionPlan, people: list[User]) -> None:
        try:
            session = self.save(plan, people, despite=False)
        except SessionsClash as clash:
            # Who agreed, agreed to these words; a clash that came since is asked about anew.
            if self.request.POST.get("despite") != agreed_to(clash.judgements[0]):
                raise
            session = self.save(plan, people, despite=True)
        self.saved = session
        messages.success(self.request, _("“%(title)s” saved.") % {"title": session.title})


class NewSession(SessionFormPage):
    """Plan a session; another one can serve as its pattern, or it follows that one."""

    page_title = gettext_lazy("New session")

    def form(self, data: Any = None) -> SessionForm:
        if data is not None:
            return super().form(data)
        return SessionForm(
            cohort=self.cohort, session=self._asked("dari"), after=self._asked("sesudah")
        )

    def _asked(self, name: str) -> Session | None:
        asked = self.request.GET.get(name, "")
        return own_sessions(self).filter(pk=asked).first() if asked.isdecimal() else None

    def save(self, plan: SessionPlan, people: list[User], *, despite: bool) -> Session:
        return create_session(
            cohort=self.cohort,
            fields=plan.fields,
            instructors=people,
            by=self.request.user,
            despite=despite,
        )


class OneSession(ChangeView):
    """A page about one session of the cohort."""

    session: Session

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.session = get_object_or_404(own_sessions(self), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return self.session.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"session": self.session}


class EditSession(OneSession, SessionFormPage):
    """Change a session."""

    def save(self, plan: SessionPlan, people: list[User], *, despite: bool) -> Session:
        return change_session(
            session=self.session,
            fields=plan.fields,
            instructors=people,
            by=self.request.user,
            despite=despite,
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except SessionIsCancelled:
            messages.error(request, _("The session is cancelled. Plan it again first."))
            return redirect(self.timetable_url())


class CancelSession(OneSession):
    """Say that a session does not take place, and why."""

    template_name = "courses/admin/timetable/cancel.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or CancelForm()
        return super().get_context_data(**kwargs) | {"form": form}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = CancelForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            cancel_session(
                session=self.session, reason=form.cleaned_data["reason"], by=request.user
            )
        except SessionAttended:
            messages.error(
                request, _("Attendance has been recorded, so the session cannot be cancelled.")
            )
        else:
            messages.success(
                request, _("“%(title)s” is cancelled.") % {"title": self.session.title}
            )
        return redirect(self.timetable_url())


class RestoreSession(OneSession):
    """Plan a cancelled session again, at the time it had; shows what stands in the way."""

    template_name = "courses/admin/timetable/restore.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.session.state == SessionState.PLANNED:
            return redirect(self.timetable_url())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            self._restore(request.POST.get("despite", ""))
        except SessionsWrong as wrong:
            messages.error(request, str(wrong))
        except SessionsClash as clash:
            judgement = clash.judgements[0]
            told = {"judgement": judgement, "agreed": agreed_to(judgement)}
            return self.render_to_response(self.get_context_data(**told))
        else:
            messages.success(
                request, _("“%(title)s” is planned again.") % {"title": self.session.title}
            )
        return redirect(self.timetable_url())

    def _restore(self, agreed: str) -> None:
        try:
            restore_session(session=self.session, by=self.request.user)
        except SessionsClash as clash:
            if agreed != agreed_to(clash.judgements[0]):
                raise
            restore_session(session=self.session, by=self.request.user, despite=True)


def own_sessions(view: ChangeView) -> Any:
    """The sessions of the cohort a page is about."""
    return listed(Session.objects.filter(cohort=view.cohort))
