"""`withstand ledger widen` and `regive`."""

from __future__ import annotations

from pathlib import Path

from withstand.cli.acts_command import Two, named, people
from withstand.cli.opening import opened, today
from withstand.cli.terminal import piped, print_json, say
from withstand.ledger.acts import regive, widen
from withstand.vocabulary.terms import vocabulary


def run_widen(
    folder: Path, record: str, components: tuple[str, ...], reason: str, two: Two, passphrase_file: Path | None
) -> None:  # fmt: skip
    """Open a record to more components."""
    with opened(folder, passphrase_file, writing=True) as found:
        record = named(found, record)
        saved = widen(found.ledger, record, components, reason, today(found), people(found, two))
    if piped():
        print_json({"act": saved.entry, "record": record, "compartments": list(components)})
        return
    label = vocabulary("components").label
    names = " and ".join(label(one) for one in components) or "every component"
    say(f"Record {record} is open to {names} too, here and wherever this act is merged.")


def run_regive(folder: Path, record: str, reason: str, two: Two, passphrase_file: Path | None) -> None:
    """Set aside what was taken back by mistake."""
    with opened(folder, passphrase_file, writing=True) as found:
        record = named(found, record)
        saved = regive(found.ledger, record, reason, today(found), people(found, two))
    if piped():
        print_json({"act": saved.entry, "record": record})
        return
    say(
        f"What was taken back of the use of record {record} is set aside, here and wherever this act is merged.",
        "What its sources themselves do not allow still holds: look at the source.",
    )
