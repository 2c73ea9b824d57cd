"""Receipts: what came in or went out, and how far each chain was held then."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
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
        self.add_all(installation, sequence, sequence)

    def add_all(self, installation: str, first: int, last: int) -> None:
        """Count a stretch in."""
        runs = self._runs.setdefault(installation, [])
        if runs and runs[-1][1] == first - 1:
            runs[-1][1] = last
        else:
            runs.append([first, last])

    def holds(self, installation: str, sequence: int) -> bool:
        """Whether this entry was counted in; the stretches are in order (see `joined`)."""
        runs = self._runs.get(installation, [])
        place = bisect_right(runs, sequence, key=lambda run: run[0])
        return place > 0 and sequence <= runs[place - 1][1]

    def joined(self) -> Stretches:
        """The same numbers, where stretches were added in any order: as few stretches as can be."""
        found = Stretches()
        for installation, runs in self._runs.items():
            end = 0
            for first, last in sorted(map(tuple, runs)):
                if last > end:
                    found.add_all(installation, max(first, end + 1), last)
                    end = last
        return found

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


def known_bodies(ledger: Ledger, installation: str) -> Stretches:
    """Bodies that an installation has taken in, as its own receipts here say."""
    found = Stretches()
    for name, first, last in ledger.database.rows(
        "SELECT json_extract(s.value, '$.installation'), json_extract(s.value, '$.first'),"
        " json_extract(s.value, '$.last') FROM version v JOIN chain c ON c.k = v.chain, json_each(v.line, '$.bodies') s"
        " WHERE c.installation = ? AND v.kind LIKE 'ledger.Receipt@%' AND json_extract(v.line, '$.what') = 'import'",
        (installation,),
    ):
        found.add_all(name, first, last)
    return found.joined()


def has_receipt(ledger: Ledger, what: str, digest: str) -> bool:
    """Whether this installation has entered such a receipt for a file."""
    row = ledger.database.one(
        "SELECT 1 FROM version v JOIN chain c ON c.k = v.chain WHERE c.installation = ?"
        " AND v.kind LIKE 'ledger.Receipt@%' AND json_extract(v.line, '$.what') = ?"
        " AND json_extract(v.line, '$.digest') = ? LIMIT 1",
        (ledger.signer.installation, what, digest),
    )
    return row is not None


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
