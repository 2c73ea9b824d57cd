"""The states of records as SQL: as they are, and as they were at a frontier, within what an audience may see."""

from __future__ import annotations

import re

RIGHTS = (
    "r.kind NOT LIKE 'ledger.%' AND r.level <= :level AND (r.compartments = 0 OR r.compartments & :mask)"
    " AND (:use < 0 OR r.use & :use) AND (:as_of = '' OR r.first IS NULL OR r.first <= :as_of)"
)

_KNOWN = "known AS MATERIALIZED (SELECT CAST(key AS INTEGER) AS k, value AS upto FROM json_each(:frontier))"
_TOUCHED = (
    "touched AS MATERIALIZED (SELECT DISTINCT v.record FROM chain c LEFT JOIN known ON known.k = c.k"
    " CROSS JOIN version v ON v.chain = c.k AND v.sequence > coalesce(known.upto, 0))"
)
_TOUCHED_ONE = (
    "touched AS MATERIALIZED (SELECT DISTINCT v.record FROM version v LEFT JOIN known ON known.k = v.chain"
    " WHERE v.record = :record AND v.sequence > coalesce(known.upto, 0))"
)
_SHOWN = (
    "shown AS MATERIALIZED (SELECT v.record, v.n, max(printf('%020d%s', v.recorded_at, v.id)), count(*) AS heads"
    " FROM touched t CROSS JOIN version v ON v.record = t.record"
    " JOIN known ON known.k = v.chain AND v.sequence <= known.upto"
    " WHERE v.stands AND NOT EXISTS (SELECT 1 FROM supersedes s JOIN version w ON w.n = s.newer"
    " JOIN known m ON m.k = w.chain WHERE s.older = v.id AND w.record = v.record AND w.stands"
    " AND w.sequence <= m.upto) GROUP BY v.record)"
)
_UNTOUCHED = "AND r.record NOT IN (SELECT record FROM touched)"
_LINKS = "SELECT l.record, l.role, l.source, l.target, l.about FROM link l"
_LINKS_THEN = (
    "SELECT v.record, json_extract(v.line, '$.role'), json_extract(v.line, '$.source'),"
    " json_extract(v.line, '$.target'), coalesce(json_extract(v.line, '$.about'), '')"
    " FROM shown s JOIN version v ON v.n = s.n"
    " WHERE v.kind LIKE 'ledger.Link@%' AND v.line IS NOT NULL AND NOT json_extract(v.line, '$.withdrawn')"
)


def then(*, one: bool = False) -> str:
    """What stands before a question about an earlier frontier: `touched` are the records that changed since, `shown`
    their versions as they were; all others are as now. `one`: only `:record` is asked about.
    """
    return f"WITH {_KNOWN}, {_TOUCHED_ONE if one else _TOUCHED}, {_SHOWN}"


def as_now(columns: str, conditions: str, *, earlier: bool) -> str:
    """Visible records in their present state; `earlier`: of those that have not changed since."""
    untouched = _UNTOUCHED if earlier else ""
    return f"SELECT {columns} FROM record r WHERE r.present AND {RIGHTS} {untouched} {conditions}"  # noqa: S608


def as_then(columns: str, conditions: str) -> str:
    """Visible records that have changed since, as they were then, under their present rights."""
    return (
        f"SELECT {_earlier(columns)} FROM shown s CROSS JOIN record r ON r.record = s.record"  # noqa: S608
        f" CROSS JOIN version v ON v.n = s.n WHERE {_earlier(RIGHTS)}"
        f" AND EXISTS (SELECT 1 FROM body x WHERE x.n = v.n) {_earlier(conditions)}"
    )


def visible(columns: str, conditions: str, *, earlier: bool) -> str:
    """Visible records, from `record r`."""
    now = as_now(columns, conditions, earlier=earlier)
    return f"{now} UNION ALL {as_then(columns, conditions)}" if earlier else now


def links(*, earlier: bool) -> str:
    """Links, whoever may see them: record, role, source, target, about. They show where both their ends do."""
    then_too = f" WHERE l.record NOT IN (SELECT record FROM touched) UNION ALL {_LINKS_THEN}"  # noqa: S608
    return _LINKS + (then_too if earlier else "")


def _earlier(part: str) -> str:
    """A part of a question about a record's present state, as one about the version shown at an earlier frontier."""
    part = re.sub(r"\br\.(first|last|area)\b", r"v.\1", part)
    return re.sub(r"\br\.shown\b", "s.n", part).replace("r.heads", "s.heads")
