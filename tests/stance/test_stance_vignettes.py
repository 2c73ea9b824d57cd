"""Known groups: patterns everybody would name alike come out under that name, and too little comes out undetermined."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from withstand.analysis.stance.indicators import RATED, Indicators, Measured, Ratings
from withstand.analysis.stance.posterior import Posterior, fit
from withstand.analysis.stance.regions import REGIONS, UNDETERMINED, regions
from withstand.analysis.stance.simulate import simulate

VIGNETTES = tomllib.loads((Path(__file__).parent / "vignettes.toml").read_text(encoding="utf-8"))
OTHERS, MONTHS, YEAR = 24, 24, 12


def among_others() -> Indicators:
    """The vignettes as rows after two dozen made-up ones."""
    country = simulate(OTHERS, MONTHS, seed=21).indicators
    ratings = country.ratings
    assert ratings is not None
    measured = {}
    for name, each in country.measured.items():
        extra = np.full((len(VIGNETTES), MONTHS), np.nan)
        of = None if each.of is None else extra.copy()
        for row, told in enumerate(VIGNETTES.values()):
            for month in range(MONTHS):
                value = said(told, month).get(name)
                if value is not None and of is not None:
                    extra[row, month], of[row, month] = value
                elif value is not None:
                    extra[row, month] = value
        joined = None if of is None or each.of is None else np.concatenate([each.of, of])
        measured[name] = Measured(np.concatenate([each.values, extra]), joined)
    more = [
        (axis, OTHERS + row, month, 1, said(told, month)[name])
        for axis, name in enumerate(RATED)
        for row, told in enumerate(VIGNETTES.values())
        for month in range(MONTHS)
        if name in told
    ]
    columns = (
        np.concatenate([getattr(ratings, name), np.array(new, dtype=np.int64)])
        for name, new in zip(("axis", "row", "month", "rater", "value"), zip(*more, strict=True), strict=True)
    )
    return replace(
        country, rows=country.rows + tuple(VIGNETTES), measured=measured, ratings=Ratings(*columns, ratings.raters)
    )


def said(told: dict, month: int) -> dict:
    return {**told, **told.get("then", {})} if month >= YEAR else told


@pytest.fixture(scope="module")
def fitted() -> Posterior:
    return fit(among_others(), seed=1)


@pytest.mark.parametrize("name", VIGNETTES)
def test_a_known_group_is_called_what_it_is(fitted: Posterior, name: str) -> None:
    told, row = VIGNETTES[name], OTHERS + list(VIGNETTES).index(name)
    found = regions(fitted.drawn)
    assert found.label((row, MONTHS - 1)) == told["region"]
    if "first" in told:
        assert found.label((row, YEAR - 1)) == told["first"]
    for never in told.get("never", ()):
        assert found.probability[row, MONTHS - 1, REGIONS.index(never)] < 0.2
    if told["region"] == UNDETERMINED and name != "is_there_and_nothing_else_is_known":
        assert fitted.mostly_prior()[row].all()
