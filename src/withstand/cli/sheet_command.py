"""`withstand record add --sheet`: rows of a filled template, saved together; those that do not fit, beside it."""

from __future__ import annotations

from pathlib import Path

from withstand.brief.records.template_reading import TemplateRow, read_template, write_beside
from withstand.cli.record_commands import Entered, author_of, cleared
from withstand.cli.terminal import piped, print_json, say
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.installation.presets import with_retention
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.journal import Draft, append
from withstand.ledger.kinds import Kind
from withstand.picture.audience import HOLDER
from withstand.picture.names import known_names
from withstand.picture.picture import Picture


def add_sheet(opened: Opened, word: str, path: Path, entered: Entered) -> None:
    """Save every row that fits; list the others with their reasons beside the file.

    Raises:
        InputError: no row fits, or a text may name people and nothing was said about it; nothing was saved.
    """
    kind = opened.ledger.registry.by_word(word)
    read = read_template(path, kind)
    beside = write_beside(path, read)
    if not read.rows:
        where = f" Each is listed with its reason in {beside.name}." if beside else ""
        raise InputError(f"{path.name} has no row that can be saved.{where}")
    known = known_names(Picture(opened.ledger, HOLDER))
    author = author_of(opened, entered.author)
    drafts = [_draft(opened, kind, row, entered, known, author) for row in read.rows]
    saved = append(opened.ledger, drafts)
    if piped():
        print_json(
            {
                "saved": [
                    {"row": row.row, "record": one.record, "version": one.entry}
                    for row, one in zip(read.rows, saved, strict=True)
                ],
                "set_aside": len(read.problems),
                "written_beside": str(beside) if beside else None,
                "notes": list(read.notes),
            }
        )
        return
    say(f"{len(saved)} {kind.word} records saved from {path.name}.", *read.notes)
    if beside:
        rows = len({problem.row for problem in read.problems})
        say(f"{rows} rows were not saved; each is listed with its reason in {beside}.")


def _draft(opened: Opened, kind: Kind, row: TemplateRow, entered: Entered, known: frozenset[str], author: str) -> Draft:
    office = opened.settings.office
    try:
        record = cleared(kind, kind.read(with_retention(opened, kind, row.fields)), entered.keep_text, known)
    except InvalidRecord as problem:
        raise InputError(f"Row {row.row}: {problem} Nothing of this file was saved.") from None
    seen = Picture(opened.ledger, HOLDER).get(row.record) if row.record else None
    return Draft(
        kind,
        record,
        row.classification or entered.classification or (seen.classification if seen else office.classification),
        row.compartments or entered.compartments or (seen.compartments if seen else office.compartments),
        row.record,
        row.supersedes or ((seen.version,) if seen else ()),
        row.links,
        author,
    )
