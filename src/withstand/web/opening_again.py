"""The page of a locked workspace, and opening it again from the machine that serves it."""

from __future__ import annotations

import threading
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import csrf_protect
from django_htmx.middleware import HtmxDetails

from withstand.errors import WithstandError
from withstand.web.accounts.audit import note
from withstand.web.holding import held
from withstand.web.problem_json import of_the_api, problem_json
from withstand.web.serving import is_loopback

_OPENED_BY = gettext_noop("Somebody at the machine that serves it can open it again.")
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")
_one_at_a_time = threading.Lock()


def at_this_machine(request: HttpRequest) -> bool:
    """Whether the request was made on the machine that serves, and not passed on by another program."""
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and not any(name in request.headers for name in _FORWARDED)


def locked_page(request: HttpRequest, problem: str = "") -> HttpResponse:
    """423, with the form where it may be used; a script is told to load the whole page."""
    if HtmxDetails(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Refresh": "true"})
    if of_the_api(request):
        return problem_json(HTTPStatus.LOCKED, _("The workspace is locked"), _(_OPENED_BY))
    words = {"may_open": at_this_machine(request), "problem": problem, "bare": True}
    return render(request, "web/locked.html", words, status=HTTPStatus.LOCKED)


@csrf_protect
def open_again(request: HttpRequest) -> HttpResponse:
    """Open the workspace with its passphrase. A try takes about a second, and one runs at a time."""
    given = request.POST.get("workspace_passphrase", "")
    if not at_this_machine(request) or not given:
        return locked_page(request)
    if not _one_at_a_time.acquire(blocking=False):
        return locked_page(request, _("Another try is under way. Wait a moment."))
    try:
        held().unlock(given)
        note("workspace_unlocked")
        _after_the_lock()
    except WithstandError:
        return locked_page(request, _("This is not its passphrase."))
    finally:
        _one_at_a_time.release()
    return HttpResponseRedirect("/")


def _after_the_lock() -> None:
    from withstand.web.work.running import bury

    bury()
