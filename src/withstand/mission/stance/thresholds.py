"""What leadership holds to be enough, as of a day; what the answer would be under others; the words for the stances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from withstand.ledger.fields import first_day
from withstand.mission.period import add_months
from withstand.mission.stance_records import STANCE_THRESHOLDS, StanceThresholds
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary

WITH, DESPITE, AGAINST = "with", "despite", "against"
KAPPA_STEP, SURE_STEP = 25, 10
NUMBERS = (
    "unwilling_below", "sure_percent", "window_months", "fewest_observations", "weeks_apart", "half_life_days",
    "answer_within_days", "systematic_from",
)  # fmt: skip
LEAST_SURE, MOST_SURE = 50, 95


@dataclass(frozen=True)
class Thresholds:
    """The thresholds in force, those of the program where nobody set any. `record`: who set them, empty for nobody.

    unwilling_below  hundredths of a standard deviation; sure_percent  of a hundred; the others as in StanceThresholds.
    """

    unwilling_below: int = 50
    sure_percent: int = 80
    window_months: int = 12
    fewest_observations: int = 5
    weeks_apart: int = 8
    half_life_days: int = 180
    answer_within_days: int = 14
    systematic_from: int = 3
    said: tuple[tuple[str, str], ...] = ()
    record: str = ""
    since: str = ""

    @property
    def kappa(self) -> float:
        """How far below the average willingness is held to be absent, in standard deviations."""
        return self.unwilling_below / 100

    @property
    def sure(self) -> float:
        """Below this share a posterior is undetermined."""
        return self.sure_percent / 100

    def window(self, day: date) -> tuple[date, date]:
        """The first and the last day of the window that ends on a day."""
        back = add_months(day.replace(day=1), -self.window_months)
        whole = add_months(back, 1) - timedelta(days=1)
        return date(back.year, back.month, min(day.day, whole.day)), day

    def word(self, stance: str, language: str = "en") -> str:
        """A stance in the words that leadership chose for printed pages, else in those of the vocabulary."""
        return dict(self.said).get(stance) or vocabulary("stances").label(stance, language)


def thresholds(picture: Picture, day: date) -> Thresholds:
    """The latest thresholds that hold on a day; of several of one day those entered last."""
    last = latest_of(
        ((seen.fields, seen.recorded_at, seen.record) for seen in picture.each(STANCE_THRESHOLDS)
         if isinstance(seen.fields, StanceThresholds)), day,
    )  # fmt: skip
    return of_record(*last) if last else Thresholds()


def latest_of(
    held: Iterable[tuple[StanceThresholds, int, str]], day: date
) -> tuple[StanceThresholds, str] | None:  # fmt: skip
    """Of thresholds, the moments of their entry and their records, those that hold on a day, and their record."""
    holding = [one for one in held if first_day(one[0].on) <= day]
    last = max(holding, key=lambda one: (first_day(one[0].on), *one[1:]), default=None)
    return (last[0], last[2]) if last else None


def of_record(fields: StanceThresholds, record: str = "") -> Thresholds:
    """Thresholds as a record sets them."""
    said = tuple(
        (stance, word.strip())
        for stance, word in ((WITH, fields.said_with), (DESPITE, fields.said_despite), (AGAINST, fields.said_against))
        if word.strip()
    )
    return Thresholds(
        fields.unwilling_below, fields.sure_percent, fields.window_months, fields.fewest_observations,
        fields.weeks_apart, fields.half_life_days, fields.answer_within_days, fields.systematic_from, said, record,
        fields.on,
    )  # fmt: skip


def alternates(held: Thresholds) -> Iterator[Thresholds]:
    """The thresholds with kappa, the share that is sure, or both, one step lower and higher."""
    kappas = (held.unwilling_below - KAPPA_STEP, held.unwilling_below, held.unwilling_below + KAPPA_STEP)
    sures = (held.sure_percent - SURE_STEP, held.sure_percent, held.sure_percent + SURE_STEP)
    for kappa in dict.fromkeys(max(0, one) for one in kappas):
        for sure in dict.fromkeys(min(MOST_SURE, max(LEAST_SURE, one)) for one in sures):
            if (kappa, sure) != (held.unwilling_below, held.sure_percent):
                yield replace(held, unwilling_below=kappa, sure_percent=sure)
