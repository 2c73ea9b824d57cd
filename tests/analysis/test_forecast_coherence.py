"""Deaths of the next month are among those of the next three: the longer window is never the less likely."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_panels import invented_panel

from withstand.analysis.evaluation import run_backtest
from withstand.analysis.ladder import HISTORY_RUNGS, RUNGS, AreaForecast, History, LadderError, coherent, forecast
from withstand.analysis.result_values import Verdict

ladders = st.lists(st.floats(0.0, 1.0), min_size=3, max_size=3).map(lambda p: sorted(p, reverse=True))


def made(area: str, window: int, ladder: list[float], history: list[float]) -> AreaForecast:
    quiet = History(12, 0, 0.0)
    months = {"origin": "2022-12", "first_month": "2023-01", "last_month": f"2023-0{window}"}
    return AreaForecast(
        area, "X", "non_state", window, **months, shown="hurdle", model="hurdle",
        **dict(zip(RUNGS, ladder, strict=True)), **dict(zip(HISTORY_RUNGS, history, strict=True)),
        last_12=quiet, last_36=quiet, track=(),
    )  # fmt: skip


def steps(area: AreaForecast, names: tuple[str, ...]) -> list[float]:
    return [getattr(area, name) for name in names]


@given(st.lists(st.tuples(ladders, ladders, ladders, ladders), min_size=1, max_size=4))
def test_three_months_are_never_less_likely_than_the_one_they_contain(drawn: list[tuple[list[float], ...]]) -> None:
    near = tuple(made(f"area {i}", 1, d[0], d[1]) for i, d in enumerate(drawn))
    far = tuple(made(f"area {i}", 3, d[2], d[3]) for i, d in enumerate(drawn))
    raised = coherent(near[::-1], far)
    assert [area.area for area in raised] == [area.area for area in far]
    for one, three, after in zip(near, far, raised, strict=True):
        for names in (RUNGS, HISTORY_RUNGS):
            bounds = zip(steps(one, names), steps(three, names), strict=True)
            assert steps(after, names) == [max(pair) for pair in bounds]
            assert steps(after, names) == sorted(steps(after, names), reverse=True)
    assert coherent(near, raised) == raised
    assert coherent(raised, raised) == raised


def test_an_area_unknown_to_the_nearer_forecast_is_kept() -> None:
    far = (made("north", 3, [0.2, 0.1, 0.0], [0.2, 0.1, 0.0]),)
    assert coherent((made("south", 1, [0.9, 0.8, 0.7], [0.9, 0.8, 0.7]),), far) == far


@pytest.mark.parametrize("other", [{"target": "host_state"}, {"origin": "2022-11"}, {"window": 6}])
def test_a_forecast_that_does_not_contain_the_nearer_one_is_refused(other: dict[str, object]) -> None:
    far = made("north", 3, [0.2, 0.1, 0.0], [0.2, 0.1, 0.0])
    with pytest.raises(LadderError, match="north: non_state in 3 months from 2022-12 does not contain"):
        coherent((replace(far, **other),), (far,))  # type: ignore[arg-type]


def test_the_track_record_of_a_raised_area_is_that_of_its_new_level() -> None:
    panel = invented_panel(1, areas=8, months=150)
    backtest = run_backtest(panel, "non_state", 3, draws=50)
    far = forecast(panel, "non_state", 3, Verdict("non_state", 3, "hurdle", "ewma_nb", ()), backtest)
    near = tuple(replace(area, window=1, p_any=0.99, p_10=0.4, p_25=0.3) for area in far)
    for area in coherent(near, far, backtest):
        for record, p in zip(area.track, steps(area, RUNGS), strict=True):
            assert record.low <= p < record.high
    assert [area.track for area in coherent(near, far)] == [area.track for area in far]
    with pytest.raises(LadderError, match="cannot rest on a backtest"):
        coherent(near, far, replace(backtest, window=1))
