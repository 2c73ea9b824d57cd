"""Acts of two people in a file without any text of records: what a restored backup must obey before it opens."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.installation.stating import now_text
from withstand.ledger.canonical import encode
from withstand.ledger.entries import holds, public_key
from withstand.ledger.errors import Forged, NotOurs
from withstand.ledger.journal import Draft, append
from withstand.ledger.kinds import envelope
from withstand.ledger.ledger import Ledger
from withstand.ledger.merging import Merged, merge
from withstand.ledger.statements import Signed
from withstand.ledger.store import overview
from withstand.ledger.switches import valid
from withstand.ledger.system import ACT, Act

_FORMAT = "withstand acts 1"


class KnownActs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All acts of two that an installation knew at a moment, with the statements that make them hold."""

    format: str
    operation: str
    installation: str
    office: str
    on: str
    statements: tuple[Signed, ...]
    acts: tuple[Act, ...]
    signature: str = ""


@dataclass(frozen=True)
class Obeyed:
    """What a file of acts brought: whose knowledge it was, of when, and the acts that were new here."""

    office: str
    on: str
    acts: tuple[Act, ...]


def known_acts(ledger: Ledger) -> tuple[Act, ...]:
    """The acts of two that hold here, in order."""
    found = []
    for identifier in overview.acts(ledger.database):
        logged = ledger.log.entry(identifier)
        if logged is not None and logged.entry.body is not None:
            act = msgspec.json.decode(envelope(logged.entry.body).fields, type=Act)
            if act.what != "erase" and valid(ledger, act, logged.entry.meta.installation):
                found.append(act)
    return tuple(found)


def write_acts(opened: Opened) -> tuple[bytes, int]:
    """The file, signed by this installation, and how many acts are in it."""
    ledger = opened.ledger
    acts = known_acts(ledger)
    content = KnownActs(
        format=_FORMAT, operation=ledger.operation, installation=ledger.signer.installation,
        office=ledger.signer.office, on=now_text(ledger), statements=ledger.trust.statements, acts=acts,
    )  # fmt: skip
    content = msgspec.structs.replace(content, signature=ledger.signer.key.sign(_signed(content)).hex())
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n", len(acts)


def _signed(content: KnownActs) -> bytes:
    return b"withstand acts 1\x00" + encode(msgspec.structs.replace(content, signature=""))


def obey_file(ledger: Ledger, content: bytes, name: str) -> Obeyed:
    """Carry out the acts in a file that are not known here yet, each as an entry of this chain.

    Raises:
        InputError, NotOurs, Forged: nothing was done.
    """
    try:
        file = msgspec.json.decode(content, type=KnownActs)
        signature = bytes.fromhex(file.signature)
    except (msgspec.DecodeError, ValueError):
        raise InputError(f"{name} is no file of acts: it is what withstand ledger acts --out writes.") from None
    if file.format != _FORMAT or file.operation != ledger.operation:
        raise NotOurs(f"{name} is of another operation.")
    sender = ledger.trust.adding(file.statements).installations.get(file.installation)
    last = "" if sender is None else sender.keys[-1][1]
    if sender is None or last in sender.revoked or not holds(public_key(last), signature, _signed(file)):
        raise Forged(f"{name} was changed, or comes from no office of this operation that may still write.")
    merge(ledger, [], file.statements, Merged())
    held = set(known_acts(ledger))
    new = [act for act in file.acts if act not in held]
    if not all(valid(ledger, act, file.installation) and act.what != "erase" for act in new):
        raise Forged(f"{name} holds an act without two valid signatures.")
    for act in new:
        _obey(ledger, act)
    ledger.database.forget()
    return Obeyed(file.office, file.on, tuple(new))


def _obey(ledger: Ledger, act: Act) -> None:
    append(
        ledger,
        [Draft(ACT, act, "unclassified")],
        within=lambda saved: ledger.projection.obey(act, saved[0].entry),
    )
