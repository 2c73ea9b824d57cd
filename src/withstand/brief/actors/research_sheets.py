"""Units from spreadsheets: the research sheets of the Security Force Monitor, and a sheet of our own.

Both hold a row for each claim: the unit is repeated, and what else a row says is one superior or one place. Days of a
claim are those of its first and last citation: it holds between them; where the sheet assumes that it goes on, a second
claim says that it may. What the sheet says of its confidence becomes the credibility of the grade: F2, F3, F4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from withstand.actors.records import POSITIONING, RELATION, UNIT
from withstand.brief.actors.proposal import ActorsRead, Gathering
from withstand.brief.records.opening import Sheet, open_records
from withstand.errors import UnreadableFile
from withstand.ledger.fields import Fields

UNIT_COLUMN, PERSON_COLUMN = "unit:name", "person:"
_ID = "unit:id:admin"
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_GRADES = {"high": "F2", "medium": "F3", "moderate": "F3", "low": "F4"}
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
    "unit:related_unit": "its superior, by its name",
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
    "unit:site_nearest_settlement_name": "the place of a base (earlier sheets)",
    "unit:site_first_cited_date": "from when it was there",
    "unit:site_last_cited_date": "until when it was there",
    "unit:site_open": "Y: it may still be there",
}
NOT_TAKEN = "not taken"
_PLACES = (("unit:location", "unit:location"), ("unit:site_nearest_settlement_name", "unit:site"))


@dataclass(frozen=True)
class _Row:
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def day(self, column: str) -> str:
        """A day, which earlier sheets write in three columns."""
        parts = (self[f"{column}_year"], self[f"{column}_month"].zfill(2), self[f"{column}_day"].zfill(2))
        split = "-".join(part for part in parts if part.strip("0"))
        return self[column] or (split if parts[0] else "")


def is_research_sheet(sheets: Sequence[Sheet]) -> bool:
    """Whether a file holds columns of the research sheets."""
    return _header(sheets) is not None


def read_research_sheet(path: Path, side: str = "unknown") -> ActorsRead:
    """The units of a research sheet, with their relations and places; `side` is their class, which it does not say.

    Raises:
        UnreadableFile: it is none.
    """
    sheets = open_records(path).sheets
    found = _header(sheets)
    if found is None:
        raise UnreadableFile(path, f"there is no column {UNIT_COLUMN}", "Name a research sheet (CSV, XLSX)")
    persons = sum(_people(sheet) for sheet in sheets)
    columns = tuple((name, _meaning(name)) for name in found[1] if name)
    gathering = Gathering()
    rows = list(_rows(found))
    names = _ids_by_name(rows)
    for row in rows:
        _unit(gathering, row, side, names)
    return gathering.finished("Security Force Monitor research sheet", columns, persons)


_Found = tuple[Sheet, tuple[str, ...], int]


def _header(sheets: Sequence[Sheet]) -> _Found | None:
    for sheet in sheets:
        for number, line in enumerate(sheet.lines[:5]):
            names = tuple(cell.strip().lower() for cell in line)
            if UNIT_COLUMN in names:
                return sheet, names, number
    return None


def _rows(found: _Found) -> Iterator[_Row]:
    sheet, names, header = found
    for number, line in enumerate(sheet.lines[header + 1 :], start=header + 2):
        cells = dict(zip(names, line, strict=False))
        if any(cell.strip() for cell in line):
            yield _Row(number, cells)


def _meaning(column: str) -> str:
    bare = re.sub(r"_(year|month|day)$", "", column)
    if column.startswith(PERSON_COLUMN):
        return "about persons: left out"
    if column.endswith(":confidence") and column.removesuffix(":confidence") in MEANINGS:
        return "credibility of the claim: F2, F3 or F4"
    return MEANINGS.get(bare, NOT_TAKEN)


def _people(sheet: Sheet) -> int:
    """How many persons a sheet is about: by their ids where it has them, else by its rows."""
    for number, line in enumerate(sheet.lines[:5]):
        names = [cell.strip().lower() for cell in line]
        if any(name.startswith(PERSON_COLUMN) for name in names):
            key = next((name for name in ("person:id:admin", "person:name") if name in names), "")
            at = names.index(key) if key else 0
            rows = [one for one in sheet.lines[number + 1 :] if any(cell.strip() for cell in one)]
            return len({one[at].strip() for one in rows if len(one) > at and one[at].strip()}) if key else len(rows)
    return 0


def _key(row: _Row) -> str:
    return f"unit {row[_ID] or row[UNIT_COLUMN].casefold()}"


def _ids_by_name(rows: Sequence[_Row]) -> Mapping[str, str]:
    """Keys by name; a name that two units bear means neither."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row[UNIT_COLUMN]:
            found.setdefault(row[UNIT_COLUMN].casefold(), set()).add(_key(row))
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


def _unit(gathering: Gathering, row: _Row, side: str, names: Mapping[str, str]) -> None:
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
        "grade": _grade(row, UNIT_COLUMN),
        "valid": _existence(row),
    }
    if gathering.propose(_key(row), row.number, UNIT, fields, column=UNIT_COLUMN):
        _relation(gathering, row, names)
        for column, dates in _PLACES:
            _place(gathering, row, column, dates)


def _grade(row: _Row, column: str) -> str | None:
    return _GRADES.get(row[f"{column}:confidence"].casefold())


def _existence(row: _Row) -> Fields | None:
    """Days of a unit, where the sheet says that it began then: a first citation is no beginning."""
    start, end = row.day("unit:first_cited_date"), row.day("unit:last_cited_date")
    if row["unit:first_cited_date_start"].upper() != "Y" or not _DAY.fullmatch(start):
        return None
    if row["unit:last_cited_date_open"].upper() == "E" and _DAY.fullmatch(end):
        return {"start": start, "end": end, "precise": True}
    return {"start": start, "ongoing": True}


def _spans(gathering: Gathering, row: _Row, dates: str, goes_on: str) -> list[Fields | None] | None:
    """The days of a claim, one span or two; None where they are no days."""
    start, end = row.day(f"{dates}_first_cited_date"), row.day(f"{dates}_last_cited_date")
    for name, day in (("first", start), ("last", end)):
        if day and not _DAY.fullmatch(day):
            gathering.aside(
                row.number, f"{dates}_{name}_cited_date", day, "this is no day: 2032, 2032-05 or 2032-05-20"
            )
            return None
    if not (start or end):
        return [None]
    first, last = start or end, end or start
    found: list[Fields | None] = [{"start": first, "end": last, "precise": True}]
    if goes_on.upper() == "Y":
        found.append({"start": last, "ongoing": True})
    return found


def _relation(gathering: Gathering, row: _Row, names: Mapping[str, str]) -> None:
    column = "unit:related_unit"
    if not (row[column] or row[f"{column}_id:admin"]):
        return
    type_ = _MEMBER if row["unit:relation_type"].casefold().startswith("member") else _TIES.get(
        (row[f"{column}_class"] or "command").casefold(), ""
    )  # fmt: skip
    if not type_:
        why = "an informal tie gives nobody the right to give orders: enter it by hand, as what it is"
        gathering.aside(row.number, f"{column}_class", row[f"{column}_class"], why)
        return
    identifier = row[f"{column}_id:admin"]
    upper = f"unit {identifier}" if identifier else names.get(row[column].casefold(), f"unit {row[column].casefold()}")
    spans = _spans(gathering, row, column, row[f"{column}_open"])
    for valid in spans or ():
        key = f"relation {_key(row)} {upper} {type_} {valid}"
        fields: Fields = {"type": type_, "valid": valid, "grade": _grade(row, column)}
        gathering.propose(key, row.number, RELATION, fields, ("lower", _key(row)), ("upper", upper), column=column)


def _place(gathering: Gathering, row: _Row, column: str, dates: str) -> None:
    place = row[column].partition(" (")[0].strip()
    base = row["unit:base_name"]
    if not (place or (base and column == "unit:location" and not row["unit:site_nearest_settlement_name"])):
        return
    type_ = "area_of_operations" if row["unit:location_type"].casefold() == "aoo" else "base"
    name = ", ".join(dict.fromkeys(part for part in (base if type_ == "base" else "", place) if part))
    spans = _spans(gathering, row, dates, row[f"{dates}_open"])
    for valid in spans or ():
        key = f"place {_key(row)} {type_} {name} {valid}"
        fields: Fields = {"type": type_, "where": {"name": name}, "valid": valid, "grade": _grade(row, column)}
        gathering.propose(key, row.number, POSITIONING, fields, ("actor", _key(row)), column=column)
