"""Persons of research sheets: counted and left out, or entered with their posts where two people switched that on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from withstand.actors.records import PERSON, POSTING
from withstand.brief.actors.proposal import Gathering
from withstand.brief.actors.sheet_claims import SheetRow, grade_of, spans_of
from withstand.brief.records.opening import Sheet
from withstand.ledger.fields import Fields

PERSON_COLUMN = "person:"
_PERSON_KEYS = ("person:id:admin", "person:admin:id", "person:name")
_POSTS = {"commander": "commander", "second in command": "deputy", "chief of staff": "chief_of_staff"}
OF_PERSONS: Mapping[str, str] = {
    "person:id:admin": "which rows are about one person", "person:admin:id": "which rows are about one person",
    "person:name": "name of the person", "person:other_names": "other names of the person",
    "person:posting": "the unit of a post, by its name", "person:posting_unit_id:admin": "that unit, by its id",
    "person:posting_role": "type of the post", "person:posting_title": "title of the post",
    "person:posting_rank": "rank held", "person:posting_first_cited_date": "from when",
    "person:posting_last_cited_date": "until when",
}  # fmt: skip


def person_rows(sheet: Sheet) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a sheet that has columns about persons."""
    for header, line in enumerate(sheet.lines[:5]):
        names = [cell.strip().lower() for cell in line]
        if any(name.startswith(PERSON_COLUMN) for name in names):
            for number, cells in enumerate(sheet.lines[header + 1 :], start=header + 2):
                if any(cell.strip() for cell in cells):
                    yield number, dict(zip(names, cells, strict=False))
            return


def persons_in(sheet: Sheet) -> int:
    """How many persons a sheet is about: by their ids where it has them, else by their names, else by its rows."""
    keys = [
        next((row[name].strip() for name in _PERSON_KEYS if row.get(name, "").strip()), f"row {number}")
        for number, row in person_rows(sheet)
    ]
    return len(set(keys))


def propose_person(gathering: Gathering, row: SheetRow, side: str, names: Mapping[str, str]) -> None:
    """A person and their post; only where two people have switched that on."""
    if not row["person:name"]:
        gathering.aside(row.number, "person:name", "", "there is no name")
        return
    key = f"person {next((row[name] for name in _PERSON_KEYS if row[name]), '')}"
    aliases = [one.strip() for one in row["person:other_names"].split(";") if one.strip()]
    fields: Fields = {
        "name": row["person:name"],
        "aliases": aliases,
        "side": side,
        "grade": grade_of(row, "person:name"),
    }
    gathering.propose(key, row.number, PERSON, fields, column="person:name")
    unit = row["person:posting_unit_id:admin"] or row["unit:id:admin"]
    upper = f"unit {unit}" if unit else names.get(row["person:posting"].casefold(), f"unit {row['person:posting']}")
    for valid in spans_of(gathering, row, "person:posting", "") or ():
        post: Fields = {
            "type": _POSTS.get(row["person:posting_role"].casefold(), "other" if row["person:posting_role"] else ""),
            "title": row["person:posting_title"],
            "rank_held": row["person:posting_rank"],
            "valid": valid,
            "grade": grade_of(row, "person:posting"),
        }
        name = f"post {key} {upper} {post}"
        gathering.propose(
            name, row.number, POSTING, post, ("post_in", upper), ("held_by", key), column="person:posting"
        )
