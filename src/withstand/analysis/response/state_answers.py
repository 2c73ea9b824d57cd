"""What the state is recorded to have acted on, by class: a table of its own, apart from what the operation did."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from withstand.analysis.response.cases import NO, REFERENCE, UNKNOWN, YES


@dataclass(frozen=True)
class StateShare:
    """Of the cases of one class: acted on, none recorded, not known; the share of all, at least and at most."""

    perpetrator: str
    cases: int
    acted: int
    none: int
    not_known: int
    least: float
    most: float


def state_shares(cases: pl.DataFrame, version: str) -> tuple[StateShare, ...]:
    """A row for each class, the reference first, then by number."""
    rows = []
    for (name,), held in cases.group_by(version):
        acted, none, lost = (held.filter(pl.col("state") == one).height for one in (YES, NO, UNKNOWN))
        rows.append(
            StateShare(str(name), held.height, acted, none, lost, acted / held.height, (acted + lost) / held.height)
        )
    return tuple(sorted(rows, key=lambda one: (one.perpetrator != REFERENCE, -one.cases, one.perpetrator)))
