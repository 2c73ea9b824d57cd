"""Proof that nothing was changed: every chain, signature and commitment, and how far others have witnessed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from withstand.ledger.contents import system_fields
from withstand.ledger.entries import FIRST, Entry, Header, committed, header_hash, read_header
from withstand.ledger.errors import Forged
from withstand.ledger.ledger import Ledger
from withstand.ledger.receipts import Stretches
from withstand.ledger.statements import Trust
from withstand.ledger.store.log import Chain, Stored
from withstand.ledger.system import ACT, RECEIPT, Act, Receipt

_REMOVING = ("redact", "erase")


@dataclass(frozen=True)
class Fault:
    """The first entry of a chain that does not hold: its chain, its place in it, and what is wrong."""

    installation: str
    office: str
    sequence: int
    what: str


@dataclass(frozen=True)
class ChainReport:
    """One chain: entries checked, bodies checked, bodies not here, the last entry that another installation has
    witnessed, and how many come after it, which only this installation vouches for.
    """

    installation: str
    office: str
    entries: int
    bodies: int
    absent: int
    witnessed: int
    unwitnessed: int
    fault: Fault | None


@dataclass(frozen=True)
class Verification:
    """The verdict on a ledger."""

    chains: tuple[ChainReport, ...]

    @property
    def holds(self) -> bool:
        """Whether every chain does."""
        return all(chain.fault is None for chain in self.chains)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The first fault of each chain that has one."""
        return tuple(chain.fault for chain in self.chains if chain.fault is not None)


@dataclass
class _Walk:
    """Where a chain's check stands, and the first thing found wrong in it."""

    installation: str
    office: str = ""
    previous: str = FIRST
    entries: int = 0
    absent: list[Header] = field(default_factory=list)
    fault: tuple[int, str] | None = None

    def wrong(self, sequence: int, what: str) -> None:
        """Keep what is wrong, if nothing before it is."""
        if self.fault is None or sequence < self.fault[0]:
            self.fault = (sequence, what)

    def report(self, last: int) -> ChainReport:
        """What was found; others have witnessed the chain up to `last`."""
        bodies, seen = self.entries - len(self.absent), min(last, self.entries)
        fault = None if self.fault is None else Fault(self.installation, self.office, *self.fault)
        return ChainReport(
            self.installation, self.office, self.entries, bodies, len(self.absent), seen, self.entries - seen, fault
        )


@dataclass
class _Said:
    """What entries that hold say of others: heads that were witnessed, bodies that were taken in or removed."""

    heads: list[tuple[str, str, int, str]] = field(default_factory=list)
    taken: Stretches = field(default_factory=Stretches)
    removed: set[str] = field(default_factory=set)

    def hear(self, entry: Entry, trust: Trust, own: str) -> None:
        """Note what one entry says; a receipt only if it counts."""
        witness = entry.meta.installation
        if entry.meta.kind == RECEIPT.tag and trust.counts(entry):
            receipt = system_fields(entry, Receipt) or Receipt(what="")
            self.heads.extend((witness, one.installation, one.sequence, one.hash) for one in receipt.frontier)
            if witness == own and receipt.what == "import":
                for one in receipt.bodies:
                    self.taken.add_all(one.installation, one.first, one.last)
        elif entry.meta.kind == ACT.tag and (act := system_fields(entry, Act)) is not None and act.what in _REMOVING:
            self.removed.update(act.entries if act.what == "erase" else (*act.entries, act.record))


def verify(ledger: Ledger, progress: Callable[[str, int, int], None] = lambda _s, _d, _t: None) -> Verification:
    """Check all that is stored. It reads only."""
    said, walks, trust = _Said(), {}, ledger.trust
    with ledger.database.reading():
        chains = ledger.log.chains()
        for number, chain in enumerate(chains.values()):
            progress(f"checking chain {chain.installation[:8]}", number, len(chains))
            walks[chain.installation] = _walk(ledger, trust, chain, said)
        for orphan in ledger.log.orphans():
            name = _meta(orphan)
            walk = walks.setdefault(name.installation if name else "unknown", _Walk(name.installation if name else ""))
            walk.wrong(orphan.sequence, "the entry belongs to no chain")
        _hold_to_heads(ledger, trust, chains, walks, said.heads)
        if all(walk.fault is None for walk in walks.values()):
            _hold_to_bodies(ledger, walks.values(), said)
    last: dict[str, int] = {}
    for witness, installation, sequence, _ in said.heads:
        if witness != installation:
            last[installation] = max(sequence, last.get(installation, 0))
    return Verification(tuple(walks[name].report(last.get(name, 0)) for name in sorted(walks)))


def _walk(ledger: Ledger, trust: Trust, chain: Chain, said: _Said) -> _Walk:
    walk = _Walk(chain.installation)
    for stored in ledger.log.raw(chain.k):
        if stored.sequence > chain.tail:
            _waiting(ledger, trust, chain, walk, stored)
            continue
        if stored.sequence <= walk.entries:
            walk.wrong(stored.sequence, "the header belongs to another entry")
            continue
        while walk.entries + 1 < stored.sequence:
            walk.entries += 1
            walk.wrong(walk.entries, "the entry is missing")
            walk.previous = ""
        meta = _meta(stored)
        walk.office = walk.office or (meta.office if meta else "")
        found = _problem(ledger, trust, chain, stored, meta, walk.previous)
        if found is not None:
            walk.wrong(stored.sequence, found)
        walk.entries += 1
        walk.previous = stored.hash
        if meta is not None and found is None:
            if stored.body is None:
                walk.absent.append(meta)
            entry = Entry(meta, stored.header, stored.signature, stored.salt, stored.body)
            said.hear(entry, trust, ledger.signer.installation)
    if walk.entries < chain.tail:
        walk.wrong(walk.entries + 1, "the entry is missing")
    elif walk.previous != chain.hash:
        walk.wrong(walk.entries, "the end of the chain is not where it was kept")
    return walk


def _waiting(ledger: Ledger, trust: Trust, chain: Chain, walk: _Walk, stored: Stored) -> None:
    """An entry after the kept end waits for one before it; nothing says yet what it follows."""
    meta = _meta(stored)
    if meta is None or (found := _problem(ledger, trust, chain, stored, meta, meta.previous)) is not None:
        walk.wrong(stored.sequence, "the header was changed" if meta is None else found or "")
    elif stored.sequence == chain.tail + 1 and trust.counts(_entry(meta, stored)):
        walk.wrong(stored.sequence, "the kept end of the chain stands before this entry")


def _meta(stored: Stored) -> Header | None:
    try:
        return read_header(stored.header)
    except Forged:
        return None


def _entry(meta: Header, stored: Stored) -> Entry:
    return Entry(meta, stored.header, stored.signature)


def _problem(
    ledger: Ledger, trust: Trust, chain: Chain, stored: Stored, meta: Header | None, previous: str
) -> str | None:  # fmt: skip
    """What is wrong with one entry, or None."""
    if meta is None:
        return "the header was changed"
    if meta.id != stored.id or meta.sequence != stored.sequence or meta.installation != chain.installation:
        return "the header belongs to another entry"
    if previous and meta.previous != previous:
        return "the entry does not follow the one before it"
    authentic = trust.authentic(_entry(meta, stored))
    if authentic is None and chain.installation == ledger.signer.installation:
        authentic = ledger.signed_here(_entry(meta, stored))
    if not authentic:
        return "the signature does not hold"
    if stored.hash != header_hash(stored.header, stored.signature):
        return "the kept hash was changed"
    if stored.body is not None and not committed(meta, stored.salt, stored.body):
        return "the body or its salt was changed"
    return None


def _hold_to_heads(
    ledger: Ledger, trust: Trust, chains: dict[str, Chain], walks: dict[str, _Walk],
    heads: Iterable[tuple[str, str, int, str]],
) -> None:  # fmt: skip
    """Heads that others have witnessed must be here, and be the same; after a revocation nobody's word counts."""
    for witness, installation, sequence, head in sorted(heads, key=lambda one: one[2], reverse=True):
        known = trust.installations.get(installation)
        if witness == installation or (known is not None and not known.trusted(sequence)):
            continue
        walk = walks.setdefault(installation, _Walk(installation, known.office if known else ""))
        chain = chains.get(installation)
        if chain is None or sequence > chain.tail:
            if witness == ledger.signer.installation or installation == ledger.signer.installation:
                first = walk.entries + 1
                gap = f"entry {first} is" if sequence == first else f"entries {first} to {sequence} are"
                walk.wrong(first, f"{gap} missing at the end: {_name(walks, witness)} says to have seen more")
        else:
            here = ledger.log.held(chain.k, [sequence]).get(sequence)
            if here is not None and here[1] != head:
                walk.wrong(sequence, f"{_name(walks, witness)} says to have seen a different entry under this number")


def _name(walks: dict[str, _Walk], witness: str) -> str:
    office = walks[witness].office if witness in walks else ""
    return f"the office {office}" if office else "another office"


def _hold_to_bodies(ledger: Ledger, walks: Iterable[_Walk], said: _Said) -> None:
    """A body that was written or taken in here is here, or an act says why not: so all acts must hold."""
    taken = said.taken.joined()
    for walk in walks:
        own = walk.installation == ledger.signer.installation
        for meta in walk.absent:
            was_here = own or taken.holds(walk.installation, meta.sequence)
            if was_here and said.removed.isdisjoint((meta.id, meta.record)):
                walk.wrong(meta.sequence, "the body is missing, and no act removed it")
