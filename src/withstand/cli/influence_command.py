"""`withstand influence` and `withstand channels`: who can deliver an ask, who is spoken with, who is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from withstand.actors.records import GROUP, OFFICE, UNIT, Group, Office, Unit
from withstand.brief.support.words import on
from withstand.cli.looking import actor
from withstand.cli.opening import warn
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.dialogue.contacts import Channel, channels, contacts, levels
from withstand.dialogue.delivered import Counts
from withstand.dialogue.influence import Deliverer, Route
from withstand.dialogue.reading import network
from withstand.errors import InputError
from withstand.ledger.kinds import Kind
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

AUTHORITY = {"own": "its own conduct", "orders": "stands above", "none": "no authority recorded; kept promises on it"}


def run_influence(picture: Picture, target: str, issue: str, day: date, silent_after: int) -> None:
    """Who may deliver an ask about what an actor does, and the routes to them.

    Raises:
        InputError: there is no such actor, or no such issue.
    """
    if issue not in vocabulary("dialogue_issues").terms:
        raise InputError(f"There is no issue {issue!r}: withstand words dialogue_issues.")
    record = actor(picture, target)
    if not isinstance(picture.get(record).fields, Unit | Office | Group):
        raise InputError(f"Record {record} is no unit, office or group.")
    found = network(picture, day, timedelta(days=silent_after)).deliverers(record, issue)
    names = _names(picture, found)
    if piped():
        print_json([_plain(one, names) for one in found])
        return
    rows = [
        [names.get(one.office, one.office), _authority(one), _delivered(one.delivered.counts), _routes(one, names)]
        for one in found
    ]
    print_table("", ["office", "by what", "on this issue", "routes"], rows, left=4)
    say(
        "Asks answered and promises kept are counts of what is recorded, no score. What is not recorded is not known.",
        "A route says who can be spoken with, never what may be told: for an alert, withstand route.",
    )


def _names(picture: Picture, found: Iterable[Deliverer]) -> Mapping[str, str]:
    wanted = {one.office for one in found}
    for one in found:
        for route in one.routes:
            wanted |= {route.channel.office, *(step.office for step in route.steps)}
    return {record: seen.title for record, seen in picture.several(wanted).items()}


def _authority(one: Deliverer) -> str:
    return f"{AUTHORITY[one.authority]}{'' if one.holds or one.authority == 'none' else ', perhaps'}"


def _delivered(one: Counts) -> str:
    if not one.size:
        return "nothing recorded"
    promised = f"promised {one.promised}, kept {one.kept}, in part {one.in_part}, not kept {one.not_kept}"
    return f"asked {one.asked}, agreed {one.agreed}\n{promised}\nnot known {one.not_known}"


def _routes(one: Deliverer, names: Mapping[str, str]) -> str:
    return "\n".join(_route(route, names) for route in one.routes) or "no route: nobody of ours is recorded to reach it"


def _route(route: Route, names: Mapping[str, str]) -> str:
    channel = route.channel
    who = vocabulary("components").label(channel.component()) if channel.component() else "one of ours"
    since = f"{on(channel.last)}" if channel.last else "never"
    silent = ", silent since" if route.silent else ""
    said = f"{who} with {names.get(channel.office, channel.office)} (last {since}{silent})"
    for step in route.steps:
        way = "which may order" if step.way == "orders" else "which reports to"
        said += f", {way}{'' if step.holds else ', perhaps,'} {names.get(step.office, step.office)}"
    return said


def _plain(one: Deliverer, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "office": one.office, "name": names.get(one.office, ""), "authority": one.authority, "holds": one.holds,
        **asdict(one.delivered.counts), "records": list(one.delivered.records),
        "routes": [
            {
                "from": route.channel.office, "component": route.channel.component(),
                "last": route.channel.last.isoformat() if route.channel.last else None, "silent": route.silent,
                "steps": [
                    {"office": step.office, "way": step.way, "relation": step.relation, "holds": step.holds}
                    for step in route.steps
                ],
            }
            for route in one.routes
        ],
    }  # fmt: skip


def run_channels(picture: Picture, day: date, silent_after: int, *, every: bool) -> None:
    """Offices and units with whom nobody of ours has spoken for a time, and levels without contact."""
    held, after = contacts(picture), timedelta(days=silent_after)
    offices = {record: seen for kind in (UNIT, OFFICE, GROUP) for record, seen in _seen(picture, kind)}
    found = [one for one in channels(held, offices, day) if every or one.silent(day, after)]
    at = levels(held, day, after)
    if piped():
        print_json(
            {
                "channels": [_channel(one, offices, day, after) for one in found],
                "levels": [{"level": one.level, "times": one.times, "last": _iso(one.last)} for one in at],
            }
        )
        return
    rows = [
        [offices[one.office], on(one.last) if one.last else "never recorded", str(one.times), _by(one)] for one in found
    ]
    if rows:
        print_table("", ["office or unit", "last spoken with", "times", "by"], rows, left=4)
    else:
        warn(f"Every office has been spoken with within {silent_after} days, as far as is recorded.")
    words = vocabulary("engagement_levels")
    shown = [[words.label(one.level), str(one.times), on(one.last) if one.last else "never recorded"] for one in at]
    print_table("", ["level", f"times in {silent_after} days", "last"], shown)


def _seen(picture: Picture, kind: Kind) -> Iterable[tuple[str, str]]:
    for record, fields, _ in picture.whole(kind):
        if isinstance(fields, Unit | Office | Group) and fields.side != "own_side":
            yield record, fields.name


def _by(one: Channel) -> str:
    words = vocabulary("components")
    return ", ".join(f"{words.label(name)} {on(day)}" for name, day in sorted(one.components.items()))


def _channel(one: Channel, offices: Mapping[str, str], day: date, after: timedelta) -> dict[str, Any]:
    return {
        "office": one.office, "name": offices[one.office], "last": _iso(one.last), "times": one.times,
        "silent": one.silent(day, after), "by": {name: last.isoformat() for name, last in one.components.items()},
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
