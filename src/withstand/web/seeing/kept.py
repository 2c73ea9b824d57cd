"""Keeping what was computed of an account's view of the records."""

from __future__ import annotations

import msgspec
from django.utils import timezone

from withstand.mission.own_values import OwnRecords
from withstand.web.accounts.models import Account
from withstand.web.seeing.models import KeptOwnRecords


def keep_own(account: str, key: str, own: OwnRecords) -> None:
    """Keep it for an account, in place of what was kept before."""
    content = msgspec.json.encode(own)
    KeptOwnRecords.objects.update_or_create(
        account=Account.objects.get(name=account),
        defaults={"key": key, "content": content, "made_at": timezone.now()},
    )


def kept_own(account: Account, key: str) -> OwnRecords | None:
    """What was kept under this very key."""
    found = KeptOwnRecords.objects.filter(account=account, key=key).first()
    return None if found is None else msgspec.json.decode(bytes(found.content), type=OwnRecords)
