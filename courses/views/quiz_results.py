"""Quizzes of a cohort for its staff: results, statistics of the questions, marking anew."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.domain.item_statistics import MIN_PEOPLE
from courses.domain.policies import QuizPolicy
from courses.enums import CohortState
from courses.forms.quiz_marking import RemarkForm
from courses.models import QuestionVersion, RequiredActivity
from courses.permissions import is_organiser, may_mark
from courses.queries.quiz_questions import missing_questions
from courses.queries.quiz_results import cohort_quiz, cohort_quizzes, quiz_items, quiz_results
from courses.queries.remarking import RemarkPreview, question_versions, remark_preview
from courses.services.decisions import CertificateHeld, ReasonMissing
from courses.services.remarking import DifferenceMoved, Remarked, remark
from courses.views.staff_pages import CohortView


class MarkerView(CohortView):
    """A page of a cohort for those who mark in it."""

    header_icon = "tasks"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not may_mark(request.user, self.cohort):
            raise Http404


class CohortQuizzes(MarkerView):
    """The quizzes of a cohort."""

    template_name = "courses/admin/quizzes/list.html"
    page_title = gettext_lazy("Quizzes")

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"quizzes": cohort_quizzes(self.cohort)}


class QuizView(MarkerView):
    """A page about one quiz of a cohort."""

    activity: RequiredActivity

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        activity = cohort_quiz(self.cohort, kwargs["activity"])
        if activity is None:
            raise Http404
        self.activity = activity

    def get_page_title(self) -> str:
        return self.activity.title

    def quiz_url(self) -> str:
        return reverse("courses_admin:quiz-results", args=[self.cohort.slug, self.activity.pk])

    def may_remark(self) -> bool:
        """Whoever marks, while the cohort runs; afterwards only organisers."""
        is_running = self.cohort.state == CohortState.RUNNING
        return is_running or bool(is_organiser(self.request.user))

    def trail(self) -> list[dict[str, Any]]:
        quizzes = reverse("courses_admin:quiz-list", args=[self.cohort.slug])
        return [
            {"url": quizzes, "label": CohortQuizzes.page_title},
            {"url": self.quiz_url(), "label": self.activity.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "activity": self.activity,
            "policy": QuizPolicy.from_json(self.activity.policy),
            "quiz_url": self.quiz_url(),
        }


class QuizResults(QuizView):
    """Results per person, what waits, how the questions did, and what can be marked anew."""

    template_name = "courses/admin/quizzes/results.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = quiz_results(self.activity)
        return super().get_context_data(**kwargs) | {
            "people": people,
            "begun": sum(bool(row.attempts or row.is_underway) for row in people),
            "passed": sum(row.has_completion for row in people),
            "waiting": sum(row.waiting for row in people),
            "items": quiz_items(self.activity),
            "min_people": MIN_PEOPLE,
            "missing": missing_questions(
                self.activity.required_course.course_id, self.activity.page_id
            ),
            "questions": question_versions(self.activity),
            "may_remark": self.may_remark(),
        }


class QuizRemark(QuizView):
    """What marking anew by another version would change, and doing it."""

    template_name = "courses/admin/quizzes/remark.html"
    version: QuestionVersion
    preview: RemarkPreview

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        given = [question.pk for question, _versions in question_versions(self.activity)]
        self.version = get_object_or_404(
            QuestionVersion.objects.select_related("question"),
            pk=kwargs["version"],
            question__in=given,
        )
        if not self.may_remark():
            raise Http404
        self.preview = remark_preview(self.activity, self.version.question, self.version)

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Mark anew")}]

    def get_page_title(self) -> str:
        return _("Mark anew: %(question)s") % {"question": self.version.question.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self._form(initial={"seen": self.preview.digest})
        return super().get_context_data(**kwargs) | {
            "version": self.version,
            "preview": self.preview,
            "gains": sum(row.gains for row in self.preview.rows),
            "is_running": self.cohort.state == CohortState.RUNNING,
            "losers": [row for row in self.preview.rows if row.may_lose],
            "form": form,
            "ticked": form.data.getlist("take_back") if form.is_bound else [],
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            try:
                done = remark(
                    activity=self.activity,
                    question=self.version.question,
                    version=self.version,
                    by=request.user,
                    **form.cleaned_data,
                )
            except DifferenceMoved:
                messages.warning(request, _("Marks have changed meanwhile. Look at it again."))
                return redirect(request.path)
            except CertificateHeld as held:
                form.add_error(None, _held_words(held))
            except ReasonMissing:
                form.add_error("reason", _("Say why."))
            else:
                messages.success(request, _done_words(done))
                return redirect(self.quiz_url())
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _form(self, *args: Any, **kwargs: Any) -> RemarkForm:
        people = [row.enrolment.pk for row in self.preview.rows if row.may_lose]
        return RemarkForm(*args, people=people, **kwargs)


def _held_words(held: CertificateHeld) -> str:
    names = ", ".join(enrolment.user.name for enrolment in held.enrolments)
    words = _("Revoke the certificate first, or leave the passing untouched: %(names)s.")
    return words % {"names": names}


def _done_words(done: Remarked) -> str:
    words = ngettext(
        "%(answers)s answer marked anew; %(gained)s passed by it, %(lost)s taken back.",
        "%(answers)s answers marked anew; %(gained)s passed by it, %(lost)s taken back.",
        done.answers,
    )
    return words % {"answers": done.answers, "gained": done.gained, "lost": done.lost}
