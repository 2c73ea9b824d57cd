"""An office that records what it says to authorities, on top of one that records support."""

from __future__ import annotations

from typing import Any

from offices import operation
from posts import PERSON, POSTING, Holder, post
from support_world import FORD, World, on, since

from withstand.actors.records import GROUP, LISTING, OFFICE, Group, Listing, Office
from withstand.dialogue import records as kinds
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import Commitment, Engagement, SharedGoal
from withstand.evidence.records import ALERT, REPRISAL, Alert, Reprisal
from withstand.kinds import REGISTRY
from withstand.leadership.records import DECISION, Decision
from withstand.ledger.fields import Line, PartialDay, Record
from withstand.ledger.kinds import Kind, Registry, Role

BRIDGE = "checkpoint at the mill bridge"


class Sent(Record, frozen=True, kw_only=True):
    """An alert was sent."""

    sent_on: PartialDay


class SpokenFor(Record, frozen=True, kw_only=True):
    """Somebody speaks with a superior."""

    intercession_status: Line


SENT = Kind(
    "evidence.Dispatched", Sent, title="sent_on",
    roles=(Role("sends", ("evidence.Alert",)), Role("sent_to", ("actors.Unit", "actors.Office", "actors.Group"))),
)  # fmt: skip
INTERCESSION = Kind(
    "dialogue.Intercession", SpokenFor, title="intercession_status",
    roles=(Role("rests_on", ("evidence.Alert",)), Role("interceded_with", ("actors.Unit", "actors.Office"))),
)  # fmt: skip


def dialogue_world(seed: int = 1) -> World:
    """A ledger in which persons, alerts that were sent and intercessions are recorded, as small kinds of their own."""
    own = (POSTING, PERSON, SENT, INTERCESSION)
    return World(made=operation("HQ", seed=seed, registry=Registry((*REGISTRY, *own))))


def office(world: World, name: str, side: str = "host_state") -> str:
    """An office of the state's."""
    return world.save(OFFICE, Office(name=name, side=side, country="Velmara"))


def group(world: World, name: str, side: str = "armed_group") -> str:
    """A group."""
    return world.save(GROUP, Group(name=name, side=side, country="Velmara"))


def ask(wants: str, topic: str = BRIDGE, issue: str = "checkpoints", **more: Any) -> Ask:
    """Something that is asked."""
    return Ask(**{"issue": issue, "topic": topic, "wants": wants, "ask": f"{wants} – {topic}", **more})


def engage(world: World, met: str | tuple[str, ...], *asks: Ask, lead: str | None = "police", **more: Any) -> str:
    """An engagement, on the day."""
    roles = ("raises", "follows", "repeats", "joint_with", "merged_into", "same_as")
    links = {role: more.pop(role) for role in roles if role in more}
    rights = more.pop("rights", ("confidential", ()))
    fields = {
        "subject": "Meeting", "when": on(world.day), "where": FORD, "level": "province", "channel": "meeting",
        "tone": "request", "lead": lead, "asks": asks, **more,
    }  # fmt: skip
    return world.save(kinds.ENGAGEMENT, Engagement(**fields), rights=rights, met=met, **links)


def promise(world: World, side: str = "theirs", due: str | None = "2032-02-15", **more: Any) -> str:
    """A promise, made on the day."""
    roles = ("promised_by", "promised_to", "made_at", "rests_on", "replaces", "condition")
    links = {role: more.pop(role) for role in roles if role in more}
    fields = {
        "promise": "Access to every cell", "promise_side": side, "when": on(world.day), "made_in": "meeting",
        "issue": "detention", "test": "we enter unannounced", "due": due, "owner": "human_rights", **more,
    }  # fmt: skip
    return world.save(kinds.COMMITMENT, Commitment(**fields), **links)


def goal(world: World, shared_with: str, status: str = "agreed", review_by: str = "2032-12-31") -> str:
    """A goal that both want."""
    fields = SharedGoal(
        goal="The market road is open", when=since(world.day), issue="protection_of_place", their_interest="trade",
        owner="civil_affairs", goal_status=status, review_by=review_by,
    )  # fmt: skip
    return world.save(kinds.SHARED_GOAL, fields, shared_with=shared_with)


def alert(
    world: World, *suspected: str, rights: tuple[str, tuple[str, ...]] = ("confidential", ()), **more: Any
) -> str:
    """An alert, received on the day."""
    fields = {"what": "unlawful_killing", "where": FORD, "when": on(world.day), "received": str(world.day), **more}
    return world.save(ALERT, Alert(**fields), rights=rights, suspected=suspected)


def reprisal(world: World, *hit: str, **more: Any) -> str:
    """A reprisal."""
    fields = {"what": "threat", "where": FORD, "when": on(world.day), **more}
    return world.save(REPRISAL, Reprisal(**fields), hit=hit)


def listing(world: World, listed: str, **more: Any) -> str:
    """A listing."""
    fields = Listing(**{"list": "Sanctions list", "release": "2032-01", "valid": since("2031-01-01"), **more})
    return world.save(LISTING, fields, listed=listed)


def decision(world: World, *rests_on: str, review_by: str = "2032-12-31") -> str:
    """A decision of a person that rests on records."""
    fields = Decision(
        type="other", question="May it be told?", decided="Yes.", decided_by="Head of office", on=str(world.day),
        review_by=review_by, reasons="They can act at once.",
    )  # fmt: skip
    return world.save(DECISION, fields, rests_on=rests_on)


def person_in(world: World, unit: str, **more: Any) -> str:
    """Somebody who holds a post."""
    made = world.save(PERSON, Holder(name="Somebody"))
    post(world, unit, held_by=made, **more)
    return made
