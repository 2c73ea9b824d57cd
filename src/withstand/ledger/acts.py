"""Acts of two people: a redaction or a lowered classification carries two personal signatures, or it does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from withstand.ledger import rights
from withstand.ledger.contents import system_fields
from withstand.ledger.entries import Entry, personal_bytes, public_text
from withstand.ledger.errors import InvalidRecord, LedgerError, NotFound, TwoPeople
from withstand.ledger.ids import uuid7
from withstand.ledger.journal import Draft, Saved, append
from withstand.ledger.ledger import OFFICE_AUTHOR, Ledger
from withstand.ledger.switches import unsigned, valid
from withstand.ledger.system import ACT, Act, PersonalSignature
from withstand.telling import Told

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
    return perform(ledger, with_signatures(ledger, propose(ledger, "redact", record, reason, on), people))


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
    act = propose(ledger, "lower", record, reason, on, classification)
    return perform(ledger, with_signatures(ledger, act, people))[0]


def propose(
    ledger: Ledger, what: str, record: str, reason: str, on: str, classification: str = "",
    compartments: Sequence[str] = (),
) -> Act:  # fmt: skip
    """An act that nobody has signed yet: two people may do so one after the other, on different days.

    Raises:
        NotFound, InvalidRecord: no such record, no such classification or component, or nothing to widen.
    """
    entries = _about(ledger, what, record)
    if what == "lower" and rights.level(classification) == rights.UNKNOWN_LEVEL:
        raise InvalidRecord(
            "ledger.Act", (("classification", Told("{word} is not a classification", word=repr(classification))),)
        )
    open_to = _widened(ledger, record, compartments) if what == "widen" else ()
    return Act(
        what=what, record=record, entries=entries, on=on, reason=reason, classification=classification,
        compartments=open_to,
    )  # fmt: skip


def switch(ledger: Ledger, name: str, *, on: bool, reason: str, day: str, people: Sequence[Person]) -> Saved:
    """Let kinds of records of this switch be entered from now on, or no longer, wherever the act is merged."""
    act = propose_switch(ledger, name, on=on, reason=reason, day=day)
    return perform(ledger, with_signatures(ledger, act, people))[0]


def propose_switch(ledger: Ledger, name: str, *, on: bool, reason: str, day: str) -> Act:
    """The same, signed by nobody yet."""
    what = "switch_on" if on else "switch_off"
    fresh = uuid7(ledger.clock(), ledger.randomness, ledger.signer.installation)
    return Act(what=what, record=fresh, entries=(), on=day, reason=reason, switch=name)


def _about(ledger: Ledger, what: str, record: str) -> tuple[str, ...]:
    """The entries that an act is about, as they stand now."""
    if what.startswith("switch_"):
        return ()
    more = ledger.projection.uses.takers(record) if what == "regive" else ()
    return (*_versions(ledger, record), *more)


def with_signatures(ledger: Ledger, act: Act, people: Sequence[Person]) -> Act:
    """The act with these people's signatures beside those it has."""
    content = personal_bytes(ledger.operation, unsigned(act))
    more = (PersonalSignature(key=public_text(one.key), signature=one.key.sign(content).hex()) for one in people)
    return msgspec.structs.replace(act, signatures=(*act.signatures, *more))


def perform(ledger: Ledger, act: Act) -> tuple[Saved, list[Held]]:
    """Carry an act out; for a redaction also where the texts went before.

    Raises:
        TwoPeople: it lacks one of two different enrolled people.
        LedgerError: the record got another version since the act was proposed.
    """
    if _about(ledger, act.what, act.record) != act.entries:
        raise LedgerError(
            "The record was changed since this was asked for. Nothing was done: look at it, and ask anew."
        )
    if not valid(ledger, act, ledger.signer.installation):
        raise TwoPeople(
            "This takes two different people whose personal keys the operation's root has enrolled "
            "(withstand ledger person)."
        )
    held = disclosures(ledger, act.entries) if act.what == "redact" else []
    saved = _append(ledger, act)
    if act.what == "redact":
        ledger.database.forget()
    return saved, held


def widen(
    ledger: Ledger, record: str, components: Sequence[str], reason: str, on: str, people: Sequence[Person]
) -> Saved:  # fmt: skip
    """Open all versions of a record known here to these components as well; to all, where none is named."""
    act = propose(ledger, "widen", record, reason, on, compartments=components)
    return perform(ledger, with_signatures(ledger, act, people))[0]


def regive(ledger: Ledger, record: str, reason: str, on: str, people: Sequence[Person]) -> Saved:
    """Set aside what was taken back by mistake: withdrawals in versions of a record, limits on it, links of it.

    A withdrawal that was meant stays meant: a source that agrees again is entered as consent given on a later day.
    """
    return perform(ledger, with_signatures(ledger, propose(ledger, "regive", record, reason, on), people))[0]


def _widened(ledger: Ledger, record: str, components: Sequence[str]) -> tuple[str, ...]:
    """The components that may see a record once these may too; none are all."""
    for name in components:
        if not rights.is_component(name):
            raise InvalidRecord("ledger.Act", (("compartments", Told("{word} is not a component", word=repr(name))),))
    row = ledger.database.one("SELECT unsealed FROM record WHERE record = ?", (record,))
    mask = int(row[0]) if row else rights.EVERYBODY
    if (components and not rights.compartments(components) & ~mask) or mask == rights.EVERYBODY:
        raise InvalidRecord(
            "ledger.Act", (("compartments", "it is open to these already: choose others, or leave it"),)
        )
    return tuple(sorted({*components, *rights.component_names(mask)} - {rights.SEALED})) if components else ()


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


def _append(ledger: Ledger, act: Act) -> Saved:
    draft = Draft(ACT, act, "unclassified", author=OFFICE_AUTHOR)
    return append(ledger, [draft], within=lambda saved: ledger.projection.obey(act, saved[0].entry))[0]


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
