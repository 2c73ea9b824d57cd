"""Findings on pages: what needs whom at home, and accepting one for a time, by those who may, or no longer."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from support_site import LEVEL, Asked, days_from, form_of, today
from web_site import Site, words

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}


@pytest.fixture
def overdue(site: Site) -> Asked:
    """A request under delivery whose condition is overdue."""
    asked = Asked.of(site)
    asked.until_delivery()
    asked.condition(due=days_from(site, -3))
    return asked


def link_of(browser: Any, asked: Asked, rule: str = "Condition overdue while support goes on") -> str:
    """The page of a finding, found on the page of the request."""
    page = browser.get(asked.page).content.decode()
    for address in dict.fromkeys(re.findall(r'href="(/findings/[0-9a-f-]{36}/[0-9a-f]{16}/)"', page)):
        if rule in words(browser.get(address)):
            return address
    raise AssertionError(words(browser.get(asked.page)))


def sent(browser: Any, address: str, **answers: str) -> Any:
    """The form as it is drawn, filled in and sent."""
    drawn = form_of(browser.get(address))
    return browser.post(address, {**drawn, **answers, "act": "save"})


def accepts(site: Site, browser: Any, address: str, **more: str) -> Any:
    given = {
        "by_role": "head_of_component", "decided_by": "Chief of human rights", "reasons": "the log is at the printer",
        "expires": days_from(site, 20), **more,
    }  # fmt: skip
    return sent(browser, address, **given)


def test_it_is_accepted_shown_so_and_taken_back_and_the_page_keeps_both(site: Site, overdue: Asked) -> None:
    head = site.signed_in("hana", "head_of_office", **FULL)
    address = link_of(head, overdue)
    assert "It rests on" in words(head.get(address))
    assert accepts(site, head, address).status_code == 302
    for page in (address, overdue.page, "/findings/"):
        assert "Chief of human rights" in words(head.get(page)), page
    assert "accepted until" in words(head.get(overdue.page))
    refused = sent(head, address, taken_back_because="")
    assert (refused.status_code, "Say why" in words(refused)) == (422, True)
    assert sent(head, address, taken_back_because="the log will not come").status_code == 302
    assert "accepted until" not in words(head.get(overdue.page))
    seen = words(head.get(address))
    assert "Accepted before" in seen
    assert "the log will not come" in seen


def test_it_stands_again_after_its_day(site: Site, overdue: Asked) -> None:
    head = site.signed_in("hana", "head_of_office", **FULL)
    address = link_of(head, overdue)
    accepts(site, head, address, expires=days_from(site, 2))
    site.clock.pass_by(days=3)
    later = site.signed_in("hiro", "head_of_office", **FULL)
    assert "accepted until" not in words(later.get(overdue.page))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"expires": "93"}, "A day from"), ({"expires": "-1"}, "A day from"), ({"reasons": ""}, "is needed"),
        ({"decided_by": ""}, "is needed"), ({"by_role": "head_of_office"}, "Choose from the list"),
        ({"by_role": ""}, "Choose from the list"), ({"reasons": "call +236 72 11 22 33"}, "may name people"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    site: Site, overdue: Asked, changed: dict[str, str], said: str
) -> None:
    head = site.signed_in("hana", "head_of_office", **FULL)
    address = link_of(head, overdue)
    if "expires" in changed:
        changed = {"expires": (today(site) + timedelta(days=int(changed["expires"]))).isoformat()}
    answer = accepts(site, head, address, **changed)
    assert answer.status_code == 422
    assert said.casefold() in words(answer).casefold()
    assert "Chief of human rights" in answer.content.decode() or "decided_by" in changed
    assert "accepted until" not in words(head.get(overdue.page))
    assert "/findings/resume/?draft=" in head.get("/overview/").content.decode()


def test_only_who_may_is_asked_and_others_are_told_who_may(site: Site, overdue: Asked) -> None:
    adviser = site.signed_in("ana", "protection_adviser", **FULL)
    other_component = site.signed_in("cleo", "head_of_office", clearance=LEVEL, components=["civil_affairs"])
    own = site.signed_in("dina", "head_of_office", clearance=LEVEL, components=["mission_support"])
    reader = site.signed_in("rita", "reader", **FULL)
    address = link_of(adviser, overdue)
    for one in (adviser, other_component, reader):
        page = one.get(address)
        assert "do not let you accept this" in words(page)
        given = {"act": "save", "by_role": "head_of_component", "decided_by": "x", "reasons": "x"}
        assert one.post(address, {**given, "expires": days_from(site, 3)}).status_code == 403
    assert accepts(site, own, address).status_code == 302
    assert "End this before its day" not in words(adviser.get(address))


def test_sent_twice_or_after_somebody_else_it_is_saved_once(site: Site, overdue: Asked) -> None:
    head, other = (site.signed_in(name, "head_of_office", **FULL) for name in ("hana", "hiro"))
    address = link_of(head, overdue)
    drawn = form_of(head.get(address))
    given = {
        **drawn, "by_role": "head_of_mission", "decided_by": "Deputy", "reasons": "known", "act": "save",
        "expires": days_from(site, 5),
    }  # fmt: skip
    late = form_of(other.get(address))
    assert [head.post(address, given).status_code for _ in range(2)] == [302, 302]
    clash = other.post(address, {**given, **late, "act": "save"})
    assert (clash.status_code, "meanwhile" in words(clash)) == (409, True)
    assert words(head.get(address)).count("Deputy") == 1


def test_home_says_what_my_components_should_act_on(site: Site, overdue: Asked) -> None:
    own = site.signed_in("dina", "head_of_office", clearance=LEVEL, components=["mission_support"])
    other = site.signed_in("cleo", "component_officer", clearance=LEVEL, components=["civil_affairs"])
    assert "/findings/" in own.get("/overview/").content.decode()
    assert any(overdue.title in words(one) for one in (own.get("/overview/"), own.get("/findings/")))
    assert "nothing on which your components should act" in words(other.get("/overview/"))


def test_home_looks_at_all_only_where_that_is_quick(
    site: Site, overdue: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = site.signed_in("hana", "head_of_office", **FULL)
    monkeypatch.setattr("withstand.web.coherence.looking.LIGHT", 0)
    site.holding.memory.clear()
    assert "takes a while" in words(head.get("/overview/"))
    assert overdue.title in words(head.get("/findings/"))
    assert "takes a while" not in words(head.get("/overview/"))


def test_who_does_not_see_what_it_is_about_is_told_what_is_told_of_nothing(site: Site) -> None:
    asked = Asked.of(site, "human_rights")
    asked.until_delivery()
    asked.condition(due=days_from(site, -3))
    head = site.signed_in("hana", "head_of_office", **FULL)
    address = link_of(head, asked)
    outsider = site.signed_in("cleo", "head_of_office", clearance=LEVEL, components=["civil_affairs"])
    nowhere = "00000000-0000-4000-8000-000000000000"
    mine, none = (outsider.get(one) for one in (address, address.replace(asked.record, nowhere)))
    assert (mine.status_code, words(mine)) == (404, words(none))
    assert asked.title not in words(outsider.get("/findings/"))
    assert head.get(address.replace(address[-17:-1], "0" * 16)).status_code == 404


def test_an_unfinished_form_goes_on(site: Site, overdue: Asked) -> None:
    head = site.signed_in("hana", "head_of_office", **FULL)
    address = link_of(head, overdue)
    answer = accepts(site, head, address, expires="")
    (token,) = form_of(answer)["form-token"]
    back = head.get(f"/findings/resume/?draft={token}", follow=True)
    assert "the log is at the printer" in back.content.decode()
    assert head.get(f"{address}?draft={token}").status_code == 200
    other = site.signed_in("hiro", "head_of_office", **FULL)
    assert other.get(f"{address}?draft={token}").status_code == 404


def test_days_of_a_finding_are_told_in_words_and_references_stay(site: Site) -> None:
    from django.utils.translation import override

    from withstand.web.records import saying

    told = "Told on 2032-11-09 (note NV-2032-11-09), and no day: 2032-13-45."
    with override("en"):
        assert saying.days_in(told) == "Told on 9 November 2032 (note NV-2032-11-09), and no day: 2032-13-45."
    with override("fr"):
        assert "9 novembre 2032" in saying.days_in(told)
