"""`withstand ledger redact`, `lower`, `erase`, `acts` and `authors`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from withstand.cli.opening import opened, today, warn
from withstand.cli.passphrases import Wanted, passphrase
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.errors import InputError
from withstand.installation.authors import authors_of, destroy_authors
from withstand.installation.files import write_whole
from withstand.installation.known_acts import write_acts
from withstand.installation.opening import Opened
from withstand.installation.people import open_person
from withstand.ledger import rights
from withstand.ledger.acts import Held, Person, erase_due, lower, redact, remains, resting_on
from withstand.ledger.entries import public_text
from withstand.ledger.errors import NotFound
from withstand.ledger.fate import forgotten, level_of
from withstand.ledger.ids import instant_text
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture
from withstand.picture.seen import classification_word
from withstand.vocabulary.terms import vocabulary

Two = tuple[tuple[str, Path | None], tuple[str, Path | None]]
"""Two people, each with the file that holds their passphrase, if any."""


def run_redact(folder: Path, record: str, reason: str, two: Two, passphrase_file: Path | None) -> None:
    """Forget a record's texts everywhere; list what carried them away before."""
    with opened(folder, passphrase_file, writing=True) as found:
        record = named(found, record)
        resting = resting_on(found.ledger, record)
        saved, held = redact(found.ledger, record, reason, today(found), people(found, two))
        names = {one.id: one.office for one in found.ledger.trust.installations.values()}
        left = remains(found.ledger)
    if left:
        warn("another program has this ledger open and keeps traces of the text on the disk: close it, run any command")
    if piped():
        plain = [_held_plain(one, names) for one in held]
        print_json({"act": saved.entry, "record": record, "resting_on_it": resting, "held_by": plain})
        return
    say(f"Record {record} is redacted here, and wherever this act is merged. Its header stays; the chain holds.")
    if resting:
        what = "One record rests" if resting == 1 else f"{resting} records rest"
        say(f"{what} on it: for the operation's own use alone from now on, as who agreed to what is forgotten.")
    if not held:
        say("As far as is known here, no bundle, export or backup held it.")
        return
    rows = [[one.what, instant_text(one.recorded_at), names.get(one.party, one.party), one.file] for one in held]
    print_table("These held it and must be seen to by hand", ["what", "made", "for", "file"], rows, left=4)


def _held_plain(held: Held, names: dict[str, str]) -> dict[str, Any]:
    return {
        "what": held.what,
        "made": instant_text(held.recorded_at),
        "for": names.get(held.party, held.party),
        "file": held.file,
    }


def run_lower(
    folder: Path, record: str, classification: str, reason: str, two: Two, passphrase_file: Path | None
) -> None:  # fmt: skip
    """Lower a record's classification."""
    with opened(folder, passphrase_file, writing=True) as found:
        record = named(found, record)
        _really_lower(found, record, classification)
        saved = lower(found.ledger, record, classification, reason, today(found), people(found, two))
    if piped():
        print_json({"act": saved.entry, "record": record, "classification": classification})
        return
    say(f"Record {record} is {classification.replace('_', ' ')} now, here and wherever this act is merged.")


def named(found: Opened, part: str) -> str:
    """The record's whole id, where a part of it was given that names one record here."""
    try:
        return Picture(found.ledger, HOLDER).named(part)
    except NotFound:
        fate = forgotten(found.ledger, part.lower())
        if fate is None:
            raise
        return fate.record


def _really_lower(found: Opened, record: str, classification: str) -> None:
    """Refuse what would not lower the record.

    Raises:
        InputError: there is no such record or classification, or it is no more restricted than that.
    """
    present, wanted = level_of(found.ledger, record), rights.level(classification)
    if present is None:
        raise NotFound(f"There is no record {record} here.")
    if wanted == rights.UNKNOWN_LEVEL:
        known = ", ".join(vocabulary("classifications").terms)
        raise InputError(f"--to {classification!r} is no classification; there are: {known}.")
    if wanted >= present:
        raise InputError(
            f"Record {record} is {classification_word(present).replace('_', ' ')}: --to {classification} does not "
            f"lower it. To restrict it, one person is enough: withstand record edit {record} --classification WORD."
        )


def people(found: Opened, two: Two) -> tuple[Person, Person]:
    """Both people, each with their own passphrase, and both still taking part in acts of two."""
    if two[0][0].strip().casefold() == two[1][0].strip().casefold():
        raise InputError("This takes two different people: --by and --and name the same one.")
    opened_keys = [
        open_person(found, name, passphrase(Wanted(f"personal passphrase of {name}", option), file))
        for (name, file), option in zip(two, ("--by-passphrase-file", "--and-passphrase-file"), strict=True)
    ]
    for person in opened_keys:
        if not found.ledger.trust.may_act(public_text(person.key), today(found)):
            raise InputError(
                f"The personal key of {person.name} was revoked and takes part in no act any more. Name somebody "
                "else, or give them a new key: withstand ledger person."
            )
    return opened_keys[0], opened_keys[1]


def run_erase(folder: Path, passphrase_file: Path | None) -> None:
    """Erase what is due here."""
    with opened(folder, passphrase_file, writing=True) as found:
        due = erase_due(found.ledger, today(found))
    if piped():
        print_json({"erased": due})
        return
    say(f"{len(due)} records were erased here; their headers stay." if due else "Nothing is due.")


def run_acts(out: Path, folder: Path, passphrase_file: Path | None) -> None:
    """Write the acts of two known here, without any text of records."""
    with opened(folder, passphrase_file, writing=True) as found:
        content, number = write_acts(found)
        write_whole(out, content, new=True)
    if piped():
        print_json({"written": str(out), "acts": number})
        return
    say(
        f"{number} acts of two written: {out}. It holds no text of a record, but the reasons that were given.",
        f"There: withstand restore BACKUP FOLDER --redactions {out.name}",
    )


def run_authors(folder: Path, passphrase_file: Path | None, *, end: bool) -> None:
    """List who stands behind the tokens of this installation, or destroy that knowledge."""
    with opened(folder, passphrase_file) as found:
        if end:
            there = destroy_authors(found.workspace.authors)
            _tell_destroyed(there=there)
            return
        if not found.workspace.authors.exists():
            rows = []
        else:
            with authors_of(found) as authors:
                rows = authors.all()
    if piped():
        print_json([{"token": token, "person": person, "week": week} for token, person, week in rows])
        return
    print_table("", ["token", "person", "week"], [list(row) for row in rows], left=3)
    if not rows:
        say("Nobody has written under a token here: entries are the office's.")


def _tell_destroyed(*, there: bool) -> None:
    if piped():
        print_json({"destroyed": there})
        return
    say(
        "The table of authors is destroyed; the chains hold as before. Backups made with --with-authors still have it."
        if there
        else "There is no table of authors here."
    )
