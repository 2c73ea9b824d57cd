"""The count models agree with a slow likelihood written plainly, and settle where the usual programs break off."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import gammaln

from withstand.analysis.effects.fixed_effects import EffectsError, FixedEffects
from withstand.analysis.effects.negative_binomial import derivatives, log_likelihood, negative_binomial
from withstand.analysis.effects.poisson import poisson
from withstand.analysis.effects.regression import ordinary
from withstand.analysis.effects.separation import separated, without_zero_levels
from withstand.analysis.panel import FloatArray, IntArray

UNITS, MONTHS = 24, 20
OUTLIER = 145_000


def counts(seed: int = 1) -> tuple[FloatArray, FloatArray, IntArray, IntArray]:
    """Overdispersed counts on a treatment and a control; units and months."""
    rng = np.random.default_rng(seed)
    unit, month = np.repeat(np.arange(UNITS), MONTHS), np.tile(np.arange(MONTHS), UNITS)
    x = np.column_stack([rng.random(unit.size) < 0.3, rng.normal(size=unit.size)]).astype(np.float64)
    level = rng.normal(-0.8, 0.8, UNITS)[unit] + rng.normal(0, 0.3, MONTHS)[month]
    mean = np.exp(level + x @ [-0.5, 0.3]) * rng.gamma(0.7, 1 / 0.7, unit.size)
    return rng.poisson(mean).astype(np.float64), x, unit, month


def dummies(unit: IntArray, month: IntArray) -> FloatArray:
    return np.column_stack([np.eye(UNITS)[unit], np.eye(MONTHS)[month][:, 1:]])


def slow_poisson(y: FloatArray, design: FloatArray) -> FloatArray:
    """Newton steps on all dummies at once, from nothing."""
    at = np.zeros(design.shape[1])
    at[: design.shape[1]] = np.linalg.lstsq(design, np.log(y + 0.5), rcond=None)[0]
    for _ in range(200):
        mean = np.exp(design @ at)
        step = np.linalg.solve((design * mean[:, None]).T @ design, design.T @ (y - mean))
        at = at + step * min(1.0, 2.0 / np.abs(step).max())
    return at


def slow_negative_binomial(y: FloatArray, design: FloatArray) -> FloatArray:
    """Nelder-Mead again and again on the likelihood as books print it; coefficients and ln α."""

    def minus(at: FloatArray) -> float:
        mean, alpha = np.exp(design @ at[:-1]), np.exp(at[-1])
        r = 1 / alpha
        each = gammaln(y + r) - gammaln(r) - gammaln(y + 1) + r * np.log(r / (r + mean)) + y * np.log(mean / (r + mean))
        return -float(each.sum())

    at = np.append(np.zeros(design.shape[1]), 1.0)
    at[0] = np.log(y.mean())
    for _ in range(6):
        at = minimize(minus, at, method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-9, "fatol": 1e-11}).x
    return at


def test_poisson_with_fixed_effects_is_the_poisson_with_all_dummies() -> None:
    y, x, unit, month = counts()
    fit = poisson(y, x, ("treated", "control"), (unit, month), unit)
    slow = slow_poisson(y, np.column_stack([x, dummies(unit, month)]))
    assert fit.coefficients == pytest.approx(slow[:2], abs=1e-4)
    assert fit.rows + fit.dropped["rows_of_zeros"] == y.size


def test_negative_binomial_agrees_with_a_slow_search() -> None:
    y, x, unit, _ = counts()
    fit = negative_binomial(y, x, ("treated", "control"), unit)
    slow = slow_negative_binomial(y, np.column_stack([np.ones(y.size), x]))
    assert np.append(fit.coefficients, fit.also["ln_alpha"]) == pytest.approx(slow[[1, 2, 0, 3]], abs=1e-4)


def test_the_derivatives_are_those_of_the_likelihood() -> None:
    y, x, _, _ = counts()
    design, at, step = np.column_stack([np.ones(y.size), x]), np.array([0.1, -0.4, 0.2, 0.3]), 1e-5
    scores, hessian = derivatives(y, design, at)
    for place in range(at.size):
        up, down = at + step * np.eye(4)[place], at - step * np.eye(4)[place]
        slope = (log_likelihood(y, design, up) - log_likelihood(y, design, down)) / (2 * step)
        assert scores.sum(axis=0)[place] == pytest.approx(slope, rel=1e-6, abs=1e-5)
        bend = (derivatives(y, design, up)[0].sum(axis=0) - derivatives(y, design, down)[0].sum(axis=0)) / (2 * step)
        assert hessian[place] == pytest.approx(bend, rel=1e-5, abs=1e-4)


def test_one_month_of_145_000_deaths_is_no_obstacle() -> None:
    y, x, unit, month = counts()
    y[7] = OUTLIER
    thousands = x * [1000.0, 1.0]
    fit = negative_binomial(y, thousands, ("troops", "control"), unit)
    slow = slow_negative_binomial(y, np.column_stack([np.ones(y.size), x]))
    assert fit.coefficients * [1000.0, 1.0, 1.0] == pytest.approx(slow[[1, 2, 0]], abs=1e-4)
    assert np.isfinite(fit.covariance).all()
    steady = poisson(y, thousands, ("troops", "control"), (unit, month), unit)
    slow = slow_poisson(y, np.column_stack([x, dummies(unit, month)]))
    assert steady.coefficients * [1000.0, 1.0] == pytest.approx(slow[:2], abs=1e-4)


@pytest.mark.parametrize("model", ["nb2", "ppml", "ols"])
def test_neither_the_order_of_rows_nor_units_of_controls_matter(model: str) -> None:
    y, x, unit, month = counts()
    order = np.random.default_rng(3).permutation(y.size)

    def fitted(y: FloatArray, x: FloatArray, unit: IntArray, month: IntArray) -> tuple[float, float]:
        names = ("treated", "control")
        if model == "nb2":
            found = negative_binomial(y, x, names, unit)
        else:
            found = (poisson if model == "ppml" else ordinary)(y, x, names, (unit, month), unit)
        return found.estimate("treated").value, found.estimate("treated").error

    plain = fitted(y, x, unit, month)
    assert fitted(y[order], x[order], unit[order], month[order]) == pytest.approx(plain, rel=1e-7)
    assert fitted(y, x * [1.0, 1e6], unit, month) == pytest.approx(plain, rel=1e-6)


def test_units_of_zeros_leave_the_poisson_fit_as_it_is() -> None:
    y, x, unit, month = counts()
    plain = poisson(y, x, ("treated", "control"), (unit, month), unit)
    rng = np.random.default_rng(5)
    more = np.tile(np.arange(MONTHS), 3)
    with_zeros = poisson(
        np.append(y, np.zeros(more.size)),
        np.vstack([x, rng.normal(size=(more.size, 2))]),
        ("treated", "control"),
        (np.append(unit, UNITS + np.repeat(np.arange(3), MONTHS)), np.append(month, more)),
        np.append(unit, UNITS + np.repeat(np.arange(3), MONTHS)),
    )
    assert with_zeros.coefficients == pytest.approx(plain.coefficients, abs=1e-12)
    assert with_zeros.covariance == pytest.approx(plain.covariance, abs=1e-12)
    more_dropped = {name: with_zeros.dropped[name] - plain.dropped[name] for name in plain.dropped}
    assert (more_dropped["units_of_zeros"], more_dropped["rows_of_zeros"]) == (3, 3 * MONTHS)
    assert with_zeros.clusters == plain.clusters


def test_zeros_that_regressors_set_apart_are_found_and_no_others() -> None:
    for seed in range(5):
        y, x, unit, month = counts(seed)
        kept, _ = without_zero_levels(y, (unit, month))
        y, x, unit, month = y[kept], x[kept], unit[kept], month[kept]
        assert not separated(y, x, (unit, month)).any()
        shift = np.where(y > 0, 0.0, np.arange(y.size) % 11 == 0)
        both = np.column_stack([x[:, 1] + shift, x[:, 1]])
        assert separated(y, both, (unit, month)).tolist() == (shift > 0).tolist()
    never = (np.arange(y.size) % 11 == 0) & (y == 0)
    with pytest.raises(EffectsError, match="never is the same in all"):
        poisson(y, np.column_stack([x[:, 0], never]), ("treated", "never"), (unit, month), unit)


@pytest.mark.parametrize("factors", [1, 2, 3])
def test_fixed_effects_are_least_squares_on_dummies(factors: int) -> None:
    rng = np.random.default_rng(factors)
    codes = tuple(rng.integers(0, levels, 300) for levels in (9, 14, 5))[:factors]
    weights = rng.random(300) * (rng.random(300) < 0.8)
    values = rng.normal(size=(300, 2))
    columns = np.column_stack([np.eye(int(code.max()) + 1)[code] for code in codes])
    root = np.sqrt(weights)[:, None]
    slow = columns @ np.linalg.lstsq(columns * root, values * root, rcond=None)[0]
    assert FixedEffects(codes, weights).fitted(values) == pytest.approx(slow, abs=1e-8)


def test_rows_apart_from_the_rest_are_not_predicted() -> None:
    unit, month = np.array([0, 0, 1, 1, 0, 2]), np.array([0, 1, 2, 3, 2, 0])
    weights = np.array([1.0, 1.0, 1.0, 1.0, 0.0, 0.0])
    assert FixedEffects((unit, month), weights).identified.tolist() == [True, True, True, True, False, False]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda y, x: (y - 5, x), "not negative"),
        (lambda y, x: (y * 0, x), "zero in every row"),
        (lambda y, x: (y, np.column_stack([x[:, 0], 2 * x[:, 0]])), "control says nothing"),
    ],
)
def test_what_cannot_be_fitted_is_refused_in_a_sentence(change, sentence: str) -> None:  # type: ignore[no-untyped-def]
    y, x, unit, month = counts()
    y, x = change(y, x)
    with pytest.raises(EffectsError, match=sentence):
        negative_binomial(y, x, ("treated", "control"), unit)
    with pytest.raises(EffectsError, match=sentence):
        poisson(y, x, ("treated", "control"), (unit, month), unit)


def test_counts_that_vary_less_than_by_chance_are_no_negative_binomial() -> None:
    unit = np.repeat(np.arange(20), 10)
    y = np.tile([1.0, 2.0], 100)
    with pytest.raises(EffectsError, match="did not settle"):
        negative_binomial(y, np.random.default_rng(1).normal(size=(200, 1)), ("x",), unit)
