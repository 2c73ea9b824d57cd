"""The rows of one table after every check: the events among them, in memory or on disk, and which rows are none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from withstand.evidence.actor_table import ActorTable
from withstand.evidence.classifying import classify
from withstand.evidence.event import EVENT, TEXT
from withstand.evidence.normal import PROBLEM, Reader
from withstand.evidence.perpetrators import Rule
from withstand.evidence.raw_table import ROW
from withstand.evidence.vintages import EVENTS, TEXTS

KEY_HASH = "key_hash"


@dataclass(frozen=True)
class Checked:
    """`rows` has `row`, `problem` and `key_hash`, a hash of the event's identifier, of every row; `events` (EVENT)
    and `texts` (TEXT) are those without a problem.

    With a `folder` they are read from its files events.parquet and texts.parquet.
    """

    rows: pl.DataFrame
    events: pl.LazyFrame
    texts: pl.LazyFrame
    folder: Path | None = None

    @property
    def may_repeat(self) -> bool:
        """Whether two events may have one identifier; False is certain, and known without reading them again."""
        hashes = self.rows.filter(pl.col(PROBLEM).is_null())[KEY_HASH]
        return hashes.n_unique() < hashes.len()

    def keys(self) -> pl.DataFrame:
        """`row`, `event_id` and `revision` of each event."""
        keys = self.events.select("event_id", "revision").collect()
        return keys.with_columns(self.rows.filter(pl.col(PROBLEM).is_null())[ROW])

    def without(self, rows: pl.Series) -> Checked:
        """The same without the events that stand in `rows`; what is on disk stays there as it is."""
        events = self.rows.filter(pl.col(PROBLEM).is_null())[ROW]
        places = events.is_in(rows.implode()).arg_true()

        def rest(frame: pl.LazyFrame) -> pl.LazyFrame:
            return frame.with_row_index(ROW).filter(~pl.col(ROW).is_in(places.implode())).drop(ROW)

        return Checked(self.rows, rest(self.events), rest(self.texts))


def check_rows(reader: Reader, rule: Rule, actors: ActorTable, folder: Path | None) -> Checked:
    """Check every row of the reader's table and class every event, in memory or, with a `folder`, into its files.

    The table is read once; on disk it need not fit into memory.
    """
    whole = reader.checked()
    whole = whole.collect().lazy() if folder is None else whole.cache()
    good = whole.filter(pl.col(PROBLEM).is_null())
    rows = whole.select(ROW, PROBLEM, pl.col("event_id").hash().alias(KEY_HASH))
    events = classify(good.select(column.name for column in EVENT), rule, actors)
    texts = good.select("event_id", *(pl.col(f"about.{column.name}").alias(column.name) for column in TEXT[1:]))
    if folder is None:
        return Checked(rows.collect(), events, texts)
    made, *_ = pl.collect_all(
        [rows, events.sink_parquet(folder / EVENTS, lazy=True), texts.sink_parquet(folder / TEXTS, lazy=True)],
        engine="streaming",
    )
    return Checked(made, pl.scan_parquet(folder / EVENTS), pl.scan_parquet(folder / TEXTS), folder)
