"""`withstand actors persons`: whether persons may be records of their own here."""

from __future__ import annotations

from pathlib import Path

from withstand.actors.records import PERSONS
from withstand.cli.acts_command import Two, people
from withstand.cli.opening import opened, today
from withstand.cli.terminal import piped, print_json, say
from withstand.errors import InputError
from withstand.ledger.acts import switch
from withstand.ledger.switches import switched_on


def run_persons(folder: Path, on: bool, off: bool, reason: str, two: Two, passphrase_file: Path | None) -> None:
    """Say how it stands, or change it as an act of two people.

    Raises:
        InputError: both ways at once, or without the reason or the people.
        TwoPeople: they are not two enrolled people.
    """
    if on and off:
        raise InputError("--on and --off contradict each other: give one of them.")
    if (on or off) and not (reason.strip() and two[0][0] and two[1][0]):
        raise InputError("This takes a reason and two people: --reason TEXT --by NAME --and NAME.")
    with opened(folder, passphrase_file, writing=on or off) as found:
        before = switched_on(found.ledger, PERSONS)
        if (on or off) and before is not on:
            switch(found.ledger, PERSONS, on=on, reason=reason, day=today(found), people=people(found, two))
        after = switched_on(found.ledger, PERSONS)
    if piped():
        print_json({"persons": after, "changed": before is not after})
        return
    say(
        "Persons may be records here, inside the operation only."
        if after
        else "Persons are off: a post-holder is a post, a unit and days, without a name."
    )
