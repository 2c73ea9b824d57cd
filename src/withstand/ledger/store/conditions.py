"""Conditions on visible records `record r`, which hold for their present state and for an earlier one alike."""

from __future__ import annotations

AREA = "r.area = :area"
SINCE = "r.last >= :since"
UNTIL = "r.first <= :until"
LEVEL = "r.level = :rank"
CONFLICT = "r.heads > 1"
NOTHING = "0"

WORDS = "r.r IN (SELECT rowid FROM words WHERE words MATCH :query)"
HELD = "r.record IN (SELECT value FROM json_each(:held))"
"""In the place of `WORDS`, of an earlier state: texts of superseded versions are not in the index."""

NEW = (
    "r.shown IN (SELECT w.n FROM chain c LEFT JOIN json_each(:reach) k ON k.key = c.installation"
    " CROSS JOIN version w ON w.chain = c.k AND w.sequence > coalesce(k.value, 0))"
)
"""The version shown came after an earlier frontier, by installation."""


_DAY = "json_extract(c.line, :due_field)"
PENDING = (
    "EXISTS (SELECT 1 FROM version c WHERE c.n = r.shown"  # noqa: S608
    f" AND CASE length({_DAY}) WHEN 4 THEN {_DAY} || '-12-31'"
    f" WHEN 7 THEN date({_DAY} || '-01', '+1 month', '-1 day') ELSE {_DAY} END <= :due_by"
    " AND coalesce(json_extract(c.line, :due_state), '') NOT IN (SELECT value FROM json_each(:due_over))"
    " AND (:due_whose = '[]' OR EXISTS (SELECT 1 FROM json_each(:due_of) f JOIN json_each(c.line, f.value) h"
    " WHERE CASE h.type WHEN 'object' THEN json_extract(h.value, f.value) ELSE h.value END"
    " IN (SELECT value FROM json_each(:due_whose)))))"
)
"""The last day of a field that is a day, a month or a year has come, no code says that it is over, it is ours."""


def coded(number: int, *, within: bool) -> str:
    """One of the fields is a code: the field itself, or, `within`, a part of one that holds several."""
    field, code = f":field{number}", f":code{number}"
    if not within:
        return f"EXISTS (SELECT 1 FROM version c WHERE c.n = r.shown AND json_extract(c.line, {field}) = {code})"  # noqa: S608
    return (
        f"EXISTS (SELECT 1 FROM version c JOIN json_each(c.line, {field}) p WHERE c.n = r.shown"  # noqa: S608
        f" AND json_extract(p.value, :part{number}) = {code})"
    )
