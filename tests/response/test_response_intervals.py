"""What the audit says holds where the truth is known: intervals, silence where there is nothing, and what is held the
same; `WITHSTAND_PROOFS` asks the same of many more operations.
"""

from __future__ import annotations

import os

import numpy as np
import polars as pl
import pytest
from response_truth import MadeUp, made_up

from withstand.analysis.logit import fit_ridge_logit
from withstand.analysis.response.audit import audited
from withstand.analysis.response.cases import outcomes
from withstand.analysis.response.design import design
from withstand.analysis.response.fitting import Regression
from withstand.analysis.response.gaps import FEW, Gap, gaps
from withstand.analysis.response.judged import holm
from withstand.analysis.response.pace import Pace, paces, waits

PROOFS = bool(os.environ.get("WITHSTAND_PROOFS"))
OPERATIONS = 1_000 if PROOFS else 20
HOST, OWN = "host_state", "perpetrator"


def gap(made: MadeUp, seed: int = 0) -> Gap:
    return next(one for one in gaps(outcomes(made.cases, 14), OWN, seed) if one.perpetrator == HOST)


def pace(made: MadeUp, seed: int = 0) -> Pace:
    return next(one for one in paces(made.cases, OWN, seed) if one.perpetrator == HOST)


@pytest.mark.parametrize("effect", [0.0, -0.6])
def test_intervals_hold_the_truth_and_no_gap_is_not_beyond_chance(effect: float) -> None:
    inside, flagged, quick = [], [], []
    for seed in range(OPERATIONS):
        made = made_up(seed, effect=effect, cases=500)
        found = gap(made, seed)
        assert found.adjusted is not None
        inside.append(found.adjusted.low <= made.gap <= found.adjusted.high)
        flagged.append(found.beyond)
        if PROOFS or seed < OPERATIONS // 2:
            ratio = pace(made, seed).ratio
            assert ratio is not None
            quick.append(ratio.low <= made.ratio <= ratio.high)
    if PROOFS:
        assert 0.93 <= np.mean(inside) <= 0.97
        assert 0.93 <= np.mean(quick) <= 0.97
        assert effect or np.mean(flagged) <= 0.05
    assert np.mean(inside) >= 0.86
    assert np.mean(quick) >= 0.8
    assert np.mean(flagged) > 0.4 if effect else np.mean(flagged) <= 0.1


def test_what_distance_severity_and_place_explain_is_not_left_in_the_difference() -> None:
    plain, held = [], []
    for seed in range(8):
        made = made_up(seed, effect=0.0, cases=1_500, confounded=1.6)
        found = gap(made, seed)
        assert found.plain is not None
        assert found.adjusted is not None
        plain.append(found.plain)
        held.append(found.adjusted.estimate)
    assert np.mean(plain) < -0.10
    assert abs(np.mean(held)) < 0.02


def test_a_class_that_is_not_there_or_hardly_is_refused_in_words() -> None:
    whole = made_up(3, cases=400).cases
    without = audited(whole.filter(pl.col(OWN) != "non_state")).versions[OWN]
    assert {one.why for one in without.gaps} == {"no_reference"}
    assert {one.why for one in without.paces} == {"no_reference"}
    few = whole.filter((pl.col(OWN) != HOST) | (pl.int_range(pl.len()) % 40 == 0))
    one = next(one for one in audited(few).versions[OWN].gaps if one.perpetrator == HOST)
    assert one.adjusted is None
    assert one.why == FEW
    assert one.smallest is not None
    assert not one.beyond


def test_nothing_recorded_at_all_is_an_audit_of_nothing() -> None:
    found = audited(made_up(1).cases.clear())
    assert found.cases == 0
    assert all(not one.shares and not one.gaps and not one.paces for one in found.versions.values())


def test_a_class_never_answered_is_judged_with_an_error() -> None:
    cases = made_up(5, cases=600).cases
    host = pl.col(OWN) == HOST
    never = cases.with_columns(pl.when(~host).then(name).alias(name) for name in ("least", "most", "by"))
    one = next(one for one in gaps(outcomes(never, 14), OWN, 0) if one.perpetrator == HOST)
    assert one.adjusted is not None
    assert one.adjusted.error > 0.01
    assert one.beyond


def test_the_same_seed_gives_the_same_figures() -> None:
    cases = made_up(2, cases=300).cases
    assert audited(cases, seed=4) == audited(cases.sample(fraction=1.0, shuffle=True, seed=1), seed=4)


def test_a_case_still_in_time_is_no_missing_response() -> None:
    cases = made_up(2, cases=300).cases
    late = cases.with_columns(watched=pl.lit(5), least=None, most=None)
    assert all(one.known == 0 and one.not_due == one.cases for one in audited(late).versions[OWN].shares)
    early = cases.with_columns(watched=pl.lit(5, pl.Int64))
    assert not waits(early).y[waits(early).stretch > 1].any() or (early["most"] <= 90).any()


def test_the_fit_is_that_of_the_plain_ridge_logit() -> None:
    known = outcomes(made_up(1, cases=200, areas=5, months=4).cases, 14).filter(pl.col("fate") == "known")
    made = design(known, OWN)
    y, ones = known["y"].to_numpy(), np.ones(known.height)
    penalty = np.append(0.0, np.full(made.penalty.size - 1, 0.3))
    ours = Regression(made.x, (made.places, made.months), y, penalty).fit(ones)
    effects = [(one[:, None] == np.arange(one.max() + 1)).astype(float) for one in (made.places, made.months)]
    other = fit_ridge_logit(np.concatenate([made.x[:, 1:], *effects], axis=1), y, ones, 0.3)
    assert np.allclose(ours, other, atol=1e-5)


def test_holm_never_lets_a_later_test_pass_before_an_earlier() -> None:
    assert holm([0.01, None, 0.04, 0.03]) == pytest.approx((0.03, None, 0.06, 0.06))
