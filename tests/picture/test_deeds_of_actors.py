"""What a picture says actors did, and for whom else it counts; the register with its claims over time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from offices import Office, operation, save

from withstand.actors.inheritance import Inheritance
from withstand.actors.records import (
    LISTING,
    NAME_CLAIM,
    POSITIONING,
    POSTING,
    RELATION,
    UNIT,
    Listing,
    NameClaim,
    Positioning,
    Posting,
    Relation,
    Unit,
)
from withstand.evidence.records import INCIDENT, Incident
from withstand.ledger.fields import Place, Span
from withstand.ledger.journal import LinkTo
from withstand.picture.actors import actors
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.deeds import deeds
from withstand.picture.picture import Picture
from withstand.picture.register import register

SINCE = Span(start="2031-01-01", ongoing=True, precise=True)


@pytest.fixture
def office() -> Iterator[Office]:
    made = operation("HQ")["HQ"]
    yield made
    made.ledger.close()


def unit(office: Office, name: str) -> str:
    return save(office.ledger, Unit(name=name, side="host_state"), UNIT, "unclassified").record


def test_a_deed_counts_for_the_superior_of_that_day(office: Office) -> None:
    brigade, battalion = unit(office, "Brigade"), unit(office, "Battalion")
    tie = Relation(type="command", valid=Span(start="2031-01-01", end="2032-05-10", precise=True))
    save(office.ledger, tie, RELATION, "unclassified", LinkTo("lower", battalion), LinkTo("upper", brigade))
    for day, verification in (("2032-05-01", "verified"), ("2032-06-01", "verified"), ("2032-05-02", "refuted")):
        harm = Incident(what="looting", where=Place(area="VM0101"), when=Span(start=day), verification=verification)
        save(office.ledger, harm, INCIDENT, "unclassified", LinkTo("suspected", battalion))
    picture = Picture(office.ledger, HOLDER)
    found = deeds(picture)
    assert [one.actor for one in found] == [battalion, battalion]
    counted = Inheritance(register(picture).chains.ties).inherited(brigade, found)
    assert [(one.deed.when and one.deed.when.start, one.certain) for one in counted] == [("2032-05-01", True)]


def test_the_register_holds_what_is_claimed_and_the_days(office: Office) -> None:
    brigade, in_2031 = unit(office, "Brigade"), Span(start="2031", end="2031", precise=True)
    for record, kind, role in (
        (NameClaim(name="Old Guard", type="former_name", valid=in_2031), NAME_CLAIM, "actor"),
        (Positioning(type="base", where=Place(area="VM0101"), valid=SINCE), POSITIONING, "actor"),
        (Posting(type="commander", post_holder="first commander", valid=SINCE), POSTING, "post_in"),
        (Listing(list="A list", release="2032-05-01", entry="L7", valid=SINCE), LISTING, "listed"),
    ):  # fmt: skip
        save(office.ledger, record, kind, "confidential", LinkTo(role, brigade))
    one = register(Picture(office.ledger, HOLDER)).actors[brigade]
    assert [at.where.area for at in one.stations] == ["VM0101"]
    assert [post.post_holder for post in one.posts] == ["first commander"]
    assert [listed.entry for listed in one.listings] == ["L7"]
    assert {name.name: sure for name, sure in one.names_on(date(2031, 6, 1))} == {"Brigade": True, "Old Guard": False}
    assert {name.name for name, _ in one.names_on(date(2032, 6, 1))} == {"Brigade"}
    assert "old guard" in actors(Picture(office.ledger, HOLDER)).known[brigade].names


def test_claims_that_may_not_be_seen_are_not_in_the_register(office: Office) -> None:
    brigade = unit(office, "Brigade")
    save(office.ledger, NameClaim(name="Secret"), NAME_CLAIM, "strictly_confidential", LinkTo("actor", brigade))
    low = Picture(office.ledger, Audience("low", "unclassified", ("*",)))
    assert [name.name for name in register(low).actors[brigade].names] == ["Brigade"]
