"""The matrix out: from a picture, for its audience, in a layout, with a manifest and a receipt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from withstand.brief.matrix.cells_out import Wording
from withstand.brief.matrix.layout import Layout, own_layout
from withstand.brief.matrix.matching import TAIL
from withstand.brief.matrix.sheet_out import Heading, SheetRow, matrix_xlsx
from withstand.brief.matrix.table import MatrixTable
from withstand.brief.records.grid import hidden_marks
from withstand.brief.records.handing_out import cleared, given_out, hand_out, refuse_existing
from withstand.brief.records.leaves import nested
from withstand.brief.records.manifest import Manifest, manifest
from withstand.brief.records.release import BY_DISTRICT, Coarseness
from withstand.brief.records.rows import Row, Table, table
from withstand.brief.records.scanning import Clearance, Finding
from withstand.brief.records.template_cells import cleaned
from withstand.ledger import rights
from withstand.ledger.fields import TextKept
from withstand.ledger.journal import append
from withstand.ledger.kinds import Kind
from withstand.mission.records import ACTION, THREAT
from withstand.mission.week.week import Week
from withstand.mission.wording import day
from withstand.picture.picture import ALL, Picture
from withstand.vocabulary.terms import vocabulary

ANSWERS = "answers"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Writing:
    """How a matrix is written: its layout, the original whose look it takes, names of areas, of provinces above them,
    finest areas outside, names that are not people, and what was decided about the scan of texts.
    """

    layout: Layout = field(default_factory=own_layout)
    like: MatrixTable | None = None
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    provinces: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    coarse: Coarseness = BY_DISTRICT
    known: tuple[str, ...] = ()
    clearance: Clearance | None = None


@dataclass(frozen=True)
class WrittenMatrix:
    """A matrix that was written. `unanswering` actions answer no threat that is in it, and are not in it."""

    path: Path
    threats: int
    actions: int
    unanswering: int
    classification: str
    findings: tuple[Finding, ...]
    manifests: tuple[Manifest, ...]
    receipt: str


@dataclass(frozen=True)
class _Made:
    content: bytes
    tables: tuple[Table, ...]
    decided: tuple[TextKept, ...]
    written: WrittenMatrix


def write_matrix(picture: Picture, week: Week, path: Path, how: Writing) -> WrittenMatrix:
    """Write the threats and actions of a week as a workbook, whole or not at all.

    Raises:
        TextNotCleared: texts may point to people, and nobody has decided about it.
        InputError: the file exists, or cannot be written.
    """
    refuse_existing(path)
    made = _made(picture, week, path, how)
    return replace(made.written, receipt=hand_out(picture, path, "matrix", made.content, made.tables, made.decided))


def matrix_bytes(picture: Picture, week: Week, how: Writing, name: str = "matrix.xlsx") -> tuple[WrittenMatrix, bytes]:
    """The same as bytes that lie on no disk: the receipt is written, then they may go out under that name.

    Raises:
        TextNotCleared: as `write_matrix`.
    """
    made = _made(picture, week, Path(name), how)
    draft = given_out(picture, "matrix.xlsx", made.content, made.tables, made.decided)
    return replace(made.written, receipt=append(picture.ledger, [draft])[0].entry), made.content


def _made(picture: Picture, week: Week, path: Path, how: Writing) -> _Made:
    threats = kept(picture, THREAT, _threats(week, how.layout), how.coarse)
    actions = kept(picture, ACTION, _actions(week, how.layout), how.coarse)
    findings, decided = cleared(picture, (threats, actions), how.known, how.clearance)
    rows = _rows(week, threats, actions, how)
    about = tuple(
        replace(manifest(picture, of.kind, ALL, of, how.coarse), filter=f"open on {week.on.isoformat()}")
        for of in (threats, actions)
    )
    highest = max((one.classification for one in about), key=rights.level)
    wording = Wording.of(how.layout, how.names)
    named = tuple(one for one in how.layout.columns if one.heading.strip())
    content = matrix_xlsx(replace(how.layout, columns=named), rows, _heading(week, how, highest), about, wording)
    shown = sum(len(row.actions) for row in rows)
    unanswering = sum(not line.answers for line in week.actions)
    written = WrittenMatrix(path, len(rows), shown, unanswering, highest, findings, about, "")
    return _Made(content, (threats, actions), decided, written)


def _threats(week: Week, layout: Layout) -> set[str]:
    """Open threats; those closed since the last meeting too, where a column says that they are."""
    told = layout.holds("status")
    return {line.record for line in week.threats if told or line.change != "closed"}


def _actions(week: Week, layout: Layout) -> set[str]:
    """Actions that answer a threat; closed ones where a column says that they are."""
    told = layout.holds("action_status")
    return {line.record for line in week.actions if line.answers and (told or line.open)}


def kept(picture: Picture, kind: Kind, records: set[str], coarse: Coarseness) -> Table:
    """Some records of a kind, as the picture's audience may take them away."""
    of = table(picture, kind, ALL, coarse)
    both = [(row, seen) for row, seen in zip(of.rows, of.seen, strict=True) if seen.record in records]
    return replace(of, rows=tuple(row for row, _ in both), seen=tuple(seen for _, seen in both))


def _rows(week: Week, threats: Table, actions: Table, how: Writing) -> list[SheetRow]:
    """A row a threat, in the order of the week or, under headings, of provinces."""
    answering: dict[str, list[Row]] = {}
    for row in actions.rows:
        for link in row.links:
            if link.role == ANSWERS:
                answering.setdefault(link.other, []).append(row)
    order = {line.record: place for place, line in enumerate(week.threats)}
    unseen = {line.record for line in week.threats if line.blind}
    found = []
    for row, seen in zip(threats.rows, threats.seen, strict=True):
        fields = nested(row.values)
        area = fields.get("where", {}).get("area", "")
        made = SheetRow(
            fields=fields,
            actions=tuple(nested(one.values) for one in answering.get(row.record, ())),
            hidden={str(path[0]): mark for path, mark in hidden_marks(row).items() if len(path) == 1},
            number=row.record[-TAIL:],
            unseen=seen.record in unseen and not threats.outside,
            section=how.provinces.get(area, "") if _has_sections(how) else "",
        )
        found.append((made.section, order[seen.record], made))
    return [made for _, _, made in sorted(found, key=lambda one: one[:2])]


def _has_sections(how: Writing) -> bool:
    """Whether the original has headings between rows, and none of its columns says the same."""
    if how.like is None or how.layout.holds("province"):
        return False
    alone = [line for _, line in how.like.lines if sum(bool(cleaned(cell)) for cell in line) == 1]
    return len(alone) > 0


def _heading(week: Week, how: Writing, classification: str) -> Heading:
    """What stands above: the original's own lines but for those with a year in them, which would be an old one."""
    above = how.like.above if how.like else ((1, (vocabulary("kinds").label("threat", how.layout.language),)),)
    lines = tuple(
        tuple((place, cleaned(cell)) for place, cell in enumerate(line) if cleaned(cell) and not _YEAR.search(cell))
        for _, line in above
    )
    level = vocabulary("classifications").label(classification, how.layout.language)
    told = f"{day(week.on.isoformat())} · {level} · {week.audience}"
    return Heading(tuple(line for line in lines if line), told, f"{level} · {week.on.isoformat()}")
