"""The questions a picture asks: rights and frontier are part of each, so that no answer can be read around them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from withstand.ledger.store.database import Database, Row
from withstand.ledger.store.states import ONE, as_now, as_then, links, then_one, visible

_FOUND = (
    "r.record AS record, r.shown AS n, r.heads AS heads, r.level AS level, r.compartments AS mask, r.first AS first"
)
_LINE = (
    """'{"record":"' || q.record || '","version":"' || v.id || '","heads":' || q.heads || ',"rank":' """
    """|| q.level || ',' || substr(v.line, 2)"""
)
_LATEST_DAY = "ORDER BY first DESC, record DESC"
_OF_KIND = "AND r.kind = :kind"
_STRETCH = (
    "AND r.r > max(:after, (SELECT k << 32 FROM kind WHERE name = :kind))"
    " AND r.r < (SELECT (k + 1) << 32 FROM kind WHERE name = :kind)"
)
"""Where the records of a kind stand in the file (see `Projection`), from a place on."""

VERSIONS = (
    "WITH known AS (SELECT CAST(key AS INTEGER) AS k, value AS upto FROM json_each(:frontier))"
    " SELECT v.n, v.id, v.kind, v.recorded_at, c.installation, v.sequence,"
    " (SELECT group_concat(older) FROM supersedes s WHERE s.newer = v.n), g.why, e.header, b.body, v.record"
    " FROM version v JOIN known ON known.k = v.chain AND v.sequence <= known.upto JOIN chain c ON c.k = v.chain"
    " JOIN entry e ON e.n = v.n LEFT JOIN body b ON b.n = v.n LEFT JOIN gone g ON g.entry = v.id"
)
"""Known versions of records."""


@dataclass(frozen=True)
class Bounds:
    """What a picture may see: a level, components, uses, a day, and how far each chain is known.

    `frontier` maps a chain's number to its last known entry.
    """

    level: int
    mask: int
    use: int
    as_of: str
    frontier: Mapping[int, int]

    @property
    def values(self) -> dict[str, Any]:
        """The named values of the questions."""
        frontier = json.dumps(dict(self.frontier), sort_keys=True)
        return {"level": self.level, "mask": self.mask, "use": self.use, "as_of": self.as_of, "frontier": frontier}


@dataclass(frozen=True)
class Found:
    """A visible record: its versions that stand, its present rights, header and body of the version shown."""

    record: str
    heads: int
    level: int
    mask: int
    header: bytes
    body: bytes
    first: str | None


class Views:
    """Questions within bounds."""

    def __init__(self, database: Database, bounds: Bounds) -> None:
        self._db, self._bounds = database, bounds
        self._values = bounds.values

    @property
    def current(self) -> bool:
        """Whether the frontier is the ledger's end: nothing has come since."""
        return dict(self._db.rows("SELECT k, tail FROM chain WHERE tail > 0")) == dict(self._bounds.frontier)

    def _then(self) -> str:
        """The table of what has changed since the frontier, as it was; empty where nothing has."""
        return "" if self.current else self._db.moments.at(self._values["frontier"])

    def _ask(self, question: str, values: Mapping[str, Any]) -> list[Row]:
        return self._db.rows(question, {**self._values, **values})

    def _found(
        self, conditions: str, rest: str, values: Mapping[str, Any], *, one: bool = False, changed: bool = False,
        order: str = _LATEST_DAY,
    ) -> list[Found]:  # fmt: skip
        """Visible records; only those that have `changed` since the frontier, where that is asked."""
        with self._db.reading():
            then = (ONE if not self.current else "") if one else self._then()
            if changed and not then:
                return []
            chosen = as_then(_FOUND, conditions, then) if changed else visible(_FOUND, conditions, then)
            rows = self._ask(
                f"{then_one() if then == ONE else ''} SELECT q.record, q.heads, q.level, q.mask, e.header, b.body,"  # noqa: S608
                f" q.first FROM ({chosen} {rest}) q CROSS JOIN entry e ON e.n = q.n CROSS JOIN body b ON b.n = q.n"
                f" {order}",
                values,
            )
        return [Found(*row) for row in rows]

    def one(self, record: str) -> Found | None:
        """The visible state of a record."""
        found = self._found("AND r.record = :record", "", {"record": record}, one=True)
        return found[0] if found else None

    def named(self, part: str) -> list[str]:
        """Visible records whose id begins or ends with this."""
        with self._db.reading():
            then = self._then()
            named = visible("r.record", "AND (r.record LIKE :part || '%' OR r.record LIKE '%' || :part)", then)
            return [row[0] for row in self._ask(named, {"part": part})]

    def page(self, kind: str, conditions: str, values: dict[str, Any], limit: int, offset: int) -> list[Found]:
        """Visible records of a kind, the latest day first."""
        values = {"kind": kind, "limit": limit, "offset": offset} | values
        return self._found(f"{_OF_KIND} {conditions}", f"{_LATEST_DAY} LIMIT :limit OFFSET :offset", values)

    def changed(self, kind: str = "") -> list[Found]:
        """Visible records (of a kind) that have changed since the frontier, as they were."""
        return self._found(_OF_KIND if kind else "", "", {"kind": kind}, changed=True)

    def conflicts(self) -> list[Found]:
        """Visible records with more than one head."""
        return self._found("AND r.heads > 1", "", {})

    def count(self, kind: str, conditions: str, values: dict[str, Any]) -> int:
        """How many are visible."""
        with self._db.reading():
            then = self._then()
            one = visible("1", f"{_STRETCH} {conditions}", then)
            rows = self._ask(f"SELECT count(*) FROM ({one})", {"kind": kind, "after": 0} | values)  # noqa: S608
        return int(rows[0][0])

    def laid_out(self, kind: str, layout: str) -> bool:
        """Whether the rows of a kind's frame stand in this layout, as far as there are any."""
        row = self._db.one("SELECT layout FROM kind WHERE name = ?", (kind,))
        return row is None or row[0] == layout

    def sheet(self, kind: str, after: int, limit: int) -> tuple[bytes, int]:
        """Rows of a kind's frame of visible records that have not changed since the frontier, one a line, from a place
        on; and the last place, or 0.
        """
        with self._db.reading():
            then = self._then()
            cells = as_now("r.cells AS cells, r.r AS r", f"{_STRETCH} AND r.cells IS NOT NULL", then)
            rows = self._ask(
                "SELECT CAST(group_concat(cells, char(10)) AS BLOB), max(r) FROM"  # noqa: S608
                f" ({cells} ORDER BY r.r LIMIT :limit)",
                {"kind": kind, "after": after, "limit": limit},
            )
        return bytes(rows[0][0] or b""), int(rows[0][1] or 0)

    def sheet_then(self, kind: str) -> list[Row]:
        """Visible records of a kind that have changed since the frontier, as they were: record, version, heads, level,
        cells as JSON.
        """
        with self._db.reading():
            then = self._then()
            if not then:
                return []
            columns = "r.record AS record, r.shown AS n, r.heads AS heads, r.level AS level"
            return self._ask(
                f"SELECT q.record, v.id, q.heads, q.level, v.line FROM ({as_then(columns, _OF_KIND, then)}) q"  # noqa: S608
                " CROSS JOIN version v ON v.n = q.n WHERE v.line IS NOT NULL",
                {"kind": kind},
            )

    def lines(self, kind: str, after: int, limit: int) -> tuple[bytes, int]:
        """Cells of visible records of a kind as lines of JSON from a place on; and the last place, or 0."""
        columns = "r.r AS r, r.record AS record, r.shown AS n, r.heads AS heads, r.level AS level"
        with self._db.reading():
            then = self._then()
            chosen = visible(columns, _STRETCH, then)
            rows = self._ask(
                f"SELECT CAST(group_concat({_LINE}, char(10)) AS BLOB), max(r)"  # noqa: S608
                f" FROM ({chosen} ORDER BY r LIMIT :limit) q CROSS JOIN version v ON v.n = q.n",
                {"kind": kind, "after": after, "limit": limit},
            )
        return bytes(rows[0][0] or b""), int(rows[0][1] or 0)

    def versions(self, record: str) -> list[Row]:
        """Known versions of a visible record, the oldest first: n, id, kind, recorded at, installation, sequence,
        what it supersedes, why the body is not here, header, body, record.
        """
        return self._db.rows(
            f"{VERSIONS} WHERE v.record = :record ORDER BY v.recorded_at, v.id",
            {"record": record, "frontier": self._values["frontier"]},
        )

    def heads(self, record: str) -> list[str]:
        """The versions of a record that nothing known supersedes."""
        rows = self._db.rows(
            "WITH known AS (SELECT CAST(key AS INTEGER) AS k, value AS upto FROM json_each(:frontier)),"
            " standing AS (SELECT v.n, v.id, v.recorded_at FROM version v JOIN known ON known.k = v.chain"
            " AND v.sequence <= known.upto WHERE v.record = :record AND v.stands)"
            " SELECT id, EXISTS (SELECT 1 FROM supersedes s JOIN standing w ON w.n = s.newer WHERE s.older = t.id)"
            " FROM standing t ORDER BY recorded_at, id",
            {"record": record, "frontier": self._values["frontier"]},
        )
        return [row[0] for row in rows if not row[1]] or [row[0] for row in rows]

    def links(self, record: str, *, outward: bool, role: str = "") -> list[Row]:
        """Visible links of a visible record whose other end is visible too: link, role, other end, about."""
        here, there = ("source", "target") if outward else ("target", "source")
        with self._db.reading():
            then = self._then()
            other = visible("1", f"AND r.record = l.{there}", then)
            return self._ask(
                f"SELECT l.record, l.role, l.{there}, l.about FROM ({links(then)}) l WHERE l.{here} = :end"  # noqa: S608
                f" AND (:role = '' OR l.role = :role) AND EXISTS ({other}) ORDER BY l.role, l.record",
                {"end": record, "role": role},
            )

    def all_links(self, kind: str) -> list[Row]:
        """Visible links from visible records of a kind to visible records: link, role, source, target, about."""
        with self._db.reading():
            then = self._then()
            source = visible("1", f"AND r.record = l.source {_OF_KIND}", then)
            target = visible("1", "AND r.record = l.target", then)
            return self._ask(
                f"SELECT l.record, l.role, l.source, l.target, l.about FROM ({links(then)}) l"  # noqa: S608
                f" WHERE EXISTS ({source}) AND EXISTS ({target}) ORDER BY l.record",
                {"kind": kind},
            )

    def bodies(self, kind: str) -> list[Row]:
        """Visible records of a kind, whole: record, kind with version, heads, body."""
        columns = "r.record AS record, r.shown AS n, r.heads AS heads"
        with self._db.reading():
            then = self._then()
            chosen = visible(columns, _STRETCH, then)
            rows = self._ask(
                f"SELECT q.record, v.kind, q.heads, b.body FROM ({chosen}) q CROSS JOIN version v ON v.n = q.n"  # noqa: S608
                " CROSS JOIN body b ON b.n = q.n", {"kind": kind, "after": 0},
            )  # fmt: skip
        return sorted(rows)

    def withheld(self, kind: str) -> int:
        """Records of a kind whose text is not here: it has not come, or was redacted or erased."""
        row = self._db.one("SELECT count(*) FROM record WHERE kind = ? AND NOT present", (kind,))
        return int(row[0]) if row else 0

    def once_said(self, kind: str) -> list[tuple[str, str, bytes]]:
        """Every version of records of a kind that was ever signed and whose text is here, the quarantined ones too:
        record, kind with version, body.
        """
        rows = self._db.rows(
            "SELECT v.record, v.kind, b.body FROM version v JOIN body b ON b.n = v.n WHERE v.kind LIKE ? || '@%'"
            " UNION ALL SELECT json_extract(CAST(e.header AS TEXT), '$.record'),"
            " json_extract(CAST(e.header AS TEXT), '$.kind'), b.body FROM entry e JOIN body b ON b.n = e.n"
            " WHERE NOT EXISTS (SELECT 1 FROM version v WHERE v.n = e.n)"
            " AND json_extract(CAST(e.header AS TEXT), '$.kind') LIKE ? || '@%'",
            (kind, kind),
        )
        return [(str(row[0]), str(row[1]), bytes(row[2])) for row in rows]

    def once_linked(self, record: str, role: str) -> list[str]:
        """Where links of a record in a role lead or have led: those that were withdrawn too."""
        rows = self._db.rows(
            "SELECT DISTINCT json_extract(v.line, '$.target') FROM record r JOIN version v ON v.record = r.record"
            " WHERE r.kind = 'ledger.Link' AND v.line IS NOT NULL AND json_extract(v.line, '$.source') = ?"
            " AND json_extract(v.line, '$.role') = ?",
            (record, role),
        )
        return [str(row[0]) for row in rows]

    def once_led(self) -> list[Row]:
        """Every link that anybody ever made, withdrawn or not: source, role, target."""
        return self._db.rows(
            "SELECT DISTINCT json_extract(v.line, '$.source'), json_extract(v.line, '$.role'),"
            " json_extract(v.line, '$.target') FROM record r JOIN version v ON v.record = r.record"
            " WHERE r.kind = 'ledger.Link' AND v.line IS NOT NULL"
        )

    def vintages(self) -> list[Row]:
        """Data sets received by the frontier: source and vintage, the oldest first."""
        return self._db.rows(
            "SELECT json_extract(v.line, '$.party'), json_extract(v.line, '$.file') FROM version v"
            " JOIN json_each(:frontier) f ON CAST(f.key AS INTEGER) = v.chain AND v.sequence <= f.value"
            " WHERE v.kind LIKE 'ledger.Receipt@%' AND json_extract(v.line, '$.what') = 'dataset'"
            " ORDER BY v.recorded_at",
            {"frontier": self._values["frontier"]},
        )


def rights_of(database: Database, records: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Compartments and use of several records as they stand, in one question."""
    rows = database.rows(
        "SELECT record, compartments, use FROM record WHERE record IN (SELECT value FROM json_each(?))",
        (json.dumps(list(records)),),
    )
    return {str(record): (int(mask), int(use)) for record, mask, use in rows}


def state_of(database: Database, record: str) -> Row | None:
    """For explanations only: kind, level, compartments, use, present, first day, and whether a body was ever here."""
    return database.one(
        "SELECT kind, level, compartments, use, present, first, (SELECT why FROM gone g JOIN version v"
        " ON v.id = g.entry WHERE v.record = r.record LIMIT 1), shown FROM record r WHERE record = ?",
        (record,),
    )
