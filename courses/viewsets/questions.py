"""The question bank in Wagtail's admin: its list, for those who write a course."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from courses.enums import Difficulty, QuestionKind
from courses.models import CoursePage, Question, QuestionTag
from courses.queries.questions import bank_list, tags_of
from courses.queries.teams import courses_of
from courses.views import question_page, question_writing


class BankPolicy(ModelPermissionPolicy):
    """Whoever writes a course has a bank; its questions are archived, never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and user.is_active and courses_of(user).exists()

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.user_has_permission(user, "view")


def _own_courses(request: HttpRequest | None) -> QuerySet[CoursePage]:
    return courses_of(request.user) if request else CoursePage.objects.none()


def _own_tags(request: HttpRequest | None) -> QuerySet[QuestionTag]:
    return tags_of(request.user) if request else QuestionTag.objects.none()


class BankFilterSet(WagtailFilterSet):
    course = django_filters.ModelMultipleChoiceFilter(
        label=_("Course"), queryset=_own_courses, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=QuestionKind, widget=forms.CheckboxSelectMultiple
    )
    difficulty = django_filters.MultipleChoiceFilter(
        label=_("Difficulty"), choices=Difficulty, widget=forms.CheckboxSelectMultiple
    )
    tags = django_filters.ModelMultipleChoiceFilter(
        label=_("Tag"), queryset=_own_tags, widget=forms.CheckboxSelectMultiple
    )
    archived = django_filters.ChoiceFilter(
        label=_("Archive"),
        method="in_archive",
        choices=[("no", _("In use")), ("yes", _("Archived"))],
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = Question
        fields = ["course", "kind", "difficulty", "tags", "archived"]

    def in_archive(
        self, questions: QuerySet[Question], _name: str, value: str
    ) -> QuerySet[Question]:
        """Only archived questions, or only the others."""
        return questions.filter(archived_at__isnull=value == "no")


class QuestionColumn(TitleColumn):
    """A question's name, leading to its page; archived ones say so."""

    cell_template_name = "courses/admin/_question_cell.html"

    def get_link_url(self, instance: Question, parent_context: Any) -> str:
        return reverse("question:inspect", args=[instance.pk])


class TagsColumn(Column):
    """The words that group a question."""

    cell_template_name = "courses/admin/_tags_cell.html"

    def get_value(self, instance: Question) -> list[str]:
        return sorted(item.tag.name for item in instance.tagged_items.all())


class BankIndex(generic.IndexView):
    """Questions of the courses a person writes."""

    def get_base_queryset(self) -> QuerySet[Question]:
        return bank_list(self.request.user)

    def order_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        return queryset.order_by("course__path", "category", "name", "pk")

    def search_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        """Look for the words in names, categories, tags and in what is asked."""
        words = self.search_query.split() if self.search_query else []
        for word in words:
            hit = Q(name__icontains=word) | Q(category__icontains=word)
            hit |= Q(current__stored__text__icontains=word) | Q(tags__name__icontains=word)
            queryset = queryset.filter(pk__in=Question.objects.filter(hit).values("pk"))
        return queryset

    @property
    def header_more_buttons(self) -> list[Button]:
        """Files in and out, beside what Wagtail offers."""
        return [
            *super().header_more_buttons,
            Button(
                gettext("Import questions"),
                url=reverse("courses_admin:question-import"),
                icon_name="upload",
                priority=50,
            ),
            Button(
                gettext("Export questions"),
                url=reverse("courses_admin:question-export"),
                icon_name="download",
                priority=60,
            ),
        ]

    def get_list_more_buttons(self, instance: Question) -> list[Any]:
        return []

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return gettext("No question fits. Take a filter away or search for something else.")
        return gettext(
            "Here the questions of your courses are kept, so that quizzes can ask them. "
            "Begin with a first one."
        )


class QuestionViewSet(ModelViewSet):
    model = Question
    name = "question"
    url_prefix = "soal"
    icon = "help"
    menu_label = _("Question bank")
    menu_order = 30
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = BankIndex
    filterset_class = BankFilterSet
    search_fields = ["name"]
    search_backend_name = None
    form_fields = ["name"]
    list_per_page = 30
    list_display = [
        QuestionColumn("name", label=_("Question"), sort_key="name"),
        Column("course", label=_("Course"), sort_key="course__title"),
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("get_difficulty_display", label=_("Difficulty"), sort_key="difficulty"),
        TagsColumn("tags", label=_("Tags")),
        Column("category", label=_("Category"), sort_key="category"),
        NumberColumn("version_number", label=_("Version"), classname="num"),
        NumberColumn("quiz_count", label=_("Quizzes"), sort_key="quiz_count", classname="num"),
        NumberColumn(
            "attempt_count", label=_("Attempts"), sort_key="attempt_count", classname="num"
        ),
    ]

    @property
    def permission_policy(self) -> BankPolicy:
        return BankPolicy(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list of Wagtail and pages of our own; nothing here deletes."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("baru/", question_writing.BeginQuestion.as_view(), name="add"),
            path(
                "baru/<int:course>/<slug:kind>/",
                question_writing.WriteQuestion.as_view(),
                name="write",
            ),
            path("<int:pk>/", question_page.QuestionPage.as_view(), name="inspect"),
            path("<int:pk>/ubah/", question_writing.ReviseQuestion.as_view(), name="edit"),
            path("<int:pk>/arsip/", question_page.ArchiveQuestion.as_view(), name="archive"),
            path("<int:pk>/pulihkan/", question_page.RestoreQuestion.as_view(), name="restore"),
            path("<int:pk>/salin/", question_page.DuplicateQuestion.as_view(), name="duplicate"),
        ]
