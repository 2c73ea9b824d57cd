"""A form that arrives when the session is over or the screen is locked: it is kept before the way is closed."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from withstand.kinds import REGISTRY
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import WRITE

View = TypeVar("View", bound=Callable[..., Any])
_MARK, _KEPT = "withstand_keeps", "withstand_kept"


def keeps_what_was_typed(view: View) -> View:
    """Mark a view whose form must not be lost."""
    setattr(view, _MARK, True)
    return view


def about_of(given: Mapping[str, Any]) -> Any:
    """What a form says it is about, or None where it says nothing that could be."""
    from withstand.web.entering.drafts import PAGES, About

    name, _space, record = str(given.get("form-about", "")).partition(" ")
    over = str(given.get("form-over", "")).partition(",")[0]
    if (name not in PAGES and REGISTRY.get(name) is None) or not all(_is_id(one) for one in (record, over) if one):
        return None
    return About(name, record, over)


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


class Keeping:
    """Stands before the rule of a view is asked; what it keeps, only its author ever sees again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; where somebody has to sign in first, they come back to their form."""
        response = self._next(request)
        token = getattr(request, _KEPT, None)
        if token is None:
            return response
        header = "HX-Redirect" if "HX-Redirect" in response.headers else "Location"
        where = response.headers.get(header, "").partition("?")[0]
        if where in (reverse("sign-in"), reverse("reopen")):
            response.headers[header] = f"{where}?{urlencode({'next': reverse('resume-form', args=[token])})}"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], _named: dict[str, Any]
    ) -> None:
        """Keep the form of somebody whose session is over or whose screen is locked."""
        from django.utils import timezone

        from withstand.web import screen
        from withstand.web.entering import drafts

        account = request.user
        if request.method != "POST" or not getattr(view, _MARK, False) or not isinstance(account, Account):
            return
        about, token = about_of(request.POST), request.POST.get("form-token", "")
        closed = screen.locked(request, timezone.now()) or screen.is_over(request, timezone.now())
        if not closed or about is None or not _is_id(token) or not account.may(WRITE):
            return
        if drafts.keep(account, uuid.UUID(token), about, drafts.posted(request.POST.lists())):
            setattr(request, _KEPT, token)
