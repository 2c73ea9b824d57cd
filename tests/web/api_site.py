"""A program that shows a token of an account."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from web_site import Site

EVERY_SCOPE = ("read", "append", "export")
FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}
V1 = "/api/v1"


@dataclass
class Program:
    """A client with a token, and the account that it asks for."""

    browser: Any
    token: str
    account: Any

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, address: str, **headers: str) -> Any:
        return self.browser.get(V1 + address, headers={**self.headers, **headers})

    def read(self, address: str) -> Any:
        """What is answered, as values."""
        answer = self.get(address)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    def post(self, address: str, body: Any, **headers: str) -> Any:
        return self.browser.post(
            V1 + address, json.dumps(body), content_type="application/json", headers={**self.headers, **headers}
        )


def program(site: Site, account: Any, *scopes: str, days: int = 30) -> Program:
    """A program that asks for an account."""
    from withstand.web.api import limits
    from withstand.web.api.models import Token
    from withstand.web.api.tokens import make_token

    limits.LIMITS.buckets.clear()
    number = Token.objects.count()
    _, text = make_token(account, f"program {number}", scopes or EVERY_SCOPE, days, site.clock.now)
    return Program(site.browser(), text, account)


def of(site: Site, name: str, *roles: str, **profile: Any) -> Program:
    """The same for a new account."""
    return program(site, site.account(name, *roles, **profile))


def looting(**changed: Any) -> dict[str, Any]:
    """An incident as a program sends it."""
    fields = {
        "what": "looting",
        "where": {"area": "VM0101", "precision": "admin2"},
        "when": {"start": "2032-05-20"},
        "perpetrators": [{"perpetrator": "host_state", "grade": "B2", "confidence": "moderate"}],
    }
    return {"kind": "incident", "fields": {**fields, **changed}}
