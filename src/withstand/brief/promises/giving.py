"""A file of promises on its way out: scanned, written whole, entered in the ledger as given out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from withstand.brief.papers.handing import paper_manifest
from withstand.brief.promises.due_calendar import WORDS, dated, due_calendar
from withstand.brief.promises.promise_sheet import promise_sheet
from withstand.brief.records.handing_out import cleared, given_out, hand_out, refuse_existing
from withstand.brief.records.rows import Table, inside
from withstand.brief.records.scanning import Clearance
from withstand.brief.records.words import word
from withstand.dialogue.commitments import Promise, tallies
from withstand.dialogue.records import COMMITMENT
from withstand.errors import InputError
from withstand.ledger.fields import TextKept
from withstand.ledger.journal import append
from withstand.picture.picture import Picture

ICS, XLSX = ".ics", ".xlsx"
NOTHING_DATED = "No open promise among these has a day: a calendar of them would hold nothing."


@dataclass(frozen=True)
class GivenOut:
    """A file that was written: how many promises are in it, and how many are not. No receipt: read-only workspace."""

    path: Path
    receipt: str
    promises: int
    left_out: int


def give_promises(
    picture: Picture, path: Path, form: str, found: Sequence[Promise], names: Mapping[str, str], language: str,
    clearance: Clearance | None = None,
) -> GivenOut:  # fmt: skip
    """Write promises to a new file of a form.

    Raises:
        TextNotCleared: texts may point to people, and nobody has decided about it.
        InputError: the file exists, has another ending, would hold nothing that a calendar may hold, or is for outside.
    """
    _stay_inside(picture)
    if path.suffix.lower() != form:
        raise InputError(f"{path.name}: give the file the ending {form}.")
    refuse_existing(path)
    made = _made(picture, form, found, names, language, clearance)
    receipt = hand_out(picture, path, "promises", made.content, made.tables, made.kept)
    return GivenOut(path, receipt, made.promises, len(found) - made.promises)


def promise_bytes(
    picture: Picture, form: str, found: Sequence[Promise], names: Mapping[str, str], language: str,
    clearance: Clearance | None = None,
) -> bytes:  # fmt: skip
    """The same for a file that lies on no disk: its receipt is written, then it may go out.

    Raises:
        TextNotCleared: texts may point to people, and nobody has decided about it.
        InputError: it would hold nothing that a calendar may hold, or is for outside.
    """
    _stay_inside(picture)
    made = _made(picture, form, found, names, language, clearance)
    append(picture.ledger, [given_out(picture, f"promises{form}", made.content, made.tables, made.kept)])
    return made.content


@dataclass(frozen=True)
class _Made:
    content: bytes
    tables: tuple[Table, ...]
    kept: tuple[TextKept, ...]
    promises: int


def _stay_inside(picture: Picture) -> None:
    if picture.audience.outside:
        raise InputError(f"The profile {picture.audience.name} is outside the operation: promises do not leave it so.")


def _made(
    picture: Picture, form: str, found: Sequence[Promise], names: Mapping[str, str], language: str,
    clearance: Clearance | None,
) -> _Made:  # fmt: skip
    shown = dated(found) if form == ICS else tuple(found)
    if form == ICS and not shown:
        raise InputError(NOTHING_DATED)
    seen = [one.seen for one in shown]
    tables = (inside(picture, COMMITMENT, seen),)
    _, kept = cleared(picture, tables, (), clearance)
    if form == ICS:
        content = due_calendar(shown, names, language)
    else:
        about = paper_manifest(picture, word(WORDS, "promises", language), seen)
        content = promise_sheet(shown, tallies(shown), names, about, language)
    return _Made(content, tables, kept, len(shown))
