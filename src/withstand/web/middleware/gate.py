"""While the workspace is locked nothing is answered but that, and the way to open it from this machine."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from withstand.ledger.errors import Locked
from withstand.web.holding import held
from withstand.web.opening_again import locked_page, open_again
from withstand.web.signed_in import Lent


class Gate:
    """Lends the workspace to the request, and takes it back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say that the workspace is locked."""
        holding = held()
        if holding.locked:
            return open_again(request) if request.method == "POST" else locked_page(request)
        lent = Lent(holding)
        request.lent = lent  # type: ignore[attr-defined]
        try:
            return self._next(request)
        except Locked:
            return locked_page(request)
        finally:
            lent.end()
