"""Our own sheet of actors: a row for an actor, with one superior and one place; repeated for each further one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from withstand.actors.records import GROUP, OFFICE, POSITIONING, RELATION, UNIT
from withstand.brief.actors.proposal import ActorsRead, Gathering
from withstand.brief.records.opening import Sheet, open_records
from withstand.errors import InputError, UnreadableFile
from withstand.ledger.fields import Fields

COLUMNS: Mapping[str, str] = {
    "key": "what tells two actors of one name apart; else the name does",
    "kind": "unit, office or group",
    "name": "name of the actor",
    "aliases": "other names, with ; between them",
    "type": "a term: withstand words unit_types, office_types, group_types",
    "side": "a term: withstand words perpetrators",
    "country": "country",
    "superior": "key or name of the superior in this sheet",
    "relation": "a term: withstand words relation_types",
    "proxy_link": "for a proxy, a term: withstand words proxy_links",
    "relation_from": "first day: 2032, 2032-05 or 2032-05-20",
    "relation_to": "last day; empty where it is not known, ongoing where it goes on",
    "place_type": "a term: withstand words positioning_types",
    "area": "area by its code or name",
    "place": "name of the place",
    "place_from": "first day",
    "place_to": "last day; empty where it is not known, ongoing where it goes on",
    "grade": "grade of the source, as B2",
}
_KINDS = {"unit": UNIT, "office": OFFICE, "group": GROUP}
_NEEDED = {"kind", "name", "superior"}
_Rows = Sequence[tuple[int, Mapping[str, str]]]


def template() -> bytes:
    """An empty sheet (CSV): the columns, and below them a row that says what each holds; `#` begins it."""
    written = io.StringIO()
    sheet = csv.writer(written, lineterminator="\n")
    sheet.writerow(COLUMNS)
    sheet.writerow([f"# {text}" if number == 0 else text for number, text in enumerate(COLUMNS.values())])
    return written.getvalue().encode("utf-8-sig")


def write_template(path: Path) -> None:
    """Write the empty sheet.

    Raises:
        InputError: a file of that name is there.
    """
    if path.exists():
        raise InputError(f"{path.name} exists already; give another name, or move it away first.")
    path.write_bytes(template())


def is_own_sheet(sheets: Sequence[Sheet]) -> bool:
    """Whether a file holds the columns of our own sheet."""
    return _found(sheets) is not None


def read_own_sheet(path: Path) -> ActorsRead:
    """The actors of our own sheet.

    Raises:
        UnreadableFile: it is none.
    """
    found = _found(open_records(path).sheets)
    if found is None:
        raise UnreadableFile(
            path, "the columns of a sheet of actors are not in it", "Begin with withstand actors template"
        )
    names, rows = found
    gathering = Gathering()
    keys = _keys(rows)
    for number, row in rows:
        _actor(gathering, number, row, keys)
    columns = tuple((name, COLUMNS.get(name, "not taken")) for name in names if name)
    return gathering.finished("sheet of actors", columns, 0)


def _found(sheets: Sequence[Sheet]) -> tuple[list[str], _Rows] | None:
    for sheet in sheets:
        for header, line in enumerate(sheet.lines[:5]):
            names = [cell.strip().lower() for cell in line]
            if set(names) >= _NEEDED:
                return names, list(_rows(sheet, names, header))
    return None


def _rows(sheet: Sheet, names: Sequence[str], header: int) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, line in enumerate(sheet.lines[header + 1 :], start=header + 2):
        if any(cell.strip() for cell in line) and not line[0].startswith("#"):
            yield number, {name: cell.strip() for name, cell in zip(names, line, strict=False)}


def _key(row: Mapping[str, str]) -> str:
    return (row.get("key") or row.get("name", "")).casefold()


def _keys(rows: _Rows) -> Mapping[str, str]:
    """Keys by key and by name; a name that two actors bear means neither."""
    found: dict[str, set[str]] = {}
    for _, row in rows:
        for word in {_key(row), row.get("name", "").casefold()} - {""}:
            found.setdefault(word, set()).add(_key(row))
    return {word: next(iter(keys)) for word, keys in found.items() if len(keys) == 1}


def _actor(gathering: Gathering, number: int, row: Mapping[str, str], keys: Mapping[str, str]) -> None:
    kind = _KINDS.get(row.get("kind", "").casefold() or "unit")
    if kind is None:
        gathering.aside(number, "kind", row["kind"], f"is none of {', '.join(_KINDS)}")
        return
    aliases = [one.strip() for one in row.get("aliases", "").split(";") if one.strip()]
    fields: Fields = {name: row.get(name, "") for name in ("name", "type", "side", "country", "grade")}
    if not gathering.propose(_key(row), number, kind, {**fields, "aliases": aliases}, column="name"):
        return
    if row.get("superior"):
        upper = keys.get(row["superior"].casefold(), row["superior"].casefold())
        tied: Fields = {"type": row.get("relation") or "command", "proxy_link": row.get("proxy_link", "")}
        tied |= {"valid": _span(row, "relation"), "grade": row.get("grade", "")}
        name = f"relation {_key(row)} {upper} {tied['type']} {tied['valid']}"
        gathering.propose(name, number, RELATION, tied, ("lower", _key(row)), ("upper", upper), column="superior")
    if row.get("area") or row.get("place"):
        where = {name: row[column] for name, column in (("area", "area"), ("name", "place")) if row.get(column)}
        at: Fields = {"type": row.get("place_type") or "base", "where": where}
        at |= {"valid": _span(row, "place"), "grade": row.get("grade", "")}
        name = f"place {_key(row)} {at['type']} {where} {at['valid']}"
        gathering.propose(name, number, POSITIONING, at, ("actor", _key(row)), column="place")


def _span(row: Mapping[str, str], what: str) -> Fields | None:
    """A range of days is true on every one of them; a first day alone says nothing of when it ended."""
    start, end = row.get(f"{what}_from", ""), row.get(f"{what}_to", "")
    if not start:
        return None
    if end.casefold() == "ongoing":
        return {"start": start, "precise": True, "ongoing": True}
    return {"start": start, "end": end, "precise": True} if end else {"start": start}
