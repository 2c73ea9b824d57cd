"""`withstand alerts intercede`, `confirm`, `spoken` and `followed`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from withstand.cli.clearing import cleared
from withstand.cli.looking import actor, named
from withstand.cli.record_commands import author_of
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.dialogue.exposure import FINDINGS
from withstand.dialogue.gazetteer import Gazetteer
from withstand.dialogue.interceding import check_words, confirmation, followed, proposal, to_be_spoken
from withstand.dialogue.intercession import DROPPED, ENDED, INTERCESSION, SPOKEN, Intercession, KeptWords
from withstand.errors import InputError
from withstand.installation.authors import authors_of
from withstand.installation.opening import Opened
from withstand.ledger.contents import folded
from withstand.ledger.fields import Span
from withstand.ledger.journal import append
from withstand.ledger.ledger import OFFICE_AUTHOR
from withstand.picture.audience import HOLDER
from withstand.picture.guard import Guard
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary


@dataclass(frozen=True)
class Proposing:
    """What the command was given."""

    role: str
    lead: str
    words: str
    reasons: str
    area: str = ""
    level: str = "admin1"
    month: str = ""
    keep: tuple[str, ...] = ()
    on: date | None = None


def text_of(path: Path) -> str:
    """The words in a text file.

    Raises:
        InputError: it is no text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is no plain text; save the words as a text file (UTF-8).") from None


def run_intercede(
    opened: Opened, alert: str, superior: str, given: Proposing, author: str, keep_text: str, *, check: bool
) -> None:  # fmt: skip
    """Propose an intercession, or only show what its words give away.

    Raises:
        NotInterceded, NotFound, InvalidRecord: nothing was saved.
    """
    sight, guard = Picture(opened.ledger, HOLDER), Guard(opened.ledger)
    alert, superior = named(sight, alert), actor(sight, superior)
    today = opened.settings.present_day(datetime.now(UTC))
    gazetteer = gazetteer_of(opened)
    fields = _fields(given, today, gazetteer)
    if check:
        INTERCESSION.check(fields)
        _show(guard, alert, superior, fields, gazetteer)
        return
    known = known_names(sight)
    fields = _intercession(cleared(INTERCESSION, fields, keep_text, known))
    draft = proposal(guard, sight, alert, superior, fields, today, author_of(opened, author), gazetteer)
    saved = append(opened.ledger, [draft])[0]
    _tell(saved.record, "proposed", "Another person confirms it: withstand alerts confirm.")


def run_confirm(opened: Opened, intercession: str, author: str) -> None:
    """Confirm an intercession in another person's name.

    Raises:
        NotInterceded, NotFound: nothing was saved.
    """
    sight = Picture(opened.ledger, HOLDER)
    record = named(sight, intercession)
    reviewer = author_of(opened, author)
    also = _tokens(opened, author) if reviewer != OFFICE_AUTHOR else ()
    draft = confirmation(Guard(opened.ledger), sight, record, reviewer, also, gazetteer_of(opened))
    append(opened.ledger, [draft])
    _tell(record, "confirmed", "What is taken along: withstand alerts spoken.")


def run_spoken(picture: Picture, intercession: str) -> None:
    """What the principal takes along."""
    taken = to_be_spoken(picture, named(picture, intercession))
    if piped():
        print_json({"with": taken.with_whom, "words": taken.words, "area": taken.area, "month": taken.month})
        return
    whom = picture.get(taken.with_whom).title if taken.with_whom else "–"
    say(f"With: {whom}", *(("Area that may be named: " + taken.area,) if taken.area else ()), "", taken.words)


def run_followed(
    opened: Opened, intercession: str, status: str, did: str, told: str, on: str, author: str
) -> None:  # fmt: skip
    """What came next.

    Raises:
        NotInterceded, NotFound, InvalidRecord, InputError: nothing was saved.
    """
    if status not in (SPOKEN, ENDED, DROPPED):
        raise InputError(f"After an intercession comes: {SPOKEN}, {ENDED} or {DROPPED}; not {status!r}.")
    sight = Picture(opened.ledger, HOLDER)
    record = named(sight, intercession)
    draft = followed(sight, record, status, author_of(opened, author), did=did, told=told, on=on)
    cleared(INTERCESSION, draft.fields, "", known_names(sight), draft.fields.text_kept)
    append(opened.ledger, [draft])
    _tell(record, status, "")


def gazetteer_of(opened: Opened) -> Gazetteer:
    """The areas of a workspace."""
    return Gazetteer.at(opened.workspace.areas)


def _fields(given: Proposing, today: date, gazetteer: Gazetteer) -> Intercession:
    if given.area and given.level in gazetteer.levels and not gazetteer.code(given.area, given.level):
        raise InputError(
            f"There is no one area {given.area!r} of {given.level} on the map here: give its code or its name."
        )
    where = gazetteer.place(given.area, given.level)
    on = (given.on or today).isoformat()
    return Intercession(
        when=Span(start=on), by_role=given.role, lead=given.lead, spoken_words=given.words, where=where,
        about_month=given.month or None, reasons=given.reasons, kept_words=tuple(map(_kept, given.keep)),
    )  # fmt: skip


def _kept(word: str) -> KeptWords:
    what, _, reason = word.partition("=")
    found, _, words = what.partition(":")
    if found.strip() not in vocabulary(FINDINGS).terms or not reason.strip() or not words.strip():
        raise InputError(
            f"--keep {word!r} is not of the form what:words=REASON, as rare_word:trucks=everybody saw them."
        )
    return KeptWords(gives_away=found.strip(), words=words.strip(), reason=reason.strip())


def _intercession(record: object) -> Intercession:
    if not isinstance(record, Intercession):
        raise TypeError(type(record).__name__)
    return record


def _show(guard: Guard, alert: str, superior: str, fields: Intercession, gazetteer: Gazetteer) -> None:
    checked = check_words(guard, alert, fields, gazetteer, superior)
    rows = [
        {"found": one.found, "words": one.words, "never": one.never, "kept": one not in checked.left}
        for one in checked.found
    ]
    if piped():
        print_json(rows)
        return
    label = vocabulary(FINDINGS).label
    lines = [
        [label(str(row["found"])), str(row["words"]), "take it out" if row["never"] else "kept" if row["kept"] else
         f"take it out, or --keep {row['found']}:{row['words']}=REASON"]
        for row in rows
    ]  # fmt: skip
    if lines:
        print_table("", ["gives away", "words", "what to do"], lines, left=3)
    else:
        say("The check points at nothing. That is no proof: read the words as those would who know the place.")


def _tokens(opened: Opened, person: str) -> Sequence[str]:
    """All tokens under which a person has written here."""
    with authors_of(opened) as authors:
        return [token for token, who, _ in authors.all() if folded(who.strip()) == folded(person.strip())]


def _tell(record: str, status: str, then: str) -> None:
    if piped():
        print_json({"record": record, "status": status})
    else:
        say(f"Saved: {record}. {then}".strip())
