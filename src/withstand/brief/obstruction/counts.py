"""Tables of acts, of rates per attempt, of time blind and of change, as sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from withstand.analysis.obstruction.attempts import Attempts
from withstand.analysis.obstruction.change import Change
from withstand.analysis.obstruction.standard_tables import COUNTS, StandardTable
from withstand.analysis.obstruction.weighted import Weighed
from withstand.brief.obstruction.sheet import Sheet, Value


@dataclass(frozen=True)
class Asked:
    """What a table is of: who looks, from which day to which, at which level; and the names of areas."""

    audience: str
    since: str
    until: str
    level: str
    areas: Mapping[str, str]

    @property
    def about(self) -> dict[str, object]:
        """For programs."""
        return {"audience": self.audience, "since": self.since, "until": self.until, "level": self.level}

    @property
    def seen_by(self) -> tuple[str, Mapping[str, object]]:
        """That only what may be seen is counted."""
        return "seen_by", {"audience": self.audience}


def table_sheet(found: StandardTable, asked: Asked) -> Sheet:
    """Acts by month, type, agency or area."""
    notes: list[tuple[str, Mapping[str, object]]] = [(f"unit_{found.unit}", {})]
    if found.undated:
        notes.append(("undated", {"number": found.undated}))
    if found.unplaced and "area" in found.by:
        notes.append(("unplaced", {"number": found.unplaced}))
    about = asked.about | {"unit": found.unit, "undated": found.undated, "unplaced": found.unplaced}
    return Sheet(
        "title_table", found.by, (*found.by, *COUNTS), _rows(found.rows), (*notes, asked.seen_by), about,
        _value(found.total), asked.areas,
    )  # fmt: skip


RATES = ("attempts", "full", "partial", "denied", "unknown", "rate", "low", "high", "least", "most", "why")


def rate_sheet(
    rows: pl.DataFrame, whole: pl.DataFrame, by: tuple[str, ...], of: Attempts, asked: Asked, totals: str = ""
) -> Sheet:  # fmt: skip
    """Denials per attempt."""
    matched = {"linked": of.linked, "matched": of.matched, "alone": of.alone}
    notes: list[tuple[str, Mapping[str, object]]] = [("rate_how", {}), ("rate_matched", matched)]
    if totals:
        notes.append(("rate_totals", {"file": totals}))
    about = asked.about | matched | {"not_tried": of.not_tried}
    return Sheet(
        "title_rate", by, (*by, *RATES), _rows(rows), (*notes, asked.seen_by), about, _rows(whole)[0], asked.areas
    )


BLIND = ("days", "blind", "share", "going_on_since", "denials", "seen", "tried", "first_tried")


def blind_sheet(
    rows: pl.DataFrame, lost: int, asked: Asked, weighed: Mapping[str, Sequence[Weighed]],
    notes: Sequence[tuple[str, Mapping[str, object]]],
) -> Sheet:  # fmt: skip
    """Time blind by area, the longest first; with weights, the heaviest of each class first."""
    found = _rows(rows.sort("blind", "area", descending=[True, False]))
    columns: tuple[str, ...] = ("area", *BLIND)
    if weighed:
        columns = ("perpetrator", "area", *BLIND, "weight", "low", "high", "rank")
        found = tuple(row for one, ranked in weighed.items() for row in _by_weight(found, one, ranked))
    counted = ("days", "blind", "denials", "seen", "tried")
    whole: dict[str, Value] = {name: int(rows[name].sum()) for name in counted}
    told = (("blind_how", {"number": lost}), *notes, asked.seen_by)
    return Sheet(
        "title_blind", columns[: 2 if weighed else 1], columns, found, told, asked.about | {"left_out": lost},
        None if weighed else whole, asked.areas, shares=("share",),
    )  # fmt: skip


def _by_weight(
    rows: Sequence[dict[str, Value]], perpetrator: str, ranked: Sequence[Weighed]
) -> Iterator[dict[str, Value]]:  # fmt: skip
    """Rows that were blind with their weight by one class, the heaviest first, then those that have none."""
    of = {one.group: (place, one) for place, one in enumerate(ranked, start=1)}
    made = [row | {"perpetrator": perpetrator} | _weight(of.get(str(row["area"]))) for row in rows]
    yield from sorted((row for row in made if row["rank"] is not None), key=lambda row: int(str(row["rank"])))
    yield from (row for row in made if row["rank"] is None and row["blind"])


def _weight(found: tuple[int, Weighed] | None) -> dict[str, Value]:
    if found is None or found[1].weight is None:
        return {"weight": None, "low": None, "high": None, "rank": None}
    place, one = found
    assert one.weight is not None  # noqa: S101
    return {"weight": one.weight.mean, "low": one.weight.low, "high": one.weight.high, "rank": place}


CHANGES = ("number_before", "number_after", "per", "ratio", "low", "high", "p", "together")


def change_sheet(
    changes: Sequence[tuple[Mapping[str, Value], Change]], whole: Change, by: tuple[str, ...], asked: Asked,
    before: str, after: str,
) -> Sheet:  # fmt: skip
    """Two periods compared."""
    notes: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("change_how", {"before": before, "after": after}),
        ("change_reporting", {}),
        asked.seen_by,
    )
    rows = tuple(dict(group) | _change(one) for group, one in changes)
    about = asked.about | {"before": before, "after": after, "unit": whole.before.unit}
    return Sheet(
        "title_change", by, (*by, *CHANGES), rows, notes, about, _change(whole), asked.areas, shares=()
    )  # fmt: skip


def _change(one: Change) -> dict[str, Value]:
    return {
        "number_before": one.before.number, "number_after": one.after.number, "per": f"per_{one.per}",
        "ratio": one.ratio, "low": one.low, "high": one.high, "p": one.p, "together": one.together,
    }  # fmt: skip


def _value(total: Mapping[str, Value]) -> dict[str, Value]:
    return {name: total[name] for name in COUNTS}


def _rows(frame: pl.DataFrame) -> tuple[dict[str, Value], ...]:
    return tuple(frame.iter_rows(named=True))
