"""What a matrix would enter, as values that a page shows and a job can keep."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from withstand.brief.matrix.area_names import AreaNames
from withstand.brief.matrix.drafting import Drafted, Drafting, drafted, names_used
from withstand.brief.matrix.found import MatrixRead
from withstand.brief.matrix.layout import Layout, layout_of
from withstand.brief.matrix.proposal import CHANGED, NEW, UNCHANGED, Proposal, Proposed, propose_records, reviewed
from withstand.brief.matrix.rows import read_rows
from withstand.brief.matrix.table import MatrixTable, matrix_in
from withstand.brief.records.opening import Opened as File
from withstand.brief.records.opening import open_content
from withstand.brief.records.scanning import Finding, code_of
from withstand.brief.records.template_cells import cleaned
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.installation.presets import with_retention
from withstand.ledger.fields import Fields, Record, TextKept
from withstand.ledger.ids import uuid7
from withstand.ledger.journal import Draft
from withstand.ledger.kinds import Kind
from withstand.ledger.scan import Found, judged, keeping
from withstand.mission.records import Action, Threat
from withstand.mission.week.from_picture import known
from withstand.mission.week.words import place_name
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.web.week.models import MatrixUpload

LARGEST = 2_000_000
LARGEST_UNPACKED = 40_000_000
MOST_LINES = 3_000
"""A protection matrix has tens of rows; these limits keep out what is none."""

MOST_SHOWN = 120
_SHORT = 160


class ColumnSeen(msgspec.Struct, frozen=True):
    """A column: its heading, what it holds, its first cell, how many of its cells hold something."""

    heading: str
    to: str
    scale: int
    sample: str
    filled: int


class ChangeSeen(msgspec.Struct, frozen=True):
    """A field that would change."""

    field: str
    before: str
    after: str


class LineSeen(msgspec.Struct, frozen=True):
    """A threat or an action of the matrix: the row it stands in, what would become of it, what it says.

    `stands` is the key of a threat's rating, or the day by which an action is due.
    """

    row: int
    is_threat: bool
    state: str
    record: str
    what: str
    where: str
    stands: str
    owner: str
    changes: tuple[ChangeSeen, ...] = ()


class AsideSeen(msgspec.Struct, frozen=True):
    """Something that was not read, and why."""

    row: int
    column: str
    value: str
    reason: str


class TextSeen(msgspec.Struct, frozen=True):
    """Words of a text that may point to a person, and where they stand."""

    what: str
    field: str
    found: str
    words: str


class DryRun(msgspec.Struct, frozen=True):
    """What a matrix would enter. `code` stands for exactly that, `text_code` for what the scan found in its texts."""

    sheet: str
    sheets: tuple[str, ...]
    order: str
    words: str
    columns: tuple[ColumnSeen, ...]
    lines: tuple[LineSeen, ...]
    counts: dict[str, tuple[int, int]]
    aside: tuple[AsideSeen, ...]
    unread: dict[str, int]
    notes: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    texts: tuple[TextSeen, ...]
    text_code: str
    problems: tuple[tuple[int, str], ...]
    code: str
    versions: int


@dataclass(frozen=True)
class Reading:
    """A matrix read for an account: the dry run, the drafts that it stands for, and the mapping that it was read by."""

    seen: DryRun
    drafts: tuple[Draft, ...]
    found: tuple[tuple[Record, tuple[Found, ...]], ...]
    layout: Layout

    def kept(self, reason: str) -> tuple[Draft, ...]:
        """The drafts with the decision to keep what the scan found."""
        decided = {id(record): keeping(found, reason) for record, found in self.found}
        return tuple(_deciding(draft, decided.get(id(draft.fields), ())) for draft in self.drafts)


def _deciding(draft: Draft, kept: tuple[TextKept, ...]) -> Draft:
    if not kept:
        return draft
    return replace(draft, fields=msgspec.structs.replace(draft.fields, text_kept=(*draft.fields.text_kept, *kept)))


def table_of(upload: MatrixUpload) -> tuple[File, MatrixTable]:
    """The matrix in an uploaded file.

    Raises:
        InputError: there is none, it is too large, or its mapping does not fit; the sentence says what to do.
    """
    opened = open_content(Path(upload.name), bytes(upload.content or b""), LARGEST_UNPACKED, patient=True)
    layout = layout_of(upload.mapping, "The mapping") if upload.mapping else None
    table = matrix_in(opened, layout, upload.sheet)
    if len(table.lines) > MOST_LINES:
        raise InputError(
            f"{upload.name}: it has {len(table.lines)} lines under its headings; at most {MOST_LINES} are read here. "
            "Give the sheet of one meeting."
        )
    return opened, table


def read_upload(opened: Opened, picture: Picture, upload: MatrixUpload, areas: AreaNames) -> Reading:
    """Read an upload, compare it with what the picture holds, and look through its texts.

    Raises:
        InputError: as `table_of`.
    """
    file, table = table_of(upload)
    read = read_rows(table, areas.codes)
    proposal = propose_records(read, known(picture, opened.settings.today), upload.on, areas.names)
    if upload.reviewed:
        proposal = reviewed(proposal, upload.on)
    familiar = known_names(picture) | names_used(areas, proposal)
    found: list[tuple[Record, tuple[Found, ...]]] = []

    def judge(kind: Kind, fields: Fields, earlier: tuple[TextKept, ...]) -> Record:
        record, left = judged(kind, kind.read(with_retention(opened, kind, fields)), earlier, familiar)
        if left:
            found.append((record, left))
        return record

    ledger = opened.ledger
    made = drafted(
        proposal,
        Drafting(
            lambda: uuid7(ledger.clock(), ledger.randomness, ledger.signer.installation),
            judge,
            (upload.classification, tuple(upload.compartments)),
        ),
    )
    return Reading(_seen(file, read, proposal, made, found, areas), tuple(made.drafts), tuple(found), read.layout)


def _seen(
    file: File,
    read: MatrixRead,
    proposal: Proposal,
    made: Drafted,
    found: Sequence[tuple[Record, tuple[Found, ...]]],
    areas: AreaNames,
) -> DryRun:
    texts = tuple(
        TextSeen(_title(record)[:_SHORT], one.field, one.found, one.words)
        for record, several in found
        for one in several
    )
    pointed = (Finding(_title(record), one) for record, several in found for one in several)
    return DryRun(
        sheet=read.layout.sheet,
        sheets=tuple(one.name for one in file.sheets if one.name),
        order=read.layout.order,
        words=_words(read.layout),
        columns=tuple(_columns(read)),
        lines=tuple(_lines(proposal, areas)),
        counts={state: proposal.count(state) for state in (NEW, CHANGED, UNCHANGED)},
        aside=tuple(
            AsideSeen(one.row, one.column, one.value[:_SHORT], one.reason)
            for one in proposal.aside
            if one.reason != "this column is not read"
        ),
        unread=dict(read.unmapped),
        notes=read.notes,
        missing=tuple((course.record, course.steps[-1].fields.threat) for course in proposal.missing),
        texts=texts,
        text_code=code_of(pointed) if found else "",
        problems=tuple(made.problems),
        code=_code(made.drafts),
        versions=len(made.drafts),
    )


def _title(record: Record) -> str:
    return record.threat if isinstance(record, Threat) else record.task if isinstance(record, Action) else ""


def _columns(read: MatrixRead) -> Iterator[ColumnSeen]:
    for place, column in enumerate(read.layout.columns):
        cells = [cleaned(line[place]) for _, line in read.table.lines if place < len(line) and cleaned(line[place])]
        yield ColumnSeen(column.heading, column.to, column.scale, cells[0][:_SHORT] if cells else "", len(cells))


def _lines(proposal: Proposal, areas: AreaNames) -> Iterator[LineSeen]:
    for row in proposal.threats:
        threat = row.threat.fields
        yield LineSeen(
            row.threat.row, True, row.threat.state, row.threat.course.record if row.threat.course else "",
            threat.threat, place_name(threat.where, areas.names), threat.rating, "", _changes(row.threat),
        )  # fmt: skip
        for one in row.actions:
            yield LineSeen(
                one.row, False, one.state, one.course.record if one.course else "", one.fields.task, "",
                one.fields.due or "", one.fields.owner or "", _changes(one),
            )  # fmt: skip


def _changes(one: Proposed[Any]) -> tuple[ChangeSeen, ...]:
    return tuple(ChangeSeen(change.field, _short(change.before), _short(change.after)) for change in one.changes)


def _short(value: Any) -> str:
    return str(value)[:60] if isinstance(value, str | int) else ""


def _words(layout: Layout) -> str:
    """A matrix's own words, a line each: threat_ratings: rouge = high."""
    return "\n".join(f"{name}: {word} = {key}" for name, words in layout.words.items() for word, key in words.items())


def _code(drafts: Sequence[Draft]) -> str:
    """Stands for exactly these drafts; fresh ids aside."""
    said = [
        (one.kind.name, one.supersedes, one.classification, one.compartments, msgspec.json.encode(one.fields).hex())
        for one in drafts
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
