"""One or more areas with a written-out series of deaths by one class, and nothing else."""

import numpy as np

from withstand.analysis.outcome import Outcome
from withstand.analysis.panel import Panel


def panel_of(*series: list[int]) -> Panel:
    deaths = np.array(series, dtype=float)
    none = np.zeros_like(deaths)
    return Panel(
        areas=tuple(f"area {i}" for i in range(len(series))),
        countries=("X",) * len(series),
        first_month=1,
        one_sided={"host_state": deaths},
        battle={"sb": none, "ns": none},
        neighbours=np.zeros((len(series),) * 2, dtype=bool),
    )


def outcome_of(window: int, *series: list[int]) -> Outcome:
    return Outcome(panel_of(*series), "host_state", window)
