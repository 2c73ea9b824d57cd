import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from withstand.analysis.bootstrap import cluster_intervals, cluster_weights
from withstand.analysis.measures import (
    BAND_EDGES,
    auc,
    average_precision,
    calibration,
    log_loss,
    reliability,
    top_capture,
)

forecasts = st.lists(
    st.tuples(st.sampled_from((0.01, 0.1, 0.2, 0.5, 0.9)), st.booleans()), min_size=2, max_size=40
).map(lambda rows: (np.array([p for p, _ in rows]), np.array([y for _, y in rows])))


@pytest.mark.parametrize(
    ("p", "happened", "ap", "area"),
    [
        ([0.9, 0.8, 0.2, 0.1], [1, 1, 0, 0], 1.0, 1.0),
        ([0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1], 0.5 * (1 / 3) + 0.5 * 0.5, 0.0),
        ([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0], 0.25, 0.5),
        ([0.9, 0.5, 0.5, 0.1], [1, 1, 0, 0], 0.5 + 0.5 * 2 / 3, 0.875),
        ([0.5, 0.4], [0, 0], None, None),
    ],
)
def test_ranking_measures(p: list[float], happened: list[int], ap: float | None, area: float | None) -> None:
    events = np.array(happened, dtype=bool)
    assert average_precision(np.array(p), events) == (ap if ap is None else pytest.approx(ap))
    assert auc(np.array(p), events) == (area if area is None else pytest.approx(area))


@given(forecasts)
def test_auc_is_the_share_of_pairs_in_order(case: tuple[np.ndarray, np.ndarray]) -> None:
    p, happened = case
    hits, misses = p[happened], p[~happened]
    if hits.size == 0 or misses.size == 0:
        assert auc(p, happened) is None
        return
    pairs = (hits[:, None] > misses) + 0.5 * (hits[:, None] == misses)
    assert auc(p, happened) == pytest.approx(pairs.mean())


@given(forecasts)
def test_every_forecast_falls_into_one_band(case: tuple[np.ndarray, np.ndarray]) -> None:
    bands = reliability(*case)
    assert sum(band.forecasts for band in bands) == case[0].size
    assert sum(band.came_true for band in bands) == case[1].sum()
    assert all(
        band.mean_probability is None or band.low - 1e-12 <= band.mean_probability <= band.high + 1e-12
        for band in bands
    )


def test_band_edges_belong_to_the_band_above_them() -> None:
    bands = reliability(np.array(BAND_EDGES), np.zeros(len(BAND_EDGES), dtype=bool))
    assert [band.forecasts for band in bands] == [1] * (len(BAND_EDGES) - 2) + [2]


def test_calibration_recovers_how_forecasts_were_bent() -> None:
    rng = np.random.default_rng(1)
    logit = rng.normal(-2.0, 1.5, 40_000)
    happened = rng.random(logit.size) < 1 / (1 + np.exp(-logit))
    over_confident = 1 / (1 + np.exp(-(2.0 * logit + 1.0)))
    line = calibration(over_confident, happened)
    assert line is not None
    assert line[1] == pytest.approx(0.5, abs=0.03)
    assert line[0] == pytest.approx(-0.5, abs=0.06)


@pytest.mark.parametrize(
    ("p", "happened"),
    [
        ([0.1, 0.2], [0, 0]),
        ([0.3, 0.3, 0.3], [0, 1, 0]),
        ([0.1, 0.2, 0.8], [0, 0, 1]),
        ([0.9, 0.2, 0.1], [0, 1, 1]),
    ],
)
def test_calibration_is_undefined_rather_than_infinite(p: list[float], happened: list[int]) -> None:
    assert calibration(np.array(p), np.array(happened, dtype=bool)) is None


def test_log_loss_is_of_what_happened() -> None:
    np.testing.assert_allclose(log_loss(np.array([0.25, 0.25]), np.array([True, False])), -np.log([0.25, 0.75]))


def test_top_capture_shares_tied_places() -> None:
    ranked = np.array([[0.9, *[0.1] * 10], [0.2] * 11])
    amounts = np.zeros((2, 11))
    amounts[0, 0], amounts[0, 5], amounts[1, 3] = 6.0, 0.0, 4.0
    assert top_capture(ranked, amounts) == pytest.approx((6.0 + 4.0 * 2 / 11) / 10.0)
    assert top_capture(ranked, np.zeros((2, 11))) is None


def test_one_seed_gives_one_interval() -> None:
    differences = np.random.default_rng(0).normal(size=(3, 20, 12))
    first, again, other = (cluster_intervals(differences, cluster_weights(12, 500, s)) for s in (4, 4, 5))
    assert first == again
    assert first != other


def test_intervals_cover_about_nine_times_in_ten() -> None:
    rng = np.random.default_rng(0)
    weights = cluster_weights(40, 400, 0)
    covered = 0
    for _ in range(200):
        differences = 0.3 + rng.normal(size=(1, 1, 40)) + 0.5 * rng.normal(size=(1, 12, 40))
        (interval,) = cluster_intervals(differences, weights)
        assert interval.low <= interval.mean <= interval.high
        covered += interval.low <= 0.3 <= interval.high
    assert 0.82 <= covered / 200 <= 0.96
