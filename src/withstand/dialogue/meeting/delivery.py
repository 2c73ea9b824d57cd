"""What an office can really deliver: asked, promised and done, counted by issue, with what nobody knows beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from withstand.dialogue.meeting.about_office import AboutOffice, Known
from withstand.dialogue.records import Commitment
from withstand.vocabulary.terms import vocabulary

AGREED = ("agreed", "partial")
SILENT = ("none", "unknown")
COUNTED = ("asked", "agreed", "promised", "kept", "in_part", "not_kept", "not_known")


@dataclass
class Counts:
    """How many. `not_known`: asks whose answer nobody recorded, promises that nobody found kept or not kept."""

    asked: int = 0
    agreed: int = 0
    promised: int = 0
    kept: int = 0
    in_part: int = 0
    not_kept: int = 0
    not_known: int = 0


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
        return sum(one.asked + one.promised for one in (self.own, self.line))


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
        counts = row.own if actor == about.office.record else row.line
        counts.asked += 1
        response = next((said for said, _ in many if said not in SILENT), many[0][0])
        counts.agreed += response in AGREED
        counts.not_known += response == "unknown"
        row.records += [record for _, record in many]
    for promise in promises(about.commitments, "theirs", about.day):
        row = of(promise.fields.issue)
        _count(row.own if promise.side == "own" else row.line, promise)
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


def _count(counts: Counts, promise: Known[Commitment]) -> None:
    status = promise.fields.commitment_status
    if status in ("superseded", "moot"):
        return
    counts.promised += 1
    counts.kept += status == "met"
    counts.in_part += status == "partly_met"
    counts.not_kept += status == "broken"
    counts.not_known += bool(vocabulary("commitment_status").terms[status].facts["open"]) and status != "partly_met"
