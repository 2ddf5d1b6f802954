"""Refuses, in words, to delete images that questions show."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.images.views.images import DeleteView

from courses.queries.questions import held_images


class GuardedImageDelete(DeleteView):
    """Wagtail's page, except where a version of a question shows the image."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not held_images([self.object.pk]) or not self.user_has_permission("delete"):
            return super().dispatch(request, *args, **kwargs)
        tell_held(request)
        return redirect("wagtailimages:edit", self.object.pk)


def tell_held(request: HttpRequest) -> None:
    """Say why the image stays."""
    messages.error(
        request,
        _(
            "This image stays: a question of the bank shows it, perhaps in an older version that "
            "attempts were given. Take it out of the question if new attempts should not see it."
        ),
    )
