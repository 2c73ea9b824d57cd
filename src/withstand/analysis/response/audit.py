"""The audit as one value: both versions of who counts as the state, and apart from it what state forces answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from withstand.analysis.response.cases import KNOWN, outcomes
from withstand.analysis.response.design import FEWEST_PLACES
from withstand.analysis.response.gaps import Gap, Share, gaps, shares
from withstand.analysis.response.pace import Pace, paces
from withstand.analysis.response.state_answers import StateShare, state_shares

WITHIN = 14
OWN, WITH_PARTNERS = "perpetrator", "with_partners"
VERSIONS = (OWN, WITH_PARTNERS)


@dataclass(frozen=True)
class Compared:
    """One version of who counts as the state. `by_area`: areas were drawn again whole, else months of areas."""

    shares: tuple[Share, ...]
    gaps: tuple[Gap, ...]
    paces: tuple[Pace, ...]
    by_area: bool

    @property
    def beyond_chance(self) -> tuple[str, ...]:
        """Classes that were answered more or less often, or faster or slower, than chance would have it."""
        often = {one.perpetrator for one in self.gaps if one.beyond}
        return tuple(sorted(often | {one.perpetrator for one in self.paces if one.beyond}))


@dataclass(frozen=True)
class Audit:
    """`versions` by the column of classes; `state`: what the state is recorded to have answered, never mixed in."""

    within: int
    cases: int
    versions: Mapping[str, Compared]
    state: Mapping[str, tuple[StateShare, ...]]


def audited(cases: pl.DataFrame, within: int = WITHIN, seed: int = 0) -> Audit:
    """The audit of cases (CASES), for responses within so many days."""
    cases = cases.sort("day", "record")
    told = outcomes(cases, within)
    by_area = told.filter(pl.col("fate") == KNOWN)["area"].n_unique() >= FEWEST_PLACES
    versions = {
        one: Compared(shares(told, one), gaps(told, one, seed), paces(cases, one, seed), by_area) for one in VERSIONS
    }
    return Audit(within, cases.height, versions, {one: state_shares(cases, one) for one in VERSIONS})
