"""Delimited text as a table, fast where the file is well formed and patient where it is not."""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from withstand.evidence.block_table import block_table
from withstand.evidence.containers import Opened, looks_utf16
from withstand.evidence.dates import Order, parse_day
from withstand.evidence.raw_table import (
    OVERFLOW,
    ROW,
    Header,
    RawTable,
    SetAside,
    column_names,
    find_header,
    is_tag_row,
    refuse_twice,
    refuse_unknown,
)
from withstand.evidence.well_formed import LONGEST_LINE, MOST_LINES_IN_A_ROW

HEAD_BYTES = 1 << 18
LARGE = 32 << 20
CHUNK_ROWS = 50_000
_DAYS = ("datestart", "eventdate")
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Broken:
    """A physical line that cannot be a row."""

    line: str
    reason: str


def head_is_table(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a known table of text."""
    return _find(_decode_head(head)[0])[1] is not None


def text_table(opened: Opened, *, patient: bool = False) -> RawTable:
    """The table in a text file; a large one is read by blocks unless `patient`, and reading those raises
    IllFormed where they do not suffice.

    Raises:
        UnrecognisedFile: the columns are none of the known formats'.
    """
    with opened.path.open("rb") as source:
        head = source.read(HEAD_BYTES)
    text, encoding = _decode_head(head)
    delimiter, header = _find(text)
    if header is None:
        raise refuse_unknown(opened.given, list(islice(_sample(text, delimiter), 25)))
    refuse_twice(opened.given, header)
    large = not patient and opened.path.stat().st_size > LARGE
    if large and encoding == "utf-8" and "\n" in text:
        fast = _fast_table(opened.path, header, delimiter, text)
        if fast is not None:
            return fast
    return _patient_table(opened.path, header, delimiter, encoding)


def _decode_head(head: bytes) -> tuple[str, str]:
    if head.startswith(codecs.BOM_UTF8):
        return head.decode("utf-8-sig", errors="replace"), "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="replace"), "utf-16"
    if looks_utf16(head):
        encoding = "utf-16-le" if head[1:400:2].count(0) > head[0:400:2].count(0) else "utf-16-be"
        return head.decode(encoding, errors="replace"), encoding
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head), "utf-8"
    except UnicodeDecodeError:
        return head.decode("cp1252", errors="replace"), "cp1252"


def _find(text: str) -> tuple[str, Header | None]:
    widths = {}
    for delimiter in DELIMITERS:
        sample = list(islice(_sample(text, delimiter), 25))
        header = find_header(sample)
        if header is not None:
            return delimiter, header
        widths[delimiter] = max((len(cells) for cells in sample), default=0)
    return max(DELIMITERS, key=lambda delimiter: widths[delimiter]), None


def _sample(text: str, delimiter: str) -> Iterator[Sequence[str]]:
    for record in records(io.StringIO(text, newline=""), delimiter):
        yield [] if isinstance(record, Broken) else record


def records(
    lines: Iterable[str], delimiter: str, is_row: Callable[[str], bool] = lambda _: False
) -> Iterator[list[str] | Broken]:
    """Split physical lines into rows; a quotation mark that never closes costs its own line and no other.

    A row over several lines is given back line by line when its quotation marks do not pair up, when it runs over
    more lines than any real one, or when one of its later lines `is_row` by itself.
    """
    source = iter(lines)
    waiting: deque[str] = deque()
    taken: list[str] = []

    def feed() -> Iterator[str]:
        while len(taken) <= MOST_LINES_IN_A_ROW:
            line = waiting.popleft() if waiting else next(source, None)
            if line is None:
                return
            taken.append(line)
            yield "" if len(line) > LONGEST_LINE else line

    while True:
        problem = ""
        try:
            for cells in csv.reader(feed(), delimiter=delimiter):
                problem = _unpaired(taken)
                if not problem and any(map(is_row, taken[1:])):
                    problem = "a quotation mark in it would swallow the next row"
                if problem:
                    break
                taken.clear()
                yield cells
        except csv.Error:
            problem = "a cell is longer than any real one"
        if not problem:
            if not taken and not waiting:
                return
            problem = "the line cannot be split into cells"
        waiting.extendleft(reversed(taken[1:]))
        yield Broken(taken[0], f"{problem}; mend the line and read the file again")
        taken.clear()


def row_test(header: Header, delimiter: str) -> Callable[[str], bool]:
    """Whether a line is a whole row by itself: as many cells as the header has, and a day where days stand."""
    day = next((header.fields.index(name) for name in _DAYS if name in header.fields), None)

    def is_row(line: str) -> bool:
        if day is None or line.count(delimiter) < len(header.fields) - 1 or len(line) > LONGEST_LINE:
            return False
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return len(cells) >= len(header.fields) and any(parse_day(cells[day], order) for order in Order)

    return is_row


def _unpaired(lines: list[str]) -> str:
    if len(lines[0]) > LONGEST_LINE:
        return f"the line has {len(lines[0].rstrip()):,} characters"
    if len(lines) == 1:
        return ""
    if len(lines) > MOST_LINES_IN_A_ROW or sum(line.count('"') for line in lines) % 2:
        return "a quotation mark opens and does not close"
    return ""


def _patient_table(path: Path, header: Header, delimiter: str, encoding: str) -> RawTable:
    encoding, notes = _settle_encoding(path, encoding)
    names = column_names(header)
    frames: list[pl.DataFrame] = []
    broken: list[SetAside] = []
    rows: list[list[str | None]] = []
    numbers: list[int] = []
    beyond: list[str | None] = []
    with path.open(encoding=encoding, errors="replace", newline="") as source:
        for number, record in enumerate(records(source, delimiter, row_test(header, delimiter)), start=1):
            if number <= header.index + 1:
                continue
            if isinstance(record, Broken):
                broken.append(SetAside(number, "the whole line", record.line[:200].rstrip("\r\n"), record.reason))
                continue
            if number == header.index + 2 and is_tag_row(record):
                notes = (*notes, f"row {number} holds HXL tags and was not counted")
                continue
            extra = [cell for cell in record[len(names) :] if cell.strip()]
            filled: list[str | None] = [cell or None for cell in record[: len(names)]]
            rows.append(filled + [None] * (len(names) - len(filled)))
            numbers.append(number)
            beyond.append(" | ".join(extra) or None)
            if len(rows) == CHUNK_ROWS:
                frames.append(_frame(names, rows, numbers, beyond))
                rows, numbers, beyond = [], [], []
    frames.append(_frame(names, rows, numbers, beyond))
    return RawTable(header, pl.concat(frames).lazy(), tuple(broken), notes)


def _frame(
    names: list[str], rows: list[list[str | None]], numbers: list[int], beyond: list[str | None]
) -> pl.DataFrame:
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    cells = {name: pl.Series(name, values, dtype=pl.String) for name, values in zip(names, columns, strict=True)}
    return pl.DataFrame(
        {
            ROW: pl.Series(ROW, numbers, dtype=pl.UInt32),
            **cells,
            OVERFLOW: pl.Series(OVERFLOW, beyond, dtype=pl.String),
        }
    )


def _settle_encoding(path: Path, guess: str) -> tuple[str, tuple[str, ...]]:
    """Confirm a guess of UTF-8 over the whole file; what is mostly UTF-8 with a few bad bytes stays UTF-8."""
    if guess.startswith("utf-16"):
        return guess, (f"read as {guess.upper()}",)
    if guess == "utf-8-sig":
        return guess, ()
    good = bad = 0
    with path.open("rb") as source:
        for line in source:
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                good += 1
            except UnicodeDecodeError:
                bad += 1
    if not bad:
        return "utf-8", ()
    if good > 10 * bad:
        return "utf-8", (f"{bad} lines hold bytes that are not UTF-8; those letters were replaced",)
    return "cp1252", ("read as Windows-1252 (cp1252)",)


def _fast_table(path: Path, header: Header, delimiter: str, head: str) -> RawTable | None:
    """The same table by blocks, or None where its head is not well formed enough for it."""
    lines = list(islice(io.StringIO(head, newline=""), header.index + 2))
    first_rows = list(islice(records(io.StringIO(head, newline=""), delimiter), header.index + 2))
    if any("\n" in cell for record in first_rows for cell in (record if isinstance(record, list) else [])):
        return None
    if len(lines) < header.index + 2 or isinstance(first_rows[-1], Broken):
        return None
    tagged = is_tag_row(first_rows[-1])
    skipped = header.index + (2 if tagged else 1)
    frame = block_table(path, delimiter, column_names(header), skipped, row_test(header, delimiter))
    notes = (f"row {skipped} holds HXL tags and was not counted",) if tagged else ()
    return RawTable(header, frame, (), notes)
