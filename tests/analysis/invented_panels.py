"""Small invented panels for tests of laws."""

import numpy as np

from withstand.analysis.panel import Panel


def invented_panel(
    seed: int = 0, areas: int = 5, months: int = 120, first_month: int = 1, rate: float = 0.15, countries: int = 1
) -> Panel:
    """Bursts of deaths whose rate is higher where the month before was violent, so that history helps."""
    rng = np.random.default_rng(seed)

    def series(share: float) -> np.ndarray:
        deaths = np.zeros((areas, months))
        heat = np.full(areas, rate * share)
        for month in range(months):
            hit = rng.random(areas) < heat
            deaths[:, month] = np.where(hit, rng.geometric(0.12, areas), 0)
            heat = np.clip(0.7 * heat + 0.3 * (rate * share + 0.5 * hit), 0.0, 0.9)
        return deaths

    upper = np.triu(rng.random((areas, areas)) < 0.5, 1)
    return Panel(
        areas=tuple(f"area {i}" for i in range(areas)),
        countries=tuple(f"country {i % countries}" for i in range(areas)),
        first_month=first_month,
        one_sided={"host_state": series(0.6), "foreign_state": series(0.1), "non_state": series(1.0)},
        battle={"sb": series(1.0), "ns": series(0.5)},
        neighbours=upper | upper.T,
    )
