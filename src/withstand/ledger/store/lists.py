"""Questions of pages: stretches of lists, counts by kind, several records or links at once, what is left of a text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from withstand.ledger.store.database import Row
from withstand.ledger.store.queries import VERSIONS, Found, Views
from withstand.ledger.store.states import links, visible

_LATEST, _EARLIEST = "ORDER BY first DESC, record DESC", "ORDER BY first, record"
_REMAINS = (
    "SELECT r.kind, r.level, r.compartments, min(g.why) FROM record r JOIN version v ON v.record = r.record"
    " JOIN gone g ON g.entry = v.id WHERE r.record = :record AND NOT r.present AND r.kind NOT LIKE 'ledger.%'"
    " AND r.level <= :level AND (r.compartments = 0 OR r.compartments & :mask) AND g.why IN ('redact', 'erase')"
    " AND EXISTS (SELECT 1 FROM version k JOIN json_each(:frontier) f ON CAST(f.key AS INTEGER) = k.chain"
    " AND k.sequence <= f.value WHERE k.record = r.record) GROUP BY r.record"
)


_ENTERED = (
    "SELECT DISTINCT w.record, w.kind,"
    " coalesce(json_extract(w.line, '$.source'), json_extract(w.line, '$.record'), ''),"
    " coalesce(json_extract(w.line, '$.what'), '')"
    " FROM chain c JOIN json_each(:frontier) f ON CAST(f.key AS INTEGER) = c.k"
    " LEFT JOIN json_each(:reach) k ON k.key = c.installation"
    " CROSS JOIN version w ON w.chain = c.k AND w.sequence > coalesce(k.value, 0) AND w.sequence <= f.value"
)


@dataclass(frozen=True)
class Step:
    """Where a stretch of a list begins: after a record, among those with a day or those without."""

    dated: bool
    day: str = ""
    record: str = ""


class Lists(Views):
    """The same bounds, asked for lists."""

    def following(
        self, kind: str, conditions: str, values: dict[str, Any], after: Step, limit: int, *, falling: bool
    ) -> list[Found]:
        """Visible records of a kind (empty: of all) after a place: from the latest day down, or up."""
        of_kind, sign = ("AND r.kind = :kind" if kind else ""), "<" if falling else ">"
        if not after.dated:
            place = f"r.first IS NULL AND (:past = '' OR r.record {sign} :past)"
        elif not after.record:
            place = "r.first IS NOT NULL"
        else:
            place = f"r.first {sign}= :day AND (r.first {sign} :day OR r.record {sign} :past)"
        given = {"kind": kind, "limit": limit, "day": after.day, "past": after.record} | values
        order = _LATEST if falling else _EARLIEST
        return self._found(f"{of_kind} AND {place} {conditions}", f"{order} LIMIT :limit", given, order=order)

    def counts(self, conditions: str, values: dict[str, Any]) -> dict[str, int]:
        """How many are visible, by kind. The `+` keeps the table read in its order, not in that of an index."""
        with self._db.reading():
            then = self._then()
            chosen = visible("+r.kind AS kind", conditions, then)
            rows = self._ask(f"SELECT kind, count(*) FROM ({chosen}) GROUP BY kind", values)  # noqa: S608
        return {str(row[0]): int(row[1]) for row in rows}

    def several(self, records: Iterable[str]) -> list[Found]:
        """The visible ones of these records."""
        chosen = json.dumps(sorted(set(records)))
        return self._found("AND r.record IN (SELECT value FROM json_each(:records))", "", {"records": chosen})

    def placed(self, area: str, kinds: Iterable[str], since: str) -> list[Found]:
        """The visible records of some kinds whose main place is in an area, on or after a day. The `+` keeps the index
        of areas in use, not that of kinds.
        """
        conditions = (
            "AND r.area = :area AND +r.kind IN (SELECT value FROM json_each(:kinds))"
            " AND (:since = '' OR r.last >= :since)"
        )
        return self._found(conditions, "", {"area": area, "kinds": json.dumps(sorted(kinds)), "since": since})

    def ties(self, records: Iterable[str], *, outward: bool) -> list[Row]:
        """Links of visible records whose other end is visible too: link, role, source, target, about."""
        here, there = ("source", "target") if outward else ("target", "source")
        with self._db.reading():
            then = self._then()
            other = visible("1", f"AND r.record = l.{there}", then)
            return self._ask(
                f"SELECT l.record, l.role, l.source, l.target, l.about FROM ({links(then)}) l"  # noqa: S608
                f" WHERE l.{here} IN (SELECT value FROM json_each(:ends)) AND EXISTS ({other})"
                " ORDER BY l.role, l.record",
                {"ends": json.dumps(sorted(set(records)))},
            )

    def taken_back(self) -> list[Row]:
        """Links that were withdrawn, as they led: source, role, target."""
        return self._db.rows(
            "SELECT DISTINCT json_extract(v.line, '$.source'), json_extract(v.line, '$.role'),"
            " json_extract(v.line, '$.target') FROM record r JOIN version v ON v.record = r.record"
            " WHERE r.kind = 'ledger.Link' AND v.line IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.record = r.record) ORDER BY 1, 2, 3"
        )

    def versions_of(self, records: Iterable[str]) -> list[Row]:
        """Known versions of visible records, in one question (see `versions`)."""
        return self._db.rows(
            f"{VERSIONS} WHERE v.record IN (SELECT value FROM json_each(:records)) ORDER BY v.recorded_at, v.id",  # noqa: S608
            {"records": json.dumps(sorted(set(records))), "frontier": self._values["frontier"]},
        )

    def entered_since(self, reach: Mapping[str, int]) -> list[Row]:
        """What came after an earlier frontier, by installation, whoever may see it: record, kind with version; of the
        ledger's own kinds the record that a link begins at or an act is about, and what a receipt or an act is of.
        """
        values = {"frontier": self._values["frontier"], "reach": json.dumps(dict(reach))}
        return self._db.rows(_ENTERED, values)

    def remains(self, record: str) -> Row | None:
        """Of a record whose text was taken away: kind, level, compartments, why; where its header would be open."""
        return self._db.one(_REMAINS, {**self._values, "record": record})
