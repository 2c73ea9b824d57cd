"""The result of a backtest: what all models' test forecasts were worth (methods 1.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from withstand.analysis.plain import from_plain, to_plain
from withstand.analysis.result_values import LADDER, Band, Interval

CRPS, TWCRPS, IGN, LOG_LOSS = "crps", "twcrps", "ign", "log_loss"


def brier_name(step: int) -> str:
    """The name of the Brier score at a ladder step."""
    return f"brier_{step}"


SCORES = (CRPS, TWCRPS, IGN, LOG_LOSS, *(brier_name(step) for step in LADDER))


@dataclass(frozen=True)
class StepScore:
    """One model at one ladder step.

    Skills are 1 - Brier / Brier of the reference: the training years' base rate, and conflictology_12; None where
    the reference is perfect. `track` counts test forecasts by band of probability.
    """

    step: int
    brier: float
    skill_over_climate: float | None
    skill_over_conflictology: float | None
    track: tuple[Band, ...]


@dataclass(frozen=True)
class ModelScore:
    """One model's scores over all test forecasts.

    CRPS and twCRPS (threshold 10) in deaths, IGN in bits, log loss in nats; log loss, average precision, AUC,
    calibration and captures are of P(y >= 1). Captures: share of events and of deaths in the tenth of the areas
    ranked highest at each origin. None where a measure is not defined.
    """

    model: str
    crps: float
    crps_skill: float | None
    twcrps: float
    ign: float
    log_loss: float
    average_precision: float | None
    auc: float | None
    calibration_intercept: float | None
    calibration_slope: float | None
    event_capture: float | None
    death_capture: float | None
    steps: tuple[StepScore, ...]


@dataclass(frozen=True)
class Difference:
    """A score of the hurdle minus a baseline's; below zero the hurdle is better.

    The interval resamples areas, not the months they share, and is rather too narrow (see `cluster_intervals`).
    """

    score: str
    baseline: str
    interval: Interval


@dataclass(frozen=True)
class YearSkill:
    """One test year: skill of the hurdle over conflictology_12 in Brier (P(y >= 1)) and CRPS; None if undefined.

    brier_gain  Brier score (P(y >= 1)) of conflictology_12 minus the hurdle's, summed over the year's forecasts;
                above zero the hurdle is better. Defined also where the skill is not.
    """

    year: int
    forecasts: int
    events: int
    brier_gain: float
    brier_skill: float | None
    crps_skill: float | None


@dataclass(frozen=True)
class Backtest:
    """The test of every model for one target and window.

    positives  area-months of the test years with any death of the target (single months, whatever the window).
    events     test forecasts whose window reached each ladder step.
    refusal    why there is no test; empty when there is one, and then everything else is filled.
    """

    target: str
    window: int
    years: tuple[int, ...]
    areas: int
    forecasts: int
    positives: int
    events: tuple[int, ...]
    models: tuple[ModelScore, ...]
    differences: tuple[Difference, ...]
    by_year: tuple[YearSkill, ...]
    seed: int
    draws: int
    refusal: str = ""

    def model(self, name: str) -> ModelScore:
        """The scores of one model."""
        return next(score for score in self.models if score.model == name)

    def difference(self, score: str, baseline: str) -> Interval:
        """The hurdle's difference from one baseline in one score."""
        return next(d.interval for d in self.differences if (d.score, d.baseline) == (score, baseline))

    def to_plain(self) -> dict[str, Any]:
        """The result as JSON types."""
        return to_plain(self)

    @staticmethod
    def from_plain(plain: object) -> Backtest:
        """The result again; raises PlainError when another version of the program wrote it."""
        return from_plain(Backtest, plain)
