"""The language of a page: the account's own; before signing in a cookie's, then the browser's."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from withstand.web.accounts.models import Account


class Language(LocaleMiddleware):
    """By cookie and browser."""


class OwnLanguage:
    """By the account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the account's language."""
        account = request.user
        if isinstance(account, Account):
            translation.activate(account.language)
            request.LANGUAGE_CODE = account.language
        return self._next(request)
