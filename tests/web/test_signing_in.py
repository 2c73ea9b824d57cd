"""Signing in: two factors, waits, one-time links, sessions that lock and end."""

from __future__ import annotations

import re

import pyotp
import pytest
from web_site import PASSPHRASE, Site, words


def test_a_passphrase_alone_lets_nobody_in(site: Site) -> None:
    account, browser = site.account("ana", "analyst"), site.browser()
    answer = browser.post("/sign-in/", {"name": "Ana", "passphrase": PASSPHRASE})
    assert answer.headers["Location"].startswith("/sign-in/code/")
    assert browser.get("/overview/").headers["Location"].startswith("/sign-in/")
    assert browser.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    assert browser.post("/sign-in/code/", {"code": site.code(account)}).headers["Location"] == "/"
    assert browser.get("/overview/").status_code == 200


def test_a_code_is_good_once(site: Site) -> None:
    account = site.account("ana", "analyst")
    code = site.code(account)
    for expected in (302, 422):
        browser = site.browser()
        browser.post("/sign-in/", {"name": "ana", "passphrase": PASSPHRASE})
        assert browser.post("/sign-in/code/", {"code": code}).status_code == expected


def test_a_recovery_code_stands_in_once(site: Site) -> None:
    from withstand.web.accounts.second_factor import new_recovery_codes

    code = new_recovery_codes(site.account("ana", "analyst"))[3]
    for expected in (302, 422):
        browser = site.browser()
        browser.post("/sign-in/", {"name": "ana", "passphrase": PASSPHRASE})
        assert browser.post("/sign-in/code/", {"code": code.upper()}).status_code == expected


@pytest.mark.parametrize("name", ["ana", "nobody-of-that-name"])
def test_failed_tries_cost_a_wait_that_grows_whether_the_account_exists_or_not(site: Site, name: str) -> None:
    site.account("ana", "analyst")
    browser = site.browser()
    for _ in range(5):
        assert browser.post("/sign-in/", {"name": name, "passphrase": "wrong"}).status_code == 422
    answer = browser.post("/sign-in/", {"name": name, "passphrase": PASSPHRASE})
    assert (answer.status_code, "1 minute have passed" in words(answer)) == (429, True)
    site.clock.pass_by(seconds=31)
    assert browser.post("/sign-in/", {"name": name, "passphrase": "wrong"}).status_code == 422
    site.clock.pass_by(seconds=31)
    assert browser.post("/sign-in/", {"name": name, "passphrase": PASSPHRASE}).status_code == 429
    site.clock.pass_by(seconds=31)
    right = browser.post("/sign-in/", {"name": name, "passphrase": PASSPHRASE})
    assert right.status_code == (302 if name == "ana" else 422)


def test_an_address_that_tries_many_names_waits_too_and_others_do_not(site: Site) -> None:
    site.account("ana", "analyst")
    browser = site.browser("10.0.0.7")
    for number in range(20):
        browser.post("/sign-in/", {"name": f"name{number}", "passphrase": "wrong"})
    assert browser.post("/sign-in/", {"name": "ana", "passphrase": PASSPHRASE}).status_code == 429
    assert site.browser("10.0.0.8").post("/sign-in/", {"name": "ana", "passphrase": PASSPHRASE}).status_code == 302


def test_the_second_factor_is_guarded_by_the_same_wait(site: Site) -> None:
    account, browser = site.account("ana", "analyst"), site.browser()
    browser.post("/sign-in/", {"name": "ana", "passphrase": PASSPHRASE})
    for _ in range(5):
        browser.post("/sign-in/code/", {"code": "123456"})
    code = pyotp.TOTP(account.totp_secret).at(site.clock.now)
    assert browser.post("/sign-in/code/", {"code": code}).status_code == 429


def welcome(site: Site, link: str, **changed: str) -> int:
    """The status after the form of a one-time link was sent."""
    browser = site.browser()
    page = browser.get(link)
    found = re.search(r'class="key">([A-Z2-7]+)<', page.content.decode())
    if found is None:
        return int(page.status_code)
    given = {
        "name": "chief",
        "display_name": "The Chief",
        "new_passphrase": PASSPHRASE,
        "again": PASSPHRASE,
        "code": pyotp.TOTP(found[1]).at(site.clock.now),
    }
    return int(browser.post(link, {**given, **changed}).status_code)


def test_the_first_link_makes_one_administrator_and_works_once(site: Site) -> None:
    from django.utils import timezone

    from withstand.web.accounts.links import first_administrator
    from withstand.web.accounts.models import Account

    replaced = first_administrator(timezone.now())
    token = first_administrator(timezone.now())
    assert welcome(site, f"/welcome/{replaced}/") == 404
    assert welcome(site, f"/welcome/{token}/", again="something else") == 422
    assert welcome(site, f"/welcome/{token}/", new_passphrase="short", again="short") == 422
    assert welcome(site, f"/welcome/{token}/", code="000000") == 422
    assert welcome(site, f"/welcome/{token}/", code="") == 422
    assert welcome(site, f"/welcome/{token}/") == 302
    assert welcome(site, f"/welcome/{token}/") == 404
    assert first_administrator(timezone.now()) == ""
    chief = Account.objects.get()
    assert (chief.name, chief.permissions >= {"accounts", "read", "write"}) == ("chief", True)
    assert site.sign_in(chief).get("/accounts/").status_code == 200


def test_a_link_ends_after_a_day(site: Site) -> None:
    from django.utils import timezone

    from withstand.web.accounts.links import first_administrator

    token = first_administrator(timezone.now())
    site.clock.pass_by(hours=25)
    assert welcome(site, f"/welcome/{token}/") == 404


def test_recovery_codes_are_shown_once(site: Site) -> None:
    browser = site.signed_in("ana", "analyst")
    assert browser.post("/account/codes/", {"passphrase": PASSPHRASE}).headers["Location"] == "/recovery-codes/"
    assert len(re.findall(r"<li><code>", browser.get("/recovery-codes/").content.decode())) == 10
    assert browser.get("/recovery-codes/").status_code == 302


def test_the_screen_locks_and_only_the_passphrase_opens_it(site: Site) -> None:
    browser = site.signed_in("ana", "analyst")
    assert browser.post("/screen/lock/", {"next": "/overview/"}).headers["Location"] == "/screen/?next=/overview/"
    assert browser.get("/overview/").headers["Location"] == "/screen/?next=%2Foverview%2F"
    assert browser.get("/").headers["Location"].startswith("/screen/")
    assert "Ana" not in words(browser.get("/screen/"))
    assert browser.post("/screen/", {"passphrase": "wrong"}).status_code == 422
    assert (
        browser.post("/screen/", {"passphrase": PASSPHRASE, "next": "/overview/"}).headers["Location"] == "/overview/"
    )
    assert browser.get("/overview/").status_code == 200


def test_nobody_outside_makes_who_is_signed_in_wait(site: Site) -> None:
    ana, outside = site.signed_in("ana", "analyst"), site.browser("10.0.0.7")
    for _ in range(6):
        outside.post("/sign-in/", {"name": "ana", "passphrase": "wrong"})
    ana.post("/screen/lock/")
    assert ana.post("/screen/", {"passphrase": PASSPHRASE}).status_code == 302


def test_the_passphrase_is_guarded_from_inside_too(site: Site) -> None:
    ana = site.signed_in("ana", "analyst")
    for _ in range(5):
        ana.post("/account/codes/", {"passphrase": "wrong"})
    ana.post("/account/codes/", {"passphrase": PASSPHRASE})
    assert ana.get("/recovery-codes/").status_code == 302
    assert "Too many failed tries" in words(ana.get("/account/"))


def test_a_part_of_a_page_behind_a_locked_screen_is_not_filled(site: Site) -> None:
    browser = site.signed_in("ana", "analyst")
    browser.post("/screen/lock/")
    on = {"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1/overview/"}
    answer = browser.get("/account/", headers=on)
    assert (answer.status_code, answer.content, answer.headers["HX-Redirect"]) == (
        204,
        b"",
        "/screen/?next=%2Foverview%2F",
    )


def test_an_unused_session_locks_then_ends(site: Site) -> None:
    browser = site.signed_in("ana", "analyst")
    site.clock.pass_by(minutes=16)
    assert browser.get("/overview/").headers["Location"].startswith("/screen/")
    browser.post("/screen/", {"passphrase": PASSPHRASE})
    assert browser.get("/overview/").status_code == 200
    site.clock.pass_by(minutes=125)
    assert browser.get("/overview/").headers["Location"].startswith("/sign-in/")
    site.clock.pass_by(minutes=-120)
    assert browser.get("/overview/").headers["Location"].startswith("/sign-in/")


def test_a_session_ends_after_half_a_day_however_busy(site: Site) -> None:
    browser = site.signed_in("ana", "analyst")
    for _ in range(73):
        site.clock.pass_by(minutes=10)
        answer = browser.get("/overview/")
    assert answer.headers["Location"].startswith("/sign-in/")


def test_a_new_passphrase_ends_other_sessions(site: Site) -> None:
    account = site.account("ana", "analyst")
    here, there = site.sign_in(account), site.sign_in(account)
    given = {
        "passphrase": PASSPHRASE,
        "new_passphrase": "another river altogether",
        "again": "another river altogether",
    }
    assert here.post("/account/", {**given, "passphrase": "wrong"}).status_code == 422
    assert here.post("/account/", given).status_code == 302
    assert here.get("/overview/").status_code == 200
    assert there.get("/overview/").status_code == 302


def test_signing_out_ends_the_session(site: Site) -> None:
    browser = site.signed_in("ana", "analyst")
    browser.post("/sign-out/")
    assert browser.get("/overview/").headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.test/", "//elsewhere.test/", "/\\elsewhere.test", "javascript:1"]
)
def test_nobody_is_sent_to_another_site(site: Site, elsewhere: str) -> None:
    site.account("ana", "analyst")
    browser = site.browser()
    browser.post("/sign-in/", {"name": "ana", "passphrase": PASSPHRASE})
    from withstand.web.accounts.models import Account

    code = site.code(Account.objects.get(name="ana"))
    answer = browser.post("/sign-in/code/", {"code": code, "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_a_form_of_another_site_is_refused(site: Site) -> None:
    from django.test import Client

    browser = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    assert browser.post("/sign-in/", {"name": "ana", "passphrase": PASSPHRASE}).status_code == 403
