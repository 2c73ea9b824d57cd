"""Accounts of the demonstration: everybody knows their passphrase, so they exist in workspaces for practice only."""

from __future__ import annotations

from typing import Any

from withstand.errors import InputError
from withstand.picture.audience import EVERY
from withstand.web.accounts.models import Account
from withstand.web.holding import held

PASSPHRASE = "an invented country"  # noqa: S105 (known to everybody)
_PROFILES: dict[str, dict[str, Any]] = {
    "adviser": {
        "display_name": "Protection adviser",
        "roles": ["protection_adviser", "administrator"],
        "clearance": "strictly_confidential",
        "components": [EVERY],
    },
    "liaison": {
        "display_name": "Community liaison",
        "roles": ["liaison"],
        "clearance": "confidential",
        "components": ["civil_affairs"],
    },
}


def make_practice_accounts() -> tuple[str, ...]:
    """Make them, without a second factor; returns their names.

    Raises:
        InputError: the workspace is a real one.
    """
    if held().encrypted:
        raise InputError("Accounts for practice are made in a workspace for practice only.")
    for name, profile in _PROFILES.items():
        account, _made = Account.objects.update_or_create(name=name, defaults={**profile, "is_active": True})
        account.set_password(PASSPHRASE)
        account.save()
    return tuple(_PROFILES)
