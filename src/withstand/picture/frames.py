"""Frames of records: typed columns from the kind's declaration, one row a record or a part."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from withstand.ledger import rights
from withstand.ledger.forms import Form
from withstand.ledger.kinds import Kind
from withstand.ledger.store.database import Row
from withstand.picture.seen import classification_word

_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "number": pl.Int64(),
    "yes_no": pl.Boolean(),
    "day": pl.String(),
}
_OWN: dict[str, pl.DataType] = {
    "record": pl.String(),
    "version": pl.String(),
    "heads": pl.Int64(),
    "rank": pl.Int64(),
}
_LINK = ("link", "role", "source", "target", "about")


def columns(kind: Kind) -> dict[str, pl.DataType]:
    """Names and types of a kind's columns; days are dates."""
    return _OWN | {name: pl.Date() if type_ == "day" else _TYPES[type_] for name, type_ in kind.columns}


def link_frame(rows: Iterable[Row]) -> pl.DataFrame:
    """The frame of links from rows of link, role, source, target, about."""
    return pl.DataFrame(list(rows), schema=dict.fromkeys(_LINK, pl.String()), orient="row")


def frame(kind: Kind, sheets: Iterable[bytes]) -> pl.DataFrame:
    """The frame of a kind from sheets: a line a record, its cells between tabs."""
    schema = columns(kind)
    parts = [pl.read_csv(text, separator="\t", has_header=False, schema=schema) for text in sheets if text]
    return _finished(pl.concat(parts) if parts else pl.DataFrame(schema=schema))


def line_frame(kind: Kind, lines: Iterable[bytes]) -> pl.DataFrame:
    """The same from lines of JSON cells, which need not know all columns."""
    whole = _read_lines(lines, _OWN | {name: _TYPES[type_] for name, type_ in kind.columns})
    days = [name for name, type_ in kind.columns if type_ == "day"]
    return _finished(whole.with_columns(pl.col(days).str.to_date("%Y-%m-%d", strict=False)))


def _finished(whole: pl.DataFrame) -> pl.DataFrame:
    """In the order of the records' ids, with words for the ranks of classifications."""
    if not whole["record"].is_sorted():
        whole = whole.sort("record")
    ranks = range(rights.UNKNOWN_LEVEL + 1)
    words = [classification_word(rank) for rank in ranks]
    named = pl.col("rank").replace_strict(list(ranks), words, return_dtype=pl.String())
    return whole.with_columns(named).rename({"rank": "classification"})


def _read_lines(lines: Iterable[bytes], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    parts = [pl.read_ndjson(text, schema=schema) for text in lines if text]
    return pl.concat(parts) if parts else pl.DataFrame(schema=schema)


def part_frame(kind: Kind, part: str, lines: Iterable[bytes]) -> pl.DataFrame:
    """The frame of one of a kind's fields that hold several, a row each, from lines of JSON cells."""
    chosen = [form for form in kind.forms if form.many and form.name == part]
    if not chosen:
        raise KeyError(f"{kind.word} has no field {part} that holds several values.")
    schema = _OWN | {form.name: pl.List(pl.Struct(_part(form))) for form in chosen}
    whole = _read_lines(lines, schema)
    return whole.sort("record", maintain_order=True).explode(part).drop_nulls(part).unnest(part)


def _part(form: Form) -> dict[str, pl.DataType]:
    if not form.parts:
        return {form.name: pl.String()}
    return {name: _TYPES[type_] for part in form.parts for name, type_ in part.columns}
