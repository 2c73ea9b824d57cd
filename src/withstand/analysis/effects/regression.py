"""Linear regression with fixed effects and errors by cluster; on 0 and 1 it is a linear probability model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.effects.estimate import Estimate, sandwich
from withstand.analysis.effects.fixed_effects import EffectsError, FixedEffects

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withstand.analysis.panel import BoolArray, FloatArray, IntArray

COLLINEAR = 1e-9


@dataclass(frozen=True, eq=False)
class Fit:
    """A regression: (K,) coefficients with their (K, K) covariance by cluster, and the rows it used.

    `dropped` says which rows were left out and why; `also` holds what the model estimates beside coefficients.
    """

    model: str
    names: tuple[str, ...]
    coefficients: FloatArray
    covariance: FloatArray
    rows: int
    clusters: int
    log_likelihood: float
    dropped: Mapping[str, int]
    also: Mapping[str, float]

    def estimate(self, name: str) -> Estimate:
        """One coefficient, with clusters less one degrees of freedom."""
        place = self.names.index(name)
        error = float(np.sqrt(max(self.covariance[place, place], 0.0)))
        return Estimate(float(self.coefficients[place]), error, self.clusters - 1, self.rows, self.clusters)


def ordinary(
    y: FloatArray, x: FloatArray, names: tuple[str, ...], factors: tuple[IntArray, ...], clusters: IntArray
) -> Fit:
    """Least squares of (n,) y on (n, K) x within the levels of `factors`."""
    within = FixedEffects(factors, np.ones(y.size))
    flat = within.residual(np.column_stack([x, y]))
    design, outcome = flat[:, :-1], flat[:, -1]
    refuse_collinear(x, design, names)
    bread: FloatArray = np.linalg.inv(design.T @ design).astype(np.float64)
    found = bread @ (design.T @ outcome)
    residual = outcome - design @ found
    covariance = sandwich(bread, design * residual[:, None], clusters)
    variance = float(residual @ residual) / y.size
    likelihood = -0.5 * y.size * (np.log(2 * np.pi * variance) + 1) if variance > 0 else float("inf")
    return Fit("ols", names, found, covariance, y.size, int(np.unique(clusters).size), likelihood, {}, {})


def refuse_collinear(
    x: FloatArray, within: FloatArray, names: tuple[str, ...], weights: FloatArray | None = None
) -> None:
    """Refuse a regressor that the others and the fixed effects already say.

    Raises EffectsError naming the first.
    """
    weight = np.ones(x.shape[0]) if weights is None else weights
    left = within * np.sqrt(weight)[:, None]
    size = np.sqrt(np.sum(weight[:, None] * np.square(x), axis=0))
    for place, name in enumerate(names):
        others = left[:, :place]
        own = left[:, place]
        if others.shape[1]:
            own = own - others @ np.linalg.lstsq(others, own, rcond=None)[0]
        if not np.linalg.norm(own) > COLLINEAR * max(float(size[place]), 1e-300):
            raise EffectsError(
                f"{name} says nothing beside the fixed effects and the columns before it: in every row it follows "
                "from them. Leave it out, or use fewer fixed effects."
            )


def numbered(clusters: IntArray, rows: BoolArray) -> IntArray:
    """Clusters of the kept rows, numbered 0 … G - 1."""
    return np.unique(clusters[rows], return_inverse=True)[1].astype(np.int64)
