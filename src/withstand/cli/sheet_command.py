"""`withstand record add --sheet`: rows of a filled template, saved together; those that do not fit, beside it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from withstand.brief.records.template_reading import TemplateRow, read_template, write_beside
from withstand.cli.clearing import about_cleared, cleared, told_before
from withstand.cli.entered import Entered
from withstand.cli.opening import warn
from withstand.cli.record_commands import author_of
from withstand.cli.terminal import piped, print_json, say
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.installation.presets import with_retention
from withstand.ledger.canonical import encode
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Record
from withstand.ledger.journal import Draft, append
from withstand.ledger.kinds import Kind
from withstand.ledger.switches import must_be_open
from withstand.picture.audience import HOLDER
from withstand.picture.names import known_names
from withstand.picture.picture import Picture


def add_sheet(opened: Opened, word: str, path: Path, entered: Entered, *, again: bool = False) -> None:
    """Save every row that fits; list the others with their reasons beside the file.

    Rows that say what a record here says already are listed and left out, unless they are to be entered `again`.

    Raises:
        InputError: no row fits, or a text may name people and nothing was said about it; nothing was saved.
    """
    kind = opened.ledger.registry.by_word(word)
    must_be_open(opened.ledger, kind)
    read = read_template(path, kind)
    beside = write_beside(path, read)
    if not read.rows:
        where = f" Each is listed with its reason in {beside.name}." if beside else ""
        raise InputError(f"{path.name} has no row that can be saved.{where}")
    known = known_names(Picture(opened.ledger, HOLDER))
    author = author_of(opened, entered.author)
    pairs = [(row, _draft(opened, kind, row, entered, known, author)) for row in read.rows]
    there = {} if again else _there(opened, kind, [draft for _, draft in pairs])
    repeated = [(row.row, there[_said(draft)]) for row, draft in pairs if _new(draft) and _said(draft) in there]
    pairs = [(row, draft) for row, draft in pairs if not (_new(draft) and _said(draft) in there)]
    saved = append(opened.ledger, [draft for _, draft in pairs])
    told_before(opened.ledger, [draft.fields for _, draft in pairs], saved)
    if repeated:
        listed = "; ".join(f"row {row} is {record}" for row, record in repeated[:10])
        more = f"; and {len(repeated) - 10} more" if len(repeated) > 10 else ""
        warn(
            f"{len(repeated)} rows say what is recorded here already and were not saved: {listed}{more}. If they "
            "happened twice, enter them with --again."
        )
    if piped():
        print_json(
            {
                "saved": [
                    {"row": row.row, "record": one.record, "version": one.entry}
                    for (row, _), one in zip(pairs, saved, strict=True)
                ],
                "there_already": [{"row": row, "record": record} for row, record in repeated],
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


def _there(opened: Opened, kind: Kind, drafts: list[Draft]) -> dict[bytes, str]:
    """What records here say that new rows of the sheet say too, by what they say."""
    wanted = {_said(draft) for draft in drafts if _new(draft)}
    found = {}
    for record, fields, _ in Picture(opened.ledger, HOLDER).whole(kind) if wanted else ():
        if fields is not None and (said := _content(fields)) in wanted:
            found[said] = record
    return found


def _new(draft: Draft) -> bool:
    return not draft.record


def _said(draft: Draft) -> bytes:
    return _content(draft.fields)


def _content(fields: Record) -> bytes:
    """What a record says, aside from how long it is kept and which texts were kept on purpose."""
    return encode(msgspec.structs.replace(fields, retain_until=None, text_kept=()))


def _draft(opened: Opened, kind: Kind, row: TemplateRow, entered: Entered, known: frozenset[str], author: str) -> Draft:
    office = opened.settings.office
    seen = Picture(opened.ledger, HOLDER).get(row.record) if row.record else None
    earlier = seen.fields.text_kept if seen and seen.fields else ()
    try:
        record = cleared(kind, kind.read(with_retention(opened, kind, row.fields)), entered.keep_text, known, earlier)
        links = tuple(about_cleared(link, known) for link in row.links)
    except (InvalidRecord, InputError) as problem:
        raise InputError(f"Row {row.row}: {problem} Nothing of this file was saved.") from None
    return Draft(
        kind,
        record,
        row.classification or entered.classification or (seen.classification if seen else office.classification),
        row.compartments or entered.compartments or (seen.compartments if seen else office.compartments),
        row.record,
        row.supersedes or ((seen.version,) if seen else ()),
        links,
        author,
    )
