"""An event file read to its end, with what every reading promises checked on the way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from withstand.evidence.actor_table import ActorTable
from withstand.evidence.event import EVENT, TEXT, check
from withstand.evidence.formats import Kind
from withstand.evidence.perpetrators import Rule
from withstand.evidence.raw_table import SetAside
from withstand.evidence.reading import Account, read_events


@dataclass(frozen=True)
class Whole:
    """What one file gave, in memory."""

    events: pl.DataFrame
    texts: pl.DataFrame
    account: Account
    kind: Kind
    version: str
    notes: tuple[str, ...]

    @property
    def aside(self) -> list[tuple[int, str, str, str]]:
        """The rows set aside as plain tuples: row, column, value, reason."""
        return [(entry.row, entry.column, entry.value, entry.reason) for entry in self.account.set_aside]

    def event(self, event_id: str) -> dict[str, object]:
        """One event by its identifier."""
        return self.events.row(by_predicate=pl.col("event_id") == event_id, named=True)


def read_whole(path: Path, *, version: str = "", rule: Rule | None = None, actors: ActorTable | None = None) -> Whole:
    """Read `path` and hold it to the promises that no file may break."""
    with read_events(path, version=version, rule=rule, actors=actors) as file:
        events, texts = pl.collect_all([file.events, file.texts])
        whole = Whole(events, texts, file.account, file.kind, file.version, file.notes)
    assert_kept(whole)
    return whole


def assert_kept(whole: Whole) -> None:
    """Every row is an event or set aside with its number, column and reason; events are in the declared form."""
    check(whole.events, EVENT)
    check(whole.texts, TEXT)
    account = whole.account
    assert account.balances
    assert whole.events.height == whole.texts.height == account.events > 0
    assert whole.events["event_id"].n_unique() == account.events
    assert whole.events["event_id"].to_list() == whole.texts["event_id"].to_list()
    needed = ("event_id", "source", "date_start", "date_end", "country", "violence", "against_civilians", "deaths_best")
    assert not any(whole.events[name].null_count() for name in needed)
    assert (whole.events["date_end"] >= whole.events["date_start"]).all()
    assert whole.events["perpetrator_class"].null_count() == 0
    rows = [entry.row for entry in account.set_aside]
    assert rows == sorted(set(rows))
    for entry in account.set_aside:
        assert isinstance(entry, SetAside)
        assert entry.row >= 1
        assert entry.column
        assert entry.reason
        assert len(entry.value) <= 200
