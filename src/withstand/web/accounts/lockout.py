"""Failed tries cost a wait, longer each time, by account and by address, whether the account exists or not."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from withstand.web.accounts.models import FailedTries

SIGNING_IN, SIGNED_IN, PERSONAL_KEY = "account", "signed in", "personal key"
"""What is tried. Whatever name somebody types for one of them, the counts of the others stay as they are."""

FREE_BY_ACCOUNT, FREE_BY_ADDRESS = 5, 20
"""Tries that cost no wait."""

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)


def wait(name: str, address: str, now: datetime, purpose: str = SIGNING_IN) -> timedelta:
    """How long until the next try is looked at. Tries for different purposes have counts of their own."""
    rows = FailedTries.objects.filter(key__in=_keys(purpose, name, address), wait_until__gt=now)
    return max((row.wait_until - now for row in rows if row.wait_until), default=timedelta())


def failed(name: str, address: str, now: datetime, purpose: str = SIGNING_IN) -> None:
    """Count a failed try; counts that are forgotten go for good."""
    frees = (FREE_BY_ACCOUNT, FREE_BY_ADDRESS)
    with transaction.atomic():
        FailedTries.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
        for key, free in zip(_keys(purpose, name, address), frees, strict=True):
            row, _made = FailedTries.objects.get_or_create(key=key)
            row.number, row.last_at = row.number + 1, now
            over = row.number - free
            row.wait_until = now + min(FIRST_WAIT * 2 ** min(over, 12), LONGEST_WAIT) if over >= 0 else None
            row.save()


def succeeded(name: str, purpose: str = SIGNING_IN) -> None:
    """Forget an account's failed tries; an address keeps its own."""
    FailedTries.objects.filter(key=_keys(purpose, name, "")[0]).delete()


def sentence(remaining: timedelta) -> str:
    """What is told to whoever has to wait."""
    minutes = -(-int(remaining.total_seconds()) // 60)
    return _("Too many failed tries. Nothing is looked at before %(wait)s have passed.") % {
        "wait": ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    }


def _keys(purpose: str, name: str, address: str) -> tuple[str, str]:
    return _mark(purpose, name.strip().casefold()), _mark("address", _network(address))


def _network(address: str) -> str:
    """What one customer of a provider has: an address of IPv4, a network of 64 bits of IPv6."""
    try:
        at = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return str(ipaddress.IPv6Network((at, 64), strict=False))


def _mark(what: str, value: str) -> str:
    return salted_hmac(f"withstand tries {what}", value, algorithm="sha256").hexdigest()
