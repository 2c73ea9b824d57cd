"""The consolidated list of persons, groups and entities under EU financial sanctions: XML and CSV of schema 1.1."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from withstand.actors.lists.entry import Bearer
from withstand.actors.lists.guarded_xml import elements
from withstand.actors.lists.text import Gathering
from withstand.errors import UnreadableFile

NAME = "EU consolidated financial sanctions list"
CSV_COLUMNS = frozenset({"Entity_LogicalId", "NameAlias_WholeName"})


def read_xml(path: Path, given: Path, into: Gathering) -> tuple[str, str]:
    """Read the XML; its date and its number."""
    dated = number = ""
    for root, entity in elements(path, given, frozenset({"sanctionEntity"})):
        dated, number = root.get("generationDate", ""), root.get("globalFileId", "")
        subject = entity.find("subjectType")
        id_ = entity.get("euReferenceNumber") or entity.get("logicalId") or ""
        programmes = (rule.get("programme", "") for rule in entity.iter("regulation"))
        into.add(id_, _bearer("" if subject is None else subject.get("code", "")), _names(entity), programmes)
    return dated, number


def _names(entity: Element) -> Iterator[str]:
    for alias in entity.iter("nameAlias"):
        yield _whole(alias.get("wholeName"), *(alias.get(part) for part in ("firstName", "middleName", "lastName")))


def _whole(whole: str | None, *parts: str | None) -> str:
    return whole or " ".join(part for part in parts if part)


def _bearer(code: str) -> Bearer:
    """P or person; E or enterprise, which stands for any body."""
    return "person" if code.casefold() in ("person", "p") else "actor"


def read_csv(lines: Iterable[str], given: Path, into: Gathering) -> tuple[str, str]:
    """Read the CSV, a row for every name, address, date or document of an entry; its date, and no number.

    Raises:
        UnreadableFile: a row has a cell longer than any real one, or columns are missing.
    """
    dated = ""
    try:
        table = csv.DictReader(lines, delimiter=";")
        if not set(table.fieldnames or ()) >= CSV_COLUMNS:
            raise UnreadableFile(given, "columns of the EU list are missing", "Download the full CSV, version 1.1")
        for row in table:
            dated = dated or (row.get("fileGenerationDate") or "")
            _row(row, into)
    except csv.Error:
        raise UnreadableFile(given, "a row cannot be split into cells", "Download it again") from None
    return dated, ""


def _row(row: Mapping[str, str | None], into: Gathering) -> None:
    name = _whole(
        row.get("NameAlias_WholeName"),
        *(row.get(f"NameAlias_{part}") for part in ("FirstName", "MiddleName", "LastName")),
    )
    if name:
        code = row.get("Entity_SubjectType_ClassificationCode") or row.get("Entity_SubjectType") or ""
        id_ = row.get("Entity_EU_ReferenceNumber") or row.get("Entity_LogicalId") or ""
        into.add(id_, _bearer(code), (name,), (row.get("Entity_Regulation_Programme") or "",))
