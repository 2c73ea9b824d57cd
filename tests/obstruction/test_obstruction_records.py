"""Frames from the ledger: which agency an act is counted under, where it was, what a protest was, what may be seen."""

from __future__ import annotations

from typing import Any

import msgspec
import polars as pl
import pytest
from offices import Operation, operation

from withstand.actors.records import GROUP, OFFICE, UNIT, Group, Office, Unit
from withstand.demo.files import DISTRICTS_MAP
from withstand.dialogue.records import ENGAGEMENT, Engagement
from withstand.evidence.area_set import AreaSet
from withstand.evidence.boundaries import area_set
from withstand.evidence.records import OBSTRUCTION, VISIT, Obstruction, Visit
from withstand.ledger.fields import Assertion, Place, Span
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.mission.obstructed import access, obstructed
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.picture import Picture

FORD, BANK = Place(area="VM0101"), Place(area="VM0102")
DAY = Span(start="2032-05-18")
DISTRICTS = area_set(DISTRICTS_MAP, "admin2")


@pytest.fixture
def made() -> Operation:
    return operation("HQ")


def save(made: Operation, kind: Kind, fields: Any, level: str = "confidential", **links: str) -> str:
    targets = tuple(LinkTo(role, target) for role, target in links.items())
    return append(made["HQ"].ledger, [Draft(kind, fields, level, (), links=targets, checked=True)])[0].record


def denial(made: Operation, level: str = "confidential", *, links: dict[str, str] | None = None, **more: Any) -> str:
    fields = Obstruction(**{"what": "movement_denial", "where": FORD, "when": DAY, **more})
    return save(made, OBSTRUCTION, fields, level, **(links or {}))


def acts(made: Operation, areas: AreaSet = DISTRICTS, audience: Audience = HOLDER) -> dict[str, dict[str, Any]]:
    found = obstructed(Picture(made["HQ"].ledger, audience), areas)
    return {row["record"]: row for row in found.acts.iter_rows(named=True)}


def test_an_act_is_counted_under_what_is_said_then_who_did_it_then_who_ordered_it_then_the_side(
    made: Operation,
) -> None:
    army = save(made, UNIT, Unit(name="14th Battalion", type="army_battalion", side="host_state"))
    security = save(made, UNIT, Unit(name="Service", type="intelligence_service", side="host_state"))
    mayor = save(made, OFFICE, Office(name="Mayor", type="mayor", side="host_state"))
    foreign = save(made, UNIT, Unit(name="Contingent", type="army_battalion", side="foreign_state"))
    militia = save(made, GROUP, Group(name="Guard", side="militia"))
    state = (Assertion(perpetrator="host_state"),)
    disputed = (Assertion(perpetrator="host_state"), Assertion(key="a2", perpetrator="armed_group"))
    wanted = {
        denial(made, agent="police", links={"executed_by": army}): "police",
        denial(made, links={"executed_by": army, "ordered_by": security}): "army",
        denial(made, links={"ordered_by": mayor}, perpetrators=state): "local_authority",
        denial(made, links={"executed_by": foreign}): "foreign_state",
        denial(made, links={"executed_by": militia}): "armed_group",
        denial(made, perpetrators=state): "other_state",
        denial(made, perpetrators=disputed): "unknown",
        denial(made): "unknown",
    }
    found = acts(made)
    assert {record: found[record]["agent"] for record in wanted} == wanted


def test_an_act_is_where_we_were_going_else_where_we_were_stopped(made: Operation) -> None:
    inside = DISTRICTS.areas[5]
    point = inside.boundary.representative_point()
    there = Place(name="a market", latitude=round(point.y * 1e6), longitude=round(point.x * 1e6), precision="exact")
    wanted = {
        denial(made): "VM0101",
        denial(made, destination=BANK): "VM0102",
        denial(made, destination=there): inside.area_id,
        denial(made, destination=Place(name="somewhere")): "VM0101",
        denial(made, where=Place(name="somewhere")): None,
    }
    found = acts(made)
    assert {record: found[record]["area"] for record in wanted} == wanted
    provinces = area_set(DISTRICTS_MAP, "admin1")
    coarse = obstructed(Picture(made["HQ"].ledger, HOLDER), provinces, DISTRICTS).acts
    assert set(coarse["area"].drop_nulls()) == {"VM01", inside.area_id[:4]}


def test_a_protest_made_in_an_engagement_counts_with_its_day(made: Operation) -> None:
    office = save(made, OFFICE, Office(name="Ministry", type="ministry", side="host_state"))
    noted, asked, planned = denial(made), denial(made), denial(made)

    def meets(record: str, tone: str, on: str, held: str = "held") -> None:
        fields = Engagement(
            subject="Free movement", when=Span(start=on), level="national", channel="note_verbale", tone=tone,
            held=held, lead="leadership",
        )  # fmt: skip
        save(made, ENGAGEMENT, fields, met=office, raises=record)

    meets(noted, "protest", "2032-05-25")
    meets(noted, "protest", "2032-05-21")
    meets(asked, "request", "2032-05-21")
    meets(planned, "protest", "2032-07-01", "planned")
    found = acts(made)
    assert (found[noted]["protest"], str(found[noted]["protested_on"])) == ("open", "2032-05-21")
    assert [found[one]["protest"] for one in (asked, planned)] == ["none", "none"]


def test_the_visit_that_an_act_stopped_is_that_attempt(made: Operation) -> None:
    visit = save(made, VISIT, Visit(purpose="patrol", where=FORD, when=DAY, access="unknown"))
    act = denial(made, links={"kept_from": visit}, destination=BANK)
    assert acts(made)[act]["visit"] == visit
    picture = Picture(made["HQ"].ledger, HOLDER)
    found = access(picture, DISTRICTS)
    assert (found.linked, found.alone) == (1, 0)
    assert found.frame.select("record", "access").rows() == [(visit, "denied")]
    assert found.frame.equals(obstructed(picture, DISTRICTS).attempts.frame.with_columns(agent=pl.lit("unknown")))
    assert access(picture).frame["area"].to_list() == ["VM0101"]


def test_what_an_audience_may_not_see_is_in_no_frame(made: Operation) -> None:
    secret = denial(made, "strictly_confidential")
    open_ = denial(made)
    low = Audience("liaison", "confidential", (), "un", "protection")
    assert set(acts(made)) == {secret, open_}
    assert set(acts(made, audience=low)) == {open_}


def test_an_older_act_is_read_as_it_was_and_a_day_of_protest_needs_a_protest() -> None:
    older = {"what": "movement_denial", "where": {"area": "VM0101"}, "when": {"start": "2032-05-18"}}
    for version in (1, 2):
        read = OBSTRUCTION.readable(msgspec.json.encode({"fields": older}), version)
        assert isinstance(read, Obstruction)
        assert (read.agent, read.effect_on_task, read.protest_reference, read.protested_on) == (None, "", "", None)
    wrong = Obstruction(what="movement_denial", where=FORD, when=DAY, protested_on="2032-05-20")
    assert [field for field, _ in wrong.problems()] == ["protest"]


def test_an_empty_ledger_has_empty_frames(made: Operation) -> None:
    found = obstructed(Picture(made["HQ"].ledger, HOLDER), DISTRICTS)
    assert (found.acts.height, found.visits.height, found.attempts.frame.height, found.records) == (0, 0, 0, ())
