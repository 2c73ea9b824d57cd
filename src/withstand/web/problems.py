"""What went wrong, as a page in plain words that tells nothing of what may not be seen."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_htmx.middleware import HtmxDetails

from withstand.errors import InputError, WithstandError
from withstand.ledger.errors import InvalidRecord, Locked, LostRace, NotFound
from withstand.web.entering.told import told_problem
from withstand.web.holding import held
from withstand.web.opening_again import locked_page
from withstand.web.problem_json import of_the_api, problem_json

_AGAIN = gettext_noop("Something in it is not as it should be. Go back and try again.")
_UNUSABLE = gettext_noop("This request cannot be used")
SENTENCES: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: (_UNUSABLE, _AGAIN),
        403: (
            gettext_noop("Not open to you"),
            gettext_noop("Your account does not open this. Ask an administrator of accounts, or your head of office."),
        ),
        404: (
            gettext_noop("There is nothing here that you may see"),
            gettext_noop("The address may be wrong, or what was here is not for you."),
        ),
        405: (_UNUSABLE, _AGAIN),
        409: (
            gettext_noop("This cannot be done now"),
            gettext_noop("Nothing was saved: go back, look at what is there now, and repeat."),
        ),
        413: (
            gettext_noop("This is too large"),
            gettext_noop("The file or the text is larger than this server takes."),
        ),
        422: (gettext_noop("This cannot be saved"), gettext_noop("Go back and put right what is named.")),
        423: (
            gettext_noop("The workspace is locked"),
            gettext_noop("Somebody at the machine that serves it can open it again."),
        ),
        500: (
            gettext_noop("Something failed"),
            gettext_noop("Nothing was half saved. Try again; if it fails again, tell whoever runs this server when."),
        ),
    }
)


def status_of(problem: Exception) -> int:
    """The HTTP status of a problem."""
    match problem:
        case NotFound() | Http404():
            return HTTPStatus.NOT_FOUND
        case PermissionDenied():
            return HTTPStatus.FORBIDDEN
        case Locked():
            return HTTPStatus.LOCKED
        case LostRace():
            return HTTPStatus.CONFLICT
        case InvalidRecord():
            return HTTPStatus.UNPROCESSABLE_ENTITY
        case InputError() | BadRequest() | SuspiciousOperation():
            return HTTPStatus.BAD_REQUEST
        case WithstandError():
            return HTTPStatus.CONFLICT
    return HTTPStatus.INTERNAL_SERVER_ERROR


def told(problem: Exception) -> str:
    """The sentence of ours that a problem carries, where it tells nothing that may not be seen."""
    if not isinstance(problem, WithstandError) or isinstance(problem, NotFound | Locked):
        return ""
    return told_problem(problem)


def problem_page(request: HttpRequest, status: int, said: str = "") -> HttpResponse:
    """The page of a problem; a part of a page gets a part."""
    title, sentence = SENTENCES.get(status, SENTENCES[HTTPStatus.INTERNAL_SERVER_ERROR])
    if of_the_api(request):
        return problem_json(status, _(title), said or _(sentence))
    words = {"title": _(title), "sentence": _(sentence), "said": said, "status": status}
    template = "web/problem_part.html" if HtmxDetails(request) else "web/problem.html"
    return render(request, template, words, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """400."""
    return problem_page(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """403."""
    return problem_page(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """404, the same whether there is nothing or it may not be seen."""
    return problem_page(request, HTTPStatus.NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """500, without asking for an account; or 423 where the workspace was locked while the request ran."""
    if held().locked:
        return locked_page(request)
    request.user = AnonymousUser()
    title, sentence = SENTENCES[HTTPStatus.INTERNAL_SERVER_ERROR]
    if of_the_api(request):
        return problem_json(HTTPStatus.INTERNAL_SERVER_ERROR, _(title), _(sentence))
    words = {"title": _(title), "sentence": _(sentence), "bare": True}
    return render(request, "web/problem.html", words, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """A form without its token: a page of another site sent it, or cookies are off."""
    said = _("The form was too old, or cookies are off in this browser. Load the page again and repeat.")
    return problem_page(request, HTTPStatus.FORBIDDEN, said)
