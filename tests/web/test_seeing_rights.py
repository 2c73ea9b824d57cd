"""What somebody may not see is in no count, point, tooltip, table or sentence: the pages are the same without it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from seeing_site import FULL, bare, laid_out, make_review
from web_site import Site, words

from withstand.actors.records import POSITIONING, RELATION, UNIT, Positioning, Relation, Unit
from withstand.evidence.records import OBSTRUCTION, VISIT, Obstruction, Visit
from withstand.ledger.fields import Consent, Place, Span
from withstand.ledger.journal import Draft, LinkTo, append

PAGES = (
    "/map/",
    "/map/?kind=incident&since=2032-01-01&until=2032-12-31",
    "/map/?area=VM0101&since=2032-01-01&until=2032-12-31",
    "/map/?kind=obstruction&area=VM0101&since=2032-01-01&until=2032-12-31",
    "/timeline/?since=2032-01-01&until=2032-12-31&at=2032-05",
    "/timeline/?step=week&since=2032-05-01&until=2032-05-31",
    "/actors/?as_of=2032-05-20",
    "/review/basis/same_period/",
    "/review/basis/no_access/",
    "/review/",
    "/api/v1/overview/",
    "/api/v1/counts/",
    "/api/v1/map/?since=2032-01-01&until=2032-12-31",
    "/api/v1/map/features/?kind=incident&since=2032-01-01&until=2032-12-31",
    "/api/v1/map/sightings/?kind=obstruction&area=VM0101&since=2032-01-01&until=2032-12-31",
    "/api/v1/timeline/?step=week&since=2032-05-01&until=2032-05-31",
    "/api/v1/timeline/sightings/?kind=visit&since=2032-01-01&until=2032-12-31&at=2032-05",
    "/api/v1/actors/?as_of=2032-05-20",
    "/api/v1/review/",
    "/api/v1/review/basis/same_period/?limit=500",
)
POINT = Place(area="VM0101", name="Secret Ford", latitude=-23_712_345, longitude=-17_212_345, precision="exact")
HIDDEN = [
    ("strictly_confidential", (), {"clearance": "confidential", "components": ["*"]}),
    ("confidential", ("force",), {"clearance": "strictly_confidential", "components": ["legal"]}),
    ("confidential", (), {"clearance": "unclassified", "components": ["*"]}),
]


@pytest.fixture
def seeing(site: Site) -> Iterator[Site]:
    """A site with a data set and areas, and its review made."""
    with laid_out(site.holding.workspace):
        yield site


def enter_everything(site: Site, classification: str, parts: tuple[str, ...]) -> dict[str, str]:
    """Records of every kind that these pages show; their ids."""
    when = Span(start="2032-05-20")
    with site.holding.opened() as opened:
        unit = Draft(UNIT, Unit(name="Nightjar Company", side="host_state"), classification, parts)
        other = Draft(UNIT, Unit(name="Owl Company", side="host_state"), classification, parts)
        lower, upper = (one.record for one in append(opened.ledger, [unit, other]))
        valid = Span(start="2032-01-01", ongoing=True, precise=True)
        saved = append(
            opened.ledger,
            [
                Draft(OBSTRUCTION, Obstruction(what="movement_denial", where=POINT, when=when), classification, parts),
                Draft(VISIT, Visit(purpose="patrol", where=POINT, when=when, access="denied"), classification, parts),
                Draft(
                    RELATION, Relation(type="command", valid=valid), classification, parts,
                    links=(LinkTo("lower", lower), LinkTo("upper", upper)),
                ),
                Draft(
                    POSITIONING, Positioning(type="base", where=POINT, valid=valid), classification, parts,
                    links=(LinkTo("actor", lower),),
                ),
            ],
        )  # fmt: skip
    incident = site.record(classification, *parts, where=POINT)
    return {"incident": incident, "unit": lower, **{str(n): one.record for n, one in enumerate(saved)}}


@pytest.mark.parametrize(("classification", "parts", "profile"), HIDDEN)
def test_pages_are_the_same_with_and_without_what_may_not_be_seen(
    seeing: Site, classification: str, parts: tuple[str, ...], profile: dict[str, Any]
) -> None:
    ana = seeing.signed_in("ana", "reader", **profile)
    make_review(ana)
    before = {address: bare(ana.get(address)) for address in PAGES}
    made = enter_everything(seeing, classification, parts)
    for address in PAGES:
        answer = ana.get(address)
        assert answer.status_code == 200, address
        assert bare(answer) == before[address], address
        assert not [one for one in made.values() if one in answer.content.decode()], address
    boss = seeing.signed_in("boss", "reader", **FULL)
    make_review(boss)
    shown = {address: bare(boss.get(address)) for address in PAGES}
    assert [address for address in PAGES if shown[address] == before[address]] == []
    assert made["incident"] in shown["/map/?area=VM0101&since=2032-01-01&until=2032-12-31"]
    assert "Nightjar Company" in shown["/actors/?as_of=2032-05-20"]


def test_consent_withdrawn_takes_a_record_off_every_page(seeing: Site) -> None:
    ana = seeing.signed_in("ana", "reader", **FULL)
    make_review(ana)
    before = {address: bare(ana.get(address)) for address in PAGES}
    refused = (Consent(recipient="un", purposes=("protection",), given=False),)
    seeing.record("unclassified", where=POINT, consent=refused)
    assert {address: bare(ana.get(address)) for address in PAGES} == before


def test_the_highest_degree_is_shown_by_area_only_and_points_are_coarse(seeing: Site) -> None:
    ana = seeing.signed_in("ana", "reader", **FULL)

    def points() -> int:
        page = ana.get("/map/?kind=incident&since=2031-02-01&until=2031-02-28").content.decode()
        return page.partition('class="points"')[2].partition("</g>")[0].count("M")

    before, when = points(), Span(start="2031-02-02")
    seeing.record("strictly_confidential", where=POINT, when=when)
    assert points() == before
    seeing.record("confidential", where=Place(area="VM0101", precision="admin2"), when=when)
    assert points() == before
    seeing.record("confidential", where=POINT, when=when)
    assert points() == before + 1
    page = ana.get("/map/?kind=incident&since=2031-02-01&until=2031-02-28&area=VM0101").content.decode()
    assert "Secret Ford" not in page
    assert "712345" not in page


def test_an_account_outside_the_operation_sees_none_of_it(seeing: Site) -> None:
    partner = seeing.signed_in("cleo", "reader", recipient="humanitarian", clearance="unclassified")
    for address in (*PAGES, "/review/class/host_state/"):
        assert partner.get(address).status_code == 403, address


def test_rights_taken_away_close_the_review_that_was_kept(seeing: Site) -> None:
    from withstand.web.accounts.models import Account

    seeing.record("strictly_confidential", when=Span(start="2032-11-05"), narrative="kept closely")
    ana = seeing.signed_in("ana", "analyst", **FULL)
    make_review(ana)
    assert "Strictly confidential" in words(ana.get("/review/"))
    Account.objects.filter(name="ana").update(clearance="unclassified")
    assert "Strictly confidential" not in words(ana.get("/review/"))
    file = ana.get("/review/file/").content.decode()
    assert "Strictly confidential" not in file


def test_fetching_the_review_takes_the_permission_to_export(seeing: Site) -> None:
    ana, ben = seeing.signed_in("ana", "reader", **FULL), seeing.signed_in("ben", "analyst", **FULL)
    make_review(ben)
    assert ana.get("/review/file/").status_code == 403
    answer = ben.get("/review/file/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "<title>Velmara" in answer.content.decode()


def test_an_area_that_is_not_there_and_a_class_that_is_not_there_answer_alike(seeing: Site) -> None:
    ana = seeing.signed_in("ana", "reader", **FULL)
    make_review(ana)
    for address in ("/map/?area=VM9999", "/review/class/nobody/", "/review/basis/nothing/"):
        assert ana.get(address).status_code == 404, address
