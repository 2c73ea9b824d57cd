from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_panels import invented_panel
from scipy.optimize import minimize
from scipy.stats import nbinom

from withstand.analysis import logit
from withstand.analysis.ewma_nb import BOUNDS, START, fit_ewma_nb
from withstand.analysis.features import NAMES, ewma, months_since_last, origin_features, share_positive
from withstand.analysis.hurdle import fit_hurdle, severity
from withstand.analysis.logit import FitError, fit_ridge_logit
from withstand.analysis.outcome import Outcome
from withstand.analysis.panel import Panel, PanelError
from withstand.analysis.result_values import SHOWABLE_BASELINES
from withstand.analysis.trials import MODELS

KNOWN, ORIGINS = 83, np.arange(83, 90)


def changed_after(panel: Panel, column: int, seed: int) -> Panel:
    rng = np.random.default_rng(seed)

    def changed(deaths: np.ndarray) -> np.ndarray:
        later = deaths.copy()
        later[:, column + 1 :] = rng.integers(0, 9, later[:, column + 1 :].shape) ** 2
        return later

    return replace(
        panel,
        one_sided={name: changed(deaths) for name, deaths in panel.one_sided.items()},
        battle={name: changed(deaths) for name, deaths in panel.battle.items()},
    )


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 999), st.sampled_from((1, 3)), st.sampled_from(("host_state", "any_state")))
def test_nothing_after_the_origin_changes_what_is_said_at_it(seed: int, window: int, target: str) -> None:
    panel = invented_panel(seed % 7)
    outcome = Outcome(panel, target, window)
    origin = ORIGINS[seed % len(ORIGINS)]
    other = Outcome(changed_after(panel, int(origin), seed), target, window)
    np.testing.assert_array_equal(outcome.features[:, : origin + 1], other.features[:, : origin + 1])
    shared = np.intersect1d(outcome.grid, other.grid)[:-1]
    for name, model in MODELS.items():
        before, after = (model(o, KNOWN, np.array([origin])) for o in (outcome, other))
        np.testing.assert_allclose(before.ladder(), after.ladder(), atol=1e-12, err_msg=name)
        ours, theirs = (d.cdf[:, np.searchsorted(d.grid, shared[shared <= 50])] for d in (before, after))
        np.testing.assert_allclose(ours, theirs, atol=1e-12, err_msg=name)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 999), st.sampled_from((1, 2, 3)), st.integers(1, 3))
def test_every_model_gives_distributions(seed: int, window: int, countries: int) -> None:
    outcome = Outcome(invented_panel(seed, countries=countries), "non_state", window)
    for name, model in MODELS.items():
        forecasts = model(outcome, KNOWN, ORIGINS)
        assert forecasts.cdf.shape == (ORIGINS.size * 5, outcome.grid.size), name
        assert (np.diff(forecasts.cdf, axis=1) >= -1e-12).all(), name
        assert (forecasts.cdf >= 0).all(), name
        np.testing.assert_allclose(forecasts.cdf[:, -1], 1.0, err_msg=name)
        assert (np.diff(forecasts.ladder(), axis=1) <= 1e-12).all(), name


@pytest.mark.parametrize("window", [1, 3])
@pytest.mark.parametrize("name", [*SHOWABLE_BASELINES, "hurdle"])
def test_what_may_be_shown_never_says_zero_even_where_nothing_was_ever_recorded(name: str, window: int) -> None:
    quiet = invented_panel(rate=0.0)
    ladder = MODELS[name](Outcome(quiet, "host_state", window), KNOWN, ORIGINS).ladder()
    assert (ladder > 0).all()
    assert (ladder < 0.01).all()


def test_conflictology_is_the_areas_own_last_twelve_months() -> None:
    panel = invented_panel(3)
    deaths = panel.one_sided["non_state"]
    single = MODELS["conflictology_12"](Outcome(panel, "non_state", 1), KNOWN, np.array([80]))
    np.testing.assert_allclose(single.ladder()[:, 0], (deaths[:, 69:81] > 0).mean(axis=1))
    totals = np.stack([deaths[:, end - 2 : end + 1].sum(axis=1) for end in range(71, 81)], axis=1)
    triple = MODELS["conflictology_12"](Outcome(panel, "non_state", 3), KNOWN, np.array([80]))
    np.testing.assert_allclose(triple.ladder()[:, 1], (totals >= 10).mean(axis=1))


def test_shrunk_conflictology_is_nine_tenths_own_and_one_tenth_country() -> None:
    panel = invented_panel(3, countries=2)
    deaths = panel.one_sided["non_state"]
    forecasts = MODELS["shrunk_conflictology"](Outcome(panel, "non_state", 1), KNOWN, np.array([80]))
    own = (deaths[:, 45:81] > 0).mean(axis=1)
    for i, country in enumerate(panel.countries):
        pool = deaths[[c == country for c in panel.countries], :81]
        expected = 0.9 * own[i] + 0.1 * ((pool > 0).sum() + 0.5) / (pool.size + 0.5)
        assert forecasts.ladder()[i, 0] == pytest.approx(expected)


def test_windows_are_sums_of_the_months_after_the_origin() -> None:
    panel = invented_panel(5)
    outcome = Outcome(panel, "non_state", 3)
    expected = panel.one_sided["non_state"][:, 11:14].sum(axis=1)
    np.testing.assert_array_equal(outcome.truth(np.array([10]))[0], expected)
    assert outcome.training_origins(KNOWN)[-1] + 3 == KNOWN
    with pytest.raises(PanelError, match="1 to 12 months"):
        Outcome(panel, "non_state", 0)


def test_features_by_hand() -> None:
    values = np.array([[0.0, 4.0, 0.0, 0.0]])
    np.testing.assert_allclose(ewma(values, 1.0), [[0.0, 2.0 / 0.75, 1.0 / 0.875, 0.5 / 0.9375]])
    np.testing.assert_allclose(share_positive(values, 2), [[0.0, 0.5, 0.5, 0.0]])
    np.testing.assert_allclose(months_since_last(values), [[1.0, 0.0, 1.0, 2.0]])
    assert months_since_last(np.array([[1.0, *np.zeros(300)]]))[0, -1] == 120
    panel = invented_panel(1)
    features = origin_features(panel, "host_state")
    assert features.shape == (5, 120, len(NAMES))
    neighbours = panel.neighbours @ ewma(panel.battle["sb"], 6.0)
    np.testing.assert_allclose(features[..., NAMES.index("sb_neighbours_ewma_6")], np.log1p(neighbours))
    others = panel.one_sided["foreign_state"] + panel.one_sided["non_state"]
    np.testing.assert_allclose(features[..., NAMES.index("other_one_sided_share_36")], share_positive(others, 36))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 9999), st.sampled_from((0.3, 10.0, 300.0)))
def test_the_ridge_logit_against_scipy(seed: int, ridge: float) -> None:
    rng = np.random.default_rng(seed)
    x, weights = rng.normal(size=(300, 4)), rng.random(300) + 0.1
    y = (rng.random(300) < 1 / (1 + np.exp(2.0 - x[:, 0] * 2))).astype(float)
    y[:2] = (0.0, 1.0)

    def loss(beta: np.ndarray) -> float:
        linear = beta[0] + x @ beta[1:]
        return float(weights @ (np.logaddexp(0, linear) - y * linear) + 0.5 * ridge * beta[1:] @ beta[1:])

    best = minimize(loss, np.zeros(5), method="BFGS", options={"gtol": 1e-7})
    ours = fit_ridge_logit(x, y, weights, ridge)
    assert loss(ours) <= best.fun + 1e-8
    np.testing.assert_allclose(ours, best.x, atol=1e-4)


def test_a_logit_that_does_not_settle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logit, "MAX_STEPS", 1)
    with pytest.raises(FitError, match="did not settle in 1 steps on 4 rows"):
        fit_ridge_logit(np.arange(4.0)[:, None], np.array([0.0, 1.0, 0.0, 1.0]), np.ones(4), 1.0)


@pytest.mark.parametrize("window", [1, 3])
def test_the_negative_binomial_against_scipy(window: int) -> None:
    rng = np.random.default_rng(window)
    smoothed = rng.gamma(0.5, 2.0, size=(500, 2)) * window
    mean = 0.2 * smoothed[:, 0] + 0.6 * smoothed[:, 1]
    truth = nbinom.rvs(1 / 3.0, 1 / (1 + 3.0 * mean), random_state=rng).astype(float)
    weights = rng.random(500) + 0.1
    fit = fit_ewma_nb(smoothed, truth, weights)

    def loss(logs: np.ndarray) -> float:
        pool, own, dispersion = np.exp(logs)
        at = fit.floor + pool * smoothed[:, 0] + own * smoothed[:, 1]
        return float(-weights @ nbinom.logpmf(truth, 1 / dispersion, 1 / (1 + dispersion * at)))

    best = minimize(loss, np.log(START), method="L-BFGS-B", bounds=list(zip(*np.log(BOUNDS), strict=True)))
    assert loss(np.log([fit.pool, fit.own, fit.dispersion])) <= best.fun + 1e-3


def test_severity_is_the_weighted_past_and_one_imagined_event() -> None:
    grid = np.arange(0.0, 31.0)
    cdf = severity(grid, np.array([2.0, 12.0, 12.0]), np.array([2.0, 1.0, 1.0]))
    assert 1 - cdf[9] == pytest.approx(0.75 * 0.5 + 0.25 * 2 / 3)
    assert 1 - cdf[24] == pytest.approx(0.25 / 3)
    assert severity(grid, np.empty(0), np.empty(0))[[0, 1, 10, 25]] == pytest.approx([0, 1 / 3, 2 / 3, 1])


def test_a_forecast_does_not_reach_beyond_what_was_trained_on() -> None:
    fit = fit_hurdle(Outcome(invented_panel(2), "non_state", 1), KNOWN)
    np.testing.assert_array_equal(fit.p_any(fit.highest[None] * 100), fit.p_any(fit.highest[None]))
