"""Engagements that may be made as one: pairs for people to look at, never joined by the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from withstand.dialogue.demarches import is_demarche, opposite
from withstand.dialogue.lines import Lines
from withstand.dialogue.talks import Talk, close_pairs, later_day, talks
from withstand.picture.actors import chains
from withstand.picture.picture import Picture

NEAR_DAYS = timedelta(days=21)
DECIDED = ("merged_into", "joint_with", "same_as", "not_same_as", "repeats", "follows")
"""Roles in which somebody has said how two engagements stand to each other."""


@dataclass(frozen=True)
class MayBeJoint:
    """Two demarches of different makers, the older record first, and what speaks for one joint demarche, as keys of
    the vocabulary `joint_reasons`: same_office or same_line; same_topic, same_records; asks_against where
    they contradict each other; not_sent where one of them is only planned.
    """

    first: str
    second: str
    why: tuple[str, ...]


def may_be_joint(picture: Picture, near: timedelta = NEAR_DAYS) -> tuple[MayBeJoint, ...]:
    """The proposals of a picture, the most alike first."""
    return joint_among((one for one in talks(picture) if is_demarche(one)), Lines(chains(picture)), near)


def joint_among(found: Iterable[Talk], lines: Lines, near: timedelta = NEAR_DAYS) -> tuple[MayBeJoint, ...]:
    """Pairs to one office or its line, on one topic or about one record, close in time, of different makers."""
    groups: dict[Hashable, dict[str, Talk]] = defaultdict(dict)
    for talk in found:
        if talk.fields.held in ("planned", "held") and not talk.merged:
            for key in _keys(talk):
                groups[key][talk.record] = talk
    pairs = {
        tuple(sorted((one.record, other.record))): (one, other)
        for members in groups.values()
        for one, other in close_pairs(members.values(), near)
    }
    told = (
        MayBeJoint(min(pair), max(pair), tuple(_why(one, other)))
        for pair, (one, other) in pairs.items()
        if _open(one, other) and lines.meet(one.linked("met"), other.linked("met"), later_day(one, other))
    )
    return tuple(sorted(told, key=lambda one: (-len(one.why), one.first, one.second)))


def _keys(talk: Talk) -> Iterator[Hashable]:
    yield from {("topic", *ask.same_topic) for ask in talk.fields.asks}
    yield from (("record", record) for record in talk.linked("raises"))


def _open(one: Talk, other: Talk) -> bool:
    """Whether nobody has decided about a pair, of which each has a maker of its own."""
    links = {(role, target) for role, target in one.links if target == other.record}
    links |= {(role, target) for role, target in other.links if target == one.record}
    return one.maker != other.maker and not any(role in DECIDED for role, _ in links)


def _why(one: Talk, other: Talk) -> Iterator[str]:
    yield "same_office" if set(one.linked("met")) & set(other.linked("met")) else "same_line"
    mine, theirs = _topics(one), _topics(other)
    if mine.keys() & theirs.keys():
        yield "same_topic"
    if set(one.linked("raises")) & set(other.linked("raises")):
        yield "same_records"
    if any(
        opposite(want, wish) for topic in mine.keys() & theirs.keys() for want in mine[topic] for wish in theirs[topic]
    ):
        yield "asks_against"
    if "planned" in (one.fields.held, other.fields.held):
        yield "not_sent"


def _topics(talk: Talk) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for ask in talk.fields.asks:
        found[ask.same_topic].add(ask.wants)
    return found
