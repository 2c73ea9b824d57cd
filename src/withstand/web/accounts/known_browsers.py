"""Browsers that an account was let in with before: failed tries of strangers do not keep them out.

Such a browser holds a number and a seal over it; neither tells whose it is.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from withstand.web.accounts.models import Account

_COOKIE = "withstand-known"
_YEAR = 365 * 24 * 3600
_SPLIT = "."


def number_of(request: HttpRequest, name: str) -> str:
    """The number of a browser that the account of this name was let in with; empty for all others."""
    number, _, seal = request.COOKIES.get(_COOKIE, "").partition(_SPLIT)
    account = Account.objects.filter(name=name.strip().casefold()).first() if seal else None
    return number if account is not None and constant_time_compare(seal, _seal(number, account)) else ""


def remember(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """Let a browser prove next time that the account was let in with it."""
    number = number_of(request, account.name) or secrets.token_hex(16)
    response.set_cookie(
        _COOKIE, f"{number}{_SPLIT}{_seal(number, account)}", max_age=_YEAR, path="/sign-in/", httponly=True,
        samesite="Strict", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _seal(number: str, account: Account) -> str:
    """Of an account as long as nobody ends all its sessions."""
    text = f"{number} {account.pk} {account.epoch}"
    return salted_hmac("withstand known browser", text, algorithm="sha256").hexdigest()
