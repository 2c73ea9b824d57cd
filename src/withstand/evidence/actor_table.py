"""The small table in which users say what an actor is: a partner of the state, a de facto authority, their own side."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from withstand.errors import TableError, UnreadableFile
from withstand.evidence.dates import Order, parse_day
from withstand.vocabulary.terms import vocabulary

if TYPE_CHECKING:
    import polars as pl
    from polars.expr.whenthen import ChainedThen, Then

COLUMNS = ("actor", "class", "country", "from", "to", "basis")


def same_name(name: str) -> str:
    """A name without case, a leading article and doubled spaces, for comparison."""
    folded = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    return folded.removeprefix("the ")


@dataclass(frozen=True)
class NamedActor:
    """What the user says an actor is; a blank country means everywhere, a blank date means always."""

    actor: str
    gives: str
    country: str = ""
    start: date | None = None
    end: date | None = None
    basis: str = ""


@dataclass(frozen=True)
class ActorTable:
    """Named actors, and the days on which what is said of them changes."""

    named: tuple[NamedActor, ...] = ()
    day: date | None = None
    _by_name: dict[str, list[NamedActor]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[str, list[NamedActor]] = {}
        for entry in self.named:
            index.setdefault(same_name(entry.actor), []).append(entry)
        object.__setattr__(self, "_by_name", index)

    def class_of(self, actor: str | None, country: str) -> str | None:
        """The class that the first entry gives which names this actor in this country on this table's day."""
        for entry in self._by_name.get(same_name(actor or ""), ()):
            here = not entry.country or same_name(entry.country) == same_name(country)
            began = entry.start is None or self.day is None or self.day >= entry.start
            lasts = entry.end is None or self.day is None or self.day <= entry.end
            if here and began and lasts:
                return entry.gives
        return None

    def period_of(self, actor: pl.Expr, day: pl.Expr) -> pl.Expr:
        """A day on which the same entries hold as on `day`, so that cases stay few; null for unnamed actors."""
        import polars as pl

        from withstand.evidence.normal import each_distinct

        if not self.named:
            return pl.lit(None, pl.Date)
        turns = sorted(
            {entry.start for entry in self.named if entry.start}
            | {
                date.fromordinal(entry.end.toordinal() + 1)
                for entry in self.named
                if entry.end and entry.end < date.max
            }
        )
        start: Then | ChainedThen = pl.when(pl.lit(value=False)).then(pl.lit(None, pl.Date))
        for turn in reversed(turns):
            start = start.when(day >= turn).then(pl.lit(turn))
        distinct = pl.Series(list(self._by_name), dtype=pl.String)
        dated = actor.map_batches(
            each_distinct(same_name, pl.String()), return_dtype=pl.String, is_elementwise=True
        ).is_in(distinct.implode())
        return pl.when(dated).then(start.otherwise(pl.lit(date.min.replace(year=1800))))

    def on(self, day: date | None) -> ActorTable:
        """The same table, asked about `day`."""
        return ActorTable(self.named, day)


def state_partners(names: Iterable[str]) -> ActorTable:
    """A table that names each of `names` a partner of the state, everywhere and always."""
    return ActorTable(tuple(NamedActor(name, "state_partner", basis="named on the command line") for name in names))


def actor_table(path: Path) -> ActorTable:
    """Read a table of actors: CSV with the columns actor, class, country, from, to, basis. It may name none yet.

    Raises:
        UnreadableFile: not a CSV with these columns.
        TableError: a cell that cannot be used.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            delimiter = ";" if ";" in source.readline() else ","
            source.seek(0)
            table = csv.DictReader(source, delimiter=delimiter)
            header, rows = table.fieldnames or (), list(table)
    except OSError as problem:
        raise UnreadableFile(path, f"it cannot be read ({problem.strerror})", "Check the path") from None
    except (UnicodeDecodeError, csv.Error):
        raise UnreadableFile(path, "this is not a CSV table in UTF-8", "Save it as CSV UTF-8") from None
    if not {"actor", "class"} <= set(header):
        raise UnreadableFile(path, "it has no columns actor and class", f"Its first row is: {','.join(COLUMNS)}")
    return ActorTable(tuple(_named(path, number, row) for number, row in enumerate(rows, start=2) if any(row.values())))


def _named(path: Path, number: int, row: dict[str, str]) -> NamedActor:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    known = [key for key, term in vocabulary("perpetrators").terms.items() if not term.facts.get("derived")]
    if not cells["actor"]:
        raise TableError(path, number, "actor", "it is empty; name the actor as the event file does.")
    if cells["class"] not in known:
        raise TableError(path, number, "class", f"{cells['class']!r} is not one of {', '.join(known)}.")
    days: dict[str, date | None] = {}
    for column in ("from", "to"):
        days[column] = parse_day(cells[column], Order.DAY_FIRST) if cells[column] else None
        if cells[column] and days[column] is None:
            raise TableError(path, number, column, f"{cells[column]!r} is not a date; write 2021-12-31.")
    if days["from"] and days["to"] and days["to"] < days["from"]:
        raise TableError(path, number, "to", f"{cells['to']!r} lies before {cells['from']!r}.")
    return NamedActor(cells["actor"], cells["class"], cells["country"], days["from"], days["to"], cells["basis"])
