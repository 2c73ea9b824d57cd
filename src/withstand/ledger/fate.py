"""What has become of a record here: how restricted it is now, and which act forgot its texts."""

from __future__ import annotations

from dataclasses import dataclass

from withstand.ledger.contents import system_fields
from withstand.ledger.ids import instant_text
from withstand.ledger.ledger import Ledger
from withstand.ledger.system import Act

_SHORTEST = 6


@dataclass(frozen=True)
class Forgotten:
    """A record whose texts an act forgot. `reason` is what the act says, where it is here."""

    record: str
    why: str
    act: str
    office: str
    recorded_at: int
    reason: str

    def __str__(self) -> str:
        """The fate in a sentence."""
        day, reason = instant_text(self.recorded_at)[:10], f" ({self.reason})" if self.reason else ""
        how = "redacted by two people" if self.why == "redact" else "erased, because its time had come,"
        return (
            f"Record {self.record} was {how} at {self.office} on {day}{reason}, act {self.act}. Its texts are gone; "
            "its headers stay: withstand ledger verify."
        )


def forgotten(ledger: Ledger, part: str) -> Forgotten | None:
    """The one record with this id, or with an id that begins or ends so, if its texts were forgotten."""
    if len(part) < _SHORTEST or any(mark in part for mark in "%_"):
        return None
    rows = ledger.database.rows(
        "SELECT r.record, g.why, g.act FROM record r JOIN gone g ON g.entry = r.record"
        " WHERE NOT r.present AND (r.record LIKE :begin OR r.record LIKE :end) LIMIT 2",
        {"begin": f"{part}%", "end": f"%{part}"},
    )
    if len(rows) != 1:
        return None
    record, why, act = rows[0]
    logged = ledger.log.entry(act)
    said = system_fields(logged.entry, Act) if logged else None
    meta = logged.entry.meta if logged else None
    return Forgotten(
        record, why, act, meta.office if meta else "another office", meta.recorded_at if meta else 0,
        said.reason if said else "",
    )  # fmt: skip


def level_of(ledger: Ledger, record: str) -> int | None:
    """The rank of a record's present classification, or None where there is no such record."""
    row = ledger.database.one("SELECT level FROM record WHERE record = ?", (record,))
    return None if row is None else int(row[0])
