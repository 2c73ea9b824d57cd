"""The bounds hold whatever became of what cannot be known."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from response_truth import made_up

from withstand.analysis.response.cases import KNOWN, outcomes
from withstand.analysis.response.gaps import gaps, shares

OWN, HOST = "perpetrator", "host_state"
WHOLE = made_up(7, cases=240, areas=8, months=6).complete


@settings(max_examples=40, deadline=None)
@given(st.lists(st.booleans(), min_size=240, max_size=240))
def test_shares_and_their_difference_lie_between_the_bounds(lost: list[bool]) -> None:
    hidden = pl.Series(lost)
    seen = WHOLE.with_columns(
        *(pl.when(~hidden).then(name).alias(name) for name in ("least", "most", "by")), unknown=hidden
    )
    truth = {one.perpetrator: one for one in shares(outcomes(WHOLE, 14), OWN)}
    found = {one.perpetrator: one for one in shares(outcomes(seen, 14), OWN)}
    for name, one in found.items():
        if one.least is None or one.most is None:
            continue
        true = truth[name].share
        assert true is not None
        assert one.least - 1e-9 <= true <= one.most + 1e-9
        assert one.known + one.not_known + one.not_due == one.cases == truth[name].cases


@pytest.mark.parametrize("seed", range(4))
def test_the_adjusted_difference_of_all_lies_between_those_of_the_extremes_even_where_silence_is_no_accident(
    seed: int,
) -> None:
    made = made_up(seed, cases=500, unknown=0.15, adversarial=True)
    seen = next(one for one in gaps(outcomes(made.cases, 14), OWN, 0) if one.perpetrator == HOST)
    whole = next(one for one in gaps(outcomes(made.complete, 14), OWN, 0) if one.perpetrator == HOST)
    assert seen.least is not None
    assert seen.most is not None
    assert whole.plain is not None
    assert seen.least <= whole.plain <= seen.most
    assert seen.adjusted_least is not None
    assert seen.adjusted_most is not None
    assert whole.adjusted is not None
    assert seen.adjusted_least - 0.02 <= whole.adjusted.estimate <= seen.adjusted_most + 0.02


def test_a_day_that_may_lie_on_either_side_of_the_limit_cannot_be_known() -> None:
    row = made_up(7, cases=3).complete.head(1)
    fates = {}
    for name, least, most in (("early", 2, 9), ("either", 9, 30), ("late", 20, 30), ("none", None, None)):
        case = row.with_columns(
            least=pl.lit(least, pl.Int64), most=pl.lit(most, pl.Int64), watched=pl.lit(60, pl.Int64)
        )
        told = outcomes(case, 14)
        fates[name] = (told["fate"][0], told["y"][0])
    assert fates == {
        "early": (KNOWN, 1.0),
        "either": ("not_known", 0.0),
        "late": (KNOWN, 0.0),
        "none": (KNOWN, 0.0),
    }
