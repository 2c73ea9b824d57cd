"""The states of records as SQL: as they are, and as they were at a frontier, within what an audience may see."""

from __future__ import annotations

import re

from withstand.ledger.store.conditions import HELD, WORDS

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
_BY_RECORD = "touched t CROSS JOIN version v ON v.record = t.record JOIN known ON"
_BY_CHAIN = "known CROSS JOIN version v ON +v.record IN (SELECT record FROM touched) AND"
_SHOWN = (
    "shown AS MATERIALIZED (SELECT v.record, v.n, max(printf('%020d%s', v.recorded_at, v.id)), count(*) AS heads"
    " FROM {} known.k = v.chain AND v.sequence <= known.upto"
    " WHERE v.stands AND NOT EXISTS (SELECT 1 FROM supersedes s JOIN version w ON w.n = s.newer"
    " JOIN known m ON m.k = w.chain WHERE s.older = v.id AND w.record = v.record AND w.stands"
    " AND w.sequence <= m.upto) GROUP BY v.record)"
)
_STATES = (
    "SELECT r.r, r.record, s.n, s.heads, r.kind, v.first, v.last, v.area"
    " FROM touched t CROSS JOIN record r ON r.record = t.record LEFT JOIN shown s ON s.record = t.record"
    " LEFT JOIN version v ON v.n = s.n"
)
"""Every record that has changed since a frontier: the version shown then (`n`, null: it was not known), how many stood,
and what that version says of kind, days and area. Of rights it says nothing.
"""

LINKS_THEN = (
    "SELECT v.record, json_extract(v.line, '$.role'), json_extract(v.line, '$.source'),"
    " json_extract(v.line, '$.target'), coalesce(json_extract(v.line, '$.about'), '')"
    " FROM {moment} s JOIN version v ON v.n = s.n"
    " WHERE v.kind LIKE 'ledger.Link@%' AND v.line IS NOT NULL AND NOT json_extract(v.line, '$.withdrawn')"
)
"""The links among them, as they stood then."""

ONE = "moment"
"""The name of the states of one record alone, within a question."""


def states_then(*, few_known: bool) -> str:
    """The question for the states of all that has changed since; `few_known`: less was known then than came since."""
    shown = _SHOWN.format(_BY_CHAIN if few_known else _BY_RECORD)
    return f"WITH {_KNOWN}, {_TOUCHED}, {shown} {_STATES}"


def then_one() -> str:
    """What stands before a question about `:record` alone at an earlier frontier."""
    return f"WITH {_KNOWN}, {_TOUCHED_ONE}, {_SHOWN.format(_BY_RECORD)}, {ONE} AS MATERIALIZED ({_STATES})"


def as_now(columns: str, conditions: str, then: str = "") -> str:
    """Visible records in their present state; of those that have not changed since, where `then` is named: the table
    of what has (see `Moments`).
    """
    untouched = f"AND NOT EXISTS (SELECT 1 FROM {then} t WHERE t.r = r.r)" if then else ""  # noqa: S608
    return f"SELECT {columns} FROM record r WHERE r.present AND {RIGHTS} {untouched} {conditions}"  # noqa: S608


def as_then(columns: str, conditions: str, then: str) -> str:
    """Visible records that have changed since, as they were then, under their present rights."""
    return (
        f"SELECT {_earlier(columns)} FROM {then} s CROSS JOIN record r ON r.r = s.r"  # noqa: S608
        f" WHERE s.n IS NOT NULL AND {_earlier(RIGHTS)} AND EXISTS (SELECT 1 FROM body x WHERE x.n = s.n)"
        f" {_earlier(conditions)}"
    )


def visible(columns: str, conditions: str, then: str = "") -> str:
    """Visible records, from `record r`."""
    now = as_now(columns, conditions, then)
    return f"{now} UNION ALL {as_then(columns, conditions, then)}" if then else now


def links(then: str = "") -> str:
    """Links, whoever may see them: record, role, source, target, about. They show where both their ends do."""
    columns = "SELECT l.record, l.role, l.source, l.target, l.about FROM"
    if not then:
        return f"{columns} link l"
    untouched = f"WHERE l.record NOT IN (SELECT record FROM {then})"  # noqa: S608
    return f"{columns} link l {untouched} UNION ALL {columns} {then}_link l"


def _earlier(part: str) -> str:
    """A part of a question about a record's present state, as one about its state at an earlier frontier."""
    part = re.sub(r"\br\.(r|record|kind|heads|first|last|area)\b", r"s.\1", part.replace(WORDS, HELD))
    return re.sub(r"\br\.shown\b", "s.n", part)
