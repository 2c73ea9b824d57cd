"""Default deny, and sessions that lock and end: every view is let through here or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from withstand.web import screen
from withstand.web.access import Rule, rule_of
from withstand.web.accounts.models import Account
from withstand.web.api.admission import refused
from withstand.web.holding import held


class Rights:
    """Looks at the rule of each view before it runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on: a view is known only in `process_view`."""
        return self._next(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], _named: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the view run.

        Raises:
            PermissionDenied: the view names no rule, or the account's roles do not allow it.
        """
        rule = rule_of(view)
        if rule is None:
            raise PermissionDenied
        if rule.anyone:
            return None
        if rule.programs:
            return refused(request, rule)
        account = request.user
        if not isinstance(account, Account) or screen.over(request, timezone.now()):
            return _to(request, "sign-in")
        return self._signed_in(request, rule, account)

    @staticmethod
    def _signed_in(request: HttpRequest, rule: Rule, account: Account) -> HttpResponse | None:
        if screen.locked(request, timezone.now()) and not rule.behind_screen:
            return _to(request, "reopen")
        if rule.permission and not account.may(rule.permission):
            raise PermissionDenied
        if not rule.behind_screen and not _polls(request):
            screen.used(request, timezone.now())
            held().used()
        return None


def _polls(request: HttpRequest) -> bool:
    """Whether a page asks by itself, nobody being there for certain."""
    return request.headers.get("X-Withstand-Poll") == "1"


def _page_of(part: HtmxDetails) -> str:
    """The page of ours that a script says it is on; empty where it names none."""
    try:
        return part.current_url_abs_path or ""
    except ValueError:
        return ""


def _to(request: HttpRequest, name: str) -> HttpResponse:
    """Another page, and back from there; a script is told to load it whole, and comes back to the page it was on."""
    part = HtmxDetails(request)
    whole = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    back = _page_of(part) if part else whole
    where = reverse(name) + (f"?{urlencode({'next': back})}" if back and back != "/" else "")
    return HttpResponse(status=204, headers={"HX-Redirect": where}) if part else HttpResponseRedirect(where)
