"""One person at one session: first mark with note and letter, correction, history, the letter."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.enums import FileKind
from courses.forms.attendance import CorrectForm, LetterForm, MarkForm
from courses.queries.roll import RollLine, changes_of, roll_of
from courses.services.attendance import LetterRefused, RollRefused, add_letter, correct, mark
from courses.views.roll import SessionView
from courses.views.work_files import TYPES


class RollPersonView(SessionView):
    """A page about one person on the roll; who is not on it does not exist."""

    line: RollLine

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        line = roll_of(self.session).line(kwargs["enrolment"])
        if line is None:
            raise Http404
        self.line = line

    def get_page_title(self) -> str:
        return self.line.name

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.line.name}]


class RollPersonPage(RollPersonView):
    """What is recorded, what it was before, and the form that changes it."""

    template_name = "courses/admin/attendance/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.line.record
        return (
            {"form": self._form(), "letter_form": LetterForm()}
            | super().get_context_data(**kwargs)
            | {
                "line": self.line,
                "record": record,
                "changes": changes_of(record) if record else (),
                "own_url": self.url("roll-person", self.line.pk),
            }
        )

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "letter":
            form: LetterForm = LetterForm(request.POST, request.FILES)
            name = "letter_form"
        else:
            form, name = self._form(request.POST, request.FILES), "form"
        if form.is_valid():
            self._try(form)
        if form.errors:
            return self.render_to_response(self.get_context_data(**{name: form}), status=422)
        return redirect(self.url())

    def _form(self, *data: Any) -> MarkForm:
        record = self.line.record
        if record is None:
            return MarkForm(*data)
        return CorrectForm(*data, initial={"status": record.status, "note": record.note})

    def _try(self, form: LetterForm) -> None:
        try:
            self._act(form)
        except LetterRefused as refused:
            form.add_error("letter", str(refused))
        except RollRefused as refused:
            form.add_error(None, str(refused))

    def _act(self, form: LetterForm) -> None:
        said = {"name": self.line.name}
        about: dict[str, Any] = {
            "session": self.session,
            "enrolment_id": self.line.pk,
            "by": self.request.user,
        }
        if isinstance(form, CorrectForm):
            correct(**about, **form.cleaned_data)
            messages.success(self.request, _("The record of %(name)s has been corrected.") % said)
        elif isinstance(form, MarkForm):
            mark(**about, **form.cleaned_data)
            messages.success(self.request, _("%(name)s has been recorded.") % said)
        else:
            add_letter(**about, **form.cleaned_data)
            messages.success(self.request, _("The letter of %(name)s has been kept.") % said)


@method_decorator(never_cache, name="dispatch")
class RollLetter(RollPersonView):
    """Send the letter: always as an attachment, never kept by anybody on the way."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        record = self.line.record
        if record is None or not record.letter:
            raise Http404
        try:
            content = record.letter.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        kind = FileKind(record.letter.name.rpartition(".")[2])
        response = FileResponse(
            content, as_attachment=True, filename=record.letter_name, content_type=TYPES[kind]
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response
