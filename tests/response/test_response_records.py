"""The cases of the audit as the ledger gives them: what counts as a response, by whom, and what may be seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from offices import Operation, operation

from withstand.actors.records import GROUP, RELATION, UNIT, Group, Relation, Unit
from withstand.demo.files import DISTRICTS_MAP
from withstand.dialogue.records import ENGAGEMENT, Engagement
from withstand.evidence.boundaries import area_set
from withstand.evidence.dispatched import DISPATCHED, Dispatched
from withstand.evidence.presence import PRESENCE, Presence
from withstand.evidence.records import ALERT, INCIDENT, VISIT, Alert, Incident, Visit
from withstand.ledger.fields import Assertion, Place, Span, Tally
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.mission.records import ACTION, THREAT, Action, Threat
from withstand.mission.responded import responded
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.picture import Picture

FORD, BANK = Place(area="VM0101"), Place(area="VM0102")
MAY = Span(start="2032-05-18")
ON = date(2032, 8, 1)
DISTRICTS = area_set(DISTRICTS_MAP, "admin2")
LOW = Audience("liaison", "confidential", (), "un", "protection")


@pytest.fixture
def made() -> Operation:
    return operation("HQ")


def save(made: Operation, kind: Kind, fields: Any, *links: tuple[str, str], level: str = "confidential") -> str:
    targets = tuple(LinkTo(role, target) for role, target in links)
    return append(made["HQ"].ledger, [Draft(kind, fields, level, (), links=targets, checked=True)])[0].record


def incident(made: Operation, *links: tuple[str, str], side: str = "host_state", **more: Any) -> str:
    said = (Assertion(perpetrator=side),) if side else ()
    fields = {"what": "unlawful_killing", "where": FORD, "when": MAY, "perpetrators": said} | more
    return save(made, INCIDENT, Incident(**fields), *links)


def alert(made: Operation, **more: Any) -> str:
    fields = {"what": "looting", "where": FORD, "when": MAY, "received": "2032-05-18"} | more
    return save(made, ALERT, Alert(**fields))


def cases(made: Operation, audience: Audience = HOLDER, **more: Any) -> dict[str, dict[str, Any]]:
    found = responded(Picture(made["HQ"].ledger, audience), DISTRICTS, ON, **more)
    return {row["record"]: row for row in found.iter_rows(named=True)}


def visit(made: Operation, case: str, on: str, access: str = "full", level: str = "confidential") -> str:
    fields = Visit(purpose="patrol", where=FORD, when=Span(start=on), access=access)
    return save(made, VISIT, fields, ("about", case), level=level)


def test_each_act_of_ours_is_a_response_and_the_first_of_them_counts(made: Operation) -> None:
    visited, raised, acted, by_threat, none = (incident(made) for _ in range(5))
    warned = alert(made)
    visit(made, visited, "2032-05-25")
    visit(made, visited, "2032-05-21", "denied")
    talk = Engagement(
        subject="s", when=Span(start="2032-05-20"), level="local", channel="meeting", lead="civil_affairs"
    )
    army = save(made, UNIT, Unit(name="Battalion", side="host_state"))
    save(made, ENGAGEMENT, talk, ("raises", raised), ("met", army))
    done = Action(task="t", when=Span(start="2032-05-19"), status="done", done_on="2032-05-28", owner="civil_affairs")
    save(made, ACTION, done, ("rests_on", acted))
    threat = save(made, THREAT, Threat(threat="t", where=FORD, when=MAY), ("rests_on", by_threat))
    begun = Action(
        task="t", when=Span(start="2032-05-22"), status="under_way", reviewed_on="2032-06-02", owner="civil_affairs"
    )
    save(made, ACTION, begun, ("answers", threat))
    sent = Dispatched(sent_on="2032-05-19", route_verdict="may_travel", sent_by="civil_affairs")
    save(made, DISPATCHED, sent, ("sends", warned), ("sent_to", army))
    found = cases(made)
    told = {one: (row["by"], row["least"], row["most"]) for one, row in found.items()}
    assert told == {
        visited: ("visit", 3, 3),
        raised: ("engagement", 2, 2),
        acted: ("action", 10, 10),
        by_threat: ("action", 4, 15),
        none: (None, None, None),
        warned: ("sent", 1, 1),
    }
    assert not any(row["unknown"] for row in found.values())
    only = cases(made, visits_only=True)
    assert [one for one, row in only.items() if row["most"] is not None] == [visited]
    assert only[visited]["most"] == 7


def test_what_is_planned_blocked_or_older_than_the_case_is_no_response(made: Operation) -> None:
    case = incident(made)
    visit(made, case, "2032-05-25", "not_attempted")
    visit(made, case, "2032-04-01")
    talk = Engagement(
        subject="s",
        when=Span(start="2032-05-20"),
        level="local",
        channel="meeting",
        lead="civil_affairs",
        held="planned",
    )
    army = save(made, UNIT, Unit(name="Battalion", side="host_state"))
    save(made, ENGAGEMENT, talk, ("raises", case), ("met", army))
    for status in ("open", "blocked", "dropped"):
        save(made, ACTION, Action(task="t", when=MAY, status=status, owner="civil_affairs"), ("rests_on", case))
    old = Action(task="t", when=Span(start="2032-01-01"), status="standing", owner="civil_affairs")
    save(made, ACTION, old, ("rests_on", case))
    (row,) = cases(made).values()
    assert (row["most"], row["unknown"], row["watched"]) == (None, False, 75)


def test_what_a_record_does_not_say_cannot_be_known_and_what_nobody_did_is_none(made: Operation) -> None:
    closed = alert(made, status="closed")
    nobody = alert(made, status="closed", answerer="nobody")
    ours = alert(made, status="answered", answerer="operation", answered_on="2032-05-20")
    jointly = alert(made, status="answered", answerer="jointly", answered_on="2032-05")
    theirs = alert(made, status="answered", answerer="state_forces", answered_on="2032-05-19")
    waits = alert(made, status="held")
    vague = incident(made)
    save(made, ACTION, Action(task="t", when=MAY, status="unknown", owner="civil_affairs"), ("rests_on", vague))
    found = cases(made)
    told = {one: (row["most"], row["unknown"], row["state"]) for one, row in found.items()}
    assert told == {
        closed: (None, True, "unknown"),
        nobody: (None, False, "no"),
        ours: (2, False, "no"),
        jointly: (13, False, "yes"),
        theirs: (None, False, "yes"),
        waits: (None, False, "no"),
        vague: (None, True, "unknown"),
    }


def test_what_the_state_did_is_the_states_and_never_ours(made: Operation) -> None:
    army = save(made, UNIT, Unit(name="Battalion", side="host_state"))
    case, measured = incident(made), incident(made, state_action="disciplinary")
    done = Action(task="t", when=MAY, status="done", done_on="2032-05-20")
    save(made, ACTION, done, ("rests_on", case), ("done_by", army))
    found = cases(made)
    assert (found[case]["most"], found[case]["state"]) == (None, "yes")
    assert (found[measured]["most"], found[measured]["state"]) == (None, "yes")


def test_a_proxy_counts_as_the_registry_says_and_both_versions_stand(made: Operation) -> None:
    army = save(made, UNIT, Unit(name="Battalion", side="host_state"))
    guard = save(made, GROUP, Group(name="Guard", side="militia"))
    proxy = Relation(type="proxy", proxy_link="supply", valid=Span(start="2031-01-01", end="2033-01-01", precise=True))
    save(made, RELATION, proxy, ("lower", guard), ("upper", army))
    wanted = {
        incident(made, ("suspected", guard), side="militia"): ("state_partner", "host_state"),
        incident(made, side="militia"): ("non_state", "non_state"),
        incident(made, side="state_partner"): ("state_partner", "host_state"),
        incident(made, side=""): ("unknown", "unknown"),
        incident(
            made, perpetrators=(Assertion(perpetrator="host_state"), Assertion(key="a2", perpetrator="criminal"))
        ): (
            "several",
            "several",
        ),
        incident(
            made, perpetrators=(Assertion(perpetrator="host_state"), Assertion(key="a2", perpetrator="state_partner"))
        ): ("several", "host_state"),
    }
    assert {one: (row["perpetrator"], row["with_partners"]) for one, row in cases(made).items()} == wanted


def test_records_said_to_be_one_incident_are_one_case(made: Operation) -> None:
    first = incident(made)
    second = incident(made, ("same_as", first), when=Span(start="2032-05-20"))
    visit(made, second, "2032-05-21")
    (row,) = cases(made).values()
    assert (row["record"], row["day"], row["most"]) == (min(first, second), date(2032, 5, 18), 3)


def test_severity_and_distance_are_said_or_left_unknown(made: Operation) -> None:
    many = incident(made, counts=(Tally(unit="victim", best=12),))
    slight = incident(made, what="looting", where=Place(area="elsewhere"))
    found = cases(made)
    assert (found[many]["severity"], found[many]["distance"], found[many]["area"]) == (3, None, "VM0101")
    assert (found[slight]["severity"], found[slight]["distance"], found[slight]["area"]) == (1, None, None)
    ours = Presence(presence_of="own_side", where=BANK, when=Span(start="2032-01-01", ongoing=True), posts=1)
    save(made, PRESENCE, ours)
    assert 0 < cases(made)[many]["distance"] < 200
    visit(made, many, "2032-05-10")
    assert cases(made)[many]["distance"] == 0


def test_what_may_not_be_seen_changes_nothing(made: Operation) -> None:
    case = incident(made)
    visit(made, case, "2032-05-25")
    before = cases(made, LOW)
    visit(made, case, "2032-05-19", level="strictly_confidential")
    hidden = Incident(what="looting", where=FORD, when=MAY)
    save(made, INCIDENT, hidden, level="strictly_confidential")
    base = Presence(presence_of="own_side", where=FORD, when=Span(start="2032-01-01", ongoing=True), posts=1)
    save(made, PRESENCE, base, level="strictly_confidential")
    assert cases(made, LOW) == before
    assert len(cases(made)) == 2
    assert cases(made)[case]["most"] == 1
