"""Tokens: made by a person for some things and some time, shown once, never wider than the account, ended with it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from api_site import FULL, V1, looting, of, program
from web_site import PASSPHRASE, Site, words


def made(browser: Any, **changed: Any) -> Any:
    given = {"name": "Nightly", "scopes": ["read"], "days": 30, "passphrase": PASSPHRASE}
    return browser.post("/account/tokens/", {**given, **changed})


def shown(answer: Any) -> str:
    found = re.search(r"withstand_[\w-]{43}", answer.content.decode())
    assert found, words(answer)
    return found[0]


def status(site: Site, token: str, address: str = "/counts/") -> int:
    answer = site.browser().get(V1 + address, headers={"Authorization": f"Bearer {token}"})
    return int(answer.status_code)


def test_a_token_is_made_shown_once_and_kept_as_a_hash(site: Site) -> None:
    from withstand.web.api.models import Token

    ana = site.signed_in("ana", "analyst", **FULL)
    token = shown(made(ana))
    assert status(site, token) == 200
    page = ana.get("/account/tokens/")
    assert token not in page.content.decode()
    assert "Nightly" in words(page)
    assert token not in json.dumps(list(Token.objects.values()), default=str)
    assert made(ana).status_code == 422


def test_making_one_takes_the_passphrase_and_wrong_ones_cost_a_wait(site: Site) -> None:
    ana = site.signed_in("ana", "analyst", **FULL)
    answers = [made(ana, passphrase="guessed").status_code for _ in range(7)]
    assert (answers[0], answers[-1]) == (422, 429)


def test_scopes_are_those_of_the_roles(site: Site) -> None:
    reader = site.signed_in("ana", "reader")
    assert made(reader, scopes=["append"]).status_code == 422
    assert made(reader, scopes=[]).status_code == 422
    assert "Add records" not in words(reader.get("/account/tokens/"))


@pytest.mark.parametrize(
    ("scopes", "reads", "adds", "exports"),
    [(("read",), 200, 403, 403), (("append",), 403, 201, 403), (("export",), 403, 403, 202)],
)
def test_a_scope_opens_what_it_is_for(site: Site, scopes: tuple[str, ...], reads: int, adds: int, exports: int) -> None:
    ana = program(site, site.account("ana", "analyst", **FULL), *scopes)
    assert ana.get("/counts/").status_code == reads
    assert ana.post("/records/", {"records": [looting()]}).status_code == adds
    assert ana.post("/exports/", {"kind": "incident"}).status_code == exports


def test_roles_taken_away_are_gone_at_once(site: Site) -> None:
    ana = of(site, "ana", "analyst", **FULL)
    type(ana.account).objects.filter(pk=ana.account.pk).update(roles=["reader"])
    assert ana.get("/counts/").status_code == 200
    assert ana.post("/records/", {"records": [looting()]}).status_code == 403


def test_it_ends_with_its_time_with_being_revoked_and_with_the_account(site: Site) -> None:
    browser = site.signed_in("ana", "analyst", "administrator", **FULL)
    tokens = {
        name: shown(made(browser, name=f"again {name}", days=days)) for days, name in ((1, "a"), (30, "b"), (30, "c"))
    }
    from withstand.web.accounts.models import Account
    from withstand.web.api.models import Token

    number = Token.objects.get(name="again b").pk
    assert browser.post(f"/account/tokens/{number}/revoke/").status_code == 302
    assert [status(site, one) for one in tokens.values()] == [200, 401, 200]
    site.clock.pass_by(hours=25)
    assert [status(site, one) for one in tokens.values()] == [401, 401, 200]
    other = site.signed_in("ben", "administrator")
    account = Account.objects.get(name="ana")
    other.post(f"/accounts/{account.pk}/switch/")
    assert status(site, tokens["c"]) == 401
    other.post(f"/accounts/{account.pk}/switch/")
    assert Account.objects.get(name="ana").is_active
    assert status(site, tokens["c"]) == 401


def test_nobody_revokes_or_sees_anothers(site: Site) -> None:
    from withstand.web.api.models import Token

    ana, ben = site.signed_in("ana", "analyst"), site.signed_in("ben", "analyst")
    token = shown(made(ana, name="Anas nightly"))
    number = Token.objects.get(name="Anas nightly").pk
    assert ben.post(f"/account/tokens/{number}/revoke/").status_code == 404
    assert "Anas nightly" not in words(ben.get("/account/tokens/"))
    assert status(site, token) == 200


def test_last_use_is_noted_and_deeds_are_listed(site: Site) -> None:
    from withstand.web.api.models import Token

    ana = of(site, "ana", "analyst", **FULL)
    ana.post("/records/", {"records": [looting()]})
    assert Token.objects.get(account=ana.account).used_at == site.clock.now
    deeds = ana.read("/token/deeds/")["deeds"]
    assert [one["act"] for one in deeds] == ["added_by_program", "token_made"]
    about = ana.read("/token/")
    assert (about["scopes"], about["clearance"]) == (["append", "export", "read"], "strictly_confidential")


def test_too_many_requests_wait(site: Site) -> None:
    ana = of(site, "ana", "analyst", **FULL)
    from withstand.web.api.limits import AT_ONCE

    answers = [ana.get("/token/") for _ in range(AT_ONCE + 1)]
    assert {one.status_code for one in answers[:-1]} == {200}
    assert (answers[-1].status_code, answers[-1].headers["Retry-After"]) == (429, "1")
    assert json.loads(answers[-1].content)["type"] == "/api/#rate"
    site.clock.pass_by(seconds=1)
    assert ana.get("/token/").status_code == 200


@pytest.mark.parametrize("given", ["Bearer", "Bearer x", "Basic YTpi", "bearer withstand_", "Bearer \xff"])
def test_what_is_no_token_opens_nothing(site: Site, given: str) -> None:
    browser = site.signed_in("ana", "analyst", **FULL)
    answer = browser.get(f"{V1}/counts/", headers={"Authorization": given})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="withstand"')


def test_a_program_does_not_keep_the_workspace_open(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = of(site, "ana", "analyst", **FULL)
    monkeypatch.setattr(site.holding, "used", lambda: pytest.fail("kept open"))
    assert ana.get("/counts/").status_code == 200


def test_a_locked_workspace_says_so_to_programs(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = of(site, "ana", "analyst", **FULL)
    monkeypatch.setattr(type(site.holding), "locked", property(lambda self: True))
    answer = ana.get("/counts/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (423, "application/problem+json")
