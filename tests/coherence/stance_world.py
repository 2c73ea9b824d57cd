"""An office that records what it sees of authorities and chooses how to stand to them, on top of one that supports."""

from __future__ import annotations

from typing import Any

from support_world import FORD, World, on, since

from withstand.evidence.records import OBSTRUCTION, Obstruction
from withstand.inducement import records as kinds
from withstand.inducement.following import Operation, Transfer
from withstand.mission import stance_records as own
from withstand.mission.stance_records import ConsentReading, ObservedConduct, Stance, StanceThresholds


def stance(world: World, authority: str, choice: str = "with", **more: Any) -> str:
    """A stance, chosen on the day."""
    links = {role: more.pop(role) for role in ("rests_on", "answers", "replaces") if role in more}
    fields = {
        "matter": "Escorts to market", "issue": "protection_of_place", "choice": choice, "when": since(world.day),
        "where": FORD, "author": "civil_affairs", "by_role": "head_of_mission", "decided_by": "Head of office",
        "reasons": "The road is open.", "review_by": "2033-12-31", **more,
    }  # fmt: skip
    return world.save(own.STANCE, Stance(**fields), authority=authority, **links)


def conduct(world: World, authority: str, word: str = "protecting", **more: Any) -> str:
    """Observed conduct, on the day."""
    links = {role: more.pop(role) for role in ("rests_on",) if role in more}
    fields = {"conduct": word, "where": FORD, "when": on(world.day), "author": "civil_affairs", **more}
    return world.save(own.OBSERVED_CONDUCT, ObservedConduct(**fields), authority=authority, **links)


def consent(world: World, authority: str, quality: str = "strong", **more: Any) -> str:
    """A reading of consent, on the day."""
    fields = {
        "consent_activity": "movement", "consent_level": "tactical", "quality": quality, "when": on(world.day),
        "where": FORD, "author": "police", **more,
    }  # fmt: skip
    return world.save(own.CONSENT_READING, ConsentReading(**fields), authority=authority)


def limits(world: World, day: str = "2032-01-01", **more: Any) -> str:
    """Thresholds of leadership."""
    fields = StanceThresholds(on=day, decided_by="Head", by_role="head_of_mission", reasons="as agreed", **more)
    return world.save(own.STANCE_THRESHOLDS, fields)


def joint(world: World, unit: str, *decisions: str, **more: Any) -> str:
    """A joint operation, under way."""
    fields = {
        "name": "Road clearing", "type": "joint", "when": since(world.day), "where": FORD, "stage": "under_way",
        "stop_criteria": "a person is hurt", "decides_to_stop": "both commanders", **more,
    }  # fmt: skip
    return world.save(kinds.OPERATION, Operation(**fields), with_=unit, decision=decisions)


def handed_over(world: World, unit: str, **more: Any) -> str:
    """A base that is to be handed over in a month."""
    fields = {
        "what": "Base at Kessin", "type": "base", "when": on("2032-03-01"), "where": FORD, "risk": "medium",
        "people_asked": "yes", "assessed_on": "2032-01-31", **more,
    }  # fmt: skip
    links = {role: fields.pop(role) for role in ("assessed_in",) if role in fields}
    return world.save(kinds.TRANSFER, Transfer(**fields), to=unit, **links)


def blocked_by(world: World, unit: str, **more: Any) -> str:
    """Somebody is kept from a place by a unit."""
    fields = {"what": "movement_denial", "where": FORD, "when": on(world.day), **more}
    return world.save(OBSTRUCTION, Obstruction(**fields), ordered_by=unit)
