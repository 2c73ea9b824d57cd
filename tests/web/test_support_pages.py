"""Requests for support on pages: overview, one request, what may be done next, refusals in words."""

from __future__ import annotations

from support_site import SECRETARIAT, Asked, days_from, unmistakable
from web_site import Site, words


def test_the_overview_shows_requests_by_state_with_what_is_due(site: Site) -> None:
    early, late = Asked.of(site).until_screening(), Asked.of(site).until_delivery()
    late.condition(condition=unmistakable("Log"), due=days_from(site, -3))
    page = words(site.signed_in("ana", "reader", **SECRETARIAT).get("/support/"))
    assert early.title in page
    assert "Answer awaited · Human rights" in page
    assert "Condition overdue" in page
    assert late.title in page
    assert page.index(early.title) < page.rindex(late.title)


def test_the_overview_is_filtered_by_state_recipient_and_support(site: Site) -> None:
    one, other = Asked.of(site), Asked.of(site, support="operational_training").until_screening()
    ana = site.signed_in("ana", "reader", **SECRETARIAT)
    assert other.title not in words(ana.get("/support/?state=draft"))
    assert one.title not in words(ana.get("/support/?state=screening"))
    assert one.title not in words(ana.get("/support/?support=operational_training"))
    with site.holding.opened() as opened:
        from withstand.picture.audience import HOLDER
        from withstand.picture.picture import Picture

        name = Picture(opened.ledger, HOLDER).get(one.unit).title
    found = words(ana.get(f"/support/?recipient={name[:-2].lower()}"))
    assert one.title in found
    assert other.title not in found


def test_a_request_says_where_it_stands_how_it_came_there_and_what_it_is_about(site: Site) -> None:
    asked = Asked.of(site).until_approved(
        dissent=(), waiver="withholding_worse", waiver_reasons="The road is needed now", counter_opinion="It can wait"
    )
    asked.condition(host_report="The log is kept since Monday", host_report_on=days_from(site, -2))
    page = words(site.signed_in("ana", "reader", **SECRETARIAT).get(asked.page))
    for said in (
        "Approved, to be countersigned", "it was not countersigned", "fees, no deaths",
        "the road closes", "The log is kept since Monday", "not verified", "Waiver:", "It can wait", "4,000 litres",
        "criteria are unknown, which is not 0",
    ):  # fmt: skip
        assert said in page, said
