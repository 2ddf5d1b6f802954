"""Copies a timetable from another cohort: choose it, look at every shifted day, apply."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy, ngettext

from courses.queries.timetable_copying import copy_preview, copy_refusal, copy_sources
from courses.services.timetable_copies import CopyRefused, copy_timetable
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
