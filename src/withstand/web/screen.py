"""A session's time: the screen locks when nobody uses it, and the session ends after a while whatever happens."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import auth
from django.http import HttpRequest

from withstand.web.sessions import SCREEN_LOCKED

LOCKS_AFTER = timedelta(minutes=15)
ENDS_UNUSED = timedelta(hours=2)
ENDS = timedelta(hours=12)
_NOTED_EVERY = 30
_BEGAN, _USED = "began", "used"


def begin(request: HttpRequest, now: datetime) -> None:
    """A session begins."""
    request.session[_BEGAN] = int(now.timestamp())
    reopen(request, now)


def used(request: HttpRequest, now: datetime) -> None:
    """Somebody is there; written down twice a minute at most."""
    moment = int(now.timestamp())
    if moment - request.session.get(_USED, 0) >= _NOTED_EVERY:
        request.session[_USED] = moment


def lock(request: HttpRequest) -> None:
    """Lock the screen."""
    request.session[SCREEN_LOCKED] = True


def reopen(request: HttpRequest, now: datetime) -> None:
    """The passphrase was right: the session goes on, open, under another key."""
    request.session[_USED] = int(now.timestamp())
    request.session.pop(SCREEN_LOCKED, None)
    request.session.cycle_key()


def locked(request: HttpRequest, now: datetime) -> bool:
    """Whether only the passphrase opens this session again."""
    if not request.session.get(SCREEN_LOCKED) and _since(request, _USED, now) > LOCKS_AFTER:
        lock(request)
    return bool(request.session.get(SCREEN_LOCKED))


def is_over(request: HttpRequest, now: datetime) -> bool:
    """Whether the session's time is over."""
    return _since(request, _BEGAN, now) > ENDS or _since(request, _USED, now) > ENDS_UNUSED


def over(request: HttpRequest, now: datetime) -> bool:
    """Whether the session is over; finding so ends it."""
    if is_over(request, now):
        auth.logout(request)
        return True
    return False


def _since(request: HttpRequest, mark: str, now: datetime) -> timedelta:
    return timedelta(seconds=now.timestamp() - float(request.session.get(mark, 0)))
