"""The score sheet of one component: typed by keyboard, pasted, locked, released."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.accounts.models import User
from courses.models import Enrolment
from latsar.enums import LockHold, ScoreSource, ScoreStage
from latsar.forms.scores import REASON_LENGTH, SheetInput, read_sheet
from latsar.queries.scores import ScoreBook, ScoreCell, ScoreColumn, score_book
from latsar.services.score_decisions import lock_scores, release_scores
from latsar.services.score_entry import ScoresRefused, enter_scores, take_quiz_scores
from latsar.services.score_setup import NotNow
from latsar.views.scores import ScoreView


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a row."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person in the sheet, as this viewer may see it."""

    cell: ScoreCell
    fields: tuple[Field, ...]
    own: Decimal | None
    fault: str
    sees_others: bool

    @property
    def person(self) -> Enrolment:
        return self.cell.enrolment

    @property
    def stage(self) -> ScoreStage:
        return self.cell.stage


class ColumnView(ScoreView):
    """A page about one component of the cohort's evaluation."""

    column: ScoreColumn
    book: ScoreBook

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.book = score_book(self.cohort, self.policy, people=self.people())
        column = self.book.column(kwargs["code"])
        if column is None:
            raise Http404
        self.column = column

    def people(self) -> list[int] | None:
        """Whose scores the page is about; None is everybody."""
        return None

    def sheet_url(self) -> str:
        return reverse("latsar_admin:score-sheet", args=[self.cohort.slug, self.column.code])

    def get_page_title(self) -> str:
        return self.column.leaf.label

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": self.sheet_url(), "label": self.column.leaf.label}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "column": self.column,
            "component": self.column.component,
            "leaf": self.column.leaf,
            "sheet_url": self.sheet_url(),
        }


class ScoreSheet(ColumnView):
    """Everybody in one component; each rater types own scores."""

    template_name = "latsar/scores/sheet.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed: SheetInput = kwargs.pop("typed", None) or SheetInput()
        rows = [self._row(cell, typed) for cell in self.book.cells_of(self.column.code)]
        stages = [row.stage for row in rows]
        is_writable = self.is_writable()
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "is_writable": is_writable,
            "faults": sum(bool(row.fault) for row in rows),
            "reason": self.request.POST.get("reason", ""),
            "counts": [(stage, stages.count(stage)) for stage in ScoreStage],
            "to_lock": sum(not row.cell.facts.is_locked and not row.cell.holds for row in rows),
            "to_release": stages.count(ScoreStage.LOCKED),
            "is_rating": self.column.source == ScoreSource.RATERS,
            "is_quiz": self.column.source == ScoreSource.QUIZ,
        }

    def is_writable(self) -> bool:
        """Whether this viewer types here at all; results from elsewhere are the organisers'."""
        is_own = self.column.source == ScoreSource.RATERS or self.may_decide
        return is_own and self.column.source != ScoreSource.QUIZ

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if not self.is_writable():
            raise Http404
        people = [one.pk for one in self.book.people]
        typed = read_sheet(request.POST, people, self.column.items)
        if not typed.faults:
            try:
                count = enter_scores(
                    cohort=self.cohort,
                    code=self.column.code,
                    entries=typed.entries,
                    reason=request.POST.get("reason", "")[:REASON_LENGTH],
                    by=request.user,
                )
            except ScoresRefused as refused:
                for person, refusal in refused.refusals.items():
                    typed.faults[person] = str(refusal.label)
            except NotNow as refused:
                messages.error(request, str(refused.refusal.label))
                return redirect(self.sheet_url())
            else:
                messages.success(request, _saved_words(count))
                return redirect(self.sheet_url())
        return self.render_to_response(self.get_context_data(typed=typed), status=422)

    def _row(self, cell: ScoreCell, typed: SheetInput) -> SheetRow:
        user: User = self.request.user
        person = cell.enrolment
        own = cell.rating_of(user.pk) if self.column.source == ScoreSource.RATERS else None
        value = own.value if own else None
        if self.column.source != ScoreSource.RATERS:
            value = cell.value
        stored = own.items if own else {}
        items = self.column.items
        fields = [
            (f"score-{person.pk}-{one.key}", one.label, _shown(stored.get(one.key)))
            for one in items
        ] or [(f"score-{person.pk}", _("Score"), _shown(value))]
        return SheetRow(
            cell=cell,
            fields=tuple(
                Field(name, label, typed.typed.get(name, text)) for name, label, text in fields
            ),
            own=value,
            fault=typed.faults.get(person.pk, ""),
            sees_others=self.may_decide or own is not None,
        )


class SheetStep(ColumnView):
    """A POST about the whole sheet, by those who decide."""

    http_method_names = ["post"]
    is_for_deciders = True

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except NotNow as refused:
            messages.error(request, str(refused.refusal.label))
        return redirect(self.sheet_url())

    def act(self) -> str:
        """Call the one service of this step and say what happened."""
        raise NotImplementedError


class LockSheet(SheetStep):
    """Lock what is ready."""

    def act(self) -> str:
        done = lock_scores(cohort=self.cohort, code=self.column.code, by=self.request.user)
        words = ngettext("%(count)d score locked.", "%(count)d scores locked.", done.count)
        holds = [hold for found in done.held.values() for hold in found]
        left = [f"{hold.label} ({holds.count(hold)})" for hold in LockHold if holds.count(hold)]
        return " ".join([words % {"count": done.count}, _held_words(left)]).strip()


class ReleaseSheet(SheetStep):
    """Show what is locked to its people."""

    def act(self) -> str:
        count = release_scores(cohort=self.cohort, code=self.column.code, by=self.request.user)
        words = ngettext(
            "%(count)d participant sees this score now.",
            "%(count)d participants see this score now.",
            count,
        )
        return words % {"count": count}


class TakeQuiz(SheetStep):
    """Take what counts of the quiz."""

    def act(self) -> str:
        done = take_quiz_scores(cohort=self.cohort, code=self.column.code, by=self.request.user)
        words = _(
            "%(taken)d scores taken from the quiz; %(missing)d people have no result yet, "
            "%(locked)d scores are locked and stayed."
        )
        return words % {"taken": done.taken, "missing": done.missing, "locked": done.locked}


def _shown(value: Any) -> str:
    """A score as people write it here, with a comma."""
    return "" if value is None else f"{Decimal(value):.2f}".replace(".", ",")


def _saved_words(count: int) -> str:
    if not count:
        return _("Nothing was changed.")
    words = ngettext("%(count)d score saved.", "%(count)d scores saved.", count)
    return words % {"count": count}


def _held_words(left: list[str]) -> str:
    if not left:
        return ""
    return _("Not locked yet: %(reasons)s.") % {"reasons": ", ".join(left)}
