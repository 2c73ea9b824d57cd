"""The test of violence after denials: right where there is nothing, able where there is something."""

from __future__ import annotations

import os

import numpy as np
import pytest
from invented_missions import mission

from withstand.analysis.obstruction.before_violence import (
    FEW_DENIALS,
    FEW_MONTHS,
    FEW_VIOLENT,
    NO_VARIATION,
    SHIFTS,
    Followed,
    excess,
    followed_by,
    following,
    holm,
    meetings,
    without_common,
)

PROOFS = bool(os.environ.get("WITHSTAND_PROOFS"))
MISSIONS = 2_000 if PROOFS else 150


def outcome_of(seed: int, window: int = 3, shifts: int = 999, *, counted: bool = True, **rules: float) -> Followed:
    made = mission(seed, **rules)  # type: ignore[arg-type]
    return followed_by(
        made.denials, made.deaths, perpetrator="host_state", window=window, seed=seed, shifts=shifts,
        attempts=made.attempts if counted else None,
    )  # fmt: skip


def share_below(level: float, found: list[Followed]) -> float:
    return float(np.mean([one.p is not None and one.p <= level for one in found]))


@pytest.mark.parametrize("window", [1, 3])
@pytest.mark.parametrize(("keep", "common"), [(0.0, 0.0), (0.85, 0.0), (0.95, 0.4), (0.95, 0.8)])
def test_where_there_is_nothing_it_rejects_at_its_level(keep: float, common: float, window: int) -> None:
    found = [outcome_of(seed, window, 499, keep=keep, common=common, months=60) for seed in range(MISSIONS)]
    tolerance = 3 * np.sqrt(0.05 * 0.95 / MISSIONS)
    assert share_below(0.05, found) <= 0.05 + tolerance
    assert share_below(0.2, found) <= 0.2 + 3 * np.sqrt(0.2 * 0.8 / MISSIONS)
    if PROOFS:
        assert share_below(0.05, found) >= 0.02


def test_where_there_is_something_it_is_found() -> None:
    found = [outcome_of(seed, link=1.1, lead=3) for seed in range(60)]
    assert share_below(0.05, found) >= 0.8
    assert np.mean([one.effect or 0 for one in found]) > 0.02
    assert share_below(0.05, [outcome_of(seed, link=1.1, lead=3, counted=False) for seed in range(60)]) >= 0.6


def test_denials_that_are_followed_by_calm_are_found_as_well() -> None:
    found = [outcome_of(seed, link=-1.6, lead=3) for seed in range(60)]
    assert share_below(0.05, found) >= 0.5
    assert np.mean([one.effect or 0 for one in found]) < 0


def test_the_smallest_effect_is_about_the_one_found_in_four_of_five_records() -> None:
    """An effect of that size is put into what follows, and looked for."""
    hits = []
    for seed in range(400 if PROOFS else 120):
        made = mission(seed, months=84)
        outcome = following(made.deaths, 3)
        told = followed_by(made.denials, made.deaths, perpetrator="x", window=3, seed=seed, shifts=499)
        assert told.smallest
        over = excess(made.denials[:, : outcome.shape[1]])
        shifted = outcome + told.smallest * over
        by_shift = meetings(over, without_common(shifted))
        rng = np.random.default_rng(seed)
        drawn = sum(area[rng.integers(0, area.size, 499)] for area in by_shift)
        middle = by_shift.mean(axis=1).sum()
        hits.append((1 + (np.abs(drawn - middle) >= abs(by_shift[:, 0].sum() - middle)).sum()) / 500 <= 0.05)
    assert 0.65 <= np.mean(hits) <= 0.95


def test_shifts_in_a_circle_are_all_sums_written_out() -> None:
    rng = np.random.default_rng(0)
    over, outcome = rng.normal(size=(2, 7)), rng.normal(size=(2, 7))
    found = meetings(over, outcome)
    for shift in range(7):
        np.testing.assert_allclose(found[:, shift], (np.roll(over, shift, axis=1) * outcome).sum(axis=1))


def test_what_follows_leaves_the_month_itself_out() -> None:
    deaths = np.array([[5, 0, 0, 2, 0, 0, 0]])
    np.testing.assert_array_equal(following(deaths, 1), [[0, 0, 1, 0, 0, 0]])
    np.testing.assert_array_equal(following(deaths, 3), [[1, 1, 1, 0]])


def test_excess_is_measured_against_attempts_and_a_month_without_one_weighs_nothing() -> None:
    denials, tried = np.array([[1.0, 0.0, 1.0]]), np.array([[2.0, 0.0, 6.0]])
    np.testing.assert_allclose(excess(denials, tried), [[0.5, 0.0, -0.5]])
    np.testing.assert_allclose(excess(denials), [[1 / 3, -2 / 3, 1 / 3]])


def test_beyond_the_forecast_nothing_is_left_where_the_forecast_knew() -> None:
    found = []
    for seed in range(60):
        made = mission(seed, link=1.1, lead=3, months=84)
        free = 1 - np.prod([1 - made.danger[:, back : 84 - 3 + back] for back in (1, 2, 3)], axis=0)
        found.append(
            followed_by(
                made.denials, made.deaths, perpetrator="x", window=3, seed=seed, attempts=made.attempts, expected=free,
                shifts=499,
            )
        )  # fmt: skip
    assert share_below(0.05, found) <= 0.15


@pytest.mark.parametrize(
    ("months", "denied", "violent", "why"),
    [(20, 1, 1, FEW_MONTHS), (60, 0, 1, FEW_DENIALS), (60, 1, 0, FEW_VIOLENT), (60, 2, 2, NO_VARIATION)],
)
def test_a_record_too_thin_is_not_tested_and_says_why(months: int, denied: int, violent: int, why: str) -> None:
    rng = np.random.default_rng(1)
    denials = np.full((4, months), 1.0) if denied == 2 else rng.poisson(0.5 * denied, (4, months)).astype(float)
    deaths = np.full((4, months), 1.0) if violent == 2 else rng.poisson(0.3 * violent, (4, months)).astype(float)
    told = followed_by(denials, deaths, perpetrator="x", window=3, seed=0)
    assert (told.why, told.p, told.effect, told.shifts) == (why, None, None, 0)
    assert followed_by(denials[:, :2], deaths[:, :2], perpetrator="x", window=3, seed=0).why == FEW_MONTHS


def test_one_seed_one_result_and_enough_shifts() -> None:
    made = mission(3)
    once, again, other = (
        followed_by(made.denials, made.deaths, perpetrator="x", window=1, seed=seed) for seed in (1, 1, 2)
    )
    assert once == again
    assert once.shifts == SHIFTS >= 2_000
    assert once.p is not None
    assert once.p != other.p
    assert once.p >= 1 / (SHIFTS + 1)


def test_several_tests_are_judged_together() -> None:
    blank = Followed("x", False, 1, 60, 5, 20, 20, True)
    made = tuple(Followed(**{**vars(blank), "p": p}) for p in (0.01, 0.04, 0.03, None))
    assert [one.adjusted for one in holm(made)] == [0.03, 0.06, 0.06, None]
