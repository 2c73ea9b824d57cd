"""Whether an act of two holds, and what two people have switched on: kinds of records that are off by default."""

from __future__ import annotations

import msgspec

from withstand.ledger.canonical import encode
from withstand.ledger.contents import system_fields
from withstand.ledger.entries import holds, personal_bytes, public_key
from withstand.ledger.errors import Forged, SwitchedOff
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import Ledger
from withstand.ledger.store import overview
from withstand.ledger.system import Act


def switched_on(ledger: Ledger, name: str) -> bool:
    """Whether the last act about a switch that holds here switched it on; never, where nobody did.

    An act that is appended once more, by whoever keeps a copy, says nothing new: its first time counts.
    """
    last: dict[str, Act] = {}
    for identifier in overview.acts(ledger.database):
        logged = ledger.log.entry(identifier)
        act = system_fields(logged.entry, Act) if logged is not None else None
        if logged is None or act is None or act.switch != name or act.record in last:
            continue
        if valid(ledger, act, logged.entry.meta.installation):
            last[act.record] = act
    return bool(last) and list(last.values())[-1].what == "switch_on"


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
    signed = personal_bytes(ledger.operation, unsigned(act))
    trust = ledger.trust
    people: dict[str, str] = {}
    for one in act.signatures:
        try:
            signature = bytes.fromhex(one.signature)
            key = public_key(one.key)
        except (ValueError, Forged):
            continue
        person = trust.person(one.key, act.on)
        if person is not None and holds(key, signature, signed):
            people[one.key] = person
    return len(set(people.values())) >= 2
