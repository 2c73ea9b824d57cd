"""Which versions of a record stand at its end."""

from __future__ import annotations

from withstand.ledger.ledger import Ledger


def head_entries(ledger: Ledger, record: str) -> tuple[str, ...]:
    """The versions of a record that nothing supersedes; more than one is a conflict."""
    rows = ledger.database.rows(
        "SELECT id, EXISTS (SELECT 1 FROM supersedes s JOIN version w ON w.n = s.newer WHERE s.older = v.id"
        "  AND w.record = v.record AND w.stands) FROM version v WHERE record = ?1 AND"
        " (stands OR NOT EXISTS (SELECT 1 FROM version WHERE record = ?1 AND stands)) ORDER BY id",
        (record,),
    )
    return tuple(row[0] for row in rows if not row[1]) or tuple(row[0] for row in rows)
