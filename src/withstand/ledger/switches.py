"""Whether an act of two holds, and what two people have switched on: kinds of records that are off by default."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from withstand.ledger.canonical import encode
from withstand.ledger.contents import system_fields
from withstand.ledger.entries import holds, personal_bytes, public_key
from withstand.ledger.errors import Forged, SwitchedOff
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger
from withstand.ledger.store import overview
from withstand.ledger.system import Act


@dataclass(frozen=True)
class Switched:
    """A switch was turned: which way, on which day (YYYY-MM-DD), why, by whom."""

    on: bool
    day: str
    reason: str
    people: tuple[str, ...]


def switched_on(ledger: Ledger, name: str) -> bool:
    """Whether the last act about a switch that holds here switched it on; never, where nobody did."""
    last = next(reversed(_turned(ledger, name)), None)
    return last is not None and last.what == "switch_on"


def history(ledger: Ledger, name: str) -> tuple[Switched, ...]:
    """Every act about a switch that holds here, the earliest first."""
    return tuple(
        Switched(act.what == "switch_on", act.on, act.reason, signers(ledger, act)) for act in _turned(ledger, name)
    )


def _turned(ledger: Ledger, name: str) -> list[Act]:
    """An act that is appended once more, by whoever keeps a copy, says nothing new: its first time counts."""
    found: dict[str, Act] = {}
    for identifier in overview.acts(ledger.database):
        logged = ledger.log.entry(identifier)
        act = system_fields(logged.entry, Act) if logged is not None else None
        if logged is None or act is None or act.switch != name or act.record in found:
            continue
        if valid(ledger, act, logged.entry.meta.installation):
            found[act.record] = act
    return list(found.values())


def open_here(ledger: Ledger, kind: Kind) -> bool:
    """Whether records of a kind may be entered here."""
    return not kind.switch or switched_on(ledger, kind.switch)


def must_be_open(ledger: Ledger, kind: Kind) -> None:
    """Refuse a kind that is off by default and that two people have not switched on.

    Raises:
        SwitchedOff: in one sentence, the same wherever somebody tries.
    """
    if not open_here(ledger, kind):
        raise SwitchedOff(
            f"{kind.word} is off in this operation: two people switch it on (withstand actors {kind.switch} --on); "
            "until then a post-holder is a post, a unit and days, without a name."
        )


def unsigned(act: Act) -> bytes:
    """What both people sign."""
    return encode(msgspec.structs.replace(act, signatures=()))


def valid(ledger: Ledger, act: Act, installation: str) -> bool:
    """Whether an act holds: two enrolled people signed it, or it erases at the very installation that says so, or at
    one restored from it.

    What two people signed holds whichever chain carries it, a revoked one too: revoking never brings a text back.
    """
    if act.what == "erase":
        return installation == ledger.signer.installation or installation in ledger.formerly
    return len(signers(ledger, act)) >= 2


def signers(ledger: Ledger, act: Act) -> tuple[str, ...]:
    """The different people, enrolled on its day, who signed an act."""
    signed = personal_bytes(ledger.operation, unsigned(act))
    people: dict[str, None] = {}
    for one in act.signatures:
        try:
            signature = bytes.fromhex(one.signature)
            key = public_key(one.key)
        except (ValueError, Forged):
            continue
        person = ledger.trust.person(one.key, act.on)
        if person is not None and holds(key, signature, signed):
            people[person] = None
    return tuple(people)
