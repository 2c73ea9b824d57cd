"""The audit log: what was done, by whom, to which account. It names accounts by their number, records by their id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_noop

from withstand.web.accounts.models import Account, AuditEntry

ACTS: Mapping[str, str] = MappingProxyType(
    {
        "account_made": gettext_noop("Account made"),
        "account_changed": gettext_noop("Account changed"),
        "account_disabled": gettext_noop("Account disabled"),
        "account_enabled": gettext_noop("Account enabled"),
        "link_made": gettext_noop("One-time link made"),
        "link_used": gettext_noop("One-time link used"),
        "second_factor_reset": gettext_noop("Second factor reset"),
        "recovery_codes_made": gettext_noop("Recovery codes made"),
        "recovery_used": gettext_noop("Recovery code used"),
        "passphrase_changed": gettext_noop("Passphrase changed"),
        "signed_in": gettext_noop("Signed in"),
        "signed_out": gettext_noop("Signed out"),
        "sign_in_failed": gettext_noop("Signing in failed"),
        "screen_locked": gettext_noop("Screen locked"),
        "screen_opened": gettext_noop("Screen opened"),
        "workspace_unlocked": gettext_noop("Workspace unlocked"),
        "names_taken_in": gettext_noop("Names taken in to be screened"),
        "names_destroyed": gettext_noop("Names destroyed after screening"),
        "act_asked": gettext_noop("Act of two asked for"),
        "act_confirmed": gettext_noop("Act of two confirmed"),
        "act_refused": gettext_noop("Act of two refused"),
        "export_made": gettext_noop("Export made"),
        "settlement_proposed": gettext_noop("Settling a conflict proposed"),
        "settlement_refused": gettext_noop("Settling a conflict refused or taken back"),
        "conflict_settled": gettext_noop("Conflict settled"),
        "link_withdrawn": gettext_noop("Link withdrawn"),
        "token_made": gettext_noop("Token made"),
        "token_revoked": gettext_noop("Token revoked"),
        "added_by_program": gettext_noop("Records added by a program"),
    }
)


def note(act: str, by: Account | None = None, about: Account | None = None, **detail: str) -> None:
    """Add a row."""
    assert act in ACTS  # noqa: S101 (a word of ours)
    AuditEntry.objects.create(act=act, by=by, about=about, detail=detail)
