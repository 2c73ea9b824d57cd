"""Units from spreadsheets: the research sheets of the Security Force Monitor, and a sheet of our own.

Both hold a row for each claim: the unit is repeated, and what else a row says is one superior or one place. Days of a
claim are those of its first and last citation: it holds between them; where the sheet assumes that it goes on, a second
claim says that it may. What the sheet says of its confidence becomes the credibility of the grade: F2, F3, F4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from withstand.actors.records import POSITIONING, RELATION, UNIT
from withstand.brief.actors.proposal import ActorsRead, Gathering
from withstand.brief.actors.research_people import OF_PERSONS, PERSON_COLUMN, person_rows, persons_in, propose_person
from withstand.brief.actors.sheet_claims import DAY, SheetRow, grade_of, spans_of
from withstand.brief.records.opening import Sheet, open_records
from withstand.errors import UnreadableFile
from withstand.ledger.fields import Fields

UNIT_COLUMN = "unit:name"
_ID = "unit:id:admin"
_TIES = {"command": "command", "administrative": "administrative"}
_MEMBER = "operational"
_BRANCHES = {
    "police": "national_police", "military police": "military_police", "navy": "navy", "air force": "air_force",
    "gendarmerie": "gendarmerie", "border guard": "border_guard", "prison service": "prison_service",
    "special forces": "special_forces", "presidential guard": "presidential_guard",
}  # fmt: skip
MEANINGS: Mapping[str, str] = {
    _ID: "which rows are about one unit",
    UNIT_COLUMN: "name of the unit",
    "unit:other_names": "aliases of the unit",
    "unit:country": "country of the unit",
    "unit:classification": "type of the unit, where it is one of ours",
    "unit:first_cited_date": "since when the unit exists, where it is said to be its beginning",
    "unit:first_cited_date_start": "whether that day is its beginning",
    "unit:last_cited_date": "until when the unit exists, where it ended",
    "unit:last_cited_date_open": "whether it ended then",
    "unit:relation_type": "child: under command or administration; member: under operational control",
    "unit:related_unit_id:admin": "its superior, by its id",
    "unit:related_unit": "its superior, by its name; by its id where that has a column of its own",
    "unit:related_unit:name": "its superior, by its name",
    "unit:membership_id": "what it is a member of, by its id",
    "unit:related_unit_class": "command or administrative; an informal tie is set aside",
    "unit:related_unit_first_cited_date": "from when the relation holds",
    "unit:related_unit_last_cited_date": "until when it holds",
    "unit:related_unit_open": "Y: it may go on",
    "unit:location_type": "site: a base; aoo: an area of operations",
    "unit:base_name": "name of the base",
    "unit:location": "the place",
    "unit:location_first_cited_date": "from when it was there",
    "unit:location_last_cited_date": "until when it was there",
    "unit:location_open": "Y: it may still be there",
    "unit:area_ops_name": "an area of operations",
    "unit:site_nearest_settlement_name": "the place of a base (earlier sheets)",
    "unit:site_first_cited_date": "from when it was there",
    "unit:site_last_cited_date": "until when it was there",
    "unit:site_open": "Y: it may still be there",
}
NOT_TAKEN = "not taken"
_PLACES = (
    ("unit:location", "unit:location"),
    ("unit:site_nearest_settlement_name", "unit:site"),
    ("unit:area_ops_name", "unit:area_ops"),
)


def is_research_sheet(sheets: Sequence[Sheet]) -> bool:
    """Whether a file holds columns of the research sheets."""
    return _header(sheets) is not None or any(map(persons_in, sheets))


def read_research_sheet(path: Path, side: str = "unknown", *, persons: bool = False) -> ActorsRead:
    """The units of a research sheet, with their relations and places; `side` is their class, which it does not say.

    Who holds posts is counted and left out, unless `persons` are switched on.

    Raises:
        UnreadableFile: it is none.
    """
    sheets = open_records(path).sheets
    found = _header(sheets)
    people = sum(map(persons_in, sheets))
    if found is None and not people:
        raise UnreadableFile(path, f"there is no column {UNIT_COLUMN}", "Name a research sheet (CSV, XLSX, TSV)")
    gathering = Gathering()
    rows = list(_rows(found)) if found else []
    names = _ids_by_name(rows)
    for row in rows:
        _unit(gathering, row, side, names)
    for row in rows:
        _superior_alone(gathering, row, side)
    told = list(found[1]) if found else []
    for sheet in sheets:
        for number, cells in person_rows(sheet):
            told += [name for name in cells if name.startswith(PERSON_COLUMN)]
            if persons:
                propose_person(gathering, SheetRow(number, cells), side, names)
    columns = tuple((name, _meaning(name, persons=persons)) for name in dict.fromkeys(told) if name)
    return gathering.finished("Security Force Monitor research sheet", columns, 0 if persons else people)


_Found = tuple[Sheet, tuple[str, ...], int]


def _header(sheets: Sequence[Sheet]) -> _Found | None:
    for sheet in sheets:
        for number, line in enumerate(sheet.lines[:5]):
            names = tuple(cell.strip().lower() for cell in line)
            if UNIT_COLUMN in names:
                return sheet, names, number
    return None


def _rows(found: _Found) -> Iterator[SheetRow]:
    sheet, names, header = found
    for number, line in enumerate(sheet.lines[header + 1 :], start=header + 2):
        cells = dict(zip(names, line, strict=False))
        if any(cell.strip() for cell in line):
            yield SheetRow(number, cells)


def _meaning(column: str, *, persons: bool) -> str:
    bare = re.sub(r"_(year|month|day)$", "", column)
    if column.startswith(PERSON_COLUMN):
        return OF_PERSONS.get(column, NOT_TAKEN) if persons else "about persons: left out"
    if column.endswith(":confidence") and column.removesuffix(":confidence") in MEANINGS:
        return "credibility of the claim: F2, F3 or F4"
    return MEANINGS.get(bare, NOT_TAKEN)


def _key(row: SheetRow) -> str:
    return f"unit {row[_ID] or row[UNIT_COLUMN].casefold()}"


def _ids_by_name(rows: Sequence[SheetRow]) -> Mapping[str, str]:
    """Keys by name; a name that two units bear means neither."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row[UNIT_COLUMN]:
            found.setdefault(row[UNIT_COLUMN].casefold(), set()).add(_key(row))
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


def _unit(gathering: Gathering, row: SheetRow, side: str, names: Mapping[str, str]) -> None:
    if row["unit:status:admin"].upper() == "X":
        gathering.aside(row.number, "unit:status:admin", "X", "the sheet marks this row as to be deleted")
        return
    if not row[UNIT_COLUMN]:
        gathering.aside(row.number, UNIT_COLUMN, "", "there is no name of a unit")
        return
    branches = [one.strip().casefold() for one in row["unit:classification"].split(";")]
    fields: Fields = {
        "name": row[UNIT_COLUMN],
        "aliases": [one.strip() for one in row["unit:other_names"].split(";") if one.strip()],
        "type": next((_BRANCHES[one] for one in branches if one in _BRANCHES), "other"),
        "side": side,
        "country": row["unit:country"].upper(),
        "grade": grade_of(row, UNIT_COLUMN),
        "valid": _existence(row),
    }
    if gathering.propose(_key(row), row.number, UNIT, fields, column=UNIT_COLUMN):
        _relation(gathering, row, names)
        for column, dates in _PLACES:
            _place(gathering, row, column, dates)


def _existence(row: SheetRow) -> Fields | None:
    """Days of a unit, where the sheet says that it began then: a first citation is no beginning."""
    start, end = row.day("unit:first_cited_date"), row.day("unit:last_cited_date")
    if row["unit:first_cited_date_start"].upper() != "Y" or not DAY.fullmatch(start):
        return None
    if row["unit:last_cited_date_open"].upper() == "E" and DAY.fullmatch(end):
        return {"start": start, "end": end, "precise": True}
    return {"start": start, "ongoing": True}


def _superior(row: SheetRow) -> tuple[str, str]:
    """The id and the name of the superior that a row names; downloads write an id where sheets have a name."""
    column = "unit:related_unit"
    if "unit:related_unit:name" in row.cells:
        return row[column], row["unit:related_unit:name"]
    return row[f"{column}_id:admin"] or row["unit:membership_id"], row[column]


def _superior_alone(gathering: Gathering, row: SheetRow, side: str) -> None:
    """A superior that has an id and a name and no row of its own: the file says no more of it."""
    identifier, name = _superior(row)
    if identifier and name and f"unit {identifier}" not in gathering.records:
        gathering.propose(
            f"unit {identifier}", row.number, UNIT, {"name": name, "side": side}, column="unit:related_unit"
        )


def _relation(gathering: Gathering, row: SheetRow, names: Mapping[str, str]) -> None:
    column = "unit:related_unit"
    if not any(_superior(row)):
        return
    member = row["unit:relation_type"].casefold().startswith("member") or row["unit:membership_id"]
    type_ = _MEMBER if member else _TIES.get(
        (row[f"{column}_class"] or "command").casefold(), ""
    )  # fmt: skip
    if not type_:
        why = "an informal tie gives nobody the right to give orders: enter it by hand, as what it is"
        gathering.aside(row.number, f"{column}_class", row[f"{column}_class"], why)
        return
    identifier = _superior(row)[0]
    upper = f"unit {identifier}" if identifier else names.get(row[column].casefold(), f"unit {row[column].casefold()}")
    spans = spans_of(gathering, row, column, row[f"{column}_open"])
    for valid in spans or ():
        key = f"relation {_key(row)} {upper} {type_} {valid}"
        fields: Fields = {"type": type_, "valid": valid, "grade": grade_of(row, column)}
        gathering.propose(key, row.number, RELATION, fields, ("lower", _key(row)), ("upper", upper), column=column)


def _place(gathering: Gathering, row: SheetRow, column: str, dates: str) -> None:
    place = row[column].partition(" (")[0].strip()
    base = row["unit:base_name"]
    if not (place or (base and column == "unit:location" and not row["unit:site_nearest_settlement_name"])):
        return
    area = row["unit:location_type"].casefold() == "aoo" or column == "unit:area_ops_name"
    type_ = "area_of_operations" if area else "base"
    name = ", ".join(dict.fromkeys(part for part in (base if type_ == "base" else "", place) if part))
    spans = spans_of(gathering, row, dates, row[f"{dates}_open"])
    for valid in spans or ():
        key = f"place {_key(row)} {type_} {name} {valid}"
        fields: Fields = {"type": type_, "where": {"name": name}, "valid": valid, "grade": grade_of(row, column)}
        gathering.propose(key, row.number, POSITIONING, fields, ("actor", _key(row)), column=column)
