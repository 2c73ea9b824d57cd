"""A lazy table handed on in larger parts, so that what is paid once a part is paid seldom."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from polars.io.plugins import register_io_source

BATCH_ROWS = 24_000


def in_batches(frame: pl.LazyFrame, rows: int = BATCH_ROWS) -> pl.LazyFrame:
    """`frame` in parts of `rows` rows: the streaming CSV reader hands on a few thousand at a time.

    Python is called once a part for each column that it parses; larger parts cost more memory.
    """

    def parts(
        columns: list[str] | None, predicate: pl.Expr | None, most: int | None, _: int | None
    ) -> Iterator[pl.DataFrame]:
        wanted = frame if columns is None else frame.select(columns)
        wanted = wanted if predicate is None else wanted.filter(predicate)
        wanted = wanted if most is None else wanted.head(most)
        yield from wanted.collect_batches(chunk_size=rows, maintain_order=True)

    return register_io_source(parts, schema=frame.collect_schema(), is_pure=True)
