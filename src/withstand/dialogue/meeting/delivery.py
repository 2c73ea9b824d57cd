"""What an office can really deliver: asked, promised and done, counted by issue, with what nobody knows beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from withstand.dialogue.delivered import Counts, of_ask, of_promise
from withstand.dialogue.meeting.about_office import AboutOffice, Known
from withstand.dialogue.records import Commitment

COUNTED = ("asked", "agreed", "promised", "kept", "in_part", "not_kept", "not_known")


@dataclass
class Delivered:
    """One issue: counts of the office itself and of its line, and the records counted, the latest first."""

    issue: str
    own: Counts = field(default_factory=Counts)
    line: Counts = field(default_factory=Counts)
    records: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How much was asked and promised."""
        return self.own.size + self.line.size

    def add(self, counts: Counts, *, own: bool) -> None:
        """Add to the office's own, or to its line's."""
        if own:
            self.own += counts
        else:
            self.line += counts


def delivered(about: AboutOffice) -> tuple[Delivered, ...]:
    """By issue, the most asked and promised first. An ask that was repeated counts once, with its last known answer."""
    found: dict[str, Delivered] = {}

    def of(issue: str) -> Delivered:
        return found.setdefault(issue, Delivered(issue))

    answers: dict[tuple[str, tuple[str, str]], list[tuple[str, str]]] = defaultdict(list)
    for one in about.engagements:
        if one.fields.held == "held" and one.fields.when.earliest < about.day:
            for ask in one.fields.asks:
                answers[one.actor, ask.same_topic].append((ask.response, one.record))
    for (actor, (issue, _)), many in answers.items():
        row = of(issue)
        row.add(of_ask([said for said, _ in many]), own=actor == about.office.record)
        row.records += [record for _, record in many]
    for promise in promises(about.commitments, "theirs", about.day):
        row = of(promise.fields.issue)
        row.add(of_promise(promise.fields.commitment_status), own=promise.side == "own")
        row.records.append(promise.record)
    for row in found.values():
        row.records = list(dict.fromkeys(row.records))
    return tuple(sorted(found.values(), key=lambda row: (-row.size, row.issue)))


def promises(
    commitments: Iterable[Known[Commitment]], side: str, day: date
) -> tuple[Known[Commitment], ...]:  # fmt: skip
    """Promises of one side, or of both, made by a day."""
    return tuple(
        one for one in commitments if one.fields.promise_side in (side, "both") and one.fields.when.earliest <= day
    )  # fmt: skip
