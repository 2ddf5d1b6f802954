"""Sheets of scores for staff: bring in or paste, look at the verdicts, import."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from corpu.core.exchange.cells import TableError
from courses.enums import RowVerdict
from latsar.exchange.scores import ScoreSheetError
from latsar.forms.scores import SheetUploadForm
from latsar.models import ScoreImport
from latsar.queries.score_details import cohort_imports
from latsar.services.score_entry import ScoresRefused
from latsar.services.score_imports import (
    SheetGone,
    SheetHasProblems,
    apply_import,
    preview_import,
    upload_scores,
)
from latsar.services.score_setup import NotNow
from latsar.views.scores import ScoreView

REFUSED = (TableError, ScoreSheetError, NotNow, SheetGone, SheetHasProblems, ScoresRefused)


def in_words(refusal: Exception) -> str:
    """Say why a sheet is not taken."""
    if isinstance(refusal, TableError | ScoreSheetError):
        return refusal.message
    if isinstance(refusal, NotNow):
        return str(refusal.refusal.label)
    if isinstance(refusal, SheetGone):
        return _("The file is not there any more. Upload it again.")
    if isinstance(refusal, SheetHasProblems):
        return _("Nothing was imported: correct the rows with problems and bring the sheet again.")
    return _("Somebody else changed the same scores. Look at the sheet and import again.")


class ScoreUpload(ScoreView):
    """Choose a file or paste cells; below it the sheets brought in before."""

    template_name = "latsar/scores/upload.html"
    page_title = gettext_lazy("Import scores")

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", SheetUploadForm())
        return context | {"imports": cohort_imports(self.cohort)}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = SheetUploadForm(request.POST, request.FILES)
        if form.is_valid():
            content, name = form.content()
            field = "file" if form.cleaned_data["file"] else "pasted"
            try:
                upload = upload_scores(
                    cohort=self.cohort, content=content, file_name=name, by=request.user
                )
            except REFUSED as refusal:
                form.add_error(field, in_words(refusal))
            else:
                return redirect("latsar_admin:scores-show", self.cohort.slug, upload.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class UploadView(ScoreView):
    """A page about one sheet; it is judged as who looks at it would import it."""

    page_title = gettext_lazy("Check scores")
    upload: ScoreImport

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = ScoreImport.objects.filter(cohort=self.cohort, pk=kwargs["pk"])
        upload = found.select_related("cohort", "uploaded_by").first()
        if upload is None:
            raise Http404
        self.upload = upload

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": self.upload.file_name}]


class ScoreShow(UploadView):
    """What importing would do, row by row; reading it changes nothing."""

    template_name = "latsar/scores/show.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.upload.applied_at is not None:
            return redirect(self.scores_url())
        try:
            preview = preview_import(upload=self.upload, by=request.user)
        except REFUSED as refusal:
            messages.error(request, in_words(refusal))
            return redirect("latsar_admin:scores-upload", self.cohort.slug)
        context = self.get_context_data(
            upload=self.upload,
            preview=preview,
            problems=preview.counts[RowVerdict.PROBLEM],
            rows=sorted(preview.rows, key=lambda row: row.verdict != RowVerdict.PROBLEM),
        )
        return self.render_to_response(context)


class ScoreApply(UploadView):
    """Import; a second time nothing happens."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            done = apply_import(upload=self.upload, by=request.user)
        except REFUSED as refusal:
            messages.error(request, in_words(refusal))
            return redirect("latsar_admin:scores-show", self.cohort.slug, self.upload.pk)
        words = ngettext("%(count)d score imported.", "%(count)d scores imported.", done.written)
        messages.success(request, words % {"count": done.written})
        return redirect(self.scores_url())
