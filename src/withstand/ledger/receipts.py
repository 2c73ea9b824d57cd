"""Receipts: what came in or went out, and how far each chain was held then."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from withstand.ledger.journal import Draft
from withstand.ledger.ledger import Ledger
from withstand.ledger.system import RECEIPT, Point, Receipt, Stretch


class Stretches:
    """Numbers of entries, kept as stretches without a gap."""

    def __init__(self) -> None:
        self._runs: dict[str, list[list[int]]] = {}

    def add(self, installation: str, sequence: int) -> None:
        """Count an entry in; numbers of a chain come in order."""
        runs = self._runs.setdefault(installation, [])
        if runs and runs[-1][1] == sequence - 1:
            runs[-1][1] = sequence
        else:
            runs.append([sequence, sequence])

    def parts(self) -> tuple[Stretch, ...]:
        """The stretches."""
        return tuple(
            Stretch(installation=installation, first=first, last=last)
            for installation, runs in sorted(self._runs.items())
            for first, last in runs
        )


def frontier_points(ledger: Ledger) -> tuple[Point, ...]:
    """How far every chain is held now."""
    return tuple(
        Point(installation=installation, sequence=sequence, hash=head)
        for installation, (sequence, head) in sorted(ledger.frontier().items())
    )


def receipt(
    what: str,
    party: str,
    file: str,
    content: bytes,
    frontier: tuple[Point, ...] = (),
    bodies: Sequence[Stretch] = (),
    audience: str = "",
) -> Draft:
    """A receipt, ready to append. The file is known by its SHA-256."""
    fields = Receipt(
        what=what, party=party, file=file, digest=hashlib.sha256(content).hexdigest(), audience=audience,
        frontier=frontier, bodies=tuple(bodies),
    )  # fmt: skip
    return Draft(RECEIPT, fields, "unclassified")
