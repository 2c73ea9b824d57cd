"""Event files spoiled in every way that a person, a program or a disk spoils them; one seed gives one file."""

from __future__ import annotations

import csv
import gzip
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from samples import Table, one_sided, samples
from saving import as_frame, as_sheet, as_text

ABSURD = (
    "1e308", "-5", "99999999999999999999", "nan", "inf", "-inf", "٣", "0x10", "1,5", "1.5", "", " ", "NA", "NULL",
    "#REF!", "-0", "1e-400", "2147483648", "4294967296", "9007199254740993", "TRUE", "--", "½", "1_000", "+7", "0.0",
    "31/02/2030", "2030-02-29", "00/00/0000", "9999-12-31", "0000-00-00", "99999", "2958466", "1/2/3", "12/31/2030",
    "31-Dec-69", "29 February 2032", "2032-01-01T25:61:61Z", "\N{ZERO WIDTH SPACE}5", "\ufeff5", "５", "x" * 300,
)  # fmt: skip
FORMULAS = ('=HYPERLINK("http://example.org")', "@SUM(A1:A9)", "+1+1", "-2+3", "=cmd|' /C calc'!A0", "\t=1", "\r=1")
ENCODINGS = ("cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp437", "mac_roman", "utf-32", "latin-1")
Chance = random.Random


@dataclass(frozen=True)
class Spoiled:
    """A file's name and bytes, and what was done to it."""

    name: str
    content: bytes
    story: tuple[str, ...]


# To a table


def _cells(table: Table, chance: Chance, values: tuple[str, ...]) -> Table:
    for _ in range(chance.randint(1, 6)):
        row = chance.randrange(len(table.rows))
        table = table.with_cell(row, chance.choice(table.columns), chance.choice(values))
    return table


def absurd_cells(table: Table, chance: Chance) -> Table:
    return _cells(table, chance, ABSURD)


def formula_cells(table: Table, chance: Chance) -> Table:
    return _cells(table, chance, FORMULAS)


def long_texts(table: Table, chance: Chance) -> Table:
    return _cells(table, chance, ("a\nb", "a\r\nb", "\n" * 250, '"', '""', 'say "so', "a\0b", "é" * 5000, ",;\t|"))


def _reordered(table: Table, order: list[int]) -> Table:
    return replace(
        table,
        columns=tuple(table.columns[index] for index in order),
        rows=tuple(tuple(row[index] if index < len(row) else "" for index in order) for row in table.rows),
    )


def shuffled_columns(table: Table, chance: Chance) -> Table:
    order = list(range(len(table.columns)))
    chance.shuffle(order)
    return _reordered(table, order)


def dropped_columns(table: Table, chance: Chance) -> Table:
    kept = [index for index in range(len(table.columns)) if chance.random() > 0.05]
    return _reordered(table, kept or [0])


def doubled_columns(table: Table, chance: Chance) -> Table:
    order = list(range(len(table.columns)))
    order.insert(chance.randrange(len(order)), chance.randrange(len(order)))
    return _reordered(table, order)


def renamed_columns(table: Table, chance: Chance) -> Table:
    names = list(table.columns)
    for _ in range(chance.randint(1, 4)):
        index = chance.randrange(len(names))
        ways: tuple[Callable[[str], str], ...] = (str.upper, str.title, str.strip, lambda text: f" {text} ")
        other = chance.choice(names)
        more: tuple[Callable[[str], str], ...] = (
            lambda text: text.replace("_", " "),
            lambda text: f"{text}\n(see note)",
            lambda _: "",
            lambda _, other=other: other,  # type: ignore[misc]
            lambda text: text + "\0",
            lambda _: "overflow",
            lambda _: "row",
            lambda _: "raw.id",
        )
        names[index] = chance.choice(ways + more)(names[index])
    return replace(table, columns=tuple(names))


def repeated_rows(table: Table, chance: Chance) -> Table:
    rows = list(table.rows)
    for _ in range(chance.randint(1, 5)):
        rows.insert(chance.randrange(len(rows) + 1), chance.choice((*table.rows, table.columns)))
    return replace(table, rows=tuple(rows))


def ragged_rows(table: Table, chance: Chance) -> Table:
    rows = list(table.rows)
    for _ in range(chance.randint(1, 4)):
        index = chance.randrange(len(rows))
        extra = tuple(chance.choice(("", "x", "5", " ")) for _ in range(chance.randint(1, 12)))
        rows[index] = (
            rows[index] + extra if chance.random() < 0.5 else rows[index][: chance.randrange(len(rows[index]) + 1)]
        )
    return replace(table, rows=tuple(rows))


def moved_header(table: Table, chance: Chance) -> Table:
    rows = [*table.rows]
    rows.insert(chance.randrange(len(rows) + 1), table.columns)
    return replace(table, columns=rows[0], rows=tuple(rows[1:]))


# To bytes


def cut_anywhere(content: bytes, chance: Chance) -> bytes:
    start = 0 if chance.random() < 0.8 else chance.randrange(len(content))
    return content[start : chance.randrange(len(content))]


def flipped_bytes(content: bytes, chance: Chance) -> bytes:
    spoiled = bytearray(content)
    for _ in range(chance.choice((1, 2, 5, 40))):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def doubled_block(content: bytes, chance: Chance) -> bytes:
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    at = chance.randrange(len(content))
    return content[:at] + content[start : min(end, start + 4000)] + content[at:]


def lost_block(content: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randrange(1, 2000) :]


def zeroed_block(content: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(content))
    size = chance.choice((1, 3, 512, 4096))
    return content[:start] + b"\0" * size + content[start + (size if chance.random() < 0.7 else 0) :]


# To the bytes of text


def doubled_lines(content: bytes, chance: Chance) -> bytes:
    lines = content.splitlines(keepends=True)
    start = chance.randrange(len(lines))
    block = lines[start : start + chance.randint(1, 4)]
    at = chance.randrange(len(lines) + 1)
    return b"".join(lines[:at] + block * chance.randint(1, 3) + lines[at:])


def stray_marks(content: bytes, chance: Chance) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 7))):
        at = chance.randrange(len(content) + 1)
        if chance.random() < 0.5:
            at = max(content.find(b",", at), 0) + 1
        content = (
            content[:at]
            + chance.choice((b'"', b'"', b'""', b"\n", b"\r", b"\r\n", b",", b";", b"\\", b"'"))
            + content[at:]
        )
    return content


def other_delimiter(content: bytes, chance: Chance) -> bytes:
    old, new = chance.sample((b",", b";", b"\t", b"|", b" "), 2)
    if chance.random() < 0.5:
        return content.replace(old, new)
    half = chance.randrange(len(content))
    return content[:half] + content[half:].replace(old, new)


def mixed_line_ends(content: bytes, chance: Chance) -> bytes:
    lines = content.split(b"\n")
    return b"".join(line + chance.choice((b"\n", b"\r\n", b"\r", b"\n\n", b"\r\r\n")) for line in lines)


def recoded(content: bytes, chance: Chance) -> bytes:
    text = content.decode("utf-8", errors="replace")
    encoding = chance.choice(ENCODINGS)
    if chance.random() < 0.6:
        return text.encode(encoding, errors="replace")
    half = chance.randrange(len(text) + 1)
    return text[:half].encode("utf-8") + text[half:].encode(encoding, errors="replace")


def title_above(content: bytes, chance: Chance) -> bytes:
    title = chance.choice(
        (b"Export\n", b"sep=,\n", b'"Open\n', b"\n\n\n", b"# note, with, commas\r", b"\n" * 30, b"a;b\tc|d\n")
    )
    return title + content


ON_TABLES = (
    absurd_cells, formula_cells, long_texts, shuffled_columns, dropped_columns, doubled_columns, renamed_columns,
    repeated_rows, ragged_rows, moved_header,
)  # fmt: skip
ON_BYTES = (cut_anywhere, flipped_bytes, doubled_block, lost_block, zeroed_block)
ON_TEXT = (
    doubled_lines, stray_marks, other_delimiter, mixed_line_ends, recoded, title_above, *ON_BYTES
)  # fmt: skip
KINDS = ("text", "text", "text", "xlsx", "parquet", "zip", "gz")


@cache
def _tables() -> tuple[Table, ...]:
    return (*samples().values(), *samples().values(), one_sided())


def _text(table: Table, chance: Chance) -> bytes:
    return as_text(
        table,
        delimiter=chance.choice(",,,;\t|"),
        line_end=chance.choice(("\n", "\n", "\r\n", "\r")),
        quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        decimal_comma=chance.random() < 0.1,
    )


@cache
def _stored(kind: str, number: int) -> bytes:
    """A sound file of a slow kind, made once."""
    table = _tables()[number]
    if kind == "parquet":
        sink = BytesIO()
        as_frame(table).write_parquet(sink)
        return sink.getvalue()
    with TemporaryDirectory() as folder:
        return as_sheet(table, Path(folder) / "t.xlsx").read_bytes()


def _packed(kind: str, content: bytes, chance: Chance) -> bytes:
    if kind == "gz":
        return gzip.compress(content, compresslevel=1)
    sink = BytesIO()
    method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(sink, "w", method) as archive:
        archive.writestr("events.csv", content)
        if chance.random() < 0.3:
            archive.writestr(
                chance.choice(("read me.txt", "__MACOSX/._events.csv", "a\nb.txt", "more.csv")), content[:99]
            )
    return sink.getvalue()


def _rectangular(table: Table) -> Table:
    """The table as columns can hold it: rows of one length, names given once."""
    width = len(table.columns)
    names = [
        name if name and name not in table.columns[:at] else f"unnamed {at}" for at, name in enumerate(table.columns)
    ]
    rows = tuple((*row[:width], *[""] * (width - len(row))) for row in table.rows)
    return replace(table, columns=tuple(names), rows=rows, numbers=frozenset(), days={})


def _slow(kind: str, table: Table) -> bytes:
    if kind == "parquet":
        sink = BytesIO()
        as_frame(_rectangular(table)).write_parquet(sink)
        return sink.getvalue()
    with TemporaryDirectory() as folder:
        clean = _rectangular(table)
        letters = {code: "?" for code in range(32) if chr(code) not in "\t\n\r"}
        rows = tuple(tuple(cell.translate(letters)[:32000] for cell in row) for row in clean.rows)
        return as_sheet(replace(clean, rows=rows), Path(folder) / "t.xlsx").read_bytes()


def spoiled(seed: int) -> Spoiled:
    """The spoiled file of a seed."""
    chance = Chance(seed)
    kind = chance.choice(KINDS)
    number = chance.randrange(len(_tables()))
    table = _tables()[number]
    story = [kind, table.name]
    on_table = [chance.choice(ON_TABLES) for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))]
    if kind in ("xlsx", "parquet"):
        on_table = on_table if chance.random() < 0.3 else []
    for change in on_table:
        story.append(change.__name__)
        table = change(table, chance)
    if kind in ("xlsx", "parquet"):
        content = _slow(kind, table) if on_table else _stored(kind, number)
        changes = ON_BYTES
        least = 0 if on_table else 1
    else:
        content = _text(table, chance)
        changes = ON_TEXT
        least = 0 if on_table else 1
    for _ in range(chance.choice((least, 1, 1, 2, 3))):
        change_bytes = chance.choice(changes)
        if content:
            story.append(change_bytes.__name__)
            content = change_bytes(content, chance)
    if kind in ("zip", "gz"):
        content = _packed(kind, content, chance)
        if chance.random() < 0.6:
            change_bytes = chance.choice(ON_BYTES)
            story.append(change_bytes.__name__)
            content = change_bytes(content, chance)
    ending = {"text": "csv"}.get(kind, kind)
    return Spoiled(f"{table.name}.{ending}", content, tuple(story))
