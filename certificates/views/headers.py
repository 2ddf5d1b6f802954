"""Answers about documents stay out of search engines."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.http import HttpResponseBase

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


def keep_out_of_search(view: Callable[P, R]) -> Callable[P, R]:
    """Tell search engines neither to list nor to keep what the view answers."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        response = view(*args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return answer
