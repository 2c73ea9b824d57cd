"""What somebody tries who wants in, wants to be somebody else, or wants to keep others out."""

from __future__ import annotations

import re
from typing import Any

import pyotp
import pytest
from matrix import arguments, routes
from web_site import PASSPHRASE, Site, words

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


@pytest.mark.parametrize("name", ["signed in: ana", "key: ana", "Signed in: Ana", "personal key ana"])
def test_no_name_typed_at_the_door_makes_somebody_inside_wait(site: Site, name: str) -> None:
    ana = site.signed_in("ana", "analyst")
    for _ in range(8):
        site.browser("10.0.0.9").post("/sign-in/", {"name": name, "passphrase": "wrong"})
    ana.post("/screen/lock/")
    assert ana.post("/screen/", {"passphrase": PASSPHRASE}).status_code == 302


def test_tries_at_the_door_do_not_keep_who_is_inside_from_making_a_token(site: Site) -> None:
    ana = site.signed_in("ana", "analyst")
    for _ in range(8):
        site.browser("10.0.0.9").post("/sign-in/", {"name": "ana", "passphrase": "wrong"})
    given = {"name": "Nightly", "scopes": ["read"], "days": 30, "passphrase": PASSPHRASE}
    assert ana.post("/account/tokens/", given).status_code == 200


def test_a_passphrase_is_not_guessed_faster_by_trying_it_on_two_pages(site: Site) -> None:
    ana = site.signed_in("ana", "analyst")
    for _ in range(5):
        given = {"name": "Nightly", "scopes": ["read"], "days": 30, "passphrase": "wrong"}
        assert ana.post("/account/tokens/", given).status_code == 422
    ana.post("/screen/lock/")
    assert ana.post("/screen/", {"passphrase": PASSPHRASE}).status_code == 429


def test_one_who_owns_a_network_of_ipv6_has_one_address(site: Site) -> None:
    site.account("ana", "analyst")
    for number in range(20):
        site.browser(f"2001:db8:1:2::{number:x}").post("/sign-in/", {"name": f"name{number}", "passphrase": "wrong"})
    given = {"name": "ana", "passphrase": PASSPHRASE}
    assert site.browser("2001:db8:1:2:ffff::1").post("/sign-in/", given).status_code == 429
    assert site.browser("2001:db8:1:3::1").post("/sign-in/", given).status_code == 302


def test_counts_of_names_that_nobody_has_do_not_pile_up(site: Site) -> None:
    from withstand.web.accounts.models import FailedTries

    site.browser().post("/sign-in/", {"name": "nobody", "passphrase": "wrong"})
    site.clock.pass_by(hours=25)
    site.browser("10.0.0.8").post("/sign-in/", {"name": "nobody else", "passphrase": "wrong"})
    assert FailedTries.objects.count() == 2


def invited(site: Site, name: str) -> str:
    """A one-time link for a new account."""
    boss = site.signed_in("boss", "administrator")
    given = {
        "name": name, "display_name": "", "roles": ["liaison"], "clearance": "confidential", "recipient": "un",
        "purpose": "protection", "language": "en",
    }  # fmt: skip
    answer = boss.post("/accounts/new/", given)
    found = re.search(r"/welcome/[\w-]+/", answer.content.decode())
    assert found is not None, words(answer)
    return found[0]


def welcomed(site: Site, link: str, **changed: str) -> Any:
    """Use a link; the answer and the secret of the second factor."""
    browser = site.browser()
    found = re.search(r'class="key">([A-Z2-7]+)<', browser.get(link).content.decode())
    assert found is not None
    given = {
        "name": "eve", "display_name": "Eve", "new_passphrase": PASSPHRASE, "again": PASSPHRASE,
        "code": pyotp.TOTP(found[1]).at(site.clock.now),
    }  # fmt: skip
    return browser.post(link, {**given, **changed}), found[1]


@pytest.mark.parametrize("name", ["Ana", " ANA ", "A\u200bna", "\uff21na", "\u202eAna\u202c", "\u00c1na", "Ana\u3164"])
def test_nobody_calls_themselves_as_a_colleague_is_called(site: Site, name: str) -> None:
    """Tokens of authors and personal keys are found by names: two of one name would be one author."""
    site.account("ana", "analyst")
    answer, _secret = welcomed(site, invited(site, "new"), display_name=name)
    assert answer.status_code == 422
    assert "looks like it" in words(answer)


def test_nobody_takes_the_name_of_a_colleagues_personal_key(site: Site) -> None:
    site.account("ana", "analyst", person="A. Silva")
    link = invited(site, "new")
    assert welcomed(site, link, display_name="a. silva")[0].status_code == 422
    assert welcomed(site, link, name="a. silva")[0].status_code == 422


def test_the_code_that_set_an_account_up_does_not_open_it_as_well(site: Site) -> None:
    answer, secret = welcomed(site, invited(site, "new"))
    assert answer.status_code == 302
    browser = site.browser()
    browser.post("/sign-in/", {"name": "eve", "passphrase": PASSPHRASE})
    code = pyotp.TOTP(secret).at(site.clock.now)
    assert browser.post("/sign-in/code/", {"code": code}).status_code == 422
    site.clock.pass_by(seconds=31)
    code = pyotp.TOTP(secret).at(site.clock.now)
    assert browser.post("/sign-in/code/", {"code": code}).status_code == 302


def test_fresh_recovery_codes_stand_in_the_log(site: Site) -> None:
    ana = site.signed_in("ana", "analyst")
    assert ana.post("/account/codes/", {"passphrase": PASSPHRASE}).status_code == 302
    assert "Recovery codes made" in words(site.signed_in("boss", "administrator").get("/accounts/log/"))


def test_what_was_under_way_when_the_screen_was_locked_does_not_open_it(site: Site) -> None:
    """A request writes back the session that it read when it began."""
    from django.contrib.sessions.backends.base import SessionBase

    from withstand.web.sessions import SessionStore

    ana = site.signed_in("ana", "analyst", **FULL)
    under_way: SessionBase = SessionStore(ana.session.session_key)
    under_way["used"] = int(site.clock.now.timestamp())
    assert ana.post("/screen/lock/").status_code == 302
    under_way.save()
    assert ana.get("/overview/").headers["Location"].startswith("/screen/")
    assert ana.post("/screen/", {"passphrase": PASSPHRASE}).status_code == 302
    assert ana.get("/overview/").status_code == 200


def test_the_log_tells_an_administrator_nothing_of_a_record_that_they_do_not_see(site: Site) -> None:
    from withstand.web.accounts.audit import note

    record = site.record("strictly_confidential")
    note("link_withdrawn", record=record, link="0193-the-link", reason="the market was burnt twice")
    note("conflict_settled", record=record, reason="the patrol saw it")
    seen = words(site.signed_in("boss", "administrator").get("/accounts/log/"))
    assert "Link withdrawn" in seen
    assert not [one for one in (record, "0193-the-link", "burnt", "patrol") if one in seen]
    both = site.signed_in("head", "administrator", "head_of_office", **FULL)
    assert "burnt twice" in words(both.get("/accounts/log/"))


def test_strangers_who_try_a_name_do_not_keep_its_owner_out(site: Site) -> None:
    """Waits by name and by address are for strangers: a browser that was let in before counts for itself."""
    ana = site.signed_in("ana", "analyst")
    assert ana.post("/sign-out/").status_code == 302
    for _ in range(30):
        site.browser().post("/sign-in/", {"name": "ana", "passphrase": "wrong"})
        site.clock.pass_by(seconds=1)
    given = {"name": "ana", "passphrase": PASSPHRASE}
    assert site.browser().post("/sign-in/", given).status_code == 429
    assert ana.post("/sign-in/", given).status_code == 302


def test_a_browser_that_is_known_is_no_way_to_guess_faster(site: Site) -> None:
    ana = site.signed_in("ana", "analyst")
    ana.post("/sign-out/")
    answers = [ana.post("/sign-in/", {"name": "ana", "passphrase": "wrong"}).status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2
    ben = site.account("ben", "analyst")
    for _ in range(5):
        ana.post("/sign-in/", {"name": "ben", "passphrase": "wrong"})
    assert site.browser("10.0.0.8").post("/sign-in/", {"name": "ben", "passphrase": PASSPHRASE}).status_code == 429
    assert ben.pk


def test_a_browser_is_known_no_longer_when_all_sessions_were_ended(site: Site) -> None:
    from django.db.models import F

    from withstand.web.accounts.models import Account

    ana = site.signed_in("ana", "analyst")
    Account.objects.filter(name="ana").update(epoch=F("epoch") + 1)
    for _ in range(6):
        site.browser().post("/sign-in/", {"name": "ana", "passphrase": "wrong"})
    assert ana.post("/sign-in/", {"name": "ana", "passphrase": PASSPHRASE}).status_code == 429


def test_the_mark_of_a_known_browser_tells_nobody_whose_it_is(site: Site) -> None:
    cookie = site.signed_in("ana", "analyst").cookies["withstand-known"]
    assert re.fullmatch(r"[0-9a-f]{32}\.[0-9a-f]{64}", cookie.value)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/sign-in/")


def test_no_form_is_taken_without_its_token(site: Site) -> None:
    """Every address that takes a form, whatever else it would have said; programs show a token of another kind."""
    from django.test import Client

    from withstand.web.access import rule_of

    browser = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    account = site.account("ana", "protection_adviser", "administrator", **FULL)
    browser.cookies = site.sign_in(account).cookies
    senders: list[dict[str, str]] = [
        {}, {"HX-Request": "true"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:9999"}, {"X-CSRFToken": "a" * 64},
    ]  # fmt: skip
    asked = [one for one in routes() if (rule := rule_of(one.view)) is not None and not rule.programs]
    for route in asked:
        address = route.address(next(arguments(route)))
        for headers in senders:
            assert browser.post(address, {"act": "save"}, headers=headers).status_code == 403, address
    assert len(asked) > 30


def test_whoever_looks_at_a_link_before_its_owner_does_not_learn_the_second_factor(site: Site) -> None:
    link = invited(site, "new")
    looked = re.search(r'class="key">([A-Z2-7]+)<', site.browser().get(link).content.decode())
    answer, secret = welcomed(site, link)
    assert answer.status_code == 302
    assert looked is not None
    assert looked[1] != secret
