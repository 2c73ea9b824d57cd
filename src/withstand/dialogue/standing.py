"""The history of a promise, folded from the versions of its record: where it stood, since when, and as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from withstand.dialogue.due import due_order
from withstand.dialogue.records import VERIFIED, Commitment
from withstand.ledger.fields import first_day, is_day, last_day
from withstand.picture.seen import Version

OPEN, UNKNOWN = "open", "unknown"
_SECOND = 1_000_000


@dataclass(frozen=True)
class Step:
    """Where a promise stood, since a partial date (None: nobody said since when).

    `entered` is the day on which somebody entered it, UTC; None where it comes from before the record was made.
    `version` is the entry that says so.
    """

    status: str
    since: str | None
    entered: date | None
    version: str

    @property
    def counts_from(self) -> date | None:
        """The first day on which it is certain; None: not known.

        A month counts from its last day, or, where it was entered before that, from the day of entering.
        """
        if self.since is None:
            return self.entered
        if self.entered is None:
            return last_day(self.since)
        return min(last_day(self.since), max(self.entered, first_day(self.since)))


@dataclass(frozen=True)
class History:
    """All steps, the oldest first. `not_here` counts versions whose text may not be seen or is not here."""

    steps: tuple[Step, ...] = ()
    not_here: int = 0

    def on(self, day: date) -> Step | None:
        """The step in force on a day; None where nothing says how it stood.

        What was entered last counts: a later entry about the same days corrects the one before.
        """
        held = [one for one in self.steps if (start := one.counts_from) is not None and start <= day]
        return held[-1] if held else None

    def status_on(self, day: date) -> str:
        """Where it stood on a day after it was promised: open until something else is known to have been so.

        Unknown where the first thing that is known has no day: it may have been so by then.
        """
        step = self.on(day)
        if step is not None:
            return step.status
        first = self.steps[0] if self.steps else None
        known = first is not None and (first.status == OPEN or first.since is not None)
        return OPEN if known else UNKNOWN


def history_of(versions: Sequence[Version]) -> History:
    """The history that the versions of one record tell, the oldest first."""
    told = [(one, one.seen.fields) for one in versions if one.seen and isinstance(one.seen.fields, Commitment)]
    if not told:
        return History(not_here=len(versions))
    last, fields = told[-1]
    before = sorted(
        (one for one in fields.stood_before if is_day(one.status_on)), key=lambda one: due_order(one.status_on)
    )
    steps = [Step(one.commitment_status, one.status_on, None, last.entry) for one in before]
    steps += _entered(told)
    return History(tuple(_without_repeats(steps)), len(versions) - len(told))


def _entered(versions: Iterable[tuple[Version, Commitment]]) -> Iterator[Step]:
    """A step a version. A day left over from the status before says nothing of the new one."""
    status, left_over = "", set[str | None]()
    for version, one in versions:
        named = one.status_on or (one.verified_on if one.commitment_status in VERIFIED else None)
        told = named is not None and is_day(named) and (one.commitment_status == status or named not in left_over)
        since = named if told else None
        yield Step(one.commitment_status, since, day_of(version.recorded_at), version.entry)
        status, left_over = one.commitment_status, {one.status_on, one.verified_on}


def _without_repeats(steps: Iterable[Step]) -> list[Step]:
    """Without versions that say it again; one that names another day for the same corrects the one before."""
    kept: list[Step] = []
    for one in steps:
        same = bool(kept) and kept[-1].status == one.status
        if not same:
            kept.append(one)
        elif one.since is not None and one.since != kept[-1].since:
            kept[-1] = one
    return kept


def day_of(instant: int) -> date:
    """The day of an instant in microseconds, UTC."""
    return datetime.fromtimestamp(instant // _SECOND, UTC).date()
