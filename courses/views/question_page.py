"""The page of one question: as trainees see it, where it is used, its past, what can be done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from courses.models import Question
from courses.queries.questions import history_of, questions_of, quizzes_asking
from courses.services.questions import archive_question, duplicate_question, restore_question
from courses.views.question_writing import BankView


class OneQuestion(BankView):
    """A question of a course the person writes; any other does not exist."""

    question: Question

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        own = questions_of(request.user).select_related("course", "current__created_by")
        self.question = get_object_or_404(own, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return self.question.name


class QuestionPage(OneQuestion):
    """Nothing is written by looking at it."""

    template_name = "courses/admin/question.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        history = history_of(self.question)
        return super().get_context_data(**kwargs) | {
            "question": self.question,
            "content": self.question.current.content,
            "tags": sorted(self.question.tags.names()),
            "history": history,
            "given": sum(entry.given for entry in history),
            "quizzes": quizzes_asking(self.question),
        }


class QuestionStep(OneQuestion):
    """A POST that does one thing and ends at the page of the question."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return redirect("question:inspect", self.act().pk)

    def act(self) -> Question:
        """Call the one service of this step and say what happened."""
        raise NotImplementedError


class ArchiveQuestion(QuestionStep):
    def act(self) -> Question:
        question = archive_question(question=self.question, by=self.request.user)
        messages.success(
            self.request, _("Archived. New attempts do not get it any more; old ones keep it.")
        )
        return question


class RestoreQuestion(QuestionStep):
    def act(self) -> Question:
        question = restore_question(question=self.question, by=self.request.user)
        messages.success(self.request, _("Restored. Quizzes may ask it again."))
        return question


class DuplicateQuestion(QuestionStep):
    def act(self) -> Question:
        question = duplicate_question(question=self.question, by=self.request.user)
        messages.success(self.request, _("This is the copy. Change what should be different."))
        return question
