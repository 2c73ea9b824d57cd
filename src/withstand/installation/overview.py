"""What an installation knows of the others, and of versions that stand side by side; headers only."""

from __future__ import annotations

from dataclasses import dataclass

from withstand.installation.opening import Opened
from withstand.ledger.fate import forgotten
from withstand.ledger.heads import head_entries
from withstand.ledger.merging import rebuild
from withstand.ledger.store import overview
from withstand.vocabulary.terms import vocabulary


@dataclass(frozen=True)
class OfficeRow:
    """An installation: cleared for what, how far its chain is held here without a gap, and whether it was revoked.

    `clearance` is empty where it is not enrolled, as far as is known here.
    """

    office: str
    installation: str
    own: bool
    clearance: str
    components: tuple[str, ...]
    held: int
    waiting: int
    revoked_after: int | None

    @property
    def every_component(self) -> bool:
        """Whether it is cleared for all components."""
        return set(self.components) >= set(vocabulary("components").terms)


@dataclass(frozen=True)
class Head:
    """A version that nothing supersedes, by its header; `shown` is the one that readers see meanwhile."""

    id: str
    office: str
    recorded_at: int
    author: str
    shown: bool


@dataclass(frozen=True)
class Conflict:
    """A record of which several versions stand side by side until a person settles them."""

    record: str
    kind: str
    heads: tuple[Head, ...]


def offices(opened: Opened) -> list[OfficeRow]:
    """All installations that are enrolled or whose entries are here, by office."""
    ledger = opened.ledger
    chains, waiting = ledger.log.chains(), overview.waiting(ledger.database)
    rows = []
    for installation in {*ledger.trust.installations, *chains, opened.keyring.installation}:
        known = ledger.trust.installations.get(installation)
        own = installation == opened.keyring.installation
        rows.append(
            OfficeRow(
                office=known.office if known else opened.keyring.office if own else "",
                installation=installation,
                own=own,
                clearance=known.clearance if known else "",
                components=known.components if known else (),
                held=chains[installation].tail if installation in chains else 0,
                waiting=waiting.get(installation, 0),
                revoked_after=min(known.revoked.values()) if known and known.revoked else None,
            )
        )
    return sorted(rows, key=lambda row: (row.office.casefold(), row.installation))


def conflicts(opened: Opened) -> list[Conflict]:
    """All conflicts known here that a person can settle: not those of records whose texts were redacted or erased."""
    ledger, found = opened.ledger, []
    for record, kind in overview.conflicts(ledger.database):
        if forgotten(ledger, record) is not None:
            continue
        logged = [one for head in head_entries(ledger, record) if (one := ledger.log.entry(head)) is not None]
        shown = max(logged, key=lambda one: (one.entry.meta.recorded_at, one.entry.meta.id))
        heads = tuple(
            Head(meta.id, meta.office, meta.recorded_at, meta.author, shown=one is shown)
            for one in logged
            for meta in (one.entry.meta,)
        )
        found.append(Conflict(record, kind.rpartition(".")[2], heads))
    return found


def rebuild_all(opened: Opened) -> int:
    """Make every projection again from the entries; returns how many were applied."""
    with opened.ledger.database.writing():
        return rebuild(opened.ledger)
