"""Well-formed text read block by block, so that a table of any length needs a few megabytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from withstand.evidence.raw_table import OVERFLOW, ROW

BLOCK = 12 << 20
CELLS_BEYOND = 8


def block_table(path: Path, delimiter: str, names: Sequence[str], skipped: int) -> pl.LazyFrame:
    """The rows of a well-formed file after its first `skipped` lines, cells named `names`, as RawTable wants them.

    Each block is parsed on its own: the streaming CSV reader reads so far ahead that its peak memory is several times
    higher. Larger blocks cost memory; smaller ones time, for Python is called once a block for each column it parses.
    """
    beyond = [f"{OVERFLOW}.{position}" for position in range(CELLS_BEYOND)]
    cells = dict.fromkeys((*names, *beyond), pl.String())
    written = [pl.when(pl.col(name).str.strip_chars() != "").then(name) for name in beyond]
    overflow = pl.when(pl.any_horizontal(cell.is_not_null() for cell in written)).then(
        pl.concat_str(written, separator=" | ", ignore_nulls=True)
    )
    columns = {
        ROW: pl.col(ROW),
        **{name: pl.when(pl.col(name) != "").then(name).alias(name) for name in names},
        OVERFLOW: overflow.alias(OVERFLOW),
    }

    def parts(
        wanted: list[str] | None, predicate: pl.Expr | None, most: int | None, _: int | None
    ) -> Iterator[pl.DataFrame]:
        chosen = [columns[name] for name in (columns if wanted is None else wanted)]
        read = 0
        for block in blocks(path, skipped):
            rows = pl.scan_csv(block, has_header=False, separator=delimiter, schema=cells, missing_columns="insert")
            part = rows.with_row_index(ROW, offset=skipped + 1 + read).select(chosen).collect()
            part = part if most is None else part.head(most - read)
            read += part.height
            yield part if predicate is None else part.filter(predicate)
            if read == most:
                return

    schema = {name: pl.UInt32() if name == ROW else pl.String() for name in columns}
    return register_io_source(parts, schema=schema, is_pure=True)


def blocks(path: Path, skipped: int) -> Iterator[bytes]:
    """A well-formed file after its first `skipped` lines, in parts that end where a row ends."""
    room, held = bytearray(BLOCK), 0
    with path.open("rb") as source:
        for _ in range(skipped):
            source.readline()
        while got := source.readinto(memoryview(room)[held:]):
            held += got
            end = _end_of_rows(room, held)
            if end:
                yield bytes(memoryview(room)[:end])
                room[: held - end] = room[end:held]
                held -= end
            elif held == len(room):
                room.extend(bytes(len(room)))
    if held:
        yield bytes(memoryview(room)[:held])


def _end_of_rows(text: bytearray, length: int) -> int:
    """Where the last whole row in `text[:length]` ends; a line end after an odd number of marks is inside a cell."""
    marks = np.frombuffer(text, dtype=np.uint8, count=length) == ord('"')
    end = text.rfind(b"\n", 0, length) + 1
    while np.count_nonzero(marks[:end]) % 2:
        end = text.rfind(b"\n", 0, text.rfind(b'"', 0, end)) + 1
    return end
