"""Approvals of a request: from which day to which support may be given under each, and why not on another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from withstand.inducement.case import Held
from withstand.inducement.decisions import SupportDecision


@dataclass(frozen=True)
class Approval:
    """A decision to give support. It holds from `start` (None: not countersigned) to `last`, but for `pauses`.

    `ended` is the word for what ended it; a pause without an end goes on.
    """

    decision: Held[SupportDecision]
    last: date
    start: date | None = None
    provisional: bool = False
    pauses: tuple[tuple[date, date | None], ...] = ()
    ended: str = "expired"

    def holds_on(self, day: date) -> bool:
        """Whether support may be given under it on a day."""
        if self.start is None or not self.start <= day <= self.last:
            return False
        return not any(first <= day and (end is None or day < end) for first, end in self.pauses)

    def gap(self, day: date) -> tuple[str, date | None]:
        """Why it does not hold on a day: a word, and the day since when."""
        if self.start is None or day < self.start:
            return "not_countersigned", None
        for first, end in self.pauses:
            if first <= day and (end is None or day < end):
                return "suspended", first
        return self.ended, self.last

    def paused(self, day: date) -> Approval:
        """Suspended from a day on."""
        return replace(self, pauses=(*self.pauses, (day, None))) if self.holds_on(day) else self

    def resumed(self, day: date) -> Approval:
        """No longer suspended from a day on."""
        return replace(self, pauses=tuple((first, day if end is None else end) for first, end in self.pauses))

    def ended_on(self, day: date, word: str) -> Approval:
        """Not valid any more from a day on, if it was."""
        last = day - timedelta(days=1)
        return self if self.last <= last else replace(self, last=last, ended=word)


def holding(approvals: Iterable[Approval], day: date) -> Approval | None:
    """The approval under which support may be given on a day; of several the one decided last."""
    return max((one for one in approvals if one.holds_on(day)), key=_decided, default=None)


def why_none(approvals: Iterable[Approval], day: date) -> tuple[str, date | None]:
    """Why no approval holds on a day: of the last one."""
    last = max(approvals, key=_decided, default=None)
    return ("none", None) if last is None else last.gap(day)


def _decided(approval: Approval) -> tuple[str, int, str]:
    return approval.decision.fields.on, approval.decision.entered, approval.decision.record
