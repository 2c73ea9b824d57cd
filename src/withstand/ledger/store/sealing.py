"""Answers that are given blind: each opens to its own body only, until every body that was asked has answered.

The mask of a sealed one says so (see `rights.sealed`): whoever sees for all components has no body, and reads none.
What is open follows from the set of entries alone, like every other state: no order of arrival matters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from withstand.ledger import rights
from withstand.ledger.kinds import Blind, Kind, Registry
from withstand.ledger.store.database import Database, Row

_ANSWERS = (
    "SELECT r.record, r.unsealed, v.line, r.present FROM link l JOIN record r ON r.record = l.source"
    " JOIN version v ON v.n = r.shown WHERE l.target = ? AND l.role = ? AND r.kind = ?"
)
_SUBJECTS = "SELECT target FROM link WHERE source = ? AND role = ?"
_SHOWN = "SELECT r.unsealed, v.line FROM record r JOIN version v ON v.n = r.shown WHERE r.record = ?"
_CLOSE = "UPDATE record SET compartments = ? WHERE record = ? AND compartments <> ?"


@dataclass(frozen=True)
class _Answer:
    """One answer: the mask it would have without a seal, and the body that gave it, where that is known here."""

    record: str
    unsealed: int
    body: str
    present: bool

    @classmethod
    def of(cls, row: Row, by: str) -> _Answer:
        return cls(str(row[0]), int(row[1]), str(_cells(row[2]).get(by, "")), bool(row[3]))

    def mask(self, *, opened: bool) -> int:
        """Who may see it."""
        if opened:
            return self.unsealed
        return rights.sealed(rights.narrowed(self.unsealed, rights.compartments((self.body,))))


class Sealing:
    """Keeps the compartments of blind answers in step with what they answer."""

    def __init__(self, database: Database, registry: Registry) -> None:
        self._db = database
        self._blind: list[tuple[Kind, Blind]] = [(kind, kind.blind) for kind in registry if kind.blind is not None]

    def spread(self, records: Iterable[str], rows: Iterable[Row] = ()) -> None:
        """Seal and open the answers that a change to these records, or these new versions, touches."""
        if not self._blind:
            return
        touched = {(str(row[4]), str(row[5]), row[16]) for row in rows}
        for record in set(records) - {record for record, _, _ in touched}:
            held = self._db.one(
                "SELECT v.kind, v.line FROM record r JOIN version v ON v.n = r.shown WHERE r.record = ?", (record,)
            )
            if held is not None:
                touched.add((record, str(held[0]), held[1]))
        for kind, blind in self._blind:
            subjects, alone = self._affected(kind, blind, touched)
            for subject in sorted(subjects):
                self._settle(kind, blind, subject)
            for record in sorted(alone):
                self._settle_alone(blind, record)

    def _affected(
        self, kind: Kind, blind: Blind, touched: Iterable[tuple[str, str, str | None]]
    ) -> tuple[set[str], set[str]]:
        """What answers are about, as far as these changes touch it; and answers that are about nothing."""
        subjects, alone = set[str](), set[str]()
        targets = kind.role(blind.role).targets
        for record, tag, line in touched:
            name = tag.partition("@")[0]
            if name in targets:
                subjects.add(record)
            elif name == "ledger.Link" and line is not None and f'"{blind.role}"' in line:
                cells = _cells(line)
                subjects.add(str(cells.get("target", "")))
                alone.add(str(cells.get("source", "")))
            elif name == kind.name:
                alone.add(record)
        for record in tuple(alone):
            about = {str(row[0]) for row in self._db.rows(_SUBJECTS, (record, blind.role))}
            subjects |= about
            if about:
                alone.discard(record)
        return subjects, alone

    def _settle(self, kind: Kind, blind: Blind, subject: str) -> None:
        answers = [_Answer.of(row, blind.by) for row in self._db.rows(_ANSWERS, (subject, blind.role, kind.name))]
        if not answers:
            return
        about = self._db.one(_SHOWN, (subject,))
        asked = _codes(_cells(about[1] if about else None).get(blind.asked), blind.asked)
        missing = len(asked - {one.body for one in answers})
        gone = sum(not one.present for one in answers)
        opened = bool(asked) and missing <= gone and any(one.present for one in answers)
        for one in answers:
            self._db.run(_CLOSE, (one.mask(opened=opened), one.record, one.mask(opened=opened)))

    def _settle_alone(self, blind: Blind, record: str) -> None:
        held = self._db.one(_SHOWN, (record,))
        if held is not None:
            one = _Answer.of((record, *held, True), blind.by)
            self._db.run(_CLOSE, (one.mask(opened=False), record, one.mask(opened=False)))


def _cells(line: str | None) -> dict[str, Any]:
    cells = msgspec.json.decode(line) if line is not None else {}
    return cells if isinstance(cells, dict) else {}


def _codes(held: Any, field: str) -> set[str]:
    return {str(one.get(field, "")) for one in held} if isinstance(held, list) else set()
