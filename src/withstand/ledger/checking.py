"""What others wrote is checked before anything of it is taken: signatures, commitments, forks, rewritten chains."""

from __future__ import annotations

from collections.abc import Sequence

from withstand.ledger.entries import FIRST, LARGEST_BODY, Entry, committed, read_header
from withstand.ledger.errors import Forged, NotOurs
from withstand.ledger.ledger import Ledger
from withstand.ledger.statements import Trust

Held = dict[int, tuple[int, str, bool]]
"""Entries of a chain that are here, by number: arrival number, hash, whether the body is here."""


def open_entry(header: bytes, signature: bytes, salt: bytes | None, body: bytes | None) -> Entry:
    """An entry from the four parts that travel.

    Raises:
        Forged: the header cannot be read, or the body is not the one that the header commits to.

    A body of more than `LARGEST_BODY` is left out: its entry counts as one whose body was withheld.
    """
    meta = read_header(header)
    if body is not None and not committed(meta, salt, body):
        raise Forged(
            f"The body of entry {meta.sequence} of {meta.office} is not the one that was signed. "
            "Nothing of this bundle was taken; ask for it again, over another way."
        )
    if body is not None and len(body) > LARGEST_BODY:
        body = None
    return Entry(meta, header, signature, salt if body is not None else None, body)


class Checks:
    """Checks batches of entries against the ledger and against each other; it changes nothing.

    Batches of one chain come in the order of their numbers. `signatures` are left out only where they were checked.
    """

    def __init__(self, ledger: Ledger, trust: Trust, *, signatures: bool = True) -> None:
        self._ledger, self._trust, self._signatures = ledger, trust, signatures
        self._ends: dict[str, tuple[int, str]] = {}
        self.dropped = 0

    def admit(self, entries: Sequence[Entry]) -> tuple[list[Entry], Held]:
        """The entries to take, once each, in the order of their numbers, and which of them are here already.

        Entries after a revocation that contradict what is here are dropped and counted: they count nowhere.

        Raises:
            Forged, NotOurs: nothing may be taken.
        """
        installation = entries[0].meta.installation
        for entry in entries:
            self._signed(installation, entry)
        ordered = sorted(entries, key=lambda entry: (entry.meta.sequence, entry.body is None))
        held = self._held(installation, ordered)
        taken: list[Entry] = []
        last, head = self._ends.get(installation, (0, ""))
        for entry in ordered:
            number, own = entry.meta.sequence, entry.hash
            here = held[number][1] if number in held else head if number == last else own
            before = held[number - 1][1] if number - 1 in held else head if number == last + 1 else ""
            if here != own:
                self._contradicts(entry, _fork(entry))
            elif entry.meta.previous != (FIRST if number == 1 else before or entry.meta.previous):
                self._contradicts(entry, _rewritten(entry))
            elif number != last:
                taken.append(entry)
                last, head = number, own
        self._ends[installation] = last, head
        self._followed(installation, last, head)
        return taken, held

    def _signed(self, installation: str, entry: Entry) -> None:
        meta = entry.meta
        known = self._trust.installations.get(installation)
        if known is None or meta.installation != installation:
            raise NotOurs(
                f"Entries of the installation {meta.installation[:8]} ({meta.office}) came, and no key of it is "
                "enrolled here. Import first a bundle of the office that enrolled it."
            )
        if meta.office not in known.offices:
            raise Forged(
                f"Entry {meta.sequence} of {known.office} claims to be of the office {meta.office!r}, which it is not. "
                "Nothing of this bundle was taken; ask that office."
            )
        if self._signatures and not self._trust.authentic(entry):
            raise Forged(
                f"Entry {meta.sequence} of {meta.office} does not carry that office's signature. "
                "Nothing of this bundle was taken; ask for it again, over another way."
            )

    def _held(self, installation: str, ordered: Sequence[Entry]) -> Held:
        chain = self._ledger.log.chains().get(installation)
        if chain is None:
            return {}
        numbers = {entry.meta.sequence for entry in ordered}
        return self._ledger.log.held(chain.k, numbers | {number - 1 for number in numbers})

    def _contradicts(self, entry: Entry, said: Forged) -> None:
        if self._trust.counts(entry):
            raise said
        self.dropped += 1

    def _followed(self, installation: str, last: int, head: str) -> None:
        """What waits here for the last of these entries must follow it."""
        chain = self._ledger.log.chains().get(installation)
        if chain is None or not last:
            return
        for waiting in self._ledger.log.after(chain.k, last, last + 1):
            if waiting.entry.meta.previous != head and self._trust.counts(waiting.entry):
                raise _rewritten(waiting.entry)


def _fork(entry: Entry) -> Forged:
    return Forged(
        f"Two different entries claim number {entry.meta.sequence} of {entry.meta.office}'s chain: a copied workspace, "
        "or a forgery. Nothing was taken; revoke the key (withstand ledger revoke) and ask the office."
    )


def _rewritten(entry: Entry) -> Forged:
    return Forged(
        f"Entry {entry.meta.sequence} of {entry.meta.office} does not follow the entry before it: the chain was "
        "rewritten. Nothing of this bundle was taken."
    )
