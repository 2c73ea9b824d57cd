import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_panels import invented_panel

from withstand.analysis.panel import Panel, PanelError, month_id, month_label


@pytest.mark.parametrize(("label", "number"), [("1980-01", 1), ("1980-12", 12), ("2015-01", 421), ("1979-12", 0)])
def test_month_numbers_are_those_of_views(label: str, number: int) -> None:
    assert month_id(label) == number
    assert month_label(number) == label


@given(st.integers(-600, 3000))
def test_month_numbers_round_trip(number: int) -> None:
    assert month_id(month_label(number)) == number


@pytest.mark.parametrize("label", ["2015", "2015-13", "2015-00", "May 2015", "2015-1-1"])
def test_what_is_no_month_is_refused(label: str) -> None:
    with pytest.raises(PanelError, match="is not a month"):
        month_id(label)


def parts(**changes: object) -> dict[str, object]:
    good: dict[str, object] = {
        "areas": ("a", "b"),
        "countries": ("X", "X"),
        "first_month": 1,
        "one_sided": {"host_state": np.zeros((2, 3))},
        "battle": {"sb": np.zeros((2, 3)), "ns": np.zeros((2, 3))},
        "neighbours": np.array([[False, True], [True, False]]),
    }
    return {**good, **changes}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"areas": ("a", "a")}, "unique area ids"),
        ({"areas": ()}, "unique area ids"),
        ({"countries": ("X",)}, "2 areas but 1 countries"),
        ({"one_sided": {"soldiers": np.zeros((2, 3))}}, "unknown perpetrator class soldiers"),
        ({"one_sided": {}}, "at least one perpetrator class"),
        ({"one_sided": {"host_state": np.zeros((2, 0))}}, "at least one month"),
        ({"one_sided": {"host_state": np.zeros((3, 3))}}, "expected shape"),
        ({"one_sided": {"host_state": np.full((2, 3), -1.0)}}, "not negative"),
        ({"one_sided": {"host_state": np.full((2, 3), np.nan)}}, "finite"),
        ({"one_sided": {"host_state": np.full((2, 3), 0.5)}}, "whole"),
        ({"battle": {"sb": np.zeros((2, 3))}}, "both 'sb' and 'ns'"),
        ({"neighbours": np.zeros((3, 3), dtype=bool)}, "expected shape"),
        ({"neighbours": np.array([[False, True], [False, False]])}, "symmetric"),
        ({"neighbours": np.eye(2, dtype=bool)}, "its own neighbour"),
    ],
)
def test_a_panel_whose_parts_disagree_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(PanelError, match=message):
        Panel(**parts(**changes))  # type: ignore[arg-type]


def test_any_state_sums_the_state_classes_the_source_tells_apart() -> None:
    panel = invented_panel()
    state = panel.one_sided["host_state"] + panel.one_sided["foreign_state"]
    assert panel.classes("any_state") == ("host_state", "foreign_state")
    np.testing.assert_array_equal(panel.target(("any_state",)), state)
    np.testing.assert_array_equal(panel.target(("any_state", "host_state")), state)
    with pytest.raises(PanelError, match="no perpetrator class 'own_side'"):
        panel.target(("own_side",))


def test_until_cuts_later_months_and_outside_months_are_refused() -> None:
    panel = invented_panel(first_month=100, months=24)
    cut = panel.until(110)
    assert (cut.months, cut.last_month) == (11, 110)
    np.testing.assert_array_equal(cut.battle["sb"], panel.battle["sb"][:, :11])
    with pytest.raises(PanelError, match="outside the panel"):
        panel.until(124)


def test_a_panel_does_not_follow_changes_of_its_source() -> None:
    source = np.zeros((2, 3))
    panel = Panel(**parts(one_sided={"host_state": source}))  # type: ignore[arg-type]
    source[0, 0] = 9
    assert panel.one_sided["host_state"][0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        panel.one_sided["host_state"][0, 0] = 1
