"""Routing of alerts over records: what the sender may not see still protects, and nothing added opens a route."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offices import incident, operation, write_statement
from velmara_actors import DAY, HOLDER, READER, START, Velmara, changed

from withstand.actors.records import RELATION, Relation
from withstand.evidence.records import ALERT, INCIDENT
from withstand.evidence.routing import Dispatch, NotSent
from withstand.ledger.entries import public_text
from withstand.ledger.errors import InvalidRecord, NotFound
from withstand.ledger.fields import Assertion, Consent, Span
from withstand.ledger.journal import Draft, LinkTo, append, withdraw_link
from withstand.picture.audience import EVERY
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.picture.routing import route, send, told

PARTNER = Assertion(perpetrator="state_partner", confidence="low")
HOUR = 3_600_000_000


@pytest.fixture
def velmara() -> Velmara:
    return Velmara()


def verdict(world: Velmara, alert: str, recipient: str) -> str:
    return route(world.guard, alert, recipient, DAY).finding.verdict


@dataclasses.dataclass(frozen=True)
class LampGuard:
    """The auxiliary of the demo mission and those bound to it."""

    guard: str
    patron: str
    liaison: str
    brigade: str
    ministry: str
    police: str
    commission: str
    rights: str
    river_front: str
    contingent: str


@pytest.fixture
def lamp(velmara: Velmara) -> LampGuard:
    found = LampGuard(
        velmara.unit("Lamp Guard", "state_partner"),
        velmara.office("Ministry of Outer Works of Ostrel", "foreign_state"),
        velmara.office("Liaison office of Ostrel in Velm", "foreign_state"),
        velmara.unit("4th Brigade"),
        velmara.office("Ministry of Defence"),
        velmara.unit("National police"),
        velmara.office("Human-rights commission"),
        velmara.office("Rights observatory of the Lonn Coast", "own_side"),
        velmara.group("River Front"),
        velmara.unit("Contingent at Amber Ford", "own_side"),
    )
    velmara.relate(found.guard, "proxy", found.patron, Span(start="2031-06"))
    velmara.relate(found.liaison, "administrative", found.patron)
    velmara.relate(found.guard, "operational", found.brigade, Span(start="2031", end="2032"))
    velmara.relate(found.brigade, "command", found.ministry)
    return found


@pytest.mark.parametrize("named", ["link", "class"])
def test_an_alert_about_the_lamp_guard_never_reaches_patron_liaison_or_army(
    velmara: Velmara, lamp: LampGuard, named: str
) -> None:
    suspected = ((lamp.guard, "a1"),) if named == "link" else ()
    alert = velmara.alert(PARTNER, suspected=suspected)
    decision = velmara.decide(alert, *dataclasses.astuple(lamp))
    for recipient in (lamp.guard, lamp.patron, lamp.liaison, lamp.brigade, lamp.ministry):
        assert verdict(velmara, alert, recipient) == "never"
        for chosen in ("", decision):
            with pytest.raises(NotSent):
                send(velmara.guard, alert, recipient, HOLDER, START + HOUR, chosen)
    assert verdict(velmara, alert, lamp.police) == ("held" if named == "link" else "never")
    assert verdict(velmara, alert, lamp.contingent) == "may_travel"
    assert send(velmara.guard, alert, lamp.contingent, HOLDER, START + HOUR).recipient == lamp.contingent


def test_men_in_uniform_at_the_bridge_wait_for_a_person_with_a_clock(velmara: Velmara, lamp: LampGuard) -> None:
    alert = velmara.alert(Assertion(described="men in uniform", uniformed=True))
    found = route(velmara.guard, alert, lamp.commission, DAY).finding
    entered = velmara.guard.picture.get(alert).recorded_at
    assert (found.verdict, found.due_at) == ("held", entered + 2 * HOUR)
    assert found.overdue(entered + 3 * HOUR)
    shorter = route(velmara.guard, alert, lamp.commission, DAY, hold=timedelta(minutes=20)).finding
    assert shorter.due_at == entered + HOUR // 3
    with pytest.raises(NotSent, match="Held for a person"):
        send(velmara.guard, alert, lamp.commission, HOLDER, entered + 9 * HOUR)


def test_the_clock_of_a_late_entry_runs_from_the_end_of_the_day_it_was_received(
    velmara: Velmara, lamp: LampGuard
) -> None:
    alert = velmara.alert(received="2032-01-16")
    due = route(velmara.guard, alert, lamp.commission, DAY).finding.due_at
    midnight = START - 53 * 60_000_000 - 20_000_000 - 24 * HOUR
    assert due == pytest.approx(midnight + 2 * HOUR, abs=1_000_000)


def test_a_held_alert_goes_under_a_decision_of_a_person_on_this_alert_and_recipient(
    velmara: Velmara, lamp: LampGuard
) -> None:
    alert, other = velmara.alert(), velmara.alert()
    decision = velmara.decide(alert, lamp.commission)
    sent = send(velmara.guard, alert, lamp.commission, HOLDER, START + HOUR, decision)
    assert isinstance(sent, Dispatch)
    assert (sent.alert, sent.recipient, sent.decision) == (alert, lamp.commission, decision)
    for what, to in ((other, lamp.commission), (alert, lamp.police)):
        with pytest.raises(NotSent, match="does not rest on both"):
            send(velmara.guard, what, to, HOLDER, START + HOUR, decision)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"review_by": "2032-01-18", "on": "2032-01-17"}, ""),
        ({"review_by": "2032-01-17", "on": "2032-01-16"}, "past its day of review"),
        ({"on": "2032-01-19"}, "not yet taken"),
        ({"decided_by": " "}, "who took it"),
    ],
)
def test_a_decision_counts_while_it_is_in_force_and_says_who_took_it(
    velmara: Velmara, lamp: LampGuard, change: dict[str, str], why: str
) -> None:
    alert = velmara.alert()
    decision = velmara.decide(alert, lamp.commission, **change)
    if not why:
        assert send(velmara.guard, alert, lamp.commission, HOLDER, START + HOUR, decision).decision == decision
        return
    with pytest.raises(NotSent, match=why):
        send(velmara.guard, alert, lamp.commission, HOLDER, START + HOUR, decision)


def test_another_kind_of_record_is_no_decision(velmara: Velmara, lamp: LampGuard) -> None:
    alert = velmara.alert()
    with pytest.raises(NotSent, match="this record is none"):
        send(velmara.guard, alert, lamp.commission, HOLDER, START + HOUR, alert)


def test_nobody_sends_an_alert_that_they_may_not_see(velmara: Velmara, lamp: LampGuard) -> None:
    alert = velmara.alert(Assertion(perpetrator="armed_group"), classification="strictly_confidential")
    assert send(velmara.guard, alert, lamp.police, HOLDER, START + HOUR)
    with pytest.raises(NotFound):
        send(velmara.guard, alert, lamp.police, READER, START + HOUR)


def test_a_relation_that_the_sender_may_not_see_still_closes_the_route(velmara: Velmara, lamp: LampGuard) -> None:
    open_ = velmara.alert(Assertion(perpetrator="armed_group"), suspected=((lamp.river_front, "a1"),))
    assert verdict(velmara, open_, lamp.police) == "may_travel"
    hidden = velmara.relate(
        lamp.police, "support", lamp.river_front, classification="strictly_confidential",
        compartments=("human_rights",),
    )  # fmt: skip
    with pytest.raises(NotFound):
        Picture(velmara.ledger, READER).get(hidden)
    found = route(velmara.guard, open_, lamp.police, DAY)
    assert found.finding.verdict == "never"
    assert (found.classification, found.compartments) == ("strictly_confidential", ("human_rights",))
    assert hidden in found.rests_on
    assert told(found, velmara.guard, READER) == "Blocked: ask Human rights."
    assert "River Front" in told(found, velmara.guard, HOLDER)
    with pytest.raises(NotSent, match=r"^Blocked: ask Human rights\.$"):
        send(velmara.guard, open_, lamp.police, READER, START + HOUR)


def test_classifying_a_relation_higher_or_withdrawing_consent_opens_nothing(velmara: Velmara, lamp: LampGuard) -> None:
    source = velmara.source(Consent(recipient="authorities", purposes=("protection",)))
    alert = velmara.alert(
        Assertion(perpetrator="armed_group"), suspected=((lamp.river_front, "a1"),),
        links=(LinkTo("source", source),),
    )  # fmt: skip
    relation = velmara.relate(lamp.police, "support", lamp.river_front)
    assert verdict(velmara, alert, lamp.police) == "never"
    picture = velmara.guard.picture
    seen = picture.get(relation)
    velmara.save(
        RELATION,
        changed(seen.fields, consent=(Consent(recipient="un", given=False),)),
        classification="strictly_confidential", record=relation, supersedes=(seen.version,),
    )  # fmt: skip
    shown = picture.get(source)
    velmara.save(
        shown.kind, changed(shown.fields, consent=(Consent(recipient="un", given=False),)),
        record=source, supersedes=(shown.version,),
    )  # type: ignore[arg-type]  # fmt: skip
    assert verdict(velmara, alert, lamp.police) == "never"
    with pytest.raises(NotFound):
        send(velmara.guard, alert, lamp.police, HOLDER, START + HOUR)


@pytest.mark.parametrize("how", ["ended in an edit", "its link taken back"])
def test_whoever_changes_a_relation_frees_no_alert(velmara: Velmara, lamp: LampGuard, how: str) -> None:
    alert = velmara.alert(Assertion(perpetrator="armed_group"), suspected=((lamp.river_front, "a1"),))
    relation = velmara.relate(lamp.police, "support", lamp.river_front)
    assert verdict(velmara, alert, lamp.police) == "never"
    seen = velmara.guard.picture.get(relation)
    if how == "ended in an edit":
        ended = changed(seen.fields, valid=Span(start="2030", end="2030-02", precise=True))
        velmara.save(RELATION, ended, record=relation, supersedes=(seen.version,))
    else:
        (link,) = velmara.guard.picture.links(relation, "upper")
        withdraw_link(velmara.ledger, link.link)
    found = route(velmara.guard, alert, lamp.police, DAY)
    assert found.finding.verdict == "held"
    assert ("once_bound", lamp.river_front) in found.finding.reasons or how != "ended in an edit"
    assert "Held for a person" in told(found, velmara.guard, HOLDER)


def test_a_relation_that_a_revoked_office_told_of_still_holds_an_alert_for_a_person() -> None:
    world = Velmara(operation("velm", "ford"))
    velm, ford = world.made["velm"], world.made["ford"]
    police, front = world.unit("Police"), world.group("River Front")
    alert = world.alert(Assertion(perpetrator="armed_group"), suspected=((front, "a1"),))
    ford.take(velm.send(ford))
    fields = Relation(type="support", valid=Span(start="2031"))
    append(ford.ledger, [Draft(RELATION, fields, "confidential",
                               links=(LinkTo("lower", police), LinkTo("upper", front)))])  # fmt: skip
    velm.take(ford.send(velm))
    assert verdict(world, alert, police) == "never"
    installation = ford.ledger.signer.installation
    write_statement(velm.ledger, world.made.say("revoke", installation, public_text(ford.key), sequence=0))
    assert verdict(world, alert, police) == "held"


def test_what_sources_have_not_agreed_to_is_not_sent_to_authorities(velmara: Velmara, lamp: LampGuard) -> None:
    alert = velmara.alert(Assertion(perpetrator="armed_group"), consent=())
    assert verdict(velmara, alert, lamp.police) == "may_travel"
    with pytest.raises(NotSent, match="have not agreed"):
        send(velmara.guard, alert, lamp.police, HOLDER, START + HOUR, velmara.decide(alert, lamp.police))
    assert send(velmara.guard, alert, lamp.contingent, HOLDER, START + HOUR)


def edit(world: Velmara, alert: str, **changes: object) -> None:
    seen = world.guard.picture.get(alert)
    world.save(ALERT, changed(seen.fields, **changes), record=alert, supersedes=(seen.version,))


def test_an_assertion_taken_out_of_an_alert_still_counts(velmara: Velmara, lamp: LampGuard) -> None:
    alert = velmara.alert(Assertion(perpetrator="host_state"))
    edit(velmara, alert, perpetrators=(Assertion(perpetrator="armed_group"),))
    assert verdict(velmara, alert, lamp.police) == "never"


def test_a_suspected_actor_whose_link_was_withdrawn_still_counts(velmara: Velmara, lamp: LampGuard) -> None:
    alert = velmara.alert(Assertion(perpetrator="unknown"), suspected=((lamp.guard, "a1"),))
    (link,) = velmara.guard.picture.links(alert, "suspected")
    withdraw_link(velmara.ledger, link.link)
    assert velmara.guard.picture.links(alert, "suspected") == ()
    assert verdict(velmara, alert, lamp.patron) == "never"
    assert verdict(velmara, alert, lamp.contingent) == "held"


def test_a_refuted_alert_stays_as_closed_as_it_was(velmara: Velmara, lamp: LampGuard) -> None:
    alert = velmara.alert(Assertion(perpetrator="host_state"), suspected=((lamp.brigade, "a1"),))
    refuted = velmara.save(INCIDENT, incident(verification="refuted"))
    velmara.save(
        ALERT, changed(velmara.guard.picture.get(alert).fields, status="unfounded"),
        LinkTo("came_true_as", refuted),
        record=alert, supersedes=(velmara.guard.picture.get(alert).version,),
    )  # fmt: skip
    for recipient in (lamp.brigade, lamp.ministry, lamp.guard, lamp.patron):
        assert verdict(velmara, alert, recipient) == "never"


def test_relations_count_from_the_first_day_of_the_alert_to_the_day_of_asking(
    velmara: Velmara, lamp: LampGuard
) -> None:
    alert = velmara.alert(
        Assertion(perpetrator="armed_group"), suspected=((lamp.river_front, "a1"),), when=Span(start="2032-01-10")
    )
    for start, end, closes in (
        ("2031-01-01", "2032-01-09", False),
        ("2032-02-01", "2032-03-01", False),
        ("2032-01-01", "2032-01-10", True),
        ("2032-01-16", "2032-03-01", True),
    ):
        actor = velmara.unit(f"Unit from {start}")
        velmara.relate(actor, "support", lamp.river_front, Span(start=start, end=end, precise=True))
        assert (verdict(velmara, alert, actor) == "never") is closes, (start, end)


def test_a_guard_of_an_earlier_day_does_not_open_a_route(velmara: Velmara, lamp: LampGuard) -> None:
    alert = velmara.alert(
        Assertion(perpetrator="armed_group"), suspected=((lamp.river_front, "a1"),), when=Span(start="2032-01-10")
    )
    velmara.relate(lamp.police, "support", lamp.river_front, Span(start="2032-01-15", ongoing=True, precise=True))
    earlier = Guard(velmara.ledger, DAY - timedelta(days=7))
    assert route(earlier, alert, lamp.police, DAY).finding.verdict == "never"


def test_a_unit_that_two_offices_entered_twice_is_held_by_its_name(velmara: Velmara, lamp: LampGuard) -> None:
    alert = velmara.alert(Assertion(perpetrator="armed_group"), suspected=((lamp.river_front, "a1"),))
    again = velmara.office("RIVER FRONT", "own_side")
    assert verdict(velmara, alert, again) == "held"


def test_a_relation_whose_text_has_not_come_here_holds_every_alert() -> None:
    world = Velmara(operation("velm", "ford", clearance="confidential"))
    police, front = world.unit("Police"), world.group("River Front")
    alert = world.alert(Assertion(perpetrator="armed_group"), suspected=((front, "a1"),))
    ford = Velmara(world.made)
    ford_office = world.made["ford"]
    ford_office.take(world.made["velm"].send(ford_office))
    assert route(Guard(ford_office.ledger), alert, police, DAY).finding.verdict == "may_travel"
    world.relate(police, "support", front, classification="strictly_confidential")
    ford_office.take(world.made["velm"].send(ford_office))
    assert route(Guard(ford_office.ledger), alert, police, DAY).finding.verdict == "held"
    assert verdict(ford, alert, police) == "never"


def test_an_alert_goes_to_actors_only_and_only_alerts_go(velmara: Velmara, lamp: LampGuard) -> None:
    alert = velmara.alert()
    with pytest.raises(InvalidRecord):
        route(velmara.guard, alert, alert, DAY)
    with pytest.raises(InvalidRecord):
        route(velmara.guard, lamp.police, lamp.commission, DAY)
    with pytest.raises(NotFound):
        route(velmara.guard, alert, "00000000-0000-7000-8000-000000000000", DAY)


TYPES = ("command", "administrative", "operational", "proxy", "support", "alliance", "successor")
SIDES = ("host_state", "state_partner", "foreign_state", "de_facto_authority", "armed_group", "own_side", "unknown")
SPANS = (None, Span(start="2031", ongoing=True), Span(start="2031-05-01"), Span(start="2032-01-18"))
NUMBER = st.integers(0, 5)
GRAPHS = st.tuples(
    st.lists(st.sampled_from(SIDES), min_size=6, max_size=6),
    st.lists(st.tuples(NUMBER, NUMBER, st.sampled_from(TYPES), st.sampled_from(SPANS), st.booleans()), max_size=6),
    st.lists(st.tuples(st.sampled_from(SIDES), st.booleans(), st.none() | NUMBER), max_size=2),
)


def reached(start: int, edges: list[tuple[int, int]]) -> set[int]:
    """All that a number is connected with, by brute force."""
    found = {start}
    while more := {b for pair in edges for a, b in (pair, pair[::-1]) if a in found} - found:
        found |= more
    return found


@settings(max_examples=25, deadline=None)
@given(GRAPHS)
def test_over_random_records_nobody_connected_with_a_suspect_ever_gets_leave(graph: tuple) -> None:  # type: ignore[type-arg]
    sides, ties, said = graph
    world = Velmara()
    actors = [world.unit(f"Unit {number}", side) for number, side in enumerate(sides)]
    for lower, upper, type_, valid, hidden in ties:
        world.relate(
            actors[lower], type_, actors[upper], valid,
            classification="strictly_confidential" if hidden else "unclassified",
        )  # fmt: skip
    assertions = tuple(
        Assertion(key=f"a{place}", perpetrator=side, uniformed=uniform) for place, (side, uniform, _) in enumerate(said)
    )
    suspected = tuple((actors[who], f"a{place}") for place, (_, _, who) in enumerate(said) if who is not None)
    alert = world.alert(*assertions, suspected=suspected)
    decision = world.decide(alert, *actors)
    edges = [(lower, upper) for lower, upper, *_ in ties]
    barred = set().union(*(reached(who, edges) for _, _, who in said if who is not None))
    reader = dataclasses.replace(READER, components=(EVERY,), clearance="confidential")
    for number, actor in enumerate(actors):
        try:
            sent = send(world.guard, alert, actor, reader, START + HOUR, decision)
        except NotSent:
            continue
        assert sent.recipient == actor
        assert number not in barred
