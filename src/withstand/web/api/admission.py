"""Who a program asks for: the account of its token, or of the session of the browser that it runs in."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from withstand.web import screen
from withstand.web.access import Rule
from withstand.web.accounts.models import Account
from withstand.web.api import limits
from withstand.web.api.models import Token
from withstand.web.api.tokens import SCOPES, find_token
from withstand.web.holding import held
from withstand.web.problem_json import problem_json

READING = ("GET", "HEAD", "OPTIONS")
_BEARER = "bearer "
_SCOPE_OF = {permission: scope for scope, permission in SCOPES.items()}


def token_of(request: HttpRequest) -> Token | None:
    """The token of a request that was let in; None: a session's."""
    return getattr(request, "token", None)


def refused(request: HttpRequest, rule: Rule) -> HttpResponse | None:
    """None lets the view run, as the account that `request.user` then is."""
    given = request.headers.get("Authorization", "")
    return _by_token(request, rule, given) if given else _by_session(request, rule)


def _by_token(request: HttpRequest, rule: Rule, given: str) -> HttpResponse | None:
    now = timezone.now()
    text = given[len(_BEARER) :].strip() if given[: len(_BEARER)].casefold() == _BEARER else ""
    token = find_token(text, now) if text else None
    if token is None:
        return _unknown(
            _("This token is unknown, has ended, or was revoked. Make another on the page of your account.")
        )
    if wait := limits.wait(token.pk, now):
        return _too_many(wait)
    request.user = token.account
    request.token = token  # type: ignore[attr-defined]
    translation.activate(_language(request, token.account))
    needed = _permission(request, rule)
    if needed and _SCOPE_OF[needed] not in token.scopes:
        detail = _("This token is not for this. It takes the scope: %(scope)s.") % {"scope": _SCOPE_OF[needed]}
        return problem_json(HTTPStatus.FORBIDDEN, _("Not open to you"), detail, "scope")
    return _allowed(token.account, needed)


def _language(request: HttpRequest, account: Account) -> str:
    """The first of ours that the request accepts; without any the account's."""
    accepted = request.headers.get("Accept-Language", "")
    asked = [part.partition(";")[0].strip().partition("-")[0].casefold() for part in accepted.split(",")]
    named = translation.get_language_from_request(request)
    return named if named in asked else account.language


def _by_session(request: HttpRequest, rule: Rule) -> HttpResponse | None:
    account, now = request.user, timezone.now()
    if not isinstance(account, Account) or screen.over(request, now) or screen.locked(request, now):
        return _unknown(_("Send a token: Authorization: Bearer TOKEN. You make one on the page of your account."))
    if request.method not in READING:
        return _unknown(_("A session reads only. To send something, show a token: Authorization: Bearer TOKEN."))
    if (problem := _allowed(account, _permission(request, rule))) is not None:
        return problem
    screen.used(request, now)
    held().used()
    return None


def _permission(request: HttpRequest, rule: Rule) -> str:
    return rule.permission if request.method in READING or not rule.posting else rule.posting


def _allowed(account: Account, permission: str) -> HttpResponse | None:
    if not permission or account.may(permission):
        return None
    detail = _("Your account does not open this. Ask an administrator of accounts, or your head of office.")
    return problem_json(HTTPStatus.FORBIDDEN, _("Not open to you"), detail)


def _unknown(detail: str) -> HttpResponse:
    answer = problem_json(HTTPStatus.UNAUTHORIZED, _("Nobody is signed in"), detail, "token")
    answer.headers["WWW-Authenticate"] = 'Bearer realm="withstand"'
    return answer


def _too_many(seconds: int) -> HttpResponse:
    detail = _("Too many requests with this token. Wait %(seconds)d seconds.") % {"seconds": seconds}
    answer = problem_json(HTTPStatus.TOO_MANY_REQUESTS, _("Too many requests"), detail, "rate")
    answer.headers["Retry-After"] = str(seconds)
    return answer
