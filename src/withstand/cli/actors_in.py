"""`withstand actors import`: what a file of actors holds, what would be entered, what is set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from withstand.actors.records import PERSONS, Office, Unit
from withstand.brief.actors.ftm_in import Choices, read_entities
from withstand.brief.actors.own_sheet import is_own_sheet, read_own_sheet
from withstand.brief.actors.proposal import ActorsRead, Proposed
from withstand.brief.actors.research_sheets import is_research_sheet, read_research_sheet
from withstand.brief.records.opening import open_records
from withstand.cli.clearing import cleared
from withstand.cli.entered import Entered
from withstand.cli.looking import named
from withstand.cli.record_commands import author_of
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.errors import InputError
from withstand.evidence.set_aside import write_set_aside
from withstand.installation.opening import Opened
from withstand.installation.presets import with_retention
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Record
from withstand.ledger.ids import uuid7
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.switches import switched_on
from withstand.picture.audience import HOLDER
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

MOST_TOLD = 5
_ENTITIES = (".json", ".jsonl", ".ndjson", ".ftm")


@dataclass(frozen=True)
class Importing:
    """What the command was given: the file, what it does not say itself, the source it comes from, whether to enter."""

    file: Path
    choices: Choices
    source: str
    grade: str
    enter: bool


def run_import(found: Opened, asked: Importing, entered: Entered) -> None:
    """Read, compare with what is recorded, show; enter all of it or nothing where asked.

    Raises:
        InputError, UnreadableFile: the file holds no actors, or a text may name people; nothing was entered.
    """
    on = switched_on(found.ledger, PERSONS)
    read = read_actors(asked.file, replace(asked.choices, persons=on))
    picture = Picture(found.ledger, HOLDER)
    known = _known(picture, read)
    new = [one for one in read.records if one.key not in known]
    saved, beside = 0, None
    if asked.enter:
        if not read.records:
            raise InputError(f"{asked.file.name} holds no actor that can be entered; see what was set aside.")
        saved = _enter(found, picture, asked, entered, new, known)
    if read.set_aside and asked.enter:
        beside = asked.file.with_name(f"{asked.file.stem}.set-aside.csv")
        write_set_aside(beside, read.set_aside)
    if piped():
        print_json(_plain(read, known, saved, beside, entered=asked.enter, on=on))
    else:
        _print(asked, read, known, saved, beside)


def read_actors(file: Path, choices: Choices) -> ActorsRead:
    """The actors in a file of any form that is known, told by what is in it.

    Raises:
        UnreadableFile, InputError: it is of none.
    """
    if not file.exists():
        raise InputError(f"{file} is not there; check the path.")
    if file.suffix.lower() in _ENTITIES:
        return read_entities(file, choices)
    sheets = open_records(file).sheets
    if is_research_sheet(sheets):
        return read_research_sheet(file, choices.side, persons=choices.persons)
    if is_own_sheet(sheets):
        return read_own_sheet(file)
    raise InputError(
        f"{file.name} is no sheet of actors that is known: a research sheet has a column unit:name, ours begins with "
        "withstand actors template, entities are JSON lines (.jsonl)."
    )


def _known(picture: Picture, read: ActorsRead) -> dict[str, str]:
    """Records here that say exactly what the file says, by the keys of the file: they are not entered again."""
    there: dict[tuple[str, Record], str] = {}
    links: dict[str, dict[tuple[str, str], None]] = {}
    for kind in {one.kind.name: one.kind for one in read.records}.values():
        for record, fields, heads in picture.whole(kind):
            if fields is not None and heads == 1:
                there.setdefault((kind.name, _said(fields)), record)
        for role, source, target in picture.link_frame(kind).select("role", "source", "target").iter_rows():
            links.setdefault(source, {})[role, target] = None
    found: dict[str, str] = {}
    claims: dict[tuple[str, tuple[tuple[str, str], ...], Record], str] = {}
    for kind in {one.kind.name: one.kind for one in read.records if one.links}.values():
        for record, fields, heads in picture.whole(kind):
            if fields is not None and heads == 1:
                ends = tuple(sorted(one for one in links.get(record, {}) if one[0] != "source"))
                claims[kind.name, ends, _said(fields)] = record
    for one in read.records:
        if not one.links and (same := there.get((one.kind.name, _said(one.fields)))):
            found[one.key] = same
    for one in read.records:
        if one.links and all(key in found for _, key in one.links):
            ends = tuple(sorted((role, found[key]) for role, key in one.links))
            if claim := claims.get((one.kind.name, ends, _said(one.fields))):
                found[one.key] = claim
    return found


def _said(fields: Record) -> Record:
    """What a record says, aside from its grade, how long it is kept and what was decided about its texts."""
    return msgspec.structs.replace(fields, grade=None, retain_until=None, text_kept=())


def _enter(
    found: Opened, picture: Picture, asked: Importing, entered: Entered, new: Sequence[Proposed], known: dict[str, str]
) -> int:
    """All of it, or nothing: an actor before what links it, in one append."""
    ledger = found.ledger
    source = (LinkTo("source", named(picture, asked.source)),) if asked.source else ()
    familiar = known_names(picture) | {
        name for one in new if isinstance(one.fields, Unit | Office) for name in (one.fields.name, *one.fields.aliases)
    }
    ids = known | {one.key: uuid7(ledger.clock(), ledger.randomness, ledger.signer.installation) for one in new}
    problems: list[str] = []
    author = author_of(found, entered.author)
    drafts: list[Draft] = []
    for one in sorted(new, key=lambda one: bool(one.links)):
        drafts += _draft(found, one, asked, entered, familiar, source, ids, author, problems)
    if problems:
        more = f" And {len(problems) - MOST_TOLD} more." if len(problems) > MOST_TOLD else ""
        raise InputError(f"{' '.join(problems[:MOST_TOLD])}{more} Nothing of this file was entered.")
    append(ledger, drafts)
    return len(drafts)


def _draft(
    found: Opened, one: Proposed, asked: Importing, entered: Entered, familiar: frozenset[str],
    source: tuple[LinkTo, ...], ids: dict[str, str], author: str, problems: list[str],
) -> Iterator[Draft]:  # fmt: skip
    office = found.settings.office
    fields = msgspec.to_builtins(one.fields)
    if asked.grade:
        fields["grade"] = asked.grade
    try:
        record = one.kind.read(with_retention(found, one.kind, fields))
        record = cleared(one.kind, record, entered.keep_text, familiar)
    except InvalidRecord as problem:
        problems.append(f"Row {one.row}: {problem}")
        return
    links = tuple(LinkTo(role, ids[key]) for role, key in one.links)
    if any(role.name == "source" for role in one.kind.roles):
        links += source
    level = entered.classification or office.classification
    yield Draft(one.kind, record, level, entered.compartments or office.compartments, ids[one.key], (), links, author)


def _plain(
    read: ActorsRead, known: dict[str, str], saved: int, beside: Path | None, *, entered: bool, on: bool
) -> dict[str, Any]:  # fmt: skip
    return {
        "form": read.form,
        "columns": [{"column": name, "holds": what} for name, what in read.columns],
        "would_enter": read.counts,
        "there_already": len(known),
        "set_aside": [
            {"row": one.row, "column": one.column, "value": one.value, "reason": one.reason} for one in read.set_aside
        ],
        "persons_left_out": read.persons,
        "persons_on": on,
        "entered": saved if entered else None,
        "written_beside": str(beside) if beside else None,
        "notes": list(read.notes),
    }


def _print(
    asked: Importing, read: ActorsRead, known: dict[str, str], saved: int, beside: Path | None
) -> None:  # fmt: skip
    print_table(f"{asked.file.name}: {read.form}", ["column", "holds"], [list(one) for one in read.columns], left=2)
    labels = vocabulary("kinds")
    rows = [[labels.label(_word(kind)), str(number)] for kind, number in read.counts.items()]
    print_table("What it would enter", ["kind", "records"], rows)
    if known:
        say(f"{len(known)} of them are recorded here already, word for word, and are not entered again.")
    if read.persons:
        say(f"{read.persons} persons are in the file and left out: persons are off (withstand actors persons).")
    if read.set_aside:
        shown = [[str(one.row), one.column, one.value, one.reason] for one in read.set_aside[:20]]
        print_table(f"Set aside: {len(read.set_aside)}", ["row", "column", "value", "why"], shown, left=4)
    say(*read.notes)
    if asked.enter:
        say(f"{saved} records saved." + (f" What was set aside is in {beside}." if beside else ""))
    else:
        say("Nothing was entered. To enter all of it: --enter.")


def _word(kind: str) -> str:
    return "name_claim" if kind == "NameClaim" else kind.lower()
