"""Acts of two people: a redaction or a lowered classification carries two personal signatures, or it does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.ledger import rights
from withstand.ledger.canonical import encode
from withstand.ledger.contents import system_fields
from withstand.ledger.entries import Entry, holds, personal_bytes, public_key, public_text
from withstand.ledger.errors import Forged, InvalidRecord, NotFound, TwoPeople
from withstand.ledger.journal import Draft, Saved, append
from withstand.ledger.ledger import OFFICE_AUTHOR, Ledger
from withstand.ledger.system import ACT, Act, PersonalSignature

_DISCLOSED = (
    "SELECT json_extract(v.line, '$.digest'), h.installation, json_extract(v.line, '$.what'), v.recorded_at,"
    " coalesce(json_extract(v.line, '$.party'), ''), coalesce(json_extract(v.line, '$.file'), '')"
    " FROM version v JOIN chain h ON h.k = v.chain, json_each(v.line, '$.bodies') s, version e"
    " JOIN chain c ON c.k = e.chain WHERE e.id = ? AND v.kind LIKE 'ledger.Receipt@%'"
    " AND json_extract(v.line, '$.what') IN ('bundle', 'export', 'backup', 'import')"
    " AND json_extract(s.value, '$.installation') = c.installation"
    " AND e.sequence BETWEEN json_extract(s.value, '$.first') AND json_extract(s.value, '$.last')"
)


@dataclass(frozen=True)
class Person:
    """Somebody who takes part in an act of two, with the key that only they can open."""

    name: str
    key: Ed25519PrivateKey = field(repr=False)


@dataclass(frozen=True)
class Held:
    """Where a text went before it was redacted: what it was, when, to whom or into which file."""

    what: str
    recorded_at: int
    party: str
    file: str


def redact(ledger: Ledger, record: str, reason: str, on: str, people: Sequence[Person]) -> tuple[Saved, list[Held]]:
    """Forget the bodies of all versions of a record, here and wherever the act is merged.

    Returns the act, and every bundle, export and backup that held one of the bodies.

    Raises:
        TwoPeople: fewer than two enrolled people, or one of them twice.
        NotFound: no such record.
    """
    entries = _versions(ledger, record)
    held = disclosures(ledger, entries)
    saved = _act(ledger, Act(what="redact", record=record, entries=entries, on=on, reason=reason), people)
    ledger.database.forget()
    return saved, held


def remains(ledger: Ledger) -> bool:
    """Whether traces of what was forgotten are still in the file, because another program has it open."""
    return not ledger.database.finish_forgetting()


def resting_on(ledger: Ledger, record: str) -> int:
    """How many records rest on one, directly or through others: what is not known of it limits them."""
    return len(ledger.projection.uses.resting_on(record))


def lower(
    ledger: Ledger, record: str, classification: str, reason: str, on: str, people: Sequence[Person]
) -> Saved:  # fmt: skip
    """Lower the classification of all versions of a record known here."""
    if rights.level(classification) == rights.UNKNOWN_LEVEL:
        raise InvalidRecord("ledger.Act", (("classification", f"{classification!r} is not a classification"),))
    act = Act(
        what="lower", record=record, entries=_versions(ledger, record), on=on, reason=reason,
        classification=classification,
    )  # fmt: skip
    return _act(ledger, act, people)


def widen(
    ledger: Ledger, record: str, components: Sequence[str], reason: str, on: str, people: Sequence[Person]
) -> Saved:  # fmt: skip
    """Open all versions of a record known here to these components as well; to all, where none is named."""
    for name in components:
        if not rights.is_component(name):
            raise InvalidRecord("ledger.Act", (("compartments", f"{name!r} is not a component"),))
    row = ledger.database.one("SELECT compartments FROM record WHERE record = ?", (record,))
    if row is None:
        raise NotFound(f"There is no record {record}.")
    mask = int(row[0])
    if (components and not rights.compartments(components) & ~mask) or mask == rights.EVERYBODY:
        raise InvalidRecord("ledger.Act", (("compartments", f"record {record} is open to these already"),))
    named = tuple(sorted({*components, *rights.component_names(mask)} - {rights.SEALED})) if components else ()
    act = Act(
        what="widen", record=record, entries=_versions(ledger, record), on=on, reason=reason, compartments=named,
    )  # fmt: skip
    return _act(ledger, act, people)


def regive(ledger: Ledger, record: str, reason: str, on: str, people: Sequence[Person]) -> Saved:
    """Set aside what was taken back by mistake: withdrawals in versions of a record, limits on it, links of it.

    A withdrawal that was meant stays meant: a source that agrees again is entered as consent given on a later day.
    """
    entries = (*_versions(ledger, record), *ledger.projection.uses.takers(record))
    return _act(ledger, Act(what="regive", record=record, entries=entries, on=on, reason=reason), people)


def erase_due(ledger: Ledger, today: str) -> list[str]:
    """Erase, here, the bodies of records whose time to be kept has ended; returns the records."""
    due: list[str] = []
    rows = ledger.database.rows(
        "SELECT v.record, json_extract(v.line, '$.retain_until') FROM record r JOIN version v ON v.n = r.shown"
        " WHERE r.present = 1 AND json_extract(v.line, '$.retain_until') IS NOT NULL"
    )
    for record, until in rows:
        if until < today[: len(until)]:
            act = Act(
                what="erase", record=record, entries=_versions(ledger, record), on=today, reason=f"kept until {until}"
            )
            _append(ledger, act)
            due.append(record)
    if due:
        ledger.database.forget()
    return due


def _versions(ledger: Ledger, record: str) -> tuple[str, ...]:
    rows = ledger.database.rows(
        "SELECT id FROM version WHERE record = ? AND kind NOT LIKE 'ledger.%' ORDER BY id", (record,)
    )
    if not rows:
        raise NotFound(f"There is no record {record}.")
    return tuple(row[0] for row in rows)


def _act(ledger: Ledger, act: Act, people: Sequence[Person]) -> Saved:
    signed = personal_bytes(ledger.operation, _signed(act))
    signatures = tuple(
        PersonalSignature(key=public_text(person.key), signature=person.key.sign(signed).hex()) for person in people
    )
    act = msgspec.structs.replace(act, signatures=signatures)
    if not valid(ledger, act, ledger.signer.installation):
        raise TwoPeople(
            "This takes two different people whose personal keys the operation's root has enrolled "
            "(withstand ledger person)."
        )
    return _append(ledger, act)


def _append(ledger: Ledger, act: Act) -> Saved:
    draft = Draft(ACT, act, "unclassified", author=OFFICE_AUTHOR)
    return append(ledger, [draft], within=lambda saved: ledger.projection.obey(act, saved[0].entry))[0]


def _signed(act: Act) -> bytes:
    return encode(msgspec.structs.replace(act, signatures=()))


def valid(ledger: Ledger, act: Act, installation: str) -> bool:
    """Whether an act holds: two enrolled people signed it, or it erases at the very installation that says so, or at
    one restored from it.

    What two people signed holds whichever chain carries it, a revoked one too: revoking never brings a text back.
    """
    if act.what == "erase":
        return installation == ledger.signer.installation or installation in ledger.formerly
    signed = personal_bytes(ledger.operation, _signed(act))
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


def obey_all(ledger: Ledger, entries: Iterable[Entry]) -> list[Act]:
    """Carry out the valid acts among these entries; returns them."""
    done: list[Act] = []
    for entry in entries:
        act = system_fields(entry, Act) if entry.meta.kind == ACT.tag else None
        if act is not None and valid(ledger, act, entry.meta.installation):
            ledger.projection.obey(act, entry.meta.id)
            done.append(act)
    return done


def disclosures(ledger: Ledger, entries: Sequence[str]) -> list[Held]:
    """Every bundle, export and backup known here that held one of these bodies.

    A bundle whose own receipt has not come yet is known by the receipt of whoever took it in: `import`, the party is
    that installation.
    """
    own, found = ledger.signer.installation, set[tuple[str, Held]]()
    for identifier in entries:
        for digest, holder, what, at, party, file in ledger.database.rows(_DISCLOSED, (identifier,)):
            if what != "import" or holder != own:
                found.add((digest, Held(what, at, holder if what == "import" else party, file)))
    bundles = {digest for digest, held in found if held.what == "bundle"}
    listed = {held for digest, held in found if held.what != "import" or digest not in bundles}
    return sorted(listed, key=lambda held: (held.recorded_at, held.what, held.party, held.file))
