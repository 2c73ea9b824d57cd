"""Stance, our responses and effects of presence as tables: codes as they are, sentences in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from withstand.analysis.stance.regions import REGIONS
from withstand.brief.stance.review_part import state_said, whys_said
from withstand.mission.own_parts import Cell, OwnParts, OwnStance, StanceRow

Row = Sequence[object]
_STANCE = (
    "area_id", "area", "authority_id", "authority", "points_to", "points_to_said", "points_to_with_partners",
    "conduct", "components_differ", "harm", "harm_graded", "obstruction", "may_be_theirs", "of_partners",
    "nobody_named", *REGIONS, "observations", "mostly_prior", "sure", "chosen", "matters", "review_by", "overdue",
    "weeks_apart", "why",
)  # fmt: skip


def part_tables(parts: OwnParts) -> dict[str, tuple[Row, Iterable[Row]]]:
    """Header and rows of each table, by its name."""
    found = {
        "stance": (_STANCE, [_row(parts.stance, row) for row in parts.stance.rows]),
        "responses": _plain(parts.responses.ours),
        "state-acted-on": _plain(parts.responses.state),
        "effects": _plain(parts.effects.rows),
    }
    return {name: table for name, table in found.items() if table[0]}


def _row(stance: OwnStance, row: StanceRow) -> Row:
    shares = row.shares or {}
    return (
        row.area, row.name, row.authority, row.who, row.points_to, state_said(stance, row.points_to),
        row.points_to_with_partners, row.conduct, _yes(row.components_differ), row.harm, row.harm_graded,
        row.obstruction, row.may_be, row.partners, row.unattributed,
        *(shares[name] / 1000 if name in shares else None for name in REGIONS), row.observations,
        _yes(row.mostly_prior) if row.shares else None, row.sure, "; ".join(one.choice for one in row.chosen),
        "; ".join(one.matter for one in row.chosen), "; ".join(one.review_by for one in row.chosen),
        "; ".join(_yes(one.overdue) for one in row.chosen),
        "; ".join(str(one.weeks) if one.points_to else "" for one in row.chosen),
        " ".join(whys_said(row.why)),
    )  # fmt: skip


def _yes(value: object) -> str:
    return "yes" if value else "no"


def _plain(rows: Sequence[Mapping[str, Cell]]) -> tuple[Row, Iterable[Row]]:
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    return header, [[row.get(name) for name in header] for row in rows]
