"""What must hold whatever the numbers: missing is missing, signs, order of rows, one seed one result, no jumps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from withstand.analysis.stance.evidence import gathered
from withstand.analysis.stance.indicators import LOADINGS, Indicators, Measured, Shock
from withstand.analysis.stance.posterior import Posterior, fit
from withstand.analysis.stance.regions import KAPPAS, regions, sensitivity
from withstand.analysis.stance.rows import Observation, part
from withstand.analysis.stance.simulate import simulate
from withstand.analysis.stance.updating import fold_in

ROWS, MONTHS = 14, 24
EMPTY = 4


def silent(indicators: Indicators, row: int) -> Indicators:
    """The same with nothing known of one row."""

    def blank(values: np.ndarray) -> np.ndarray:
        changed = values.copy()
        changed[row] = np.nan
        return changed

    ratings = indicators.ratings
    assert ratings is not None
    kept = ratings.row != row
    cut = replace(
        ratings, **{name: getattr(ratings, name)[kept] for name in ("axis", "row", "month", "rater", "value")}
    )
    measured = {
        name: Measured(blank(each.values), None if each.of is None else blank(each.of))
        for name, each in indicators.measured.items()
    }
    return replace(indicators, measured=measured, ratings=cut)


@pytest.fixture(scope="module")
def made() -> Indicators:
    return silent(simulate(ROWS, MONTHS, seed=11).indicators, EMPTY)


@pytest.fixture(scope="module")
def fitted(made: Indicators) -> Posterior:
    return fit(made, seed=1)


def test_a_row_of_which_nothing_is_known_is_as_before(fitted: Posterior) -> None:
    parameters = fitted.hyper.layout.read(fitted.hyper.draws)
    prior = np.square(parameters.tau) + np.square(parameters.sigma)
    np.testing.assert_allclose(fitted.mean[EMPTY], 0.0, atol=1e-9)
    np.testing.assert_allclose(
        fitted.covariance[EMPTY][:, [0, 1], [0, 1]], prior.mean(axis=0)[None, :].repeat(MONTHS, 0)
    )
    assert fitted.mostly_prior()[EMPTY].all()
    assert regions(fitted.drawn).undetermined()[EMPTY].all()
    assert fitted.informative[EMPTY].sum() == 0


def test_where_no_patrol_was_tried_obstruction_says_nothing(made: Indicators) -> None:
    obstruction = made.measured["obstruction"]
    untried = obstruction.of == 0
    assert untried.any()
    unknown = Measured(np.where(untried, np.nan, obstruction.values), np.where(untried, np.nan, obstruction.of))
    told = gathered(made).observed
    same = gathered(replace(made, measured={**made.measured, "obstruction": unknown})).observed
    for mine, theirs in zip(told, same, strict=True):
        np.testing.assert_array_equal(mine.cell, theirs.cell)
        np.testing.assert_array_equal(mine.value, theirs.value)


def test_a_missing_share_is_not_a_share_of_nothing(made: Indicators) -> None:
    commitments = made.measured["commitments"]
    none_due = np.nan_to_num(commitments.of, nan=0.0)
    zeros = Measured(np.where(np.isnan(commitments.values), 0.0, commitments.values), none_due)
    told = gathered(replace(made, measured={**made.measured, "commitments": zeros}))
    assert np.array_equal(told.informative(), gathered(made).informative())


@pytest.mark.parametrize("loading", [one for one in LOADINGS if one.kind != "rating"], ids=lambda one: one.name)
@pytest.mark.parametrize("row", [2, EMPTY])
def test_more_of_it_moves_the_axes_by_its_signs(fitted: Posterior, loading: object, row: int) -> None:
    def after(value: float) -> np.ndarray:
        of = 6.0 if loading.kind == "share" or loading.of_attempts else None
        return fold_in(fitted, [Observation(loading.name, row, 20, value, of)]).mean[row, 20]

    steps = np.array([after(value) for value in (0.0, 1.0, 3.0, 6.0)])
    for axis, sign in enumerate(loading.signs):
        if sign:
            assert (np.diff(steps[:, axis]) * sign > 0).all()


@pytest.mark.parametrize(("name", "axis"), [("rated_willingness", 0), ("rated_ability", 1)])
def test_a_higher_rating_raises_its_axis(fitted: Posterior, name: str, axis: int) -> None:
    means = [
        fold_in(fitted, [Observation(name, 3, 20, value, rater="rater 2")]).mean[3, 20, axis] for value in range(1, 6)
    ]
    assert (np.diff(means) > 0).all()


def test_one_seed_gives_one_result(made: Indicators, fitted: Posterior) -> None:
    again = fit(made, seed=1)
    np.testing.assert_array_equal(again.mean, fitted.mean)
    np.testing.assert_array_equal(again.covariance, fitted.covariance)


def test_the_order_of_rows_does_not_matter(made: Indicators, fitted: Posterior) -> None:
    order = np.random.default_rng(3).permutation(ROWS)
    turned = fit(part(made, order), seed=1)
    np.testing.assert_allclose(turned.mean, fitted.mean[order], atol=2e-3)
    np.testing.assert_allclose(turned.covariance, fitted.covariance[order], atol=2e-3)


@pytest.mark.parametrize("name", ["violence", "obstruction", "responses", "rated_willingness"])
def test_nothing_jumps_when_one_source_is_taken_away(made: Indicators, fitted: Posterior, name: str) -> None:
    less = fit(made, seed=1, exclude=(name,))
    spread = np.sqrt(fitted.covariance[..., [0, 1], [0, 1]])
    moved = np.abs(less.mean - fitted.mean) / spread
    assert np.quantile(moved, 0.95) < 1.6
    sure, before = regions(less.drawn), regions(fitted.drawn)
    settled = ~sure.undetermined() & ~before.undetermined()
    assert (sure.probability.argmax(-1) == before.probability.argmax(-1))[settled].mean() > 0.98


def test_what_is_left_out_has_no_say(made: Indicators) -> None:
    changed = replace(made, measured={**made.measured, "violence": Measured(np.full((ROWS, MONTHS), 7.0))})
    mine, theirs = (fit(each, seed=1, exclude=("violence",)).mean for each in (made, changed))
    np.testing.assert_array_equal(mine, theirs)


def test_regions_sum_to_one_and_willing_grows_with_kappa(fitted: Posterior) -> None:
    found = sensitivity(fitted.drawn)
    assert [one.kappa for one in found] == list(KAPPAS)
    for one in found:
        np.testing.assert_allclose(one.probability.sum(axis=-1), 1.0, atol=1e-9)
    unwilling = np.array([one.unwilling for one in found])
    assert (np.diff(unwilling, axis=0) <= 1e-12).all()


def test_units_of_one_authority_lean_on_each_other() -> None:
    authorities = tuple(f"command {row // 4}" for row in range(16))
    made = silent(simulate(16, MONTHS, seed=5, authorities=authorities).indicators, 3)
    pooled = fit(made, seed=1)
    siblings = pooled.mean[:3].mean(axis=(0, 1))
    silent_one = pooled.mean[3].mean(axis=0)
    assert (np.sign(silent_one) == np.sign(siblings)).all()
    assert (np.abs(silent_one) < np.abs(siblings)).all()
    assert (np.abs(silent_one) > 0.02).all()


def test_a_shock_moves_its_month_alone(made: Indicators) -> None:
    violence = made.measured["violence"].values.copy()
    violence[:, 9] += 4
    struck = replace(made, measured={**made.measured, "violence": Measured(violence)}, shocks=(Shock(9),))
    with_shock = fit(struck, seed=1)
    without = fit(replace(struck, shocks=()), seed=1)
    assert with_shock.mean[:, 9, 0].mean() < with_shock.mean[:, [8, 10], 0].mean() - 0.2
    beside = np.abs(with_shock.mean[:, [8, 10], 0] - without.mean[:, [8, 10], 0])
    assert beside.max() < 0.6
