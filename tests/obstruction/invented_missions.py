"""Missions made by known rules: where danger is, how often one tries to go there, who is turned back, what follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Invented:
    """(A, T) attempts, denials and deaths by area and month, and the danger of any death that made them."""

    attempts: np.ndarray
    denials: np.ndarray
    deaths: np.ndarray
    danger: np.ndarray


def persistent(rng: np.random.Generator, areas: int, months: int, keep: float) -> np.ndarray:
    """(A, T) a series that forgets slowly, of mean 0 and variance 1."""
    series = np.empty((areas, months))
    series[:, 0] = rng.normal(size=areas)
    for month in range(1, months):
        series[:, month] = keep * series[:, month - 1] + np.sqrt(1 - keep**2) * rng.normal(size=areas)
    return series


def mission(
    seed: int, *, areas: int = 12, months: int = 84, keep: float = 0.85, common: float = 0.0, link: float = 0.0,
    lead: int = 2,
) -> Invented:  # fmt: skip
    """`common`: how far the whole country goes together, in denials and in danger apart. `link`: how much a denied
    month adds to the logit of danger in each of the `lead` months after it; 0 leaves nothing to find.
    """
    rng = np.random.default_rng(seed)
    own = np.sqrt(1 - common)
    heat = own * persistent(rng, areas, months, keep) + np.sqrt(common) * persistent(rng, 1, months, keep)
    will = own * persistent(rng, areas, months, keep) + np.sqrt(common) * persistent(rng, 1, months, keep)
    attempts = rng.poisson(np.exp(1.6 + 0.5 * persistent(rng, areas, months, keep)))
    refused = 1 / (1 + np.exp(-(rng.normal(-2.0, 0.7, (areas, 1)) + 1.1 * will)))
    denials = rng.binomial(attempts, refused)
    base = rng.normal(-2.2, 0.8, (areas, 1)) + 1.2 * heat
    before = np.zeros((areas, months))
    for back in range(1, lead + 1):
        before[:, back:] += denials[:, :-back] > 0
    danger = 1 / (1 + np.exp(-(base + link * before)))
    happened = rng.random((areas, months)) < danger
    deaths = np.where(happened, rng.geometric(0.15, (areas, months)), 0)
    return Invented(attempts.astype(float), denials.astype(float), deaths.astype(float), danger)
