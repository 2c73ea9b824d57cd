"""Well-formed text read block by block, so that a table of any length needs a few megabytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from withstand.evidence.raw_table import OVERFLOW, ROW
from withstand.evidence.well_formed import LONGEST_LINE, Form, IllFormed

BLOCK, PIECE = 12 << 20, 2 << 20
CELLS_BEYOND = 8


def block_table(
    path: Path, delimiter: str, names: list[str], skipped: int, is_row: Callable[[str], bool] = lambda _: False
) -> pl.LazyFrame:
    """The rows of a well-formed file after its first `skipped` lines, cells named `names`, as RawTable wants them.

    Reading it raises IllFormed where the file is not (see `Form`, also on `is_row`); no such part is parsed.

    Each block is parsed on its own: the streaming CSV reader reads so far ahead that its peak memory is several times
    higher. Larger blocks cost memory; smaller ones time, for Python is called once a block for each column it parses.
    """
    beyond = [f"{OVERFLOW}.{position}" for position in range(CELLS_BEYOND)]
    written = [pl.when(pl.col(name).str.strip_chars() != "").then(name) for name in beyond]
    overflow = pl.when(pl.any_horizontal(cell.is_not_null() for cell in written)).then(
        pl.concat_str(written, separator=" | ", ignore_nulls=True)
    )
    filled = {name: pl.when(pl.col(name) != "").then(name).alias(name) for name in names}
    columns = [ROW, *names, OVERFLOW]

    def parsed(block: bytes, first: int, wanted: list[str]) -> pl.DataFrame:
        """Most blocks have no cell beyond the last column; where every column is read, polars refuses one that has."""
        if len(wanted) == len(columns) and block.endswith(b"\n"):
            with suppress(pl.exceptions.PolarsError):
                return chosen(block, first, names, wanted, pl.lit(None, pl.String))
        return chosen(block, first, [*names, *beyond], wanted, overflow)

    def chosen(block: bytes, first: int, held: list[str], wanted: list[str], beyond_last: pl.Expr) -> pl.DataFrame:
        schema = dict.fromkeys(held, pl.String())
        rows = pl.scan_csv(block, has_header=False, separator=delimiter, schema=schema, missing_columns="insert")
        cells = {ROW: pl.col(ROW), **filled, OVERFLOW: beyond_last.alias(OVERFLOW)}
        return rows.with_row_index(ROW, offset=first).select(cells[name] for name in wanted).collect()

    def parts(
        wanted: list[str] | None, predicate: pl.Expr | None, most: int | None, _: int | None
    ) -> Iterator[pl.DataFrame]:
        read = 0
        for block in blocks(path, skipped, Form(delimiter, is_row)):
            part = parsed(block, skipped + 1 + read, columns if wanted is None else wanted)
            part = part if most is None else part.head(most - read)
            read += part.height
            yield part if predicate is None else part.filter(predicate)
            if read == most:
                return

    schema = {name: pl.UInt32() if name == ROW else pl.String() for name in columns}
    return register_io_source(parts, schema=schema, is_pure=True)


def blocks(path: Path, skipped: int, form: Form) -> Iterator[bytes]:
    """A file after its first `skipped` lines, in parts that end where a row ends, each after its form was looked at.

    Raises:
        IllFormed: it is not well formed from here on.
    """
    room, held, seen, rows = bytearray(BLOCK), 0, 0, 0
    with path.open("rb") as source:
        for _ in range(skipped):
            form.row_end(source.readline())
        while got := source.readinto(memoryview(room)[held : held + PIECE]):
            held += got
            lines = room.rfind(b"\n", seen, held) + 1
            if lines:
                end = form.row_end(bytes(memoryview(room)[seen:lines]))
                rows = rows if end is None else seen + end
                seen = lines
            if held - seen > LONGEST_LINE:
                raise IllFormed
            if held < len(room):
                continue
            if rows:
                yield bytes(memoryview(room)[:rows])
                room[: held - rows] = room[rows:held]
                held, seen, rows = held - rows, seen - rows, 0
            else:
                room.extend(bytes(len(room)))
    if held:
        form.row_end(bytes(memoryview(room)[seen:held]))
        if form.inside:
            raise IllFormed
        yield bytes(memoryview(room)[:held])
