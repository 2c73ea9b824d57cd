"""`withstand actors tree`: who stood under whom on a day, up or down, with their places then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from withstand.actors.chains import Chains, Tie
from withstand.actors.register import Claimed, Register, Registered, Station
from withstand.actors.tree import ActorTree, Branch, actor_tree
from withstand.cli.looking import named
from withstand.cli.terminal import piped, print_json, say
from withstand.errors import InputError
from withstand.ledger.contents import folded
from withstand.ledger.errors import NotFound
from withstand.picture.picture import Picture
from withstand.picture.register import register
from withstand.vocabulary.terms import vocabulary


def run_tree(picture: Picture, on: date, of: str, *, up: bool) -> None:
    """Print the tree of all actors, or what is above or below one of them.

    Raises:
        InputError: --up without a unit, or a name that several bore.
        NotFound: there is no such unit, as far as the profile may see.
    """
    if up and not of:
        raise InputError("--up needs a unit to begin with: --of UNIT.")
    found = register(picture)
    start = _start(picture, found, of, on) if of else ""
    tree = _tree(found, start, on, up=up)
    if piped():
        print_json(_plain(found, tree, start, on, up=up))
        return
    say(*_lines(found, tree, start, on, up=up))


def _start(picture: Picture, found: Register, of: str, on: date) -> str:
    bearing = [
        one.record
        for one in found.actors.values()
        if any(folded(name.name) == folded(of) for name, _ in one.names_on(on))
    ]
    if len(bearing) > 1:
        raise InputError(f"{len(bearing)} actors bore the name {of!r} on {on}: give the record: {', '.join(bearing)}.")
    if bearing:
        return bearing[0]
    record = named(picture, of)
    if record not in found.actors:
        raise NotFound(f"There is no unit, office or group {of}, or it may not be seen by {picture.audience.name}.")
    return record


def _tree(found: Register, start: str, on: date, *, up: bool) -> ActorTree:
    """Seen from below, whoever stands above is under the unit on the page: the same tree, turned over."""
    chains = found.chains
    there = [one.record for one in found.actors.values() if start == one.record or _exists(one, on)]
    if start:
        near = chains.superiors(start, on) if up else chains.subordinates(start, on)
        there = [start, *(one.actor for one in near if one.actor in there)]
    if up:
        chains = Chains(tuple(Tie(tie.relation, tie.type, tie.upper, tie.lower, tie.valid) for tie in chains.ties))
    return actor_tree(there, chains, on)


def _exists(one: Registered, on: date) -> bool:
    return one.valid is None or Claimed(one.record, one.valid).on(on) is not False


def _plain(found: Register, tree: ActorTree, start: str, on: date, *, up: bool) -> dict[str, Any]:
    return {
        "as_of": on.isoformat(),
        "of": start or None,
        "direction": "up" if up else "down",
        "tree": [_plain_branch(found, branch, on) for branch in tree.tops],
        "behind": [_plain_tie(found, tie, holds) for tie, holds in tree.patronage],
        "beside": [_plain_tie(found, tie, holds) for tie, holds in tree.beside],
        "relations_without_an_end": found.chains.loose,
        "cut": tree.cut,
    }


def _plain_branch(found: Register, branch: Branch, on: date) -> dict[str, Any]:
    one = found.actors[branch.actor]
    return {
        "record": one.record,
        "name": one.name,
        "names_then": [{"name": name.name, "type": name.type, "holds": holds} for name, holds in one.names_on(on)],
        "kind": one.kind,
        "type": one.type,
        "side": one.side,
        "relations": [
            {"record": tie.relation, "type": tie.type, "holds": tie.on(on) is True} for tie in branch.ties
        ],
        "holds": branch.holds,
        "positions": [
            {"record": at.record, "type": at.type, "area": at.where.area, "name": at.where.name, "holds": holds}
            for at, holds in _stations(one, on)
        ],
        "again": branch.again,
        "branches": [_plain_branch(found, under, on) for under in branch.branches],
    }  # fmt: skip


def _plain_tie(found: Register, tie: Tie, holds: bool) -> dict[str, Any]:
    lower, upper = found.called(tie.lower), found.called(tie.upper)
    return {"record": tie.relation, "type": tie.type, "lower": lower, "upper": upper, "holds": holds}


def _stations(one: Registered, on: date) -> Iterator[tuple[Station, bool]]:
    for at in one.stations:
        if (holds := at.on(on)) is not False:
            yield at, holds is True


def _lines(found: Register, tree: ActorTree, start: str, on: date, *, up: bool) -> Iterator[str]:
    yield f"As of {on}" + (f", {'above' if up else 'below'} {found.called(start)}" if start else "") + ":"
    for top in tree.tops:
        yield from _branch_lines(found, top, on, 0)
    for tie, holds in (*tree.patronage, *tree.beside):
        label = vocabulary("relation_types").label(tie.type).lower()
        yield f"{found.called(tie.lower)} – {label} – {found.called(tie.upper)} ({_said(holds)})"
    if found.chains.loose:
        yield f"{found.chains.loose} relations lack one of their ends here: chains may be longer."
    if tree.cut:
        yield "There are more ways than are shown: ask for one unit with --of."
    if not tree.tops:
        yield "Nobody is recorded, as far as this profile may see."


def _branch_lines(found: Register, branch: Branch, on: date, depth: int) -> Iterator[str]:
    one = found.actors[branch.actor]
    types = vocabulary("relation_types")
    tied = ", ".join(dict.fromkeys(types.label(tie.type).lower() for tie in branch.ties if tie.type in types.terms))
    places = "; ".join(_place(at, holds) for at, holds in _stations(one, on))
    said = f" – {tied}, {_said(branch.holds)}" if branch.ties else ""
    again = " (stands above itself: see there)" if branch.again else ""
    yield f"{'  ' * depth}{one.name}{said}{f' – {places}' if places else ''}{again}"
    for under in branch.branches:
        yield from _branch_lines(found, under, on, depth + 1)


def _place(at: Station, holds: bool) -> str:
    where = ", ".join(dict.fromkeys(part for part in (at.where.name, at.where.area) if part)) or "place not said"
    label = vocabulary("positioning_types").label(at.type).lower()
    return f"{label}: {where}" + ("" if holds else " (may be)")


def _said(holds: bool) -> str:
    return "holds" if holds else "may hold"
