"""Signing in: a passphrase, then a second factor; failures count and cost a wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

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
        **_more: object,
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


@dataclass(frozen=True)
class Refused:
    """Why somebody does not get on: a sentence, and whether they have to wait."""

    sentence: str
    waits: bool

    @property
    def status(self) -> int:
        """Of the answer."""
        return HTTPStatus.TOO_MANY_REQUESTS if self.waits else HTTPStatus.UNPROCESSABLE_ENTITY


def tried(
    account: Account, address: str, right: Callable[[datetime], bool], wrong: str, purpose: str = lockout.SIGNING_IN
) -> Refused | None:
    """Look at one try, unless whoever tries has to wait; a wrong one counts. None: it was right.

    `purpose`: what is tried by who is signed in has a count of its own, so that nobody outside can make them wait.
    """
    now = timezone.now()
    if remaining := lockout.wait(account.name, address, now, purpose):
        return Refused(lockout.sentence(remaining), True)
    if right(now):
        lockout.succeeded(account.name, purpose)
        return None
    failed(account.name, address, now, account, purpose)
    return Refused(wrong, False)


def passphrase_refused(account: Account, passphrase: str, address: str) -> Refused | None:
    """The passphrase of who is signed in, once more."""
    wrong = _("This is not your passphrase.")
    return tried(account, address, lambda _now: account.check_password(passphrase), wrong, lockout.SIGNED_IN)


def failed(
    name: str, address: str, now: datetime, account: Account | None = None, purpose: str = lockout.SIGNING_IN
) -> None:
    """Count and note a failed try."""
    lockout.failed(name, address, now, purpose)
    note("sign_in_failed", about=account)
