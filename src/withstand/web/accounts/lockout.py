"""Failed tries cost a wait, longer each time, by account and by address, whether the account exists or not."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from withstand.web.accounts.models import FailedTries

FREE_BY_ACCOUNT, FREE_BY_ADDRESS = 5, 20
"""Tries that cost no wait."""

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)


def wait(name: str, address: str, now: datetime) -> timedelta:
    """How long until the next try is looked at."""
    rows = FailedTries.objects.filter(key__in=_keys(name, address), wait_until__gt=now)
    return max((row.wait_until - now for row in rows if row.wait_until), default=timedelta())


def failed(name: str, address: str, now: datetime) -> None:
    """Count a failed try."""
    frees = (FREE_BY_ACCOUNT, FREE_BY_ADDRESS)
    with transaction.atomic():
        for key, free in zip(_keys(name, address), frees, strict=True):
            row, _made = FailedTries.objects.get_or_create(key=key)
            row.number = 1 if now - row.last_at > FORGOTTEN_AFTER else row.number + 1
            row.last_at = now
            over = row.number - free
            row.wait_until = now + min(FIRST_WAIT * 2 ** min(over, 12), LONGEST_WAIT) if over >= 0 else None
            row.save()


def succeeded(name: str) -> None:
    """Forget an account's failed tries; an address keeps its own."""
    FailedTries.objects.filter(key=_keys(name, "")[0]).delete()


def sentence(remaining: timedelta) -> str:
    """What is told to whoever has to wait."""
    minutes = -(-int(remaining.total_seconds()) // 60)
    return _("Too many failed tries. Nothing is looked at before %(wait)s have passed.") % {
        "wait": ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    }


def _keys(name: str, address: str) -> tuple[str, str]:
    return _mark("account", name.strip().casefold()), _mark("address", address)


def _mark(what: str, value: str) -> str:
    return salted_hmac(f"withstand tries {what}", value, algorithm="sha256").hexdigest()
