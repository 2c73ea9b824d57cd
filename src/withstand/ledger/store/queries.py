"""The questions a picture asks: rights and frontier are part of each, so that no answer can be read around them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from withstand.ledger.store.database import Database, Row

_RIGHTS = (
    "r.kind NOT LIKE 'ledger.%' AND r.level <= :level AND (r.compartments = 0 OR r.compartments & :mask)"
    " AND (:use < 0 OR r.use & :use) AND (:as_of = '' OR r.first IS NULL OR r.first <= :as_of)"
)
_LINK_RIGHTS = "r.level <= :level AND (r.compartments = 0 OR r.compartments & :mask)"
_KNOWN = (
    "known AS MATERIALIZED (SELECT CAST(key AS INTEGER) AS k, value AS upto FROM json_each(:frontier)),"
    " shown AS (SELECT v.record, v.n, max(printf('%020d%s', v.recorded_at, v.id)), count(*) AS heads FROM version v"
    " JOIN known ON known.k = v.chain AND v.sequence <= known.upto WHERE NOT EXISTS (SELECT 1 FROM supersedes s"
    " JOIN version w ON w.n = s.newer JOIN known m ON m.k = w.chain"
    " WHERE s.older = v.id AND w.record = v.record AND w.sequence <= m.upto) {only} GROUP BY v.record)"
)
_OF_KIND = "AND v.kind LIKE :kind || '@%'"
_LINKS = "AND v.kind LIKE 'ledger.Link@%'"
_LINKS_THEN = (
    "l AS (SELECT v.record, json_extract(v.line, '$.role') AS role, json_extract(v.line, '$.source') AS source,"
    " json_extract(v.line, '$.target') AS target, coalesce(json_extract(v.line, '$.about'), '') AS about,"
    " r.level, r.compartments FROM shown s JOIN version v ON v.n = s.n JOIN record r ON r.record = v.record"
    " WHERE v.line IS NOT NULL AND NOT json_extract(v.line, '$.withdrawn'))"
)
_COLUMNS = (
    "r.r, r.record, v.id, v.kind, v.recorded_at, {heads}, r.level, r.compartments, c.installation, v.sequence, v.n"
)
CURRENT = "record r JOIN version v ON v.n = r.shown AND r.present JOIN chain c ON c.k = v.chain"
EARLIER = (
    "shown s JOIN record r ON r.record = s.record JOIN version v ON v.n = s.n JOIN chain c ON c.k = v.chain"
)  # fmt: skip


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
        return {"level": self.level, "mask": self.mask, "use": self.use, "as_of": self.as_of}


class Views:
    """Questions within bounds."""

    def __init__(self, database: Database, bounds: Bounds) -> None:
        self._db, self._bounds = database, bounds

    def _is_current(self) -> bool:
        """Whether nothing has come since the frontier, so that the records' present state is the answer."""
        return dict(self._db.rows("SELECT k, tail FROM chain WHERE tail > 0")) == dict(self._bounds.frontier)

    def _ask(self, columns: str, conditions: str, rest: str, values: dict[str, Any], only: str = "") -> list[Row]:
        """A question about visible records. `only` narrows which records an earlier state is folded for."""
        with self._db.reading():
            if self._is_current():
                chosen = columns.format(heads="r.heads")
                return self._db.rows(
                    f"SELECT {chosen} FROM {CURRENT} WHERE {_RIGHTS} {conditions} {rest}",  # noqa: S608
                    self._bounds.values | values,
                )
            chosen = columns.format(heads="s.heads")
            return self._db.rows(
                f"WITH {_KNOWN.format(only=only)} SELECT {chosen} FROM {EARLIER} WHERE {_earlier(_RIGHTS)}"  # noqa: S608
                f" AND EXISTS (SELECT 1 FROM body x WHERE x.n = v.n) {_earlier(conditions)} {_earlier(rest)}",
                self._bounds.values | {"frontier": json.dumps(dict(self._bounds.frontier))} | values,
            )

    def one(self, record: str) -> Row | None:
        """The visible state of a record."""
        rows = self._ask(_COLUMNS, "AND r.record = :record", "", {"record": record}, "AND v.record = :record")
        return rows[0] if rows else None

    def page(self, kind: str, conditions: str, values: dict[str, Any], limit: int, offset: int) -> list[Row]:
        """Visible records of a kind, the latest day first."""
        rest = "ORDER BY r.first DESC, r.r DESC LIMIT :limit OFFSET :offset"
        return self._ask(
            _COLUMNS,
            f"AND r.kind = :kind {conditions}",
            rest,
            {"kind": kind, "limit": limit, "offset": offset} | values,
            _OF_KIND,
        )

    def count(self, kind: str, conditions: str, values: dict[str, Any]) -> int:
        """How many are visible."""
        rows = self._ask("count(*)", f"AND r.kind = :kind {conditions}", "", {"kind": kind} | values, _OF_KIND)
        return int(rows[0][0])

    def lines(self, kind: str, after: int, limit: int) -> tuple[str, int]:
        """Cells of visible records of a kind as lines of JSON, from one arrival on; and where the next part begins."""
        line = (
            '\'{"record":"\' || r.record || \'","version":"\' || v.id || \'","heads":\' || {heads}'
            " || ',\"level\":' || r.level || ',' || substr(v.line, 2) AS line, r.r AS r"
        )
        with self._db.reading():
            current = self._is_current()
            heads = "r.heads" if current else "s.heads"
            source = CURRENT if current else EARLIER
            known = "" if current else f"WITH {_KNOWN.format(only=_OF_KIND)} "
            rights = _RIGHTS if current else _earlier(_RIGHTS)
            inner = (
                f"SELECT {line.replace('{heads}', heads)} FROM {source} WHERE {rights} AND r.kind = :kind"  # noqa: S608
                f" AND v.line IS NOT NULL AND r.r > :after ORDER BY r.r LIMIT :limit"
            )
            values = self._bounds.values | {"kind": kind, "after": after, "limit": limit}
            if not current:
                values["frontier"] = json.dumps(dict(self._bounds.frontier))
            row = self._db.one(f"{known}SELECT group_concat(line, char(10)), max(r) FROM ({inner})", values)  # noqa: S608
        return ("", 0) if row is None or row[0] is None else (row[0], int(row[1]))

    def body(self, n: int) -> bytes | None:
        """The body of a version that a question above has just found visible."""
        row = self._db.one("SELECT body FROM body WHERE n = ?", (n,))
        return None if row is None else bytes(row[0])

    def header(self, n: int) -> bytes:
        """The header of a version."""
        row = self._db.one("SELECT header FROM entry WHERE n = ?", (n,))
        return b"" if row is None else bytes(row[0])

    def versions(self, record: str) -> list[Row]:
        """Known versions of a visible record, the oldest first: n, id, kind, recorded at, installation, sequence,
        what it supersedes, whether the body is here, why not.
        """
        return self._db.rows(
            "WITH known AS (SELECT CAST(key AS INTEGER) AS k, value AS upto FROM json_each(:frontier))"
            " SELECT v.n, v.id, v.kind, v.recorded_at, c.installation, v.sequence,"
            " (SELECT group_concat(older) FROM supersedes s WHERE s.newer = v.n), b.n IS NOT NULL, g.why"
            " FROM version v JOIN known ON known.k = v.chain AND v.sequence <= known.upto JOIN chain c ON c.k = v.chain"
            " LEFT JOIN body b ON b.n = v.n LEFT JOIN gone g ON g.entry = v.id"
            " WHERE v.record = :record ORDER BY v.recorded_at, v.id",
            {"record": record, "frontier": json.dumps(dict(self._bounds.frontier))},
        )

    def links(self, record: str, *, outward: bool, role: str = "") -> list[Row]:
        """Visible links of a visible record whose other end is visible too: link, role, other end, about."""
        here, there = ("source", "target") if outward else ("target", "source")
        mine = f"l.{here} = :record AND (:role = '' OR l.role = :role)"
        values = {"record": record, "role": role}
        with self._db.reading():
            if self._is_current():
                found = self._db.rows(
                    f"SELECT l.record, l.role, l.{there}, l.about FROM link l JOIN record r ON r.record = l.record"  # noqa: S608
                    f" WHERE {mine} AND {_LINK_RIGHTS} ORDER BY l.role, l.record",
                    self._bounds.values | values,
                )
            else:
                found = self._db.rows(
                    f"WITH {_KNOWN.format(only=_LINKS)}, {_LINKS_THEN}"  # noqa: S608
                    f" SELECT l.record, l.role, l.{there}, l.about FROM l WHERE {mine} AND {_of('l', _LINK_RIGHTS)}"
                    " ORDER BY l.role, l.record",
                    self._bounds.values | {"frontier": json.dumps(dict(self._bounds.frontier))} | values,
                )
        return [row for row in found if self.one(row[2]) is not None]

    def all_links(self, kind: str) -> list[Row]:
        """Visible links from visible records of a kind to visible records: link, role, source, target, about."""
        with self._db.reading():
            if self._is_current():
                return self._db.rows(
                    "SELECT l.record, l.role, l.source, l.target, l.about FROM link l"  # noqa: S608
                    " JOIN record r ON r.record = l.record JOIN record s ON s.record = l.source AND s.present"
                    " JOIN record t ON t.record = l.target AND t.present WHERE s.kind = :kind"
                    f" AND {_LINK_RIGHTS} AND {_of('s', _RIGHTS)} AND {_of('t', _RIGHTS)} ORDER BY l.record",
                    self._bounds.values | {"kind": kind},
                )
            return self._db.rows(
                f"WITH {_KNOWN.format(only='')}, {_LINKS_THEN}, seen AS MATERIALIZED (SELECT r.record, r.kind"  # noqa: S608
                f" FROM {EARLIER} WHERE {_earlier(_RIGHTS)} AND EXISTS (SELECT 1 FROM body x WHERE x.n = v.n))"
                " SELECT l.record, l.role, l.source, l.target, l.about FROM l JOIN seen s ON s.record = l.source"
                f" JOIN seen t ON t.record = l.target WHERE s.kind = :kind AND {_of('l', _LINK_RIGHTS)}"
                " ORDER BY l.record",
                self._bounds.values | {"frontier": json.dumps(dict(self._bounds.frontier)), "kind": kind},
            )

    def bodies(self, kind: str) -> list[Row]:
        """Visible records of a kind, whole: record, kind with version, heads, body."""
        columns = "r.record, v.kind, {heads}, (SELECT body FROM body b WHERE b.n = v.n)"
        return self._ask(columns, "AND r.kind = :kind", "ORDER BY r.r", {"kind": kind}, _OF_KIND)

    def withheld(self, kind: str) -> int:
        """Records of a kind whose text has not come here; what was redacted or erased does not count."""
        row = self._db.one(
            "SELECT count(*) FROM record r JOIN version v ON v.n = r.shown WHERE r.kind = ? AND NOT r.present"
            " AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.entry = v.id)",
            (kind,),
        )
        return int(row[0]) if row else 0

    def once_linked(self, record: str, role: str) -> list[str]:
        """Where links of a record in a role lead or have led: those that were withdrawn too."""
        rows = self._db.rows(
            "SELECT DISTINCT json_extract(v.line, '$.target') FROM record r JOIN version v ON v.record = r.record"
            " WHERE r.kind = 'ledger.Link' AND v.line IS NOT NULL AND json_extract(v.line, '$.source') = ?"
            " AND json_extract(v.line, '$.role') = ?",
            (record, role),
        )
        return [str(row[0]) for row in rows]

    @property
    def current(self) -> bool:
        """Whether the frontier is the ledger's end."""
        return self._is_current()

    def search(self, query: str, limit: int) -> list[Row]:
        """Visible records in whose present text all words of a query stand, the latest day first."""
        return self._ask(
            _COLUMNS,
            "AND r.r IN (SELECT rowid FROM words WHERE words MATCH :query)",
            "ORDER BY r.first DESC, r.r DESC LIMIT :limit",
            {"query": query, "limit": limit},
        )

    def conflicts(self) -> list[Row]:
        """Visible records with more than one head."""
        return self._ask(_COLUMNS, "AND r.heads > 1", "ORDER BY r.r", {})

    def vintages(self) -> list[Row]:
        """Data sets received by the frontier: source and vintage, the oldest first."""
        return self._db.rows(
            "SELECT json_extract(v.line, '$.party'), json_extract(v.line, '$.file') FROM version v"
            " JOIN json_each(:frontier) f ON CAST(f.key AS INTEGER) = v.chain AND v.sequence <= f.value"
            " WHERE v.kind LIKE 'ledger.Receipt@%' AND json_extract(v.line, '$.what') = 'dataset'"
            " ORDER BY v.recorded_at",
            {"frontier": json.dumps(dict(self._bounds.frontier))},
        )

    def heads(self, record: str) -> list[str]:
        """The versions of a record that nothing known supersedes."""
        superseded = {older for row in self.versions(record) if row[6] for older in row[6].split(",")}
        return [row[1] for row in self.versions(record) if row[1] not in superseded]


def _of(alias: str, part: str) -> str:
    """A condition on a record, as one on another of a question's tables."""
    return re.sub(r"\br\.", f"{alias}.", part)


def _earlier(part: str) -> str:
    """A condition on a record's present state, as one on the version shown at an earlier frontier."""
    for name in ("first", "last", "area"):
        part = part.replace(f"r.{name}", f"v.{name}")
    return part.replace("r.heads", "s.heads")


def state_of(database: Database, record: str) -> Row | None:
    """For explanations only: kind, level, compartments, use, present, first day, and whether a body was ever here."""
    return database.one(
        "SELECT kind, level, compartments, use, present, first, (SELECT why FROM gone g JOIN version v"
        " ON v.id = g.entry WHERE v.record = r.record LIMIT 1), shown FROM record r WHERE record = ?",
        (record,),
    )


def frontier_at(database: Database, installation: str, instant: int | None) -> dict[int, int]:
    """How far each chain was known at an installation at an instant; None stands for now, and here.

    An installation knows its own entries, and of other chains what its receipts say had arrived.
    """
    if instant is None:
        return dict(database.rows("SELECT k, tail FROM chain WHERE tail > 0"))
    own = database.one("SELECT k, tail FROM chain WHERE installation = ?", (installation,))
    if own is None:
        return {}
    last = database.one(
        "SELECT max(sequence) FROM version WHERE chain = ? AND recorded_at <= ?", (own[0], instant)
    )  # fmt: skip
    if last is None or last[0] is None:
        return {}
    receipt = database.one(
        "SELECT frontier FROM receipt WHERE chain = ? AND sequence <= ? ORDER BY sequence DESC LIMIT 1",
        (own[0], last[0]),
    )
    numbers: dict[str, int] = dict(database.rows("SELECT installation, k FROM chain"))
    held = json.loads(receipt[0]) if receipt else {}
    frontier = {numbers[name]: upto for name, upto in held.items() if name in numbers}
    frontier[own[0]] = int(last[0])
    return frontier
