"""Chooses a question for a part of a quiz, among those of the courses a person writes."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet

from courses.models import Question
from courses.queries.questions import questions_of
from courses.queries.teams import courses_of


class ChoiceFilterForm(BaseFilterForm):
    """Words in the name, and the course."""

    q = forms.CharField(label=_("Search term"), required=False)
    course = forms.ModelChoiceField(
        label=_("Course"), queryset=None, required=False, empty_label=_("All my courses")
    )

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses

    def filter(self, objects: QuerySet[Question]) -> QuerySet[Question]:
        objects = super().filter(objects)
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        if self.search_query:
            objects = objects.filter(name__icontains=self.search_query)
        if self.cleaned_data["course"]:
            objects = objects.filter(course=self.cleaned_data["course"])
        return objects


class OwnQuestions:
    """The questions in use that the person may choose; with what tells them apart."""

    request: Any

    def get_object_list(self) -> QuerySet[Question]:
        own = questions_of(self.request.user).in_use().select_related("course")
        return own.order_by("course__path", "category", "name", "pk")

    def get_filter_form(self) -> ChoiceFilterForm:
        return ChoiceFilterForm(self.request.GET, courses=courses_of(self.request.user))

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,  # type: ignore[misc]  # the view beside this mixin
            Column("course", label=_("Course")),
            Column("get_kind_display", label=_("Kind")),
            Column("get_difficulty_display", label=_("Difficulty")),
        ]

    def can_create(self) -> bool:
        return False


class ChooseView(OwnQuestions, views.ChooseView):
    pass


class ChooseResultsView(OwnQuestions, views.ChooseResultsView):
    pass


class ChosenView(views.ChosenView):
    """A question of somebody else's course does not exist here either."""

    def get_object(self, pk: Any) -> Question:
        return get_object_or_404(questions_of(self.request.user), pk=pk)


class ChosenMultipleView(views.ChosenMultipleView):
    def get_objects(self, pks: Any) -> QuerySet[Question]:
        return questions_of(self.request.user).filter(pk__in=pks)


class QuestionChooserViewSet(ChooserViewSet):
    model = Question
    name = "question_chooser"
    url_prefix = "soal/pilih"
    icon = "help"
    per_page = 15
    choose_one_text = _("Choose a question")
    choose_another_text = _("Choose another question")
    edit_item_text = _("Open this question")
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
