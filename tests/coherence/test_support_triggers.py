"""Findings that are triggers open a review, once each; they close none."""

from __future__ import annotations

from support_world import World

from withstand.evidence.records import INCIDENT, Incident
from withstand.inducement.cases import support_case
from withstand.inducement.triggers import Watched, watch
from withstand.inducement.workflow import standing
from withstand.ledger.fields import Place, Span
from withstand.ledger.journal import append
from withstand.vocabulary.terms import vocabulary


def given(world: World) -> tuple[str, str]:
    """A battalion and a request under delivery."""
    world.framework()
    battalion = world.unit("41st Battalion")
    request = world.request(battalion)
    world.approved(request)
    return battalion, request


def watched(world: World, *, enter: bool = True) -> list[Watched]:
    """What is opened today; entered."""
    found = list(watch(world.guard, world.run().findings, world.day))
    drafts = [one.draft for one in found if one.draft is not None]
    if enter and drafts:
        world._set_clock()
        append(world.ledger, drafts)
    return found


def state(world: World, request: str) -> str:
    """Where a request stands."""
    return standing(support_case(world.guard.picture, request), world.day).state


def test_a_new_grave_incident_opens_a_review_once() -> None:
    world = World()
    battalion, request = given(world)
    incident = world.wait().incident(battalion)
    (found,) = watched(world)
    assert found.draft is not None
    assert found.draft.fields.action == "trigger"  # type: ignore[attr-defined]
    assert found.draft.fields.by_role == "program"  # type: ignore[attr-defined]
    assert {link.target for link in found.draft.links} == {request, incident}
    assert state(world, request) == "trigger_review"
    assert watched(world) == []
    assert state(world, request) == "trigger_review"


def test_whoever_sets_it_aside_is_not_asked_again_unless_something_is_added() -> None:
    world = World()
    battalion, request = given(world)
    world.wait().incident(battalion)
    watched(world)
    world.wait().move(request, "set_aside", "task_force")
    assert state(world, request) == "delivering"
    assert watched(world) == []
    world.wait().incident(battalion)
    assert len(watched(world)) == 1
    assert state(world, request) == "trigger_review"


def test_several_triggers_of_one_request_open_one_review() -> None:
    world = World()
    battalion, _ = given(world)
    world.wait().incident(battalion)
    world.wait().deliver(world.request(battalion))
    found = watched(world)
    request_of = {one.finding.subject for one in found if one.draft is not None}
    assert len(request_of) == sum(one.draft is not None for one in found)


def test_an_overdue_condition_and_a_delivery_beyond_approval_are_one_review() -> None:
    world = World()
    _, request = given(world)
    world.condition(request, due="2032-02-10")
    world.at("2032-03-01").deliver(request, 9000)
    found = watched(world)
    assert {one.finding.rule for one in found} == {"condition_overdue", "delivery_beyond_items"}
    assert [one.draft is not None for one in found] == [True, False]
    assert "looks at it too" in found[1].why_none


def test_nothing_is_opened_where_nothing_may_be_given_and_the_reason_is_told() -> None:
    world = World()
    world.framework()
    request = world.request(world.unit("41st Battalion"))
    world.deliver(request)
    (found,) = watched(world)
    assert found.draft is None
    assert "cannot be taken" in found.why_none


def test_a_dry_run_enters_nothing() -> None:
    world = World()
    battalion, request = given(world)
    world.wait().incident(battalion)
    assert watched(world, enter=False)
    assert state(world, request) == "delivering"
    assert watched(world, enter=False)


def test_the_step_is_as_restricted_as_what_the_finding_rests_on() -> None:
    world = World()
    battalion, _ = given(world)

    harm = Incident(what="unlawful_killing", where=Place(area="VM0101"), when=Span(start=str(world.day)))
    world.save(INCIDENT, harm, rights=("strictly_confidential", ("human_rights",)), suspected=battalion)
    (found,) = watched(world)
    assert found.draft is not None
    assert (found.draft.classification, found.draft.compartments) == ("strictly_confidential", ("human_rights",))


def test_no_trigger_takes_a_step_that_ends_anything() -> None:
    world = World()
    battalion, _ = given(world)
    world.wait().incident(battalion)
    assert {one.draft.fields.action for one in watched(world) if one.draft} == {"trigger"}  # type: ignore[attr-defined]


def test_triggers_are_those_the_vocabulary_names() -> None:
    assert set(vocabulary("coherence_rules").keys_where("trigger")) == {
        "open_grave_case", "delivery_without_approval", "delivery_beyond_items", "condition_overdue",
        "excluded_moved_in", "command_changed",
    }  # fmt: skip
