"""Pages that write a question: choosing its kind, the form of a new one, the form of a version."""

from typing import Any

from django.contrib import messages
from django.forms import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from courses.enums import QuestionFault, QuestionKind
from courses.forms.question import (
    FAULT_FIELDS,
    BeginForm,
    QuestionForm,
    QuestionRows,
    content_of,
    first_values,
    initial_values,
    rows_class,
)
from courses.forms.question_rows import ROW_OF, initial_rows
from courses.models import CoursePage, Question
from courses.queries.questions import given_count, questions_of
from courses.queries.teams import courses_of
from courses.services.questions import QuestionInvalid, create_question, save_question

ADD_ROW = "add-row"


class BankView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the bank; who writes no course has none, and it does not exist."""

    header_icon = "help"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.courses = courses_of(request.user)
        if not self.courses.exists():
            raise Http404

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("question:index"), "label": _("Question bank")},
            *self.trail(),
        ]

    def trail(self) -> list[dict[str, Any]]:
        """What comes after the bank in the breadcrumbs."""
        return [{"url": "", "label": self.get_page_title()}]


class BeginQuestion(BankView):
    """Choose course and kind; the answer leads to the form of that kind."""

    page_title = gettext_lazy("New question")
    template_name = "courses/admin/question_begin.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = BeginForm(request.GET or None, courses=self.courses)
        if form.is_valid():
            return redirect(
                "question:write", form.cleaned_data["course"].pk, form.cleaned_data["kind"]
            )
        return self.render_to_response(self.get_context_data(form=form))


class WritingView(BankView):
    """The form of one kind; adding a row is a submit that loses nothing."""

    template_name = "courses/admin/question_form.html"
    kind: QuestionKind
    is_new = True

    def form(self, data: Any = None) -> QuestionForm:
        """The form, empty or with what was sent."""
        return QuestionForm(data, kind=self.kind, is_new=self.is_new, initial=self.initial())

    def rows(self, data: Any = None) -> QuestionRows | None:
        """The rows of this kind; an essay has none."""
        if self.kind not in ROW_OF:
            return None
        return rows_class(self.kind, extra=0 if self.is_new else 1)(
            data, prefix="rows", initial=self.initial_rows()
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.form(), self.rows())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if ADD_ROW in request.POST:
            return self.show_longer(request.POST.copy())
        form, rows = self.form(request.POST), self.rows(request.POST)
        are_rows_valid = rows is None or rows.is_valid()
        if form.is_valid() and are_rows_valid:
            try:
                question = self.save(form, rows.filled() if rows else [])
            except QuestionInvalid as error:
                self.refuse(form, rows, error.faults)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect("question:inspect", question.pk)
        messages.error(request, _("The question is not saved yet. Look at the marked places."))
        return self.show(form, rows, status=422)

    def refuse(
        self, form: QuestionForm, rows: QuestionRows | None, faults: tuple[QuestionFault, ...]
    ) -> None:
        """Put each fault beside what it is about."""
        for fault in faults:
            if fault in FAULT_FIELDS or rows is None:
                form.add_error(FAULT_FIELDS.get(fault), str(fault.label))
            else:
                rows.non_form_errors().append(str(fault.label))

    def show_longer(self, data: Any) -> HttpResponse:
        """Show what was sent with one more row, and complain about nothing yet."""
        total = "rows-TOTAL_FORMS"
        data[total] = str(int(data.get(total) or 0) + 1)
        form, rows = self.form(data), self.rows(data)
        form.hold_back()
        if rows is not None:
            rows.hold_back()
        return self.show(form, rows)

    def show(
        self, form: QuestionForm, rows: QuestionRows | None, *, status: int = 200
    ) -> HttpResponse:
        media = form.media + rows.media if rows is not None else form.media
        context = self.get_context_data(form=form, rows=rows, kind=self.kind, media=media)
        return self.render_to_response(context, status=status)

    def initial(self) -> dict[str, Any]:
        raise NotImplementedError

    def initial_rows(self) -> list[dict[str, Any]]:
        raise NotImplementedError

    def save(self, form: QuestionForm, rows: list[dict[str, Any]]) -> Question:
        raise NotImplementedError


class WriteQuestion(WritingView):
    """A new question of one course."""

    course: CoursePage

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.course = get_object_or_404(self.courses, pk=kwargs["course"])
        if kwargs["kind"] not in QuestionKind.values:
            raise Http404
        self.kind = QuestionKind(kwargs["kind"])

    def get_page_title(self) -> str:
        return _("New question: %(kind)s") % {"kind": self.kind.label}

    def initial(self) -> dict[str, Any]:
        return {}

    def initial_rows(self) -> list[dict[str, Any]]:
        return first_values(self.kind)

    def save(self, form: QuestionForm, rows: list[dict[str, Any]]) -> Question:
        question = create_question(
            course=self.course,
            content=content_of(form, rows),
            by=self.request.user,
            **form.filing(),
        )
        messages.success(self.request, _("The question is in the bank."))
        return question

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"course": self.course}


class ReviseQuestion(WritingView):
    """A question that is there: what it says makes a new version, how it is filed does not."""

    is_new = False
    question: Question

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.question = get_object_or_404(
            questions_of(request.user).select_related("course", "current"), pk=kwargs["pk"]
        )
        self.content = self.question.current.content
        self.kind = self.content.kind

    def get_page_title(self) -> str:
        return _("Change question")

    def trail(self) -> list[dict[str, Any]]:
        page = {"url": reverse("question:inspect", args=[self.question.pk])}
        return [page | {"label": self.question.name}, *super().trail()]

    def initial(self) -> dict[str, Any]:
        return initial_values(self.content) | {
            "name": self.question.name,
            "category": self.question.category,
            "tags": ", ".join(sorted(self.question.tags.names())),
            "difficulty": self.question.difficulty,
            "objective": self.question.objective,
            "base": self.question.current.number,
        }

    def initial_rows(self) -> list[dict[str, Any]]:
        return initial_rows(self.content)

    def save(self, form: QuestionForm, rows: list[dict[str, Any]]) -> Question:
        number = self.question.current.number
        if form.cleaned_data["base"] not in (None, number):
            # What is sent next time has seen this version.
            form.data = form.data.copy()
            form.data["base"] = number
            raise ValidationError(
                _(
                    "Somebody wrote version %(number)d in the meantime. Look at it on the page "
                    "of the question; saving again writes a version after it."
                )
                % {"number": number}
            )
        version = save_question(
            question=self.question,
            content=content_of(form, rows),
            note=form.cleaned_data["note"],
            by=self.request.user,
            **form.filing(),
        )
        words = (
            _("Saved as version %(number)d. New attempts get it.")
            if version.number != number
            else _("Saved. What is asked is the same, so the version stays %(number)d.")
        )
        messages.success(self.request, words % {"number": version.number})
        return self.question

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "course": self.question.course,
            "question": self.question,
            "given": given_count(self.question),
        }
