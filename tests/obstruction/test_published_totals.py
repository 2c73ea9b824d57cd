"""Published totals counted and compared as the program counts and compares."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest
from ledger_frames import act, acts

from withstand.analysis.obstruction.change import Change, Counted, change
from withstand.analysis.obstruction.standard_tables import MENTION, TABLE_BY, StandardTable, standard_table
from withstand.errors import InputError

PUBLISHED = tomllib.loads((Path(__file__).parent / "published.toml").read_text(encoding="utf-8"))
MOVEMENT = ("movement_denial", "movement_delay", "fuel_restriction", "flight_clearance_withheld")
OTHERS = ("customs_import_block", "staff_arrest_abduction", "asset_seizure", "premises_intrusion", "undue_taxation")
STATE = ("army", "national_security", "police", "local_authority")


def south_sudan(seed: int) -> list[dict[str, object]]:
    """Acts with the published totals; what is not known of them is drawn."""
    told, dice = PUBLISHED["south_sudan"], np.random.default_rng(seed)
    days = (told["to"] - told["from"]).days + 1
    rows = []
    order = dice.permutation(told["acts"])
    for number in range(told["acts"]):
        what = str(dice.choice(MOVEMENT if number < told["movement"] else OTHERS))
        agent = str(dice.choice(STATE)) if order[number] < told["by_government"] else "armed_group"
        on = np.datetime64(told["from"]) + int(dice.integers(days))
        rows.append(act(f"o{number}", str(on), what=what, agent=agent, also=["staff_assault"] * int(dice.integers(2))))
    return rows


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("by", [("month", "type", "agent"), ("activity",), ("agent",), ("month",), TABLE_BY])
def test_the_totals_come_out_however_they_are_broken_down(seed: int, by: tuple[str, ...]) -> None:
    told = PUBLISHED["south_sudan"]
    found = standard_table(acts(*south_sudan(seed)), by)
    assert (found.total["acts"], found.total["by_government"]) == (told["acts"], told["by_government"]) == (39, 38)
    assert round(100 * told["by_government"] / told["acts"]) == 97
    for name in ("acts", "by_government", "violent", "protested", "answered", "repeated"):
        assert found.rows[name].sum() == found.total[name]
    if by == ("activity",):
        assert dict(found.rows.select("activity", "acts").rows())["movement"] == told["movement"] == 20


def test_mentions_are_another_unit_than_acts() -> None:
    rows = south_sudan(1)
    besides = sum(len(row["also"]) for row in rows)  # type: ignore[arg-type]
    by_type = standard_table(acts(*rows), ("type",), MENTION)
    assert by_type.rows["acts"].sum() == 39 + besides
    assert by_type.total["acts"] == 39
    by_activity = standard_table(acts(*rows), ("activity",), MENTION)
    assert by_activity.rows["acts"].sum() <= 39 + besides
    assert by_activity.rows["acts"].max() <= 39


def test_what_has_no_day_or_area_stands_apart_and_in_the_total() -> None:
    found: StandardTable = standard_table(acts(act("1", "2032-05-01"), act("2", None), act("3", "2032-05-02", None)))
    assert (found.total["acts"], found.undated, found.unplaced) == (3, 1, 1)
    assert found.rows["acts"].sum() == 3


def test_protests_replies_and_hours_say_how_many_they_rest_on() -> None:
    from ledger_frames import day

    rows = [
        act("1", "2032-05-01", protest="open", protested_on=day("2032-05-03"), hours_lost=4),
        act("2", "2032-05-02", protest="answered", protested_on=day("2032-05-03"), replied_on=day("2032-05-13")),
        act("3", "2032-05-02", protest="repeated", protested_on=day("2032-05-03"), replied_on=day("2032-05-05")),
        act("4", "2032-05-02", protest="withdrawn"), act("5", "2032-05-02", protest="answered", hours_lost=0),
    ]  # fmt: skip
    total = standard_table(acts(*rows), ("type",)).total
    assert (total["protested"], total["answered"], total["withdrawn"]) == (4, 3, 1)
    assert (total["reply_days"], total["replies_timed"]) == (6.0, 2)
    assert (total["hours_lost"], total["hours_known"]) == (4, 2)


def mali(first: int, then: int) -> Change:
    told = PUBLISHED["mali"]
    before, after = (Counted(told["numbers"][i], told["unit"], told["days"][i], told["source"]) for i in (first, then))
    return change(before, after)


def test_the_rise_and_the_fall_of_three_quarters_stand_out_and_say_what_would_undo_them() -> None:
    rise, fall, over_all = mali(0, 1), mali(1, 2), mali(0, 2)
    assert rise.ratio == pytest.approx((320 / 90) / (31 / 92))
    assert (rise.low, rise.high) == (pytest.approx(7.8, abs=0.4), pytest.approx(14.5, abs=0.8))
    assert rise.p < 1e-9
    assert rise.together == pytest.approx(41, abs=2)
    assert fall.ratio == pytest.approx(0.377, abs=0.001)
    assert fall.p < 1e-9
    assert fall.together == pytest.approx(22, abs=1)
    assert over_all.ratio == pytest.approx(3.98, abs=0.01)
    assert over_all.per == "day"


def test_where_acts_come_together_as_far_as_said_chance_explains_the_change() -> None:
    """As many clusters as there are acts over `together`, drawn alike in both quarters: one in twenty differs so."""
    rise = mali(0, 1)
    assert rise.together
    rng = np.random.default_rng(2)
    clusters = 351 / 2 / rise.together
    drawn = rng.poisson(clusters, (20_000, 2)) * rise.together
    both = drawn[(drawn > 0).all(axis=1)]
    far = np.abs(np.log(both[:, 1] / both[:, 0])) >= np.log(rise.ratio or 1)
    assert far.mean() <= 0.12


def test_chance_is_said_where_chance_is_enough() -> None:
    told = change(Counted(9, "violation", 30), Counted(12, "violation", 30))
    assert told.p > 0.3
    assert told.together is None
    assert told.low is not None
    assert told.low < 1 < (told.high or 0)


def test_attempts_are_the_denominator_where_both_periods_have_them() -> None:
    told = change(Counted(10, "violation", 30, attempts=100), Counted(20, "violation", 30, attempts=200))
    assert (told.per, told.ratio, told.p) == ("attempt", 1.0, pytest.approx(1.0))
    assert change(Counted(10, "violation", 30, attempts=100), Counted(20, "violation", 30)).per == "day"


def test_none_before_or_after_has_no_ratio_but_a_bound() -> None:
    told = change(Counted(0, "violation", 30), Counted(6, "violation", 30))
    assert (told.ratio, told.high, told.together) == (None, None, None)
    assert told.low is not None
    assert told.low > 1
    empty = change(Counted(0, "violation", 30), Counted(0, "violation", 30))
    assert (empty.p, empty.low) == (1.0, None)


def test_counts_of_different_units_or_sources_are_not_compared() -> None:
    with pytest.raises(InputError, match="different units are not compared"):
        change(Counted(31, "violation", 92), Counted(320, "victim", 90))
    with pytest.raises(InputError, match="who counts"):
        change(Counted(31, "violation", 92, "mission"), Counted(320, "violation", 90, "press"))
    with pytest.raises(InputError, match="no day"):
        change(Counted(31, "violation", 0), Counted(320, "violation", 90))


def test_two_counts_that_are_alike_differ_by_chance_at_most_as_often_as_said() -> None:
    rng = np.random.default_rng(3)
    pairs = rng.poisson(14, (1_500, 2))
    found = [change(Counted(int(a), "violation", 30), Counted(int(b), "violation", 30)).p for a, b in pairs]
    assert np.mean(np.array(found) <= 0.05) <= 0.065
