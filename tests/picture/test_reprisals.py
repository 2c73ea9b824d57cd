"""Reprisals pause contact with those they hit until a person lifts the pause with a reason."""

from __future__ import annotations

import pytest
from offices import operation, save
from velmara_actors import HOLDER, READER, Velmara, changed

from withstand.evidence.records import REPRISAL, Reprisal
from withstand.ledger.errors import InvalidRecord, NotFound
from withstand.ledger.fields import Consent, Place, Span
from withstand.ledger.journal import LinkTo, withdraw_link
from withstand.picture.audience import Audience
from withstand.picture.explanation import explain
from withstand.picture.guard import Guard, paused_contact, reprisals_without_names
from withstand.picture.picture import Picture


@pytest.fixture
def velmara() -> Velmara:
    return Velmara()


def reprisal(world: Velmara, *hit: str, **more: object) -> str:
    fields = Reprisal(what="threat", where=Place(area="VM0101"), when=Span(start="2032-01"))
    return world.save(REPRISAL, fields, *(LinkTo("hit", one) for one in hit), **more)  # type: ignore[arg-type]


def lift(world: Velmara, record: str, reason: str = "The family has moved and asks to be called") -> None:
    seen = world.guard.picture.get(record)
    fields = changed(seen.fields, contact_paused=False, lifted_because=reason)
    world.save(REPRISAL, fields, record=record, supersedes=(seen.version,))


def test_a_reprisal_pauses_contact_with_whom_it_hit_and_nobody_else(velmara: Velmara) -> None:
    hit, other = velmara.source(), velmara.office("Court of Amber Ford")
    record = reprisal(velmara, hit)
    found = paused_contact(velmara.guard, hit)
    assert (found.finding, found.rests_on) == (True, (record,))
    assert paused_contact(velmara.guard, other).finding is False


def test_a_reprisal_restricted_to_another_component_still_pauses_and_tells_whom_to_ask(velmara: Velmara) -> None:
    hit = velmara.office("Court of Amber Ford")
    record = reprisal(velmara, hit, classification="strictly_confidential", compartments=("human_rights",))
    with pytest.raises(NotFound):
        Picture(velmara.ledger, READER).get(record)
    assert Picture(velmara.ledger, READER).links(hit, outward=False) == ()
    found = paused_contact(velmara.guard, hit)
    assert found.finding is True
    assert found.told_to(READER, "Contact is paused after a threat.") == "Blocked: ask Human rights."
    assert found.told_to(HOLDER, "Contact is paused after a threat.") == "Contact is paused after a threat."


def test_a_finding_is_open_to_no_use_that_a_source_of_its_evidence_has_not_agreed_to(velmara: Velmara) -> None:
    hit = velmara.office("Court of Amber Ford")
    allowed = Consent(recipient="authorities", purposes=("protection",))
    reprisal(velmara, hit)
    authorities = Audience("authorities", "strictly_confidential", ("*",), recipient="authorities")
    found = paused_contact(velmara.guard, hit)
    assert found.visible_to(HOLDER)
    assert not found.visible_to(authorities)
    other = velmara.office("Court of Kessin")
    record = velmara.save(
        REPRISAL,
        Reprisal(what="threat", where=Place(area="VM0101"), when=Span(start="2032-01"), consent=(allowed,)),
        LinkTo("hit", other),
    )
    assert paused_contact(velmara.guard, other).rests_on == (record,)
    assert paused_contact(velmara.guard, other).visible_to(authorities)


def test_what_is_restricted_in_an_unknown_word_is_told_as_unknown_and_shown_to_nobody(velmara: Velmara) -> None:
    hit = velmara.office("Court of Amber Ford")
    record = reprisal(velmara, hit)
    velmara.ledger.projection._db.run("UPDATE record SET level = 9 WHERE record = ?", (record,))
    found = paused_contact(velmara.guard, hit)
    assert (found.finding, found.classification) == (True, "unknown")
    assert not found.visible_to(HOLDER)
    assert velmara.guard.picture.get(record).classification == "unknown"
    said = [text for text, _ in explain(velmara.ledger, record, HOLDER).conditions]
    assert any("a word that this program does not know" in text for text in said)
    assert not any("it is strictly confidential" in text for text in said)


def test_a_pause_is_lifted_with_a_reason_and_not_without(velmara: Velmara) -> None:
    hit = velmara.source()
    record = reprisal(velmara, hit)
    with pytest.raises(InvalidRecord, match="say why contact is safe again"):
        lift(velmara, record, "")
    assert paused_contact(velmara.guard, hit).finding is True
    lift(velmara, record)
    assert paused_contact(velmara.guard, hit).finding is False


def test_one_of_two_reprisals_lifted_leaves_contact_paused(velmara: Velmara) -> None:
    hit = velmara.source()
    first, second = reprisal(velmara, hit), reprisal(velmara, hit)
    lift(velmara, first)
    found = paused_contact(velmara.guard, hit)
    assert (found.finding, found.rests_on) == (True, (second,))


def test_a_lift_that_stands_beside_another_version_does_not_count_until_a_person_settles_it() -> None:
    world = Velmara(operation("velm", "ford"))
    ford, velm = world.made["ford"], world.made["velm"]
    hit = world.source()
    record = reprisal(world, hit)
    ford.take(velm.send(ford))
    seen = Guard(ford.ledger).picture.get(record)
    save(ford.ledger, changed(seen.fields, what="surveillance"), REPRISAL, record=record, supersedes=(seen.version,))
    world.made.time.now += 1_000_000
    lift(world, record)
    velm.take(ford.send(velm))
    picture = world.guard.picture
    assert picture.get(record).heads == 2
    assert paused_contact(world.guard, hit).finding is True
    heads = picture.heads(record)
    fields = changed(picture.get(record).fields, contact_paused=False, lifted_because="Settled with the source")
    save(world.ledger, fields, REPRISAL, record=record, supersedes=heads)
    assert paused_contact(world.guard, hit).finding is False


def test_a_reprisal_that_names_nobody_is_listed_with_its_own_rights_until_it_is_linked_or_lifted(
    velmara: Velmara,
) -> None:
    named = reprisal(velmara, velmara.source())
    nobody = reprisal(velmara, compartments=("human_rights",))
    (listed,) = reprisals_without_names(velmara.guard)
    assert (listed.finding, listed.compartments) == (nobody, ("human_rights",))
    assert not listed.visible_to(READER)
    (link,) = velmara.guard.picture.links(named, "hit")
    withdraw_link(velmara.ledger, link.link)
    assert {one.finding for one in reprisals_without_names(velmara.guard)} == {named, nobody}
    lift(velmara, named)
    assert {one.finding for one in reprisals_without_names(velmara.guard)} == {nobody}
