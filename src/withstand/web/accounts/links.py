"""One-time links: made for an account, shown once to whoever hands them on, used once, ended after a day."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from withstand.web.accounts.models import Account, OneTimeLink
from withstand.web.accounts.roles import ADMINISTRATOR, FIRST


def make_link(account: Account, now: datetime) -> str:
    """A fresh link's token; earlier ones of the account no longer count."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        OneTimeLink.objects.filter(account=account).delete()
        OneTimeLink.objects.create(digest=_digest(token), account=account, expires_at=OneTimeLink.end_of_life(now))
    return token


def find_link(token: str, now: datetime) -> OneTimeLink | None:
    """The link of a token, where it may still be used."""
    found = OneTimeLink.objects.select_related("account").filter(
        digest=_digest(token), used_at=None, expires_at__gt=now
    )
    return found.first()


def spend_link(link: OneTimeLink, now: datetime) -> bool:
    """Use a link up; False where somebody else just did."""
    unused = OneTimeLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now)
    return unused.update(used_at=now) == 1


def first_administrator(now: datetime) -> str:
    """The token for whoever starts the server for the first time; empty once an administrator has signed up.

    Until then every start makes a new one.
    """
    known = [one for one in Account.objects.all() if ADMINISTRATOR in one.roles]
    if any(one.has_usable_password() and one.password for one in known):
        return ""
    account = known[0] if known else Account(name="administrator", roles=list(FIRST))
    account.clearance, account.components = "strictly_confidential", ["*"]
    account.set_unusable_password()
    account.save()
    return make_link(account, now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
