"""How good probabilities of an event were: sharpness, calibration, ranking (methods 1.5)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.logit import fit_ridge_logit
from withstand.analysis.result_values import Band

if TYPE_CHECKING:
    import numpy.typing as npt

    from withstand.analysis.panel import BoolArray, FloatArray

BAND_EDGES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.6, 1.0)
TOP_SHARE = 0.1


def log_loss(p: FloatArray, happened: BoolArray) -> FloatArray:
    """-log of the probability given to what happened, in nats; p within (0, 1). Shape kept."""
    return np.asarray(-np.log(np.where(happened, p, 1.0 - p)), dtype=np.float64)


def average_precision(p: FloatArray, happened: BoolArray) -> float | None:
    """Area under the precision-recall steps, tied forecasts taken together; None without an event."""
    hits, flagged = _descending(p, happened)
    if hits[-1] == 0:
        return None
    return float(np.sum(np.diff(hits, prepend=0.0) * hits / flagged) / hits[-1])


def auc(p: FloatArray, happened: BoolArray) -> float | None:
    """P(an event was ranked above a non-event), ties counting half; None unless there are both."""
    hits, flagged = _descending(p, happened)
    misses = flagged - hits
    if hits[-1] == 0 or misses[-1] == 0:
        return None
    return float(np.trapezoid(np.append(0.0, hits), np.append(0.0, misses)) / (hits[-1] * misses[-1]))


def calibration(p: FloatArray, happened: BoolArray) -> tuple[float, float] | None:
    """Intercept and slope of a logistic regression of the event on logit p; (0, 1) is perfect.

    A slope below 1 says the forecasts are over-confident. None when the regression has no finite answer: only one
    outcome, constant forecasts, or forecasts that separate the two outcomes. p within (0, 1).
    """
    if happened.all() or not happened.any():
        return None
    hit, missed = p[happened], p[~happened]
    if hit.min() >= missed.max() or hit.max() <= missed.min():
        return None
    logit = np.log(p / (1.0 - p))
    intercept, slope = fit_ridge_logit(logit[:, None], happened.astype(np.float64), np.ones_like(p), ridge=0.0).tolist()
    return intercept, slope


def reliability(p: FloatArray, happened: BoolArray) -> tuple[Band, ...]:
    """How many forecasts fell into each band of BAND_EDGES and how many of them came true."""
    bands = band_of(p)
    count = len(BAND_EDGES) - 1
    forecasts = np.bincount(bands, minlength=count).tolist()
    came_true = np.bincount(bands[happened], minlength=count).tolist()
    summed = np.bincount(bands, weights=p, minlength=count).tolist()
    return tuple(
        Band(low, high, n, hits, total / n if n else None)
        for low, high, n, hits, total in zip(BAND_EDGES[:-1], BAND_EDGES[1:], forecasts, came_true, summed, strict=True)
    )


def band_of(p: FloatArray) -> npt.NDArray[np.intp]:
    """The position in `reliability` of each probability."""
    return np.clip(np.searchsorted(BAND_EDGES, p, side="right") - 1, 0, len(BAND_EDGES) - 2)


def top_capture(p: FloatArray, amounts: FloatArray) -> float | None:
    """Share of `amounts` (O, A) that fell, origin by origin, into the tenth of the areas ranked highest.

    The tenth is rounded up (2 of 17 areas); areas tied at its edge share its last places. None when nothing fell
    anywhere.
    """
    total = float(amounts.sum())
    if total == 0:
        return None
    places = max(1, math.ceil(TOP_SHARE * p.shape[1]))
    edge = np.partition(p, -places, axis=1)[:, -places][:, None]
    above, tied = p > edge, p == edge
    left = places - above.sum(axis=1, keepdims=True)
    share = above + tied * (left / tied.sum(axis=1, keepdims=True))
    return float((share * amounts).sum() / total)


def _descending(p: FloatArray, happened: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Events and forecasts counted down to each distinct probability, highest first."""
    order = np.argsort(-p, kind="stable")
    ordered = p[order]
    ends = np.append(np.flatnonzero(np.diff(ordered)), p.size - 1)
    hits = np.cumsum(happened[order], dtype=np.float64)[ends]
    return hits, (ends + 1).astype(np.float64)
