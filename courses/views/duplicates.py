"""Duplicating a course or a programme: what will be copied, what it is called, the copy."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from courses.enums import CopiedCourses
from courses.forms.duplicates import CourseCopyForm, ProgrammeCopyForm
from courses.forms.programme import ProgrammeEditor
from courses.models import Programme
from courses.queries.course_overview import course_overviews
from courses.queries.duplicates import programme_preview
from courses.queries.programmes import has_begun
from courses.services.duplicates import (
    CodeMissing,
    CodeTaken,
    SlugTaken,
    TitleMissing,
    duplicate_course,
    duplicate_programme,
)
from courses.services.programmes import (
    CoursePresent,
    ProgrammeBegun,
    ProgrammePackaged,
    SourceMissing,
    change_programme,
)
from courses.views.authoring import GIVE, CourseView

ADD = "courses.add_programme"
CHANGE = "courses.change_programme"


class DuplicateCourse(CourseView):
    """Copy a course with its activities and its question bank."""

    template_name = "courses/admin/course_duplicate.html"
    permission_required = GIVE

    def get_page_title(self) -> str:
        return _("Duplicate course")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *before, course = super().get_breadcrumbs_items()
        here = {"url": "", "label": self.get_page_title()}
        return [*before, course | {"url": self.course_url()}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        [overview] = course_overviews([self.course])
        form = kwargs.pop("form", None) or CourseCopyForm(initial={"title": self.course.title})
        return super().get_context_data(**kwargs) | {
            "course": self.course,
            "overview": overview,
            "form": form,
            "back_url": self.course_url(),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = CourseCopyForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            copy = duplicate_course(course=self.course, by=request.user, **form.cleaned_data)
        except (CodeMissing, CodeTaken):
            form.refuse("code", _("There is a course with this code already. Choose another one."))
        except SlugTaken:
            text = _("There is a course with this address already. Choose another one.")
            form.refuse("slug", text)
        except TitleMissing:
            form.refuse("title", _("Write a title."))
        else:
            text = _(
                "“%(title)s” is a draft that only staff see. Give it to its authors, let them"
                " revise it, and publish it."
            )
            messages.success(request, text % {"title": copy.title})
            return redirect("courses_admin:course", copy.pk)
        return self.render_to_response(self.get_context_data(form=form))


class ProgrammeView(WagtailAdminTemplateMixin, TemplateView):
    """A page about one programme; without the permission it does not exist."""

    header_icon = "list-ol"
    permission_required = ADD
    programme: Programme

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not request.user.has_perm(self.permission_required):
            raise Http404
        self.programme = get_object_or_404(Programme, pk=kwargs["pk"])

    def programme_url(self) -> str:
        return reverse("programme:inspect", args=[self.programme.pk])

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("programme:index"), "label": _("Programmes")},
            {"url": self.programme_url(), "label": self.programme.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"programme": self.programme, "back_url": self.programme_url()}
        return super().get_context_data(**kwargs) | own


class DuplicateProgramme(ProgrammeView):
    """Copy a programme, with its courses or with copies of them."""

    template_name = "courses/admin/programme_duplicate.html"
    page_title = gettext_lazy("Duplicate programme")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or ProgrammeCopyForm(initial=self._initial())
        ending = form["ending"].value() if not form.errors.get("ending") else ""
        preview = programme_preview(self.programme, ending or self._initial()["ending"])
        return super().get_context_data(**kwargs) | {"form": form, "preview": preview}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = ProgrammeCopyForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        facts = form.cleaned_data | {"courses": CopiedCourses(form.cleaned_data["courses"])}
        try:
            copy = duplicate_programme(programme=self.programme, by=request.user, **facts)
        except (CodeMissing, CodeTaken):
            text = _("There is a programme with this code already. Choose another one.")
            form.refuse("code", text)
        except TitleMissing:
            form.refuse("title", _("Write a title."))
        else:
            text = _(
                "The copy is made. Compare every figure with the new regulation and state where you"
                " found it; until then figures only help to plan."
            )
            messages.success(request, text)
            if facts["courses"] == CopiedCourses.COPIED:
                text = _("Its courses are drafts. Publish them before a cohort starts from it.")
                messages.info(request, text)
            return redirect("programme:inspect", copy.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def _initial(self) -> dict[str, Any]:
        generation = self.programme.generation + 1
        return {
            "title": self.programme.title,
            "generation": generation,
            "courses": CopiedCourses.SAME,
            "ending": f"-G{generation}",
        }


class ChangeProgramme(ProgrammeView):
    """Change a programme made here, as long as no cohort has started from it."""

    template_name = "courses/admin/programme_change.html"
    page_title = gettext_lazy("Change programme")
    permission_required = CHANGE

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.programme.is_own:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._begun() if has_begun(self.programme) else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editor = kwargs.pop("editor", None) or ProgrammeEditor(self.programme)
        return super().get_context_data(**kwargs) | {"editor": editor}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        editor = ProgrammeEditor(self.programme, request.POST)
        if not editor.is_valid():
            return self.render_to_response(self.get_context_data(editor=editor))
        try:
            change_programme(programme=self.programme, plan=editor.plan(), by=request.user)
        except (ProgrammeBegun, ProgrammePackaged):
            return self._begun()
        except SourceMissing:
            text = _("Name the source, or mark the figures as not yet verified.")
            editor.main.add_error("source", text)
        except TitleMissing:
            editor.main.add_error("title", _("Write a title."))
        except CoursePresent:
            editor.add.add_error("course", _("The programme has this course already."))
        else:
            messages.success(request, _("Programme saved."))
            return redirect(self.programme_url())
        return self.render_to_response(self.get_context_data(editor=editor))

    def _begun(self) -> HttpResponse:
        text = _(
            "A cohort has started from this programme; it stays as it is. Duplicate it instead."
        )
        messages.error(self.request, text)
        return redirect(self.programme_url())
