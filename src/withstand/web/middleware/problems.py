"""Turns our own errors into pages; what is not ours goes on to Django and becomes a 500."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from withstand.errors import WithstandError
from withstand.web.problems import problem_page, status_of, told


class Problems:
    """The last stop of errors under `WithstandError`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self._next(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """The page of a problem of ours."""
        if isinstance(problem, WithstandError):
            return problem_page(request, status_of(problem), told(problem))
        return None
