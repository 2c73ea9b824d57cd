"""Nothing is open that does not say so: every address, as nobody and as every role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from matrix import Route, arguments, routes
from web_site import SECRET, Site, words

from withstand.vocabulary.terms import vocabulary

ROLES = tuple(vocabulary("account_roles").terms)
BEFORE_SIGNING_IN = {"sign-in", "second-factor", "welcome", "recovery-codes", "language"}
SEES = {"reader", "analyst", "head_of_office", "protection_adviser", "component_officer", "liaison", "due_diligence"}


def addresses() -> Iterator[tuple[Route, str]]:
    """Every route with an address that it matches."""
    return ((route, route.address(chosen)) for route in routes() for chosen in arguments(route))


def test_every_view_names_its_rule(site: Site) -> None:
    from withstand.web.access import rule_of

    for route, address in addresses():
        rule = rule_of(route.view)
        assert rule is not None, address
        assert rule.anyone == (route.name in BEFORE_SIGNING_IN), address


def test_nobody_gets_anything_before_signing_in(site: Site) -> None:
    from withstand.web.access import rule_of

    site.record("unclassified")
    browser = site.browser()
    for route, address in addresses():
        for method in (browser.get, browser.post):
            answer = method(address)
            assert SECRET not in answer.content.decode(), address
            if rule_of(route.view).programs:
                assert answer.status_code == 401, address
            elif route.name not in BEFORE_SIGNING_IN:
                assert answer.headers.get("Location", "").startswith("/sign-in/"), address


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_a_role_opens_what_it_is_for_and_nothing_else(site: Site, role: str) -> None:
    from withstand.web.access import rule_of
    from withstand.web.accounts.roles import permissions

    browser = site.signed_in("ana", *([role] if role else []), clearance="strictly_confidential", components=["*"])
    for route, address in addresses():
        rule = rule_of(route.view)
        assert rule is not None
        if route.name == "sign-out":
            continue
        answer = browser.get(address)
        if rule.permission and rule.permission not in permissions([role]):
            assert answer.status_code == 403, address
        else:
            assert answer.status_code in (200, 302, 400, 404, 405, 409), address


def test_a_view_without_a_rule_is_closed_to_everybody(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.http import HttpRequest, HttpResponse
    from django.urls import clear_url_caches, path

    from withstand.web import urls

    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")

    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("forgotten/", forgotten)])
    clear_url_caches()
    try:
        ana = site.signed_in("ana", *ROLES, clearance="strictly_confidential", components=["*"])
        assert [one.get("/forgotten/").status_code for one in (site.browser(), ana)] == [403, 403]
    finally:
        monkeypatch.undo()
        clear_url_caches()


@pytest.mark.parametrize(
    ("classification", "compartments", "profile", "seen"),
    [
        ("unclassified", (), {"clearance": "unclassified"}, True),
        ("confidential", (), {"clearance": "unclassified"}, False),
        ("confidential", ("force",), {"clearance": "confidential", "components": ["force"]}, True),
        ("confidential", ("force",), {"clearance": "confidential", "components": ["legal"]}, False),
        ("strictly_confidential", ("force",), {"clearance": "confidential", "components": ["*"]}, False),
    ],
)
def test_counts_hold_only_what_the_profile_sees(
    site: Site, classification: str, compartments: tuple[str, ...], profile: dict[str, Any], seen: bool
) -> None:
    ana = site.signed_in("ana", "reader", **profile)

    def count() -> int:
        found = words(ana.get("/overview/")).partition("that you may see")[2].partition("Incident ")[2].split()
        return int(found[0]) if found and found[0].isdigit() else 0

    before = count()
    site.record(classification, *compartments)
    assert count() - before == int(seen)


def test_an_account_outside_the_operation_sees_no_whole_record(site: Site) -> None:
    partner = site.signed_in("cleo", "reader", recipient="humanitarian", clearance="unclassified")
    assert partner.get("/overview/").status_code == 403


def test_rights_taken_away_are_gone_at_once(site: Site) -> None:
    from withstand.web.accounts.models import Account

    ana = site.signed_in("ana", "reader")
    assert ana.get("/overview/").status_code == 200
    Account.objects.filter(name="ana").update(roles=[])
    assert ana.get("/overview/").status_code == 403
    Account.objects.filter(name="ana").update(is_active=False)
    assert ana.get("/overview/").status_code == 302


def test_words_that_the_vocabularies_lack_open_nothing(site: Site) -> None:
    ana = site.signed_in("ana", "reader", "chief_of_everything", clearance="cosmic")
    assert ana.get("/overview/").status_code == 422
    assert ana.get("/accounts/").status_code == 403
