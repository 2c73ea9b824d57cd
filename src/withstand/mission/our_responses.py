"""What the operation and the state are recorded to have done about each incident and alert: one picture's acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from withstand.actors.attribution import STATE
from withstand.analysis.response.cases import NO, UNKNOWN, YES
from withstand.dialogue.answers import NOBODY, NOT_YET, answered_by
from withstand.dialogue.records import ENGAGEMENT, Engagement
from withstand.evidence.dispatched import DISPATCHED, Dispatched
from withstand.evidence.records import ALERT, VISIT, Alert, Visit
from withstand.ledger.fields import Span, first_day, last_day
from withstand.ledger.kinds import Kind
from withstand.mission.records import ACTION, DONE, THREAT, Action
from withstand.picture.picture import Picture

OURS = "own_side"
VISITED, ACTED, RAISED, SENT, ANSWERED = "visit", "action", "engagement", "sent", "answer"
_BEGUN = ("under_way", "standing")
_REACHED = ("full", "partial")
_BY_STATE = ("state", "state_forces", "authorities")
_ACTED_ON = {"remedial": YES, "disciplinary": YES, "prosecution": YES, "reply_given": YES, "unknown": UNKNOWN}


@dataclass(frozen=True)
class Act:
    """One act about a case, on one of these days. `reached`: whether a visit came to the place; None: not known.

    `lost`: there is a record, and it does not say whether anything was done.
    """

    by: str
    first: date
    last: date
    reached: bool | None = True
    lost: bool = False
    agreed: date = date.max


@dataclass(frozen=True)
class Acts:
    """By case: acts of ours, and whether the state acted (yes where it did; else as recorded)."""

    ours: Mapping[str, tuple[Act, ...]]
    state: Mapping[str, str]


def acts(picture: Picture, sides: Mapping[str, str], day: date) -> Acts:
    """All acts up to a day that the picture's audience may see; `sides`: the class of each actor."""
    return _Reading(picture, sides, day).acts()


def span_days(when: Span, day: date) -> tuple[date, date]:
    """The first day on which it happened, as a range; what holds on every day began with its start."""
    first, last = when.earliest, last_day(when.start) if when.precise else when.latest
    return first, max(first, min(last, day))


@dataclass(frozen=True)
class _Reading:
    picture: Picture
    sides: Mapping[str, str]
    day: date

    def acts(self) -> Acts:
        ours: dict[str, list[Act]] = defaultdict(list)
        state: dict[str, str] = {}
        for parts in (self._visits(), self._engagements(), self._sent()):
            for case, act in parts:
                ours[case].append(act)
        for case, action, theirs in self._actions():
            if theirs:
                state[case] = YES
            if action is not None:
                ours[case].append(action)
        for record, fields, _ in self.picture.whole(ALERT):
            if isinstance(fields, Alert):
                who = answered_by(fields, self.day)
                state.setdefault(record, YES if who in (*_BY_STATE, "jointly") else UNKNOWN if who == UNKNOWN else NO)
                ours[record] += self._answer(fields, who)
        known = {
            case: tuple(one for one in held if one.first <= self.day) for case, held in ours.items()
        }  # fmt: skip
        return Acts(known, state)

    def _targets(self, kind: Kind, *roles: str) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        links = self.picture.link_frame(kind)
        for role, source, target in links.select("role", "source", "target").iter_rows():
            if role in roles:
                found[source].append(target)
        return found

    def _visits(self) -> Iterator[tuple[str, Act]]:
        about = self._targets(VISIT, "about")
        for record, fields, _ in self.picture.whole(VISIT):
            if isinstance(fields, Visit) and record in about and fields.access != "not_attempted":
                reached = None if fields.access == UNKNOWN else fields.access in _REACHED
                act = Act(VISITED, *span_days(fields.when, self.day), reached)
                yield from ((case, act) for case in about[record])

    def _engagements(self) -> Iterator[tuple[str, Act]]:
        raises = self._targets(ENGAGEMENT, "raises")
        for record, fields, _ in self.picture.whole(ENGAGEMENT):
            if isinstance(fields, Engagement) and fields.held == "held" and fields.made_by == "ours":
                act = Act(RAISED, *span_days(fields.when, self.day))
                yield from ((case, act) for case in raises.get(record, ()))

    def _sent(self) -> Iterator[tuple[str, Act]]:
        sends = self._targets(DISPATCHED, "sends")
        for record, fields, _ in self.picture.whole(DISPATCHED):
            if isinstance(fields, Dispatched):
                act = Act(SENT, first_day(fields.sent_on), last_day(fields.sent_on))
                yield from ((case, act) for case in sends.get(record, ()))

    def _actions(self) -> Iterator[tuple[str, Act | None, bool]]:
        done_by = self._targets(ACTION, "done_by")
        for record, fields, _ in self.picture.whole(ACTION):
            if not isinstance(fields, Action):
                continue
            doing = {self.sides.get(one, UNKNOWN) for one in done_by.get(record, ())}
            theirs = fields.status in (*DONE, *_BEGUN) and not STATE.isdisjoint(doing)
            ours = fields.owner is not None or bool(fields.components) or not doing or OURS in doing
            act = self._act(fields) if ours else None
            if act is not None or theirs:
                yield from ((case, act, theirs) for case in self._answered.get(record, ()))

    @cached_property
    def _answered(self) -> Mapping[str, frozenset[str]]:
        """The cases that each action answers: what it rests on, and what the threat that it answers rests on."""
        threats = self._targets(THREAT, "rests_on")
        found = {action: set(cases) for action, cases in self._targets(ACTION, "rests_on").items()}
        for action, answered in self._targets(ACTION, "answers").items():
            found.setdefault(action, set()).update(case for threat in answered for case in threats.get(threat, ()))
        return {action: frozenset(cases) for action, cases in found.items()}

    def _act(self, fields: Action) -> Act | None:
        agreed = fields.when.earliest
        if fields.status in DONE and fields.done_on is not None:
            return Act(ACTED, first_day(fields.done_on), last_day(fields.done_on), agreed=agreed)
        if fields.status in (*DONE, *_BEGUN, UNKNOWN):
            by = last_day(fields.reviewed_on) if fields.reviewed_on else self.day
            last = max(agreed, min(by, self.day))
            return Act(ACTED, agreed, last, lost=fields.status == UNKNOWN, agreed=agreed)
        return None

    def _answer(self, fields: Alert, who: str) -> list[Act]:
        if who in (NOBODY, NOT_YET):
            return []
        first, last = first_day(fields.received), self.day
        if fields.answered_on is not None:
            first, last = first_day(fields.answered_on), last_day(fields.answered_on)
        if who in ("operation", "jointly"):
            return [Act(ANSWERED, first, max(first, last))]
        return [Act(ANSWERED, first, max(first, last), lost=True)] if who == UNKNOWN else []


def acted_on(state_action: str) -> str:
    """Whether the state acted on an incident, by what is recorded of it."""
    return _ACTED_ON.get(state_action, NO)
