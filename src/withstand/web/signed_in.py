"""Requests as the middleware leaves them: somebody is signed in, and a ledger is lent to them."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from withstand.installation.opening import Opened
from withstand.web.accounts.models import Account
from withstand.web.holding import Holding


class Lent:
    """The workspace for one request: opened when it is first asked for, given back at the end."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._opened: Opened | None = None

    @property
    def opened(self) -> Opened:
        """The open workspace.

        Raises:
            Locked: it is locked.
        """
        if self._opened is None:
            self._opened = self._holding.lend()
        return self._opened

    def end(self) -> None:
        """Give it back."""
        if self._opened is not None:
            self._holding.give_back(self._opened)
            self._opened = None


class Request(HttpRequest):
    """A request of somebody who is signed in."""

    user: Account
    htmx: HtmxDetails
    lent: Lent
