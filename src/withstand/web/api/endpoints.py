"""Addresses of the API: a function a method, declared once for the dispatcher and for the OpenAPI document."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from withstand.errors import WithstandError
from withstand.picture.picture import Picture
from withstand.web.access import for_programs
from withstand.web.api import asking, repeating, tags
from withstand.web.api.meanings import problem_of
from withstand.web.api.paging import Paging
from withstand.web.problem_json import problem_json

JSON = "application/json"
_GIVEN = ("request", "picture", "paging", "query", "body")


@dataclass(frozen=True)
class Endpoint:
    """What a method of an address does. The types of `query`, `body` and the answer are those of the function.

    A function that takes `picture` gets that of whoever asks, as known and as of what the query says; one that takes
    `paging` gets that of the first page. `steady`: the answer rests on the picture and the question alone.
    """

    work: Callable[..., Any]
    query: type[asking.Query]
    body: type[msgspec.Struct] | None
    answer: type[Any]
    given: frozenset[str]
    named: tuple[str, ...]
    status: int
    media: tuple[str, ...]
    steady: bool

    @property
    def sentence(self) -> str:
        """What it does."""
        return (self.work.__doc__ or "").strip()


def endpoint(
    work: Callable[..., Any], status: int = HTTPStatus.OK, *, query: type[asking.Query] | None = None,
    steady: bool = True, media: tuple[str, ...] = (JSON,),
) -> Endpoint:  # fmt: skip
    """The endpoint that a function is; `query` where its parameters are more than those of its type.

    `media` is what it answers with; several where the question says which.
    """
    hints = typing.get_type_hints(work)
    named = tuple(name for name in hints if name not in (*_GIVEN, "return"))
    asked = query or hints.get("query", asking.AsKnown if "picture" in hints else asking.Query)
    given = frozenset(hints) & frozenset(_GIVEN)
    return Endpoint(work, asked, hints.get("body"), hints["return"], given, named, int(status), media, steady)


class Resource:
    """An address: a view that lets each of its methods answer."""

    def __init__(self, methods: Mapping[str, Endpoint]) -> None:
        self.methods = methods
        self.allowed = ", ".join([*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"])

    def __call__(self, request: HttpRequest, **named: Any) -> HttpResponse:
        """Answer, or say what was wrong as application/problem+json."""
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": self.allowed})
        chosen = self.methods.get("GET" if request.method == "HEAD" else str(request.method))
        if chosen is None:
            problem = problem_json(
                HTTPStatus.METHOD_NOT_ALLOWED, _("This request cannot be used"),
                _("This address takes: %(methods)s.") % {"methods": self.allowed},
            )  # fmt: skip
            problem.headers["Allow"] = self.allowed
            return problem
        try:
            return _answered(chosen, request, named)
        except WithstandError as problem:
            return problem_of(request, problem)


def resource(permission: str, posting: str = "", **methods: Endpoint) -> Callable[..., HttpResponse]:
    """The view of an address: `resource(READ, get=endpoint(...))`."""
    here = Resource({method.upper(): one for method, one in methods.items()})

    def view(request: HttpRequest, **named: Any) -> HttpResponse:
        return here(request, **named)

    view.__dict__["resource"] = here
    return csrf_exempt(for_programs(permission, posting)(view))


def _answered(chosen: Endpoint, request: HttpRequest, named: Mapping[str, Any]) -> HttpResponse:
    query = asking.query_of(request, chosen.query)
    given: dict[str, Any] = {name: named[name] for name in chosen.named} | {"request": request, "query": query}
    if chosen.body is not None:
        given["body"] = asking.body_of(request, chosen.body)
    if chosen.given & {"picture", "paging"}:
        given["picture"] = asking.picture_of(request, query)
    if "paging" in chosen.given:
        given["paging"] = Paging.of(given["picture"], request.path, query)
        given["picture"] = given["paging"].picture
    picture: Picture | None = given.get("picture")
    given = {name: value for name, value in given.items() if name in chosen.given or name in chosen.named}
    if request.method == "POST":
        return repeating.once(request, lambda: _sent(chosen, chosen.work(**given)))
    steady = picture if chosen.steady and query.steady else None
    return tags.unless_known(request, steady, lambda: _sent(chosen, chosen.work(**given)))


def _sent(chosen: Endpoint, answer: Any) -> HttpResponse:
    if isinstance(answer, HttpResponse):
        answer.headers["ETag"] = tags.tag_of_bytes(answer.content)
        return answer
    response = HttpResponse(msgspec.json.encode(answer), status=chosen.status, content_type=chosen.media[0])
    if where := getattr(answer, "location", ""):
        response.headers["Location"] = where
    if chosen.status == HTTPStatus.OK:
        response.headers["ETag"] = tags.tag_of(answer)
    return response
