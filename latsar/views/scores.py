"""Scores of a cohort at a glance: components, what is left to do, the final scores, exports."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.core.exchange.tables import CSV_TYPE, XLSX_TYPE
from courses.enums import CohortState
from courses.views.staff_pages import CohortView
from latsar.domain.evaluation import EvaluationPolicy
from latsar.enums import ScoreStage
from latsar.exchange.scores import as_file, template_rows
from latsar.permissions import may_decide_scores, may_score
from latsar.queries.score_details import cohort_imports
from latsar.queries.scores import ScoreBook, ScoreColumn, open_objections, score_book
from latsar.services.schemes import policy_of

TYPES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}


class ScoreView(CohortView):
    """A page about scores; for whoever does not score in this cohort it does not exist."""

    header_icon = "tasks"
    is_for_deciders = False
    policy: EvaluationPolicy

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.may_decide = may_decide_scores(request.user, self.cohort)
        is_allowed = (
            self.may_decide if self.is_for_deciders else may_score(request.user, self.cohort)
        )
        if not is_allowed:
            raise Http404
        self.policy = policy_of(self.cohort)

    def scores_url(self) -> str:
        return reverse("latsar_admin:scores", args=[self.cohort.slug])

    def get_page_title(self) -> str:
        return str(self.page_title)

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": self.scores_url(), "label": _("Scores")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "policy": self.policy,
            "may_decide": self.may_decide,
            "scores_url": self.scores_url(),
            "is_running": self.cohort.state == CohortState.RUNNING,
        }


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """One component with how many people stand where."""

    column: ScoreColumn
    entered: int
    mine: int
    disputed: int
    locked: int
    released: int


class ScoresOverview(ScoreView):
    """Components with what is left, and everybody's final score for those who decide."""

    template_name = "latsar/scores/overview.html"
    page_title = gettext_lazy("Scores")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        book = score_book(self.cohort, self.policy)
        return super().get_context_data(**kwargs) | {
            "book": book,
            "lines": [_line(book, one, self.request.user.pk) for one in book.columns],
            "finals": _finals(book) if self.may_decide else [],
            "objections": open_objections(self.cohort) if self.may_decide else [],
            "imports": cohort_imports(self.cohort),
        }


class ScoreExport(ScoreView):
    """Everybody's scores and final score as a table."""

    is_for_deciders = True

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        kind = kwargs["kind"]
        if kind not in TYPES:
            raise Http404
        book = score_book(self.cohort, self.policy)
        codes = [one.code for one in book.columns]
        rows = template_rows(codes, _people(book, only_known=False))
        rows[0] += [_("Final score"), _("Band")]
        for row, (_person, _cells, final) in zip(rows[1:], _finals(book), strict=True):
            total = None if final.total is None else float(final.total)
            row += [total, final.band.label if final.band else None]
        return _file(as_file(rows, kind), f"nilai-{self.cohort.slug}.{kind}", kind)


class ScoreTemplate(ScoreView):
    """The sheet to fill in and bring back: people in rows, components in columns, no scores."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        book = score_book(self.cohort, self.policy)
        codes = [one.code for one in book.columns if not one.items and one.source != "quiz"]
        rows = template_rows(codes, _people(book, only_known=True))
        return _file(as_file(rows, "xlsx"), f"lembar-nilai-{self.cohort.slug}.xlsx", "xlsx")


def _line(book: ScoreBook, column: ScoreColumn, user_id: int) -> ComponentLine:
    cells = book.cells_of(column.code)
    stages = [cell.stage for cell in cells]
    return ComponentLine(
        column=column,
        entered=sum(cell.value is not None for cell in cells),
        mine=sum(any(one.rater_id == user_id for one in cell.ratings) for cell in cells),
        disputed=stages.count(ScoreStage.DISPUTED),
        locked=sum(cell.facts.is_locked for cell in cells),
        released=stages.count(ScoreStage.RELEASED),
    )


def _finals(book: ScoreBook) -> list[tuple[Any, list[Any], Any]]:
    return [
        (person, [book.cells[person.pk, one.code] for one in book.columns], book.final(person.pk))
        for person in book.people
    ]


def _people(book: ScoreBook, *, only_known: bool) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (
            person.user.nip or "",
            person.user.name,
            {}
            if only_known
            else {one.code: book.cells[person.pk, one.code].value for one in book.columns},
        )
        for person in book.people
    ]


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
