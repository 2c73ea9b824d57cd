"""What was attempted is the denominator; each attempt counts once; unknown is neither access nor denial."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from ledger_frames import act, acts, visit, visits

from withstand.analysis.obstruction.attempts import attempts
from withstand.analysis.obstruction.rate import NO_ATTEMPTS, NO_RESULT, rates
from withstand.errors import InputError


def test_a_denial_and_the_visit_that_it_stopped_are_one_attempt() -> None:
    found = attempts(
        visits(visit("v1", "2032-05-01", access="denied"), visit("v2", "2032-05-02", access="denied"),
               visit("v3", "2032-05-03", access="unknown"), visit("v4", "2032-05-04", access="not_attempted")),
        acts(act("o1", "2032-05-01", visit="v1", agent="army"), act("o2", "2032-05-02", agent="police"),
             act("o3", "2032-05-03", visit="v3", agent="army"), act("o4", "2032-05-20", agent="police")),
    )  # fmt: skip
    assert (found.linked, found.matched, found.alone, found.not_tried) == (2, 1, 1, 1)
    rows = found.frame.select("record", "access", "agent", "visited").rows()
    assert rows == [
        ("v1", "denied", "army", True), ("v2", "denied", "police", True), ("v3", "denied", "army", True),
        ("o4", "denied", "police", False),
    ]  # fmt: skip


def test_a_denied_visit_is_taken_once_and_another_area_or_day_is_another_attempt() -> None:
    found = attempts(
        visits(visit("v1", "2032-05-01", access="denied")),
        acts(act("o1", "2032-05-01"), act("o2", "2032-05-01"), act("o3", "2032-05-01", "B"), act("o4", "2032-05-02")),
    )
    assert (found.matched, found.alone, found.frame.height) == (1, 3, 4)


def test_access_that_was_recorded_stands_against_an_act_that_names_the_visit() -> None:
    found = attempts(
        visits(visit("v1", "2032-05-01", access="partial")), acts(act("o1", "2032-05-01", visit="v1", agent="army"))
    )
    assert found.frame.select("access", "agent").rows() == [("partial", None)]


def test_only_what_keeps_us_out_is_a_denial_of_an_attempt() -> None:
    tax = act("o1", "2032-05-01", what="undue_taxation")
    besides = act("o2", "2032-05-01", what="staff_assault", also=["movement_denial"])
    assert attempts(visits(), acts(tax, besides)).frame["record"].to_list() == ["o2"]


def test_the_rate_is_of_known_results_and_its_bounds_of_all() -> None:
    rows = [visit(f"f{i}", "2032-05-01") for i in range(6)] + [visit("p", "2032-05-02", access="partial")]
    rows += [visit(f"d{i}", "2032-05-03", access="denied") for i in range(3)]
    rows += [visit(f"u{i}", "2032-05-04", access="unknown") for i in range(2)]
    (row,) = rates(attempts(visits(*rows), acts()).frame).iter_rows(named=True)
    assert (row["attempts"], row["denied"], row["unknown"]) == (12, 3, 2)
    assert row["rate"] == pytest.approx(0.3)
    assert (row["least"], row["most"]) == (pytest.approx(3 / 12), pytest.approx(5 / 12))
    assert (row["low"], row["high"]) == (pytest.approx(0.12688, abs=1e-5), pytest.approx(0.55830, abs=1e-5))


def test_without_recorded_attempts_there_is_no_rate() -> None:
    alone = attempts(visits(visit("v1", "2032-05-01", "B", "unknown")), acts(act("o1", "2032-05-01")))
    rows = {row["area"]: row for row in rates(alone.frame, ("area",)).iter_rows(named=True)}
    assert (rows["A"]["rate"], rows["A"]["low"], rows["A"]["why"]) == (None, None, NO_ATTEMPTS)
    assert (rows["B"]["rate"], rows["B"]["why"]) == (None, NO_RESULT)


def test_by_agency_denials_stand_against_all_attempts() -> None:
    told = attempts(
        visits(*(visit(f"f{i}", "2032-05-01") for i in range(7)), visit("d1", "2032-05-02", access="denied"),
               visit("d2", "2032-05-03", access="denied"), visit("d3", "2032-05-04", access="denied")),
        acts(act("o1", "2032-05-02", agent="army"), act("o2", "2032-05-03", agent="army")),
    )  # fmt: skip
    rows = rates(told.frame, ("agent",)).select("agent", "denied", "attempts", "rate").rows()
    assert rows == [("army", 2, 10, 0.2), ("unknown", 1, 10, 0.1)]


def test_attempts_counted_elsewhere_are_the_denominator() -> None:
    told = attempts(visits(), acts(act("o1", "2032-05-02"), act("o2", "2032-05-20"), act("o3", "2032-06-03")))
    patrols = pl.DataFrame({"month": [date(2032, 5, 1)], "attempted": [700]})
    may, june = rates(told.frame, ("month",), patrols).iter_rows(named=True)
    assert may["rate"] == pytest.approx(2 / 700)
    assert (june["rate"], june["why"]) == (None, NO_ATTEMPTS)
    with pytest.raises(InputError, match="only 1 attempts"):
        rates(told.frame, ("month",), patrols.with_columns(attempted=pl.lit(1)))
    with pytest.raises(InputError, match="no column area"):
        rates(told.frame, ("area",), patrols)


def test_the_interval_holds_the_truth_in_nine_of_ten_records() -> None:
    import numpy as np

    rng = np.random.default_rng(4)
    hits = rng.binomial(40, 0.12, size=4_000)
    frame = pl.DataFrame({"hits": hits, "of": np.full(4_000, 40)})
    from withstand.analysis.obstruction.rate import wilson

    low, high = wilson(pl.col("hits"), pl.col("of"))
    inside = frame.select(((low <= 0.12) & (high >= 0.12)).mean()).item()
    assert 0.87 < inside < 0.95
