"""The actors as of a day, as programs read them: who stood under whom, where they were, who stood behind them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from withstand.actors.chains import Tie
from withstand.actors.tree import Branch
from withstand.ledger.fields import Place
from withstand.picture.picture import Picture
from withstand.web.api.asking import Day, Known, days_of, moment_of
from withstand.web.seeing.actor_views import ShownActor, standing_on, today


class OnDay(Known, frozen=True, kw_only=True):
    """As of which day: without it the day that `known_at` names, or today."""

    as_of: Day = None


class PositionAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Where an actor is, or may be where `holds` is false."""

    record: str
    type: str
    where: Place
    holds: bool


class ActorAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A unit, an office or a group."""

    record: str
    kind: str
    name: str
    type: str
    side: str
    positions: tuple[PositionAnswer, ...]
    superiors: tuple[str, ...]


class TieAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that one actor stands under, beside or behind another; it may only hold where `holds` is false."""

    relation: str
    type: str
    lower: str
    upper: str
    holds: bool


class BranchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An actor under another, by which relations. `again`: it stands above itself on this way."""

    actor: str
    relations: tuple[str, ...]
    holds: bool
    again: bool
    branches: tuple[BranchAnswer, ...]


class ActorsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """All actors of a day and the tree that they make; an actor with several superiors stands under each.

    `loose` relations lack one of their ends here; `cut`: there were too many ways down to follow all of them.
    """

    as_of: date
    classification: str
    actors: tuple[ActorAnswer, ...]
    tops: tuple[BranchAnswer, ...]
    patronage: tuple[TieAnswer, ...]
    beside: tuple[TieAnswer, ...]
    loose: int
    cut: bool


def actors(picture: Picture, query: OnDay) -> ActorsAnswer:
    """The actors of a day, as known at a moment: the tree, positions, patrons and other relations."""
    days_of(query, "as_of")
    known = moment_of(query.known_at)
    day = query.as_of or (known.date() if known else today())
    found = standing_on(picture, day)
    superiors = found.tree.superiors
    return ActorsAnswer(
        as_of=day, classification=found.classification,
        actors=tuple(_actor(one, superiors) for _, one in sorted(found.shown.items())),
        tops=tuple(_branch(one) for one in found.tree.tops if one.actor in found.shown),
        patronage=tuple(_tie(*one) for one in found.tree.patronage),
        beside=tuple(_tie(*one) for one in found.tree.beside),
        loose=found.chains.loose, cut=found.tree.cut,
    )  # fmt: skip


def _actor(one: ShownActor, superiors: Mapping[str, tuple[str, ...]]) -> ActorAnswer:
    positions = tuple(
        PositionAnswer(record=at.record, type=at.fields.type, where=at.fields.where, holds=at.holds)
        for at in one.positions
    )
    return ActorAnswer(
        record=one.record, kind=type(one.fields).__name__.lower(), name=one.name, type=one.fields.type, side=one.side,
        positions=positions, superiors=superiors.get(one.record, ()),
    )  # fmt: skip


def _branch(branch: Branch) -> BranchAnswer:
    return BranchAnswer(
        actor=branch.actor, relations=tuple(tie.relation for tie in branch.ties), holds=branch.holds,
        again=branch.again, branches=tuple(map(_branch, branch.branches)),
    )  # fmt: skip


def _tie(tie: Tie, holds: bool) -> TieAnswer:
    return TieAnswer(relation=tie.relation, type=tie.type, lower=tie.lower, upper=tie.upper, holds=holds)
