"""Where actors are based or operate, on the map: by area, as of a day, as far as the reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from seeing_site import FULL, laid_out
from web_site import Site, words

from withstand.actors.records import POSITIONING, UNIT, Positioning, Unit
from withstand.ledger.fields import Place, Span
from withstand.ledger.journal import Draft, LinkTo, append

WITHIN = "since=2032-01-01&until=2032-12-31"


@pytest.fixture
def seeing(site: Site) -> Iterator[Site]:
    """A site with a data set and areas."""
    with laid_out(site.holding.workspace):
        yield site


def positioned(site: Site, name: str, area: str, valid: Span, classification: str = "unclassified") -> str:
    with site.holding.opened() as opened:
        unit = append(opened.ledger, [Draft(UNIT, Unit(name=name, side="host_state"), "unclassified")])[0]
        fields = Positioning(type="base", where=Place(area=area, name="Cattlebar", precision="admin2"), valid=valid)
        draft = Draft(POSITIONING, fields, classification, links=(LinkTo("actor", unit.record),))
        append(opened.ledger, [draft])
    return unit.record


def test_an_area_names_who_is_or_may_be_there_on_the_last_day(seeing: Site) -> None:
    here = positioned(seeing, "51st Company", "VM0103", Span(start="2032-02-01", end="2033-06-30", precise=True))
    maybe = positioned(seeing, "52nd Company", "VM0103", Span(start="2032-02-01"))
    gone = positioned(seeing, "53rd Company", "VM0103", Span(start="2031-02-01", end="2031-06-30", precise=True))
    hidden = positioned(seeing, "54th Company", "VM0103", Span(start="2032-02-01"), "strictly_confidential")
    ana = seeing.signed_in("ana", "analyst", clearance="confidential", components=["*"])
    page = ana.get(f"/map/?area=VM0103&{WITHIN}").content.decode()
    assert here in page
    assert "52nd Company" in page
    assert maybe in page.rpartition("52nd Company")[0]
    for absent in (gone, hidden, "54th Company"):
        assert absent not in page
    said = words(ana.get(f"/map/?area=VM0103&{WITHIN}"))
    assert "there on 31 December 2032" in said
    assert "52nd Company · Base : Cattlebar · may" in said
    assert hidden in seeing.signed_in("ben", "analyst", **FULL).get(f"/map/?area=VM0103&{WITHIN}").content.decode()


def test_symbols_stand_for_positions_where_they_are_asked_for(seeing: Site) -> None:
    positioned(seeing, "55th Company", "VM0104", Span(start="2032-02-01"))
    ana = seeing.signed_in("ana", "analyst", **FULL)
    said = words(ana.get(f"/map/?kind=position&{WITHIN}"))
    assert "Symbols: actors that are or may be there on 31 December 2032, by side" in said
    plain = words(ana.get(f"/map/?{WITHIN}"))
    assert said.partition("The same numbers")[2] == plain.partition("The same numbers")[2]


def test_a_position_wider_than_an_area_is_listed_and_not_lost(seeing: Site) -> None:
    positioned(seeing, "56th Company", "VM01", Span(start="2032-02-01"))
    ana: Any = seeing.signed_in("ana", "analyst", **FULL)
    after = words(ana.get(f"/map/?{WITHIN}")).partition("Positions in no area of the map")[2]
    assert "56th Company" in after


def test_what_goes_on_has_no_last_day(seeing: Site) -> None:
    seeing.record("unclassified", when=Span(start="2032-05-20", ongoing=True), where=Place(area="VM0105"))
    said = words(seeing.signed_in("ana", "analyst", **FULL).get(f"/map/?area=VM0105&{WITHIN}"))
    assert "9999" not in said
    assert "since 20 May 2032" in said
