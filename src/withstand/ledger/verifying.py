"""Proof that nothing was changed: every chain, signature and commitment, and how far others have witnessed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from withstand.ledger.entries import FIRST, commitment, header_hash, holds, read_header, signed_bytes
from withstand.ledger.errors import Forged
from withstand.ledger.ledger import Ledger
from withstand.ledger.store.log import Chain


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
    """Where a chain's check stands."""

    office: str = ""
    previous: str = FIRST
    entries: int = 0
    bodies: int = 0
    absent: int = 0


def verify(ledger: Ledger, progress: Callable[[str, int, int], None] = lambda _s, _d, _t: None) -> Verification:
    """Check all that is stored. It reads only."""
    with ledger.database.reading():
        witnessed = _witnessed(ledger)
        chains = list(ledger.log.chains().values())
        reports = []
        for number, chain in enumerate(chains):
            progress(f"checking chain {chain.installation[:8]}", number, len(chains))
            reports.append(_chain(ledger, chain, witnessed.get(chain.installation, {})))
    return Verification(tuple(reports))


def _chain(ledger: Ledger, chain: Chain, witnessed: dict[int, str]) -> ChainReport:
    walk = _Walk()
    fault = _walk(ledger, chain, walk, witnessed)
    last = max(witnessed, default=0)
    if fault is None and last > walk.entries:
        fault = Fault(
            chain.installation, walk.office, walk.entries + 1,
            f"entries {walk.entries + 1} to {last} are missing at the end: another office has seen them",
        )  # fmt: skip
    seen = min(last, walk.entries)
    return ChainReport(
        chain.installation, walk.office, walk.entries, walk.bodies, walk.absent, seen, walk.entries - seen, fault
    )


def _walk(ledger: Ledger, chain: Chain, walk: _Walk, witnessed: dict[int, str]) -> Fault | None:
    for _, identifier, sequence, header, signature, stored, salt, body in ledger.log.raw(chain.k):
        if sequence > chain.tail:
            break
        found = _entry(ledger, chain, walk, identifier, sequence, header, signature, stored, salt, body)
        if found is None and sequence in witnessed and witnessed[sequence] != walk.previous:
            found = "another office has seen a different entry under this number"
        if found is not None:
            return Fault(chain.installation, walk.office, sequence, found)
    if walk.entries < chain.tail:
        return Fault(chain.installation, walk.office, walk.entries + 1, "the entry is missing")
    if walk.previous != chain.hash:
        return Fault(chain.installation, walk.office, walk.entries, "the end of the chain is not where it was kept")
    return None


def _entry(
    ledger: Ledger, chain: Chain, walk: _Walk, identifier: str, sequence: int, header: bytes, signature: bytes,
    stored: str, salt: bytes | None, body: bytes | None,
) -> str | None:  # fmt: skip
    """What is wrong with one entry, or None; the walk moves past it."""
    if sequence != walk.entries + 1:
        walk.entries += 1
        return f"the entry is missing: number {sequence} stands in its place"
    try:
        meta = read_header(bytes(header))
    except Forged:
        return "the header was changed"
    walk.office = walk.office or meta.office
    if meta.id != identifier or meta.sequence != sequence or meta.installation != chain.installation:
        return "the header belongs to another entry"
    if meta.previous != walk.previous:
        return "the entry does not follow the one before it"
    key = ledger.trust.key(chain.installation, sequence)
    if key is None and chain.installation == ledger.signer.installation:
        key = ledger.signer.key.public_key()
    if key is None or not holds(key, bytes(signature), signed_bytes(ledger.operation, bytes(header))):
        return "the signature does not hold"
    if stored != header_hash(bytes(header), bytes(signature)):
        return "the kept hash was changed"
    if body is not None and (salt is None or commitment(bytes(salt), bytes(body)) != meta.commitment):
        return "the body or its salt was changed"
    walk.previous = stored
    walk.entries += 1
    walk.bodies, walk.absent = walk.bodies + (body is not None), walk.absent + (body is None)
    return None


def _witnessed(ledger: Ledger) -> dict[str, dict[int, str]]:
    """What receipts on other chains say of each chain: number and hash of its last entry then."""
    found: dict[str, dict[int, str]] = {}
    rows = ledger.database.rows(
        "SELECT c.installation, json_extract(p.value, '$.installation'), json_extract(p.value, '$.sequence'),"
        " json_extract(p.value, '$.hash') FROM version v JOIN chain c ON c.k = v.chain, json_each(v.line, '$.frontier')"
        " p WHERE v.kind LIKE 'ledger.Receipt@%'"
    )
    for witness, installation, sequence, head in rows:
        if witness != installation:
            found.setdefault(installation, {})[sequence] = head
    return found
