"""What the page does not know: not recorded, not answered, not verified, in conflict; nobody met since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from withstand.dialogue.meeting.about_office import AboutOffice, Known
from withstand.dialogue.meeting.delivery import Delivered
from withstand.dialogue.meeting.history import History
from withstand.dialogue.meeting.line import Superior
from withstand.dialogue.meeting.open_matters import OpenMatters
from withstand.ledger.fields import Record

LONG = 60
"""So many days without a meeting are told."""

What = Literal[
    "never_met", "long_unmet", "not_planned", "no_line", "line_uncertain", "line_cut", "no_post", "nothing_asked",
    "answers", "unverified", "no_day", "no_red_lines", "no_goal", "conflicts", "newer",
]  # fmt: skip


@dataclass(frozen=True)
class Unknown:
    """Something that is not known, of how many, since when."""

    what: What
    number: int = 0
    since: date | None = None
    records: tuple[str, ...] = ()


def not_known(
    about: AboutOffice, chain: tuple[Superior, ...], past: History, delivery: tuple[Delivered, ...],
    matters: OpenMatters, *, posts: int, red_lines: bool, goals: int,
) -> tuple[Unknown, ...]:  # fmt: skip
    """What the rules find, the weightiest first."""
    return tuple(_found(about, chain, past, delivery, matters, posts, red_lines, goals))


def _found(
    about: AboutOffice, chain: tuple[Superior, ...], past: History, delivery: tuple[Delivered, ...],
    matters: OpenMatters, posts: int, red_lines: bool, goals: int,
) -> Iterator[Unknown]:  # fmt: skip
    if past.last_met is None:
        yield Unknown("never_met")
    elif (days := (about.day - past.last_met.fields.when.earliest).days) > LONG:
        yield Unknown("long_unmet", days, past.last_met.fields.when.earliest, (past.last_met.record,))
    if about.this is None:
        yield Unknown("not_planned")
    if not chain:
        yield Unknown("no_line")
    elif unsure := [one.tie.relation for one in chain if not one.sure]:
        yield Unknown("line_uncertain", len(unsure), None, tuple(unsure))
    if not posts:
        yield Unknown("no_post")
    if not delivery:
        yield Unknown("nothing_asked")
    if silent := [one for one in matters.asks if one.ask.response == "unknown"]:
        yield Unknown("answers", len(silent), None, tuple(one.asked_in[0].record for one in silent))
    promised = (*matters.ours, *matters.theirs)
    if late := [one.promise.record for one in promised if one.late]:
        yield Unknown("unverified", len(late), None, tuple(late))
    if open_ended := [one.promise.record for one in promised if one.promise.fields.due is None]:
        yield Unknown("no_day", len(open_ended), None, tuple(open_ended))
    if not red_lines:
        yield Unknown("no_red_lines")
    if not goals:
        yield Unknown("no_goal")
    said: tuple[Known[Record], ...] = (*about.engagements, *about.commitments, *about.goals)
    if twice := [one.record for one in said if one.heads > 1]:
        yield Unknown("conflicts", len(twice), None, tuple(twice))
    if about.newer:
        yield Unknown("newer", about.newer)
    if about.line.loose:
        yield Unknown("line_cut", about.line.loose)
