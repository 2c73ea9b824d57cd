"""A finding is accepted for a time, by a role that may, with reasons; it is shown as accepted, and comes back."""

from __future__ import annotations

from datetime import date

import pytest
from support_world import World

from withstand.evidence.records import INCIDENT, Incident
from withstand.inducement.parts import Dissent
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Place, Span
from withstand.ledger.journal import Draft, append
from withstand.mission.accepting import (
    Accepting,
    NotAccepted,
    Told,
    acceptance_draft,
    acceptances,
    accepted,
    taking_back,
    told,
)
from withstand.mission.records import ACCEPTANCE, Acceptance
from withstand.picture.audience import HOLDER, Audience
from withstand.picture.picture import Picture

SAID = Accepting("head_of_component", "Chief of human rights", "the log is at the printer", date(2032, 3, 20))


def overdue(world: World) -> str:
    """A request under delivery whose condition is overdue; the finding's id."""
    world.framework()
    request = world.request(world.unit("41st Battalion"))
    world.approved(request)
    world.condition(request, due="2032-02-10")
    world.at("2032-03-01")
    (found,) = world.found("condition_overdue")
    return found.id


def accept(world: World, finding: str, said: Accepting = SAID, audience: Audience = HOLDER) -> str:
    """Accept it; the record."""
    draft = acceptance_draft(world.guard, world.run(), audience, finding, said, world.day)
    return append(world.ledger, [draft])[0].record


def lines(world: World, audience: Audience = HOLDER) -> list[Told]:
    """What an audience is told of overdue conditions."""
    return [
        one for one in told(world.guard, world.run(), audience)
        if one.finding is None or one.finding.rule == "condition_overdue"
    ]  # fmt: skip


def test_it_is_shown_as_accepted_until_its_day_and_comes_back_after() -> None:
    world = World()
    record = accept(world, overdue(world))
    (line,) = lines(world)
    assert line.accepted is not None
    assert line.accepted.record == record
    assert lines(world.at("2032-03-20"))[0].accepted is not None
    (back,) = lines(world.at("2032-03-21"))
    assert back.accepted is None


def test_it_is_taken_back_with_a_reason_and_the_finding_stands_again_from_that_day() -> None:
    world = World()
    record = accept(world, overdue(world))
    world.at("2032-03-05")
    sight = Picture(world.ledger, HOLDER)
    with pytest.raises(InvalidRecord, match="say why"):
        taking_back(sight, record, " ", world.day)
    append(world.ledger, [taking_back(sight, record, "the log will not come", world.day)])
    assert lines(world)[0].accepted is None
    fields = Picture(world.ledger, HOLDER).get(record).fields
    assert isinstance(fields, Acceptance)
    assert accepted_on(world, fields, date(2032, 3, 4))
    with pytest.raises(NotAccepted, match="nothing to take back"):
        taking_back(Picture(world.ledger, HOLDER), record, "again", world.day)


def accepted_on(world: World, fields: Acceptance, day: date) -> bool:
    """Whether the finding of an acceptance was accepted on a day."""
    (found,) = (one for one in world.run().findings if one.id == fields.finding)
    return accepted(found, acceptances(world.guard), day) is not None


def test_what_was_accepted_by_the_program_of_before_is_read() -> None:
    before = Acceptance(
        finding="0123456789abcdef", rule="condition_overdue", on="2032-03-01", by_role="head_of_component",
        decided_by="Chief", reasons="soon", expires="2032-03-20",
    )  # fmt: skip
    fields = ACCEPTANCE.decode(ACCEPTANCE.body(before), 1)
    assert isinstance(fields, Acceptance)
    assert fields.taken_back is None


def test_more_evidence_is_another_finding_that_it_does_not_cover() -> None:
    world = World()
    world.framework()
    battalion = world.unit("41st Battalion")
    world.approved(world.request(battalion))
    world.incident(battalion)
    (first,) = world.found("open_grave_case")
    accept(world, first.id, Accepting("head_of_mission", "Head of mission", "known, looked into", date(2032, 2, 20)))
    world.wait().incident(battalion)
    (second,) = world.found("open_grave_case")
    assert second.id != first.id
    assert accepted(second, acceptances(world.guard), world.day) is None


def test_only_a_role_that_may() -> None:
    world = World()
    finding = overdue(world)
    with pytest.raises(NotAccepted, match="Head of mission or deputy, Head of a component"):
        accept(world, finding, Accepting("head_of_office", "Head of office", "it is far", date(2032, 3, 20)))


def test_an_acceptance_that_went_in_by_another_way_in_a_role_that_may_not_counts_for_nothing() -> None:
    world = World()
    finding = overdue(world)
    fields = Acceptance(
        finding=finding, rule="condition_overdue", on="2032-03-01", by_role="due_diligence", decided_by="x",
        reasons="x", expires="2032-03-20",
    )  # fmt: skip
    world.save(ACCEPTANCE, fields)
    (line,) = lines(world)
    assert line.accepted is None


@pytest.mark.parametrize("until", [date(2032, 2, 28), date(2032, 12, 1)])
def test_not_for_ever_and_not_backward(until: date) -> None:
    world = World()
    with pytest.raises(NotAccepted, match="2032-03-01 to 2032-06-01"):
        accept(world, overdue(world), Accepting("head_of_component", "Chief", "later", until))


def test_reasons_are_needed_and_dissent_is_kept() -> None:
    world = World()
    finding = overdue(world)
    with pytest.raises(InvalidRecord, match="say why"):
        accept(world, finding, Accepting("head_of_component", "Chief", " ", date(2032, 3, 20)))
    said = Accepting(
        "head_of_component", "Chief", "soon", date(2032, 3, 20), (Dissent(by="legal", opinion="too long already"),)
    )
    record = accept(world, finding, said)
    fields = Picture(world.ledger, HOLDER).get(record).fields
    assert isinstance(fields, Acceptance)
    assert [one.opinion for one in fields.dissent] == ["too long already"]


def test_two_versions_of_an_acceptance_accept_nothing_until_they_are_settled() -> None:
    world = World()
    record = accept(world, overdue(world))
    seen = Picture(world.ledger, HOLDER).get(record)
    world.change(record, expires="2032-03-10")

    append(
        world.ledger,
        [Draft(ACCEPTANCE, seen.fields, "confidential", (), record, (seen.version,), checked=True)],  # type: ignore[arg-type]
        beside=True,
    )
    (line,) = lines(world)
    assert line.accepted is None


def test_what_one_may_not_see_one_may_not_accept_and_is_told_whom_to_ask() -> None:
    world = World()
    world.framework()
    battalion = world.unit("41st Battalion")
    request = world.request(battalion)
    world.approved(request)
    hidden = ("strictly_confidential", ("human_rights",))

    harm = Incident(what="unlawful_killing", where=Place(area="VM0101"), when=Span(start=str(world.day)))
    world.save(INCIDENT, harm, rights=hidden, suspected=battalion)
    (found,) = world.found("open_grave_case")
    officer = Audience("officer", "confidential", ("mission_support",))
    visible = [one for one in told(world.guard, world.run(), officer) if one.subject == request]
    assert [(one.sentence, one.finding) for one in visible] == [("Blocked: ask Human rights.", None)]
    refused = []
    for one in ("0123456789abcdef", found.id):
        with pytest.raises(NotAccepted) as problem:
            accept(world, one, SAID, officer)
        refused.append(str(problem.value).replace(one, "ID"))
    assert refused[0] == refused[1]
    outside = Audience("partner", "strictly_confidential", ("*",), recipient="humanitarian")
    assert [one for one in told(world.guard, world.run(), outside) if one.finding is None] == []
    insider = Audience("adviser", "strictly_confidential", ("human_rights",))
    assert any(one.finding == found for one in told(world.guard, world.run(), insider))


def test_an_acceptance_is_as_restricted_as_what_the_finding_rests_on() -> None:
    world = World()
    world.framework()
    battalion = world.unit("41st Battalion")
    request = world.request(battalion)
    world.approved(request)

    harm = Incident(what="unlawful_killing", where=Place(area="VM0101"), when=Span(start=str(world.day)))
    world.save(INCIDENT, harm, rights=("strictly_confidential", ("human_rights",)), suspected=battalion)
    (found,) = world.found("open_grave_case")
    record = accept(world, found.id, Accepting("head_of_mission", "Head of mission", "looked into", date(2032, 2, 20)))
    seen = Picture(world.ledger, HOLDER).get(record)
    assert (seen.classification, seen.compartments) == ("strictly_confidential", ("human_rights",))
