"""Copies a timetable from another cohort after a preview; empties one that was only a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.queries.timetable_copying import copy_preview, copy_refusal, copy_sources
from courses.services.timetable_copies import (
    CopyRefused,
    TimetableBegun,
    copy_timetable,
    empty_timetable,
)
from courses.views.timetable import ChangeView


class CopyTimetable(ChangeView):
    """Nothing is written before the preview was seen."""

    page_title = gettext_lazy("Copy a timetable")
    template_name = "courses/admin/timetable/copy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sources = self._sources()
        slug = self.request.GET.get("dari", "")
        source = get_object_or_404(sources, slug=slug) if slug else None
        refusal = copy_refusal(source, self.cohort) if source else None
        copy = copy_preview(source, self.cohort) if source and refusal is None else None
        return super().get_context_data(**kwargs) | {
            "sources": sources,
            "source": source,
            "refusal": refusal,
            "copy": copy,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        source = get_object_or_404(self._sources(), slug=request.POST.get("source", ""))
        try:
            sessions = copy_timetable(
                source=source,
                target=self.cohort,
                by=request.user,
                expected=request.POST.get("digest") or "none",
            )
        except CopyRefused as refused:
            messages.error(request, str(refused))
            return redirect(f"{request.path}?dari={source.slug}")
        messages.success(
            request,
            ngettext("%(count)d session copied.", "%(count)d sessions copied.", len(sessions))
            % {"count": len(sessions)},
        )
        return redirect(self.timetable_url())

    def _sources(self) -> Any:
        return copy_sources(self.cohort, self.scope.cohorts())


class EmptyTimetable(ChangeView):
    """Take away a draft, such as a copy that was not wanted."""

    page_title = gettext_lazy("Empty the timetable")
    template_name = "courses/admin/timetable/clear.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"count": self.cohort.sessions.count()}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            count = empty_timetable(cohort=self.cohort, by=request.user)
        except TimetableBegun:
            messages.error(
                request, _("The cohort has started. Sessions that do not take place are cancelled.")
            )
        else:
            told = ngettext("%(count)d session removed.", "%(count)d sessions removed.", count)
            messages.success(request, told % {"count": count})
        return redirect(self.timetable_url())
