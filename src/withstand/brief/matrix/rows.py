"""The rows of a matrix: threats, their actions, headings between them; every filled cell ends up somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from withstand.brief.matrix.cell_fields import ACTION, PLACE, Columns, action_fields, columns_of, threat_fields
from withstand.brief.matrix.found import ActionRow, MatrixRead, ThreatRow
from withstand.brief.matrix.headings import plain
from withstand.brief.matrix.parts_in import (
    NO_CODES,
    Codes,
    is_blank,
    line_and_rest,
    names_an_area,
    read_place,
    section_name,
    several_lines,
)
from withstand.brief.matrix.table import MatrixTable
from withstand.brief.records.template_cells import Unread, cleaned
from withstand.evidence.raw_table import SetAside
from withstand.ledger.fields import Fields
from withstand.mission.records import DONE
from withstand.vocabulary.terms import vocabulary

THREAT_NEEDS = ("threat", "description", "harms")


@dataclass
class _Open:
    """A threat while its rows are read."""

    row: int
    fields: Fields
    cells: dict[str, str]
    actions: list[ActionRow] = field(default_factory=list)


@dataclass
class _Reader:
    """The state from row to row: the heading above, the place above, the threat that goes on."""

    columns: Columns
    header: frozenset[tuple[str, ...]]
    section: str = ""
    section_row: int = 0
    used: bool = True
    above: dict[str, str] = field(default_factory=dict)
    threats: list[_Open] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    fates: Counter[str] = field(default_factory=Counter)
    unmapped: Counter[str] = field(default_factory=Counter)
    filled: list[int] = field(default_factory=list)


def read_rows(table: MatrixTable, codes: Codes = NO_CODES) -> MatrixRead:
    """Every row below the header. `codes` are those of areas."""
    columns = columns_of(table.layout, table.lines, codes)
    reader = _Reader(columns, frozenset({_said(one.heading for one in table.layout.columns)}))
    reader.fates["heading"] = sum(bool(cleaned(cell)) for _, line in table.above for cell in line)
    for number, line in table.lines:
        if any(map(cleaned, line)):
            _row(reader, number, line)
    _close_section(reader)
    threats = tuple(ThreatRow(one.row, one.fields, one.cells, tuple(one.actions)) for one in reader.threats)
    return MatrixRead(
        table, threats, tuple(sorted(reader.aside, key=lambda one: one.row)), dict(reader.unmapped),
        dict(reader.fates), tuple(_notes(table, reader)),
    )  # fmt: skip


def _said(cells: Iterator[str]) -> tuple[str, ...]:
    return tuple(plain(cell) for cell in cells)


def _row(reader: _Reader, number: int, line: tuple[str, ...]) -> None:
    filled = {place: cleaned(cell) for place, cell in enumerate(line) if cleaned(cell)}
    if _is_header(reader, line):
        reader.fates["heading"] += len(filled)
    elif len(set(filled.values())) == 1 and _may_be_section(reader, filled):
        _close_section(reader)
        reader.section, reader.section_row, reader.used = next(iter(filled.values())), number, False
        reader.above = {}
        reader.fates["section"] += len(filled)
    else:
        _unmapped(reader, number, line)
        _record(reader, number, line)


def _is_header(reader: _Reader, line: tuple[str, ...]) -> bool:
    """The header again, as it is printed on every page."""
    said = [plain(cell) for cell in line]
    known = next(iter(reader.header))
    same = sum(bool(one) and one == other for one, other in zip(said, known, strict=False))
    return same >= 3 and same == sum(map(bool, said))


def _may_be_section(reader: _Reader, filled: Mapping[int, str]) -> bool:
    """One text alone, where a row begins: not an action or a remark of the row above."""
    places = reader.columns.places
    first = min(filled)
    acting = {places[one] for one in ACTION if one in places}
    begins = min(places.values(), default=0)
    if first == places.get("threat", -1):
        return names_an_area(filled[first])
    return first <= max(begins, 1) and not (set(filled) & acting)


def _close_section(reader: _Reader) -> None:
    if not reader.used and reader.section:
        reason = "a heading with no row under it, or a remark: nothing was made of it"
        reader.aside.append(SetAside(reader.section_row, "", reader.section[:200], reason))
    reader.used = True


def _unmapped(reader: _Reader, number: int, line: tuple[str, ...]) -> None:
    columns = reader.columns.layout.columns
    for place, cell in enumerate(line):
        if not cleaned(cell):
            continue
        if place >= len(columns) or not columns[place].to:
            heading = columns[place].heading if place < len(columns) else ""
            name = heading or f"column {place + 1}, without a heading"
            reader.unmapped[name] += 1
            reader.fates["unmapped"] += 1
            reader.aside.append(SetAside(number, name, cleaned(cell)[:200], "this column is not read"))


def _record(reader: _Reader, number: int, line: tuple[str, ...]) -> None:
    columns = reader.columns
    acting = columns.cells(line, ACTION)
    about = columns.cells(line, tuple(one for one in columns.places if one not in ACTION))
    if not (about or acting):
        return
    if not any(one in about and not is_blank(about[one]) for one in THREAT_NEEDS):
        only_place = set(about) <= {*PLACE, "reference"}
        if acting and only_place and reader.threats and not _other_place(reader, about):
            reader.threats[-1].actions.extend(_actions(reader, number, acting))
            reader.fates["read"] += len(about)
        else:
            _whole_row(reader, number, {**about, **acting}, "no threat is named in this row")
        return
    place = _place_cells(reader, number, about)
    where = read_place(place, section_name(reader.section) if reader.section else "", columns.codes)
    if where is None:
        _whole_row(reader, number, {**about, **acting}, "no place is named, here or in a heading above")
        return
    reader.above, reader.used = place, True
    fields: Fields = {"where": where}
    for target, cell in about.items():
        if target in PLACE:
            reader.fates["read"] += 1
            continue
        _take(reader, number, target, cell, fields)
    if "threat" not in fields:
        fields["threat"] = _title(fields)
    opened = _Open(number, fields, {**about, **{f"{one} above": cell for one, cell in place.items()}})
    reader.threats.append(opened)
    opened.actions.extend(_actions(reader, number, acting))


def _place_cells(reader: _Reader, number: int, about: Mapping[str, str]) -> dict[str, str]:
    """The cells that name the place; those left empty above the first that is filled are as in the row above."""
    own = {one: about[one] for one in PLACE if one in about and not is_blank(about[one])}
    first = next((one for one in PLACE if one in own), None)
    above = PLACE if first is None else PLACE[: PLACE.index(first)]
    taken = {one: reader.above[one] for one in above if one in reader.above}
    if taken:
        reader.filled.append(number)
    return {**taken, **own}


def _other_place(reader: _Reader, about: Mapping[str, str]) -> bool:
    """Whether a row without a threat names another place than the threat above."""
    return any(cleaned(about[one]) != cleaned(reader.above.get(one, "")) for one in PLACE if one in about)


def _title(fields: Fields) -> str:
    if fields.get("description"):
        return line_and_rest(str(fields["description"]))[0]
    return ", ".join(vocabulary("violations").label(key) for key in fields.get("harms", ()))[:300]


def _take(reader: _Reader, number: int, target: str, cell: str, fields: Fields) -> None:
    """A cell into the fields, or aside; of two texts for one field both are kept."""
    try:
        read = threat_fields(reader.columns, target, cell)
    except Unread as problem:
        _cell_aside(reader, number, target, cell, str(problem))
        return
    reader.fates["read"] += 1
    if "description" in read and fields.get("description"):
        read["description"] = "\n".join(dict.fromkeys((read["description"], fields["description"])))
    fields.update(read)


def _cell_aside(reader: _Reader, number: int, target: str, cell: str, why: str) -> None:
    reader.fates["aside"] += 1
    reader.aside.append(SetAside(number, reader.columns.heading(target), cleaned(cell)[:200], why))


def _whole_row(reader: _Reader, number: int, cells: Mapping[str, str], why: str) -> None:
    reader.fates["aside"] += len(cells)
    said = "; ".join(cleaned(cell) for cell in cells.values())
    reader.aside.append(SetAside(number, "", said[:200], why))


def _actions(reader: _Reader, number: int, cells: Mapping[str, str]) -> Iterator[ActionRow]:
    """The actions of a row: a line each in the cell of actions; the cells beside it have as many lines, or one."""
    if "action" not in cells or is_blank(cells["action"]):
        for target, cell in cells.items():
            if not is_blank(cell):
                _cell_aside(reader, number, target, cell, "no action stands beside it")
            else:
                reader.fates["read"] += 1
        return
    tasks = several_lines(cells["action"])
    reader.fates["read"] += 1
    beside: dict[str, tuple[str, ...]] = {}
    for target, cell in cells.items():
        if target == "action":
            continue
        lines = several_lines(cell) if len(tasks) > 1 else (cell,)
        if len(lines) not in (1, len(tasks)):
            why = f"{len(lines)} lines beside {len(tasks)} actions: write one for each, - where there is none"
            _cell_aside(reader, number, target, cell, why)
        else:
            beside[target] = lines if len(lines) == len(tasks) else lines * len(tasks)
            reader.fates["read"] += 1
    for place, task in enumerate(tasks):
        own = {"action": task, **{target: lines[place] for target, lines in beside.items()}}
        yield ActionRow(number, _action(reader, number, own), own)


def _action(reader: _Reader, number: int, cells: Mapping[str, str]) -> Fields:
    fields: Fields = {}
    for target, cell in cells.items():
        try:
            read = action_fields(reader.columns, target, cell)
        except Unread as problem:
            reader.aside.append(SetAside(number, reader.columns.heading(target), cleaned(cell)[:200], str(problem)))
            continue
        if "components" in read and fields.get("components"):
            read["components"] = list(dict.fromkeys((*fields["components"], *read["components"])))
        if read.get("status") == "standing" and "status" in fields:
            del read["status"]
        fields.update(read)
    if "done_on" in fields and fields.setdefault("status", "done") not in DONE:
        del fields["done_on"]
        why = "there is a day on which it was done, and a status that says otherwise"
        reader.aside.append(SetAside(number, reader.columns.heading("action_done_on"), cells["action_done_on"], why))
    return fields


def _notes(table: MatrixTable, reader: _Reader) -> Iterator[str]:
    if reader.filled:
        shown = ", ".join(map(str, reader.filled[:8])) + (" …" if len(reader.filled) > 8 else "")
        yield f"The place of the row above was taken for rows {shown}: their own cell is empty, or merged with it."
    codes = reader.columns.codes
    coded = {*codes.districts.values(), *codes.provinces.values()}
    areas = dict.fromkeys(_area_of(one.fields) for one in reader.threats)
    if coded and (unknown := [area for area in areas if area not in coded]):
        yield f"In no list of areas, and kept as they are written: {', '.join(unknown[:8])}."
    for name, cells in table.others:
        yield f"The sheet {name} was not read; {cells} of its cells hold something."


def _area_of(fields: Fields) -> str:
    where: Fields = fields["where"]
    return str(where.get("area") or where.get("name"))
