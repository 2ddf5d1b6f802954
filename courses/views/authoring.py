"""Courses in the admin: the list, one at a glance, and who writes it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from courses.enums import Difficulty
from courses.forms.authors import AuthorForm
from courses.models import CoursePage
from courses.permissions import may_write_course
from courses.queries.course_overview import course_overviews, may_open_courses, visible_courses
from courses.queries.teams import authors_of
from courses.services.teams import PersonNotActive, give_course, take_course

GIVE = "courses.can_give_courses"


class CourseList(WagtailAdminTemplateMixin, TemplateView):
    """The courses a person writes or reviews, with what waits in each."""

    template_name = "courses/admin/courses.html"
    page_title = gettext_lazy("Courses")
    header_icon = "doc-full-inverse"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": _("Courses")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not may_open_courses(self.request.user):
            raise Http404
        courses = visible_courses(self.request.user)
        return super().get_context_data(**kwargs) | {"overviews": course_overviews(courses)}


class CourseView(WagtailAdminTemplateMixin, TemplateView):
    """A page about one course; a course of somebody else does not exist."""

    header_icon = "doc-full-inverse"
    permission_required = ""
    course: CoursePage

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.permission_required and not request.user.has_perm(self.permission_required):
            raise Http404
        self.course = get_object_or_404(visible_courses(request.user), pk=kwargs["pk"])

    def course_url(self) -> str:
        return reverse("courses_admin:course", args=[self.course.pk])

    def get_page_title(self) -> str:
        return self.course.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("courses_admin:courses"), "label": _("Courses")},
            {"url": "", "label": self.course.title},
        ]


class CourseGlance(CourseView):
    """What the course is made of, what waits, who writes it and who uses it."""

    template_name = "courses/admin/course.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        [overview] = course_overviews([self.course])
        may_give = self.request.user.has_perm(GIVE)
        form = kwargs.pop("form", None)
        if may_give and form is None:
            form = AuthorForm(course=self.course)
        return super().get_context_data(**kwargs) | {
            "course": self.course,
            "overview": overview,
            "difficulties": Difficulty.labels,
            "may_give": may_give,
            "may_write": may_write_course(self.request.user, self.course),
            "form": form,
        }


class AddAuthor(CourseGlance):
    """Give the course to an instructor."""

    http_method_names = ["post"]
    permission_required = GIVE

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = AuthorForm(request.POST, course=self.course)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        author = form.cleaned_data["author"]
        try:
            give_course(course=self.course, user=author, by=request.user)
            messages.success(request, _("%(name)s now writes this course.") % {"name": author})
        except PersonNotActive:
            messages.error(request, _("This person cannot log in any more."))
        return redirect(self.course_url())


class RemoveAuthor(CourseView):
    """Take the course from one of its authors; what they wrote stays."""

    http_method_names = ["post"]
    permission_required = GIVE

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        member = get_object_or_404(authors_of(self.course), user_id=kwargs["user"])
        take_course(course=self.course, user=member.user, by=request.user)
        text = _("%(name)s no longer writes this course. What was written stays.")
        messages.success(request, text % {"name": member.user})
        return redirect(self.course_url())
