"""Who stands under whom on a day, as a tree: an actor with several superiors stands under each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from withstand.actors.chains import HIERARCHY, PATRONAGE, Chains, Tie


@dataclass(frozen=True)
class Branch:
    """An actor under another: the ties that put it there (none: it stands at the top) and whether one of them holds.

    `again`: it stands above itself on this way, so its own branches are not repeated.
    """

    actor: str
    ties: tuple[Tie, ...]
    holds: bool
    branches: tuple[Branch, ...] = ()
    again: bool = False


@dataclass(frozen=True)
class ActorTree:
    """The tops with all below them, and what is no order from above: patrons, and other relations.

    `cut`: there were too many ways down to follow all of them.
    """

    tops: tuple[Branch, ...]
    patronage: tuple[tuple[Tie, bool], ...]
    beside: tuple[tuple[Tie, bool], ...]
    superiors: Mapping[str, tuple[str, ...]]
    cut: bool = False


def actor_tree(actors: Iterable[str], chains: Chains, day: date, most: int = 2000) -> ActorTree:
    """The tree of some actors on a day, of at most `most` branches; ties to others are left out.

    Actors that stand in a ring only begin at the first of them.
    """
    below: dict[str, dict[str, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    above: dict[str, dict[str, None]] = defaultdict(dict)
    others: dict[str, list[tuple[Tie, bool]]] = {"patronage": [], "beside": []}
    known = list(dict.fromkeys(actors))
    here = set(known)
    for tie in chains.ties:
        holds = tie.on(day)
        if holds is False or not {tie.lower, tie.upper} <= here:
            continue
        if tie.type in HIERARCHY:
            below[tie.upper][tie.lower].append(tie)
            above[tie.lower][tie.upper] = None
        else:
            others["patronage" if tie.type in PATRONAGE else "beside"].append((tie, holds is True))
    grown: dict[str, None] = {}
    room = [most]
    tops = [_grow(one, (), below, day, (), grown, room) for one in known if one not in above]
    tops += [_grow(one, (), below, day, (), grown, room) for one in known if one not in grown]
    return ActorTree(
        tuple(tops),
        tuple(others["patronage"]),
        tuple(others["beside"]),
        {one: tuple(up) for one, up in above.items()},
        cut=room[0] < 0,
    )


def _grow(
    actor: str,
    ties: tuple[Tie, ...],
    below: Mapping[str, Mapping[str, list[Tie]]],
    day: date,
    way: tuple[str, ...],
    grown: dict[str, None],
    room: list[int],
) -> Branch:
    grown[actor] = None
    room[0] -= 1
    holds = not ties or any(tie.on(day) is True for tie in ties)
    if actor in way or room[0] < 0:
        return Branch(actor, ties, holds, again=actor in way)
    under = below.get(actor, {})
    branches = tuple(_grow(one, tuple(on), below, day, (*way, actor), grown, room) for one, on in under.items())
    return Branch(actor, ties, holds, branches)


def size(branches: Iterable[Branch]) -> int:
    """How many branches there are in all."""
    return sum(1 for _ in _walk(branches))


def _walk(branches: Iterable[Branch]) -> Iterator[Branch]:
    for one in branches:
        yield one
        yield from _walk(one.branches)
