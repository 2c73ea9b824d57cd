"""A file of events in, the normal form out, every row accounted for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from withstand.errors import NoEvents, UnreadableFile
from withstand.evidence import acled, ged
from withstand.evidence.actor_table import ActorTable
from withstand.evidence.checked import Checked, check_rows
from withstand.evidence.containers import Opened, Shape, digest, open_table
from withstand.evidence.formats import Kind
from withstand.evidence.normal import BLANK, PROBLEM, Reader
from withstand.evidence.panics import panics_as
from withstand.evidence.perpetrators import Rule, built_in_rule
from withstand.evidence.raw_table import OVERFLOW, RAW, ROW, RawTable, SetAside
from withstand.evidence.sheet_table import parquet_table, sheet_table
from withstand.evidence.text_table import LARGE, head_is_table, text_table
from withstand.evidence.well_formed import IllFormed

_WORKBOOK_PARTS = (b"xl/", b"opendocument.spreadsheet")


@dataclass(frozen=True)
class Account:
    """Where the rows of a file went: `rows` = `events` + the number of rows set aside; blank rows are no rows."""

    rows: int
    events: int
    blank: int
    set_aside: tuple[SetAside, ...]

    @property
    def balances(self) -> bool:
        """Whether every row is accounted for."""
        return self.rows == self.events + len(self.set_aside)


@dataclass(frozen=True)
class EventFile:
    """What was read from one file.

    `events` is in the form EVENT, `texts` in the form TEXT. Both may stand on files in a scratch folder and are
    good only inside the `with` block of `read_events`; with a `folder` they are all there is in those files.
    """

    events: pl.LazyFrame
    texts: pl.LazyFrame
    folder: Path | None
    account: Account
    kind: Kind
    name: str
    sha256: str
    version: str
    rule: str
    notes: tuple[str, ...]


Progress = Callable[[str], None]


@contextmanager
def read_events(
    path: Path,
    *,
    version: str = "",
    rule: Rule | None = None,
    actors: ActorTable | None = None,
    progress: Progress = lambda _: None,
) -> Iterator[EventFile]:
    """Read the events in `path`, whatever kind of file holds them.

    Raises:
        UnreadableFile, UnrecognisedFile: wrong or damaged files.
        NoEvents: a known format that holds no event.
    """
    rule, actors = rule or built_in_rule(), actors or ActorTable()
    with tempfile.TemporaryDirectory(prefix="withstand-") as folder:
        scratch = Path(folder)
        progress(f"opening {path.name}")
        opened = open_table(path, scratch, member_is_table)
        progress("reading rows")
        damaged = UnreadableFile(path, "the file is damaged", "Copy or export it again")
        large = scratch if opened.path.stat().st_size > LARGE else None
        with ThreadPoolExecutor(1) as beside:
            sha256 = beside.submit(digest, path)
            table = table_of(opened)
            version = version or ged.version_in(path.name) or ged.version_in(opened.member)
            with panics_as(damaged):
                try:
                    reader = _declared(table, version, path)
                    checked = check_rows(reader, rule, actors, large)
                except (pl.exceptions.PolarsError, IllFormed):
                    if opened.shape is not Shape.TEXT:
                        raise damaged from None
                    progress("reading rows again, line by line")
                    table = table_of(opened, patient=True)
                    reader = _declared(table, version, path)
                    checked = check_rows(reader, rule, actors, large)
        account, checked = _account(checked, reader)
        if not account.events:
            raise _no_events(path, account, table)
        yield EventFile(
            events=checked.events,
            texts=checked.texts,
            folder=checked.folder,
            account=account,
            kind=table.header.form.kind,
            name=path.name,
            sha256=sha256.result(),
            version=version,
            rule=f"{rule.label} ({rule.version})",
            notes=(*opened.notes, *table.notes, *reader.notes),
        )


def member_is_table(head: bytes) -> bool:
    """Whether the first bytes of an archive's member are those of a known table, or of a file that may hold one."""
    if head.startswith(b"PK\x03\x04"):
        return any(part in head for part in _WORKBOOK_PARTS)
    return head.startswith(b"PAR1") or head_is_table(head)


def table_of(opened: Opened, *, patient: bool = False) -> RawTable:
    """The table in an opened file; see `text_table` on text."""
    match opened.shape:
        case Shape.SHEET:
            return sheet_table(opened)
        case Shape.PARQUET:
            return parquet_table(opened)
        case Shape.TEXT:
            return text_table(opened, patient=patient)


def _declared(table: RawTable, version: str, given: Path) -> Reader:
    """What each of the table's columns is and what makes a row impossible."""
    reader = Reader(table)
    match table.header.form.kind:
        case Kind.ACLED:
            acled.read(reader, version)
        case Kind.UCDP_GED:
            ged.read(reader, version)
        case Kind.UCDP_ONE_SIDED:
            raise NoEvents(
                f"{given.name} is UCDP One-sided Violence: totals by actor and year, without places or days. "
                "A review needs events: give the UCDP GED file, and check it against this one with "
                f"`withstand check GED-FILE --against {given.name}`."
            )
    return reader


def _account(checked: Checked, reader: Reader) -> tuple[Account, Checked]:
    table = reader.table
    problems = checked.rows.drop_nulls(PROBLEM)
    blank = problems.filter(pl.col(PROBLEM) == BLANK).height
    problems = problems.filter(pl.col(PROBLEM) != BLANK)
    repeated = _repeats(checked)
    aside = sorted(
        (*table.broken, *_explained(problems, reader), *_repeats_explained(repeated, reader)),
        key=lambda entry: entry.row,
    )
    rows = checked.rows.height - blank + len(table.broken)
    account = Account(rows=rows, events=rows - len(aside), blank=blank, set_aside=tuple(aside))
    return account, checked.without(repeated[ROW]) if repeated.height else checked


def _explained(problems: pl.DataFrame, reader: Reader) -> Iterator[SetAside]:
    """Each problem row with the cell that shows the problem, as the file has it."""
    if not problems.height:
        return
    header = reader.table.header
    rows = problems.lazy().join(reader.table.frame, on=ROW, how="left").collect()
    for row in rows.iter_rows(named=True):
        check = reader.checks[row[PROBLEM]]
        if check.column == OVERFLOW:
            yield SetAside(row[ROW], "after the last column", str(row[OVERFLOW])[:200], check.reason)
            continue
        value = row.get(f"{RAW}{check.column}")
        repeats_header = value is not None and value.strip() == header.name_as_written(check.column).strip()
        reason = "it repeats the header" if repeats_header else check.reason
        if value is not None and "\n" in value and not repeats_header:
            reason += "; a line break in this cell may have swallowed the next row"
        yield SetAside(row[ROW], header.name_as_written(check.column), str(value or "")[:200], reason)


def _repeats(checked: Checked) -> pl.DataFrame:
    """Rows whose event stands in another row: the latest revision stays, and the first row of equals."""
    if not checked.may_repeat:
        return pl.DataFrame(schema={ROW: pl.UInt32, "event_id": pl.String, "kept": pl.UInt32})
    ranked = checked.keys().sort(["revision", ROW], descending=[True, False], nulls_last=True)
    kept = ranked.with_columns(pl.col(ROW).first().over("event_id").alias("kept"))
    return kept.filter(pl.col(ROW) != pl.col("kept")).sort(ROW)


def _repeats_explained(repeated: pl.DataFrame, reader: Reader) -> Iterator[SetAside]:
    kind = reader.table.header.form.kind
    name = reader.table.header.name_as_written("eventidcnty" if kind is Kind.ACLED else "id")
    for row in repeated.iter_rows(named=True):
        yield SetAside(row[ROW], name, row["event_id"], f"the event stands in row {row['kept']}, which was used")


def _no_events(path: Path, account: Account, table: RawTable) -> NoEvents:
    kind = table.header.form.kind.value
    if not account.rows:
        return NoEvents(f"{path.name} has the columns of {kind} but no rows. Export or download it again.")
    first = account.set_aside[0]
    return NoEvents(
        f"{path.name} has the columns of {kind}, but none of its {account.rows:,} rows is an event. The first, "
        f"row {first.row}: column {first.column[:60]!r}, value {first.value[:60]!r}: {first.reason}."
    )
