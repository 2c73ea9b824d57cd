"""Making, finding and revoking tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from django.utils.translation import gettext_noop

from withstand.web.accounts.audit import note
from withstand.web.accounts.models import Account
from withstand.web.accounts.roles import EXPORT, READ, WRITE
from withstand.web.api.models import Token

SCOPES: Mapping[str, str] = MappingProxyType({"read": READ, "append": WRITE, "export": EXPORT})
"""Each scope, and the permission of the account that it takes."""

SCOPE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "read": gettext_noop("Read what the account may see"),
        "append": gettext_noop("Add records, versions and links"),
        "export": gettext_noop("Take records out as files"),
    }
)
LONGEST_DAYS = 366
START = "withstand_"
_BYTES = 32
_NOTED_EVERY = timedelta(minutes=1)


def make_token(account: Account, name: str, scopes: Iterable[str], days: int, now: datetime) -> tuple[Token, str]:
    """A new token, and the text that is shown once."""
    text = START + secrets.token_urlsafe(_BYTES)
    made = Token.objects.create(
        account=account, name=name, digest=_digest(text), scopes=sorted(scopes), epoch=account.epoch, made_at=now,
        expires_at=now + timedelta(days=days),
    )  # fmt: skip
    note("token_made", account, account, token=name, scopes=", ".join(made.scopes))
    return made, text


def find_token(text: str, now: datetime) -> Token | None:
    """The token that counts now; that it was used is noted once a minute."""
    token = Token.objects.select_related("account").filter(digest=_digest(text)).first()
    if token is None or not token.counts(now):
        return None
    if token.used_at is None or now - token.used_at >= _NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return token


def revoke_token(token: Token, now: datetime) -> None:
    """End a token."""
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        note("token_revoked", token.account, token.account, token=token.name)


def own_scopes(account: Account) -> list[str]:
    """The scopes that an account's roles allow."""
    return [scope for scope, permission in SCOPES.items() if account.may(permission)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
