"""One score of one person: what each rater gave, moderation, unlocking, history, objections."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import Enrolment
from latsar.enums import ObjectionOutcome, ScoreHow, ScoreSource
from latsar.forms.scores import AnswerForm, ForSomebodyForm, ModerationForm, ReasonForm
from latsar.models import Objection
from latsar.queries.score_details import cohort_objection, score_details
from latsar.queries.scores import ScoreCell
from latsar.services.objections import NotCorrected, ObjectionAnswered, answer_objection
from latsar.services.score_decisions import moderate, take_moderation_back, unlock_score
from latsar.services.score_entry import ScoreEntry, ScoresRefused, enter_scores
from latsar.services.score_setup import NotNow
from latsar.views.score_sheet import ColumnView
from latsar.views.scores import ScoreView


class ScorePerson(ColumnView):
    """Everything behind one score; raters see each other's once they have given their own."""

    template_name = "latsar/scores/person.html"
    cell: ScoreCell

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        cell = self.book.cells.get((kwargs["enrolment"], self.column.code))
        if cell is None:
            raise Http404
        self.cell = cell

    def people(self) -> list[int]:
        return [self.kwargs["enrolment"]]

    @property
    def enrolment(self) -> Enrolment:
        return self.cell.enrolment

    def own_url(self) -> str:
        args = [self.cohort.slug, self.column.code, self.enrolment.pk]
        return reverse("latsar_admin:score-person", args=args)

    def get_page_title(self) -> str:
        return self.enrolment.user.name

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": self.own_url(), "label": self.enrolment.user.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cell = self.cell
        own = any(one.rater_id == self.request.user.pk for one in cell.ratings)
        may_change = self.may_decide and not cell.facts.is_locked
        is_rating = self.column.source == ScoreSource.RATERS
        context = super().get_context_data(**kwargs)
        context.setdefault("moderation_form", ModerationForm(prefix="moderation"))
        context.setdefault("reason_form", ReasonForm(prefix="decision"))
        context.setdefault("for_form", ForSomebodyForm(prefix="for"))
        context.setdefault("answer_form", AnswerForm(prefix="answer"))
        return context | {
            "cell": cell,
            "enrolment": self.enrolment,
            "own_url": self.own_url(),
            "details": score_details(self.enrolment, self.column.code),
            "sees_others": self.may_decide or own,
            "is_rating": is_rating,
            "is_moderated": cell.facts.how == ScoreHow.MODERATED,
            "may_moderate": may_change and is_rating and bool(cell.facts.ratings),
            "may_enter_for": may_change and is_rating and not self.column.items,
        }


class ScoreDecision(ScorePerson):
    """A form, and the POST that decides."""

    http_method_names = ["post"]
    is_for_deciders = True
    form_name = "reason_form"
    form_class: type[forms.Form] = ReasonForm
    prefix = "decision"

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST, prefix=self.prefix)
        if form.is_valid():
            try:
                messages.success(request, self.act(form))
            except NotNow as refused:
                # It stands differently now, so the form is no longer there to say it.
                messages.error(request, str(refused.refusal.label))
            except ScoresRefused as refused:
                for refusal in refused.refusals.values():
                    form.add_error(None, str(refusal.label))
        if form.errors:
            context = self.get_context_data(**{self.form_name: form})
            return self.render_to_response(context, status=422)
        return redirect(self.own_url())

    def act(self, form: forms.Form) -> str:
        """Call the one service of this decision and say what happened."""
        raise NotImplementedError

    def decided(self, form: forms.Form) -> dict[str, Any]:
        """What each of the services takes."""
        return {
            "cohort": self.cohort,
            "code": self.column.code,
            "enrolment_id": self.enrolment.pk,
            "reason": form.cleaned_data["reason"],
            "by": self.request.user,
        }


class Moderate(ScoreDecision):
    """Put one agreed score in place of the mean."""

    form_name = "moderation_form"
    form_class = ModerationForm
    prefix = "moderation"

    def act(self, form: forms.Form) -> str:
        moderate(value=form.cleaned_data["value"], **self.decided(form))
        return _("The agreed score holds now.")


class Unmoderate(ScoreDecision):
    """Let the mean hold again."""

    def act(self, form: forms.Form) -> str:
        take_moderation_back(**self.decided(form))
        return _("The mean of the raters holds again.")


class Unlock(ScoreDecision):
    """Open one score for a change."""

    def act(self, form: forms.Form) -> str:
        unlock_score(**self.decided(form))
        return _("The score is open. Change it, then lock and release it again.")


class ScoreForSomebody(ScoreDecision):
    """Enter what somebody without an account gave on paper."""

    form_name = "for_form"
    form_class = ForSomebodyForm
    prefix = "for"

    def act(self, form: forms.Form) -> str:
        found = form.cleaned_data
        own = self.cell.rating_of(self.request.user.pk, found["for_name"].strip())
        entry = ScoreEntry(self.enrolment.pk, found["value"], seen=own.value if own else None)
        enter_scores(
            cohort=self.cohort,
            code=self.column.code,
            entries=[entry],
            by=self.request.user,
            reason=found["reason"],
            for_name=found["for_name"],
        )
        return _("The score of %(name)s has been entered.") % {"name": found["for_name"]}


class AnswerObjection(ScoreView):
    """Answer what a participant holds against a score."""

    is_for_deciders = True
    template_name = "latsar/scores/objection.html"
    objection: Objection

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = cohort_objection(self.cohort, kwargs["pk"])
        if found is None:
            raise Http404
        self.objection = found

    def get_page_title(self) -> str:
        return _("Objection of %(name)s") % {"name": self.objection.score.enrolment.user.name}

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": self.get_page_title()}]

    def person_url(self) -> str:
        score = self.objection.score
        args = [self.cohort.slug, score.code, score.enrolment_id]
        return reverse("latsar_admin:score-person", args=args)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", AnswerForm())
        leaves = {leaf.code: leaf for leaf in self.policy.leaves}
        return context | {
            "objection": self.objection,
            "leaf": leaves.get(self.objection.score.code),
            "person_url": self.person_url(),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = AnswerForm(request.POST)
        if form.is_valid():
            try:
                answer_objection(
                    objection=self.objection,
                    outcome=ObjectionOutcome(form.cleaned_data["outcome"]),
                    answer=form.cleaned_data["answer"],
                    by=request.user,
                )
            except NotCorrected:
                form.add_error(
                    "outcome",
                    _("First unlock the score, change it, lock it and release it again."),
                )
            except ObjectionAnswered:
                messages.info(request, _("This objection has its answer already."))
            else:
                messages.success(request, _("The participant reads your answer now."))
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return redirect(self.scores_url())
