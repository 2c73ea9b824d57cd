"""Signing in: a passphrase, then a second factor; failures count and cost a wait."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from withstand.web.accounts import lockout, second_factor
from withstand.web.accounts.audit import note
from withstand.web.accounts.models import Account
from withstand.web.holding import held


class ByPassphrase(BaseBackend):
    """Django's way to a user: the account of a name, where the passphrase is right."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 (Django's signature)
        name: str = "",
        passphrase: str = "",
        **_: object,
    ) -> Account | None:
        """The account; an unknown name takes as long as a wrong passphrase."""
        account = Account.objects.filter(name=name.strip().casefold()).first()
        if account is None:
            Account().set_password(passphrase)
            return None
        right = account.check_password(passphrase)
        return account if right and account.is_active else None

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session; disabled ones have none."""
        return Account.objects.filter(pk=user_id, is_active=True).first()


def needs_second_factor(account: Account) -> bool:
    """Whether a code is asked for: always, but in a workspace for practice by an account that has none."""
    return held().encrypted or bool(account.totp_secret)


def second_factor_right(account: Account, code: str, now: datetime) -> bool:
    """Whether a code of the authenticator, or else a recovery code, is right; either is used up."""
    if second_factor.accept(account, code, now):
        return True
    if second_factor.spend_recovery_code(account, code, now):
        note("recovery_used", account, account)
        return True
    return False


def failed(name: str, address: str, now: datetime, account: Account | None = None) -> None:
    """Count and note a failed try."""
    lockout.failed(name, address, now)
    note("sign_in_failed", about=account)
