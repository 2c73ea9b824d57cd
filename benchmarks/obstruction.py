"""Obstruction on 100,000 acts and visits against the bare reading of their frames; and how often chance is mistaken."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl

from benchmarks.ledger_offices import BATCH, offices
from benchmarks.ledger_writing import seconds
from benchmarks.measure import report, target
from withstand.analysis.obstruction import before_violence as chance
from withstand.analysis.obstruction.blind import blind_days, blind_time, spells
from withstand.analysis.obstruction.frames import DENIED
from withstand.analysis.obstruction.place_forecast import PlaceForecast
from withstand.analysis.obstruction.rate import rates
from withstand.analysis.obstruction.standard_tables import standard_table
from withstand.analysis.obstruction.weighted import denial_cells, month_id, weighed
from withstand.analysis.panel import FloatArray
from withstand.evidence.area_set import Area, AreaSet
from withstand.evidence.records import OBSTRUCTION, VISIT
from withstand.ledger.journal import Draft, append
from withstand.ledger.ledger import Ledger
from withstand.mission.obstructed import access, obstructed
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "obstruction"))

RECORDS, QUICK_RECORDS = 100_000, 4_000
MISSIONS, QUICK_MISSIONS = 400, 20
SHUFFLED_SHARE = 4
FIRST, DAYS = date(2028, 1, 1), 1_800
AREAS = tuple(f"VM{above:02}{below:02}" for above in range(1, 12) for below in range(1, 9))
PLACES = AreaSet("made up", "admin2", tuple(Area(area, {"en": area}) for area in AREAS))
_KINDS = ("movement_denial", "movement_delay", "customs_import_block", "undue_taxation")


def fill(ledger: Ledger, records: int) -> None:
    """A fifth of the records are acts, the others visits; one in twelve of these was denied."""
    dice = random.Random(5)

    def draft(number: int) -> Draft:
        on = (FIRST + timedelta(days=dice.randrange(DAYS))).isoformat()
        common = {"where": {"area": dice.choice(AREAS)}, "when": {"start": on}}
        if number % 5 == 0:
            told = {"what": dice.choice(_KINDS), "agent": dice.choice(("army", "police")), "protest": "open"}
            return Draft(OBSTRUCTION, OBSTRUCTION.read({**told, **common}), "confidential")
        how = dice.choices(("full", "partial", "denied", "unknown"), (8, 2, 1, 1))[0]
        return Draft(VISIT, VISIT.read({"purpose": "patrol", "access": how, **common}), "confidential")

    for start in range(0, records, BATCH):
        append(ledger, [draft(number) for number in range(start, min(start + BATCH, records))])


def main(*, quick: bool) -> None:
    """Fill a ledger, measure each question, then test missions in which there is nothing to find."""
    records = QUICK_RECORDS if quick else RECORDS
    with tempfile.TemporaryDirectory() as name:
        ledger = offices(Path(name), "HQ")["HQ"].ledger
        print(f"  writing {records} records", file=sys.stderr, flush=True)
        fill(ledger, records)
        rows, bare = _measured(ledger, 3 if quick else 15)
        ledger.close()
    looked = next(row[1] for row in rows if row[0] == _LOOKED) / 1e3
    verdicts = (
        target("how far places could be seen, against reading the two frames", looked / bare, 4.0, at_least=False),
        target("the slowest question, in seconds", max(row[1] for row in rows) / 1e3, 5.0, at_least=False),
    )
    report("obstruction", ("what", "ms", "times the bare frames"), rows, verdicts, quick=quick)
    by_chance(quick=quick)


_LOOKED = "attempts and times blind, as map and review ask"


def _measured(ledger: Ledger, repeats: int) -> tuple[list[tuple[str, float, float]], float]:
    def picture() -> Picture:
        return Picture(ledger, HOLDER)

    end = FIRST + timedelta(days=DAYS)
    found = obstructed(picture(), PLACES)
    told = found.attempts.frame
    forecast = _forecast()
    cells = denial_cells(told.filter(pl.col("access") == DENIED))
    days = blind_days(spells(told, end), FIRST, end).rename({"days": "number"})
    questions: dict[str, Callable[[], object]] = {
        "the two frames": lambda: (picture().frame(OBSTRUCTION), picture().frame(VISIT)),
        _LOOKED: lambda: blind_time(access(picture(), PLACES).frame, AREAS, FIRST, end),
        "acts with agency, place and protest; visits": lambda: obstructed(picture(), PLACES).attempts,
        "the standard table": lambda: standard_table(found.acts),
        "rates by month, area and agency": lambda: rates(told, ("month", "area", "agent")),
        "denials by weight, 1,000 draws": lambda: weighed(cells, "area", forecast, seed=1),
        "days blind by weight, 1,000 draws": lambda: weighed(days, "area", forecast, seed=1),
    }
    times: dict[str, list[float]] = {what: [] for what in questions}
    for _ in range(repeats):
        for what, ask in questions.items():
            times[what].append(seconds(ask))
    medians = {what: median(each) for what, each in times.items()}
    bare = medians["the two frames"]
    return [(what, one * 1e3, one / bare) for what, one in medians.items()], bare


def _forecast() -> PlaceForecast:
    dice = np.random.default_rng(1)
    p = dice.beta(1, 6, size=(len(AREAS), 96))
    return PlaceForecast(
        AREAS, "host_state", 1, "history", "ewma_nb", month_id(FIRST) - 30, month_id(FIRST) + 65, p,
        np.ascontiguousarray(p.T), (dice.random((96, len(AREAS))) < p.T).astype(np.float64),
    )  # fmt: skip


def by_chance(*, quick: bool) -> None:
    """How often each way of making chance finds something at 5 % where there is nothing."""
    from invented_missions import mission  # type: ignore[import-not-found]

    missions = QUICK_MISSIONS if quick else MISSIONS
    rows, worst = [], 0.0
    for keep, common in ((0.0, 0.0), (0.85, 0.0), (0.85, 0.4), (0.95, 0.4), (0.95, 0.8)):
        for window in (1, 3):
            shuffled, shifted, ours = [], [], []
            for seed in range(missions):
                made = mission(seed, keep=keep, common=common, months=60)
                outcome = chance.following(made.deaths, window)
                over = chance.excess(made.denials[:, : outcome.shape[1]], made.attempts[:, : outcome.shape[1]])
                if seed < missions // SHUFFLED_SHARE:
                    shuffled.append(_shuffled(over, chance.without_common(outcome), seed))
                shifted.append(_shifted(over, outcome - outcome.mean(axis=1, keepdims=True), seed))
                told = chance.followed_by(
                    made.denials, made.deaths, perpetrator="x", window=window, seed=seed, attempts=made.attempts,
                    shifts=999,
                )  # fmt: skip
                ours.append(told.p if told.p is not None else 1.0)
            shares = [float(np.mean(np.array(one) <= 0.05)) for one in (shuffled, shifted, ours)]
            worst = max(worst, shares[2])
            rows.append((f"lasting {keep:g}, common {common:g}, {window} months", *shares))
    bound = 0.05 + 3 * (0.05 * 0.95 / missions) ** 0.5
    report(
        "obstruction_chance", ("missions", "shuffled", "shifted", "shifted, common months out"), rows,
        (target("the largest share found at 5 % where there is nothing", worst, bound, at_least=False),), quick=quick,
    )  # fmt: skip


def _shifted(over: FloatArray, outcome: FloatArray, seed: int) -> float:
    by_shift = chance.meetings(over, outcome)
    rng = np.random.default_rng(seed)
    drawn = sum(area[rng.integers(0, area.size, 999)] for area in by_shift)
    return _share(np.asarray(drawn), float(by_shift[:, 0].sum()), float(by_shift.mean(axis=1).sum()))


def _shuffled(over: FloatArray, outcome: FloatArray, seed: int) -> float:
    rng = np.random.default_rng(seed)
    season = (np.arange(outcome.shape[1]) // 3) % 4
    drawn = np.zeros(199)
    for one in range(4):
        said, then = over[:, season == one], outcome[:, season == one]
        for number in range(drawn.size):
            drawn[number] += (rng.permuted(said, axis=1) * then).sum()
    return _share(drawn, float((over * outcome).sum()), float(drawn.mean()))


def _share(drawn: FloatArray, observed: float, middle: float) -> float:
    far = np.abs(drawn - middle) >= abs(observed - middle) - 1e-9
    return float((1 + far.sum()) / (drawn.size + 1))


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
