"""Folding in, what would change, and drivers: all by conditioning at the hyperparameters there are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from withstand.analysis.stance.drivers import drivers
from withstand.analysis.stance.evidence import gathered
from withstand.analysis.stance.indicators import IndicatorError
from withstand.analysis.stance.posterior import Posterior, fit, given_draws
from withstand.analysis.stance.regions import regions
from withstand.analysis.stance.rows import Observation, added
from withstand.analysis.stance.score import transparent_score
from withstand.analysis.stance.simulate import simulate
from withstand.analysis.stance.updating import fold_in, what_would_change

COMMANDS = tuple(f"command {row // 3}" for row in range(12))


@pytest.fixture(scope="module", params=[None, COMMANDS], ids=["rows alone", "units pooled"])
def fitted(request: pytest.FixtureRequest) -> Posterior:
    return fit(simulate(12, 20, seed=8, authorities=request.param).indicators, seed=2)


SEEN = (
    Observation("violence", 5, 18, 3.0),
    Observation("obstruction", 5, 19, 2.0, 2.0),
    Observation("commitments", 5, 19, 0.0, 2.0),
    Observation("rated_willingness", 5, 19, 1.0, rater="rater 1"),
)


def test_folding_in_is_the_whole_computed_again(fitted: Posterior) -> None:
    one = fold_in(fitted, SEEN)
    whole = given_draws(gathered(added(fitted.indicators, SEEN)), fitted.hyper)
    np.testing.assert_allclose(one.drawn.mean, whole.mean, atol=1e-3)
    np.testing.assert_allclose(one.drawn.covariance, whole.covariance, atol=1e-3)
    assert one.informative.sum() >= fitted.informative.sum() + 1
    assert one.mean[5, 19, 0] < fitted.mean[5, 19, 0]


def test_other_rows_stay_as_they_were(fitted: Posterior) -> None:
    one = fold_in(fitted, SEEN)
    others = [row for row in range(12) if COMMANDS[row] != COMMANDS[5]]
    np.testing.assert_array_equal(one.drawn.mean[:, others], fitted.drawn.mean[:, others])


def test_one_after_another_is_both_at_once(fitted: Posterior) -> None:
    both = fold_in(fitted, SEEN)
    stepwise = fitted
    for one in SEEN:
        stepwise = fold_in(stepwise, [one])
    np.testing.assert_allclose(stepwise.mean, both.mean, atol=1e-3)


def test_two_kept_promises_and_free_movement_make_willing_likelier(fitted: Posterior) -> None:
    unwilling = regions(fitted.drawn).unwilling[:, -1]
    row = int(np.argmax(unwilling))
    supposed = [Observation("obstruction", row, month, 0.0, 6.0) for month in (1, 2)]
    found = what_would_change(fitted, row, [*supposed, Observation("commitments", row, 2, 2.0, 2.0)], ahead=2)
    assert found.seen[2:].sum() < found.unseen[2:].sum()
    for probabilities in (found.now, found.unseen, found.seen):
        assert probabilities.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(found.now, regions(fitted.drawn).probability[row, -1], atol=1e-3)


def test_what_nobody_sees_fades_to_what_is_usual(fitted: Posterior) -> None:
    near, far = (what_would_change(fitted, 0, [], ahead=ahead).unseen for ahead in (1, 60))
    assert far.max() < near.max() + 0.05


def test_drivers_name_what_moved_a_row(fitted: Posterior) -> None:
    burst = fold_in(fitted, [Observation("violence", 5, month, 9.0) for month in (17, 18, 19)])
    found = drivers(burst, 5, 19)
    assert {one.indicator for one in found} == {loading.name for loading in fitted.hyper.layout.loadings}
    first = max(found, key=lambda one: -one.willingness)
    assert first.indicator == "violence"
    sizes = [np.hypot(one.willingness, one.ability) for one in found]
    assert sizes == sorted(sizes, reverse=True)
    assert next(one for one in found if one.indicator == "violence").observed == 12


def test_what_the_model_never_met_asks_for_a_refit(fitted: Posterior) -> None:
    with pytest.raises(IndicatorError, match="refit"):
        fold_in(fitted, [Observation("rated_ability", 1, 2, 3.0, rater="rater 9")])
    with pytest.raises(IndicatorError, match="refit"):
        fold_in(fitted, [Observation("violence", 1, 20, 1.0)])
    unseen = {name: each for name, each in fitted.indicators.measured.items() if name != "joint"}
    blind = fit(replace(fitted.indicators, measured=unseen), seed=2)
    with pytest.raises(IndicatorError, match="joint was never observed"):
        fold_in(blind, [Observation("joint", 1, 2, 1.0, 2.0)])
    with pytest.raises(IndicatorError, match="months 1 to 2"):
        what_would_change(fitted, 1, [Observation("violence", 1, 3, 1.0)], ahead=2)


def test_the_transparent_score_counts_what_it_saw() -> None:
    truth = simulate(20, 36, seed=4)
    score = transparent_score(truth.indicators)
    assert score.seen[..., 0].max() == 6
    assert score.seen[..., 1].max() == 4
    assert (np.diff(score.seen, axis=1) >= 0).all()
    for axis in (0, 1):
        assert np.corrcoef(score.value[:, -1, axis], truth.theta[:, -1, axis])[0, 1] > 0.6
    only = transparent_score(truth.indicators, exclude=("violence",))
    assert only.seen[..., 0].max() == 5
