"""A site for tests: accounts made in a line, browsers that sign in as people do, records of every degree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pyotp
import pytest

from withstand.evidence.records import INCIDENT, Incident
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.journal import Draft, append
from withstand.web.holding import Holding

WORKSPACE_PASSPHRASE = "four words nobody says"
PASSPHRASE = "a river without any bridge"
SECRET = "Xanthippe-at-the-well"


@dataclass
class Clock:
    """The moment that pages see; tests move it."""

    monkeypatch: pytest.MonkeyPatch
    now: datetime

    def pass_by(self, **span: float) -> None:
        """Let time go by."""
        self.now += timedelta(**span)
        self.monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)


@dataclass
class Site:
    """The site of one test: everything done with accounts in it is undone afterwards."""

    holding: Holding
    clock: Clock
    made: list[Any] = field(default_factory=list)

    def account(self, name: str, *roles: str, totp: bool = True, **more: Any) -> Any:
        """An account that has been welcomed."""
        from withstand.web.accounts.models import Account

        account = Account(name=name, display_name=name.title(), roles=list(roles), is_active=True, **more)
        account.totp_secret = pyotp.random_base32() if totp else ""
        account.set_password(PASSPHRASE)
        account.save()
        return account

    def browser(self, address: str = "127.0.0.1") -> Any:
        """A browser that nobody has signed in with; it checks CSRF as a real one meets it."""
        from django.test import Client

        return Client(
            SERVER_NAME="127.0.0.1", REMOTE_ADDR=address, enforce_csrf_checks=False, raise_request_exception=False
        )

    def code(self, account: Any) -> str:
        """What the account's authenticator shows; a new step each time it is asked."""
        self.clock.pass_by(seconds=31)
        return pyotp.TOTP(account.totp_secret).at(self.clock.now)

    def sign_in(self, account: Any, address: str = "127.0.0.1") -> Any:
        """A browser that the account has signed in with."""
        browser = self.browser(address)
        answer = browser.post("/sign-in/", {"name": account.name, "passphrase": PASSPHRASE})
        assert answer.status_code == 302, words(answer)
        if account.totp_secret:
            answer = browser.post("/sign-in/code/", {"code": self.code(account)})
            assert answer.status_code == 302, words(answer)
        return browser

    def signed_in(self, name: str, *roles: str, **more: Any) -> Any:
        """The same for a new account."""
        return self.sign_in(self.account(name, *roles, **more))

    def record(self, classification: str, *compartments: str, text: str = SECRET, **more: Any) -> str:
        """An incident in the ledger; returns its id."""
        fields: dict[str, Any] = {
            "what": "looting",
            "where": Place(area="VM0101", precision="admin2"),
            "when": Span(start="2032-05-20"),
            "perpetrators": (Assertion(perpetrator="host_state", grade="B2", confidence="moderate"),),
            "narrative": text,
        }
        with self.holding.opened() as opened:
            draft = Draft(INCIDENT, Incident(**{**fields, **more}), classification, compartments)
            return append(opened.ledger, [draft])[0].record


def words(answer: Any, *, but_english: bool = False) -> str:
    """The text of a page, without its tags; `but_english`: also without what is marked as English, or as code."""
    page = answer.content.decode()
    if but_english:
        page = re.sub(r"<span lang=\"en\"[^>]*>[^<]*</span>|<code\b[^>]*>[^<]*</code>", " ", page)
    page = re.sub(r"<(head|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))
