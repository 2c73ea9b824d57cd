"""Negative binomial regression (NB2) by maximum likelihood, as published country-month studies have it.

Regressors are standardised, L-BFGS comes near, Newton steps with the exact second derivatives end it. One month of
145,000 deaths beside months of none is then no obstacle, where weighted least squares break off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.special import digamma, gammaln, polygamma  # type: ignore[import-untyped]

from withstand.analysis.effects.estimate import sandwich
from withstand.analysis.effects.fixed_effects import EffectsError
from withstand.analysis.effects.regression import Fit, refuse_collinear

if TYPE_CHECKING:
    from withstand.analysis.panel import FloatArray, IntArray

INTERCEPT = "(intercept)"
LOWEST, HIGHEST = -14.0, 12.0
"""Bounds of ln α: below the first the model is Poisson's to all that can be seen."""
MAX_STEPS = 200
SETTLED = 1e-9
LARGEST_ETA = 60.0


def negative_binomial(y: FloatArray, x: FloatArray, names: tuple[str, ...], clusters: IntArray) -> Fit:
    """The fit of (n,) counts on an intercept and (n, K) x, errors by cluster from the observed information.

    `also` holds ln_alpha and its error. Raises EffectsError for columns that say nothing and fits that do not settle.
    """
    if not np.isfinite(y).all() or (y < 0).any():
        raise EffectsError("A negative binomial fit takes counts that are finite and not negative.")
    if not y.any():
        raise EffectsError("The outcome is zero in every row, so there is nothing to compare.")
    centre, spread = x.mean(axis=0), x.std(axis=0)
    refuse_collinear(x, x - centre, names)
    design = np.column_stack([np.ones(y.size), (x - centre) / spread])
    at = _near(y, design)
    at = _newton(y, design, at)
    scores, hessian = derivatives(y, design, at)
    bread: FloatArray = np.linalg.inv(-hessian).astype(np.float64)
    covariance = sandwich(bread, scores, clusters)
    back = _unstandardised(centre, spread)
    found, covariance = back @ at, back @ covariance @ back.T
    groups = int(np.unique(clusters).size)
    also = {"ln_alpha": float(found[-1]), "ln_alpha_error": float(np.sqrt(covariance[-1, -1]))}
    return Fit(
        "nb2", (*names, INTERCEPT), np.append(found[1:-1], found[0]), _moved(covariance), y.size, groups,
        log_likelihood(y, design, at), {}, also,
    )  # fmt: skip


def log_likelihood(y: FloatArray, design: FloatArray, at: FloatArray) -> float:
    """Of coefficients and ln α, together `at` (K + 2,)."""
    eta, theta = np.minimum(design @ at[:-1], LARGEST_ETA), at[-1]
    r = np.exp(-theta)
    spread = np.logaddexp(0.0, theta + eta)
    each = gammaln(y + r) - gammaln(r) - gammaln(y + 1) + y * (theta + eta) - (y + r) * spread
    return float(each.sum())


def scores_of(y: FloatArray, design: FloatArray, at: FloatArray) -> FloatArray:
    """(n, K + 2) what each row adds to the slope of the log likelihood."""
    eta, theta = np.minimum(design @ at[:-1], LARGEST_ETA), at[-1]
    mean, r = np.exp(eta), np.exp(-theta)
    surplus = (y - mean) / (1.0 + np.exp(theta) * mean)
    gap = np.log1p(np.exp(theta) * mean) - digamma(y + r) + digamma(r)
    return np.column_stack([design * surplus[:, None], r * gap + surplus])


def derivatives(y: FloatArray, design: FloatArray, at: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(n, K + 2) scores and the (K + 2, K + 2) Hessian of the log likelihood."""
    scores = scores_of(y, design, at)
    mean, alpha, r = np.exp(np.minimum(design @ at[:-1], LARGEST_ETA)), np.exp(at[-1]), np.exp(-at[-1])
    over = 1.0 / (1.0 + alpha * mean)
    surplus = (y - mean) * over
    curve = mean * over * (1.0 + alpha * y) * over
    cross = -alpha * mean * over * surplus
    bend = polygamma(1, y + r) - polygamma(1, r)
    own = surplus - scores[:, -1] + r * (alpha * mean * over + r * bend) + cross
    hessian = np.empty((at.size, at.size))
    hessian[:-1, :-1] = -(design * curve[:, None]).T @ design
    hessian[:-1, -1] = hessian[-1, :-1] = design.T @ cross
    hessian[-1, -1] = own.sum()
    return scores, hessian


def _near(y: FloatArray, design: FloatArray) -> FloatArray:
    def objective(at: FloatArray) -> tuple[float, FloatArray]:
        slope = scores_of(y, design, at).sum(axis=0)
        return -log_likelihood(y, design, at) / y.size, -slope / y.size

    start = np.zeros(design.shape[1] + 1)
    start[0] = np.log(y.mean())
    trials = np.linspace(-2.0, 6.0, 9)
    start[-1] = trials[int(np.argmax([log_likelihood(y, design, np.append(start[:-1], one)) for one in trials]))]
    bounds = [(-LARGEST_ETA, LARGEST_ETA)] * design.shape[1] + [(LOWEST, HIGHEST)]
    near: FloatArray = minimize(objective, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return near


def _newton(y: FloatArray, design: FloatArray, at: FloatArray) -> FloatArray:
    best = log_likelihood(y, design, at)
    for _ in range(MAX_STEPS):
        scores, hessian = derivatives(y, design, at)
        gradient = scores.sum(axis=0)
        values, vectors = np.linalg.eigh(-hessian)
        step = vectors @ ((vectors.T @ gradient) / np.maximum(np.abs(values), 1e-8))
        decrement = float(gradient @ step)
        if decrement < SETTLED:
            if values[0] <= 0:
                break
            settled: FloatArray = at + step
            return settled
        size = 1.0
        while size > 1e-10:
            trial = at + size * step
            trial[-1] = np.clip(trial[-1], LOWEST, HIGHEST)
            reached = log_likelihood(y, design, trial)
            if reached >= best + 1e-4 * size * decrement:
                break
            size /= 2
        if size <= 1e-10 or trial[-1] in (LOWEST, HIGHEST):
            break
        at, best = trial, reached
    raise EffectsError(
        "The negative binomial fit did not settle: the counts vary no more than a Poisson fit expects, or a column "
        'sets all positive rows apart. Use model = "ppml", or leave that column out.'
    )


def _unstandardised(centre: FloatArray, spread: FloatArray) -> FloatArray:
    """(K + 2, K + 2) matrix from coefficients of standardised columns to those of the columns as given."""
    back = np.eye(centre.size + 2)
    back[1:-1, 1:-1] = np.diag(1.0 / spread)
    back[0, 1:-1] = -centre / spread
    return back


def _moved(covariance: FloatArray) -> FloatArray:
    """The covariance of the coefficients, the intercept last and ln α away."""
    order = np.append(np.arange(1, covariance.shape[0] - 1), 0)
    moved: FloatArray = covariance[np.ix_(order, order)]
    return moved
