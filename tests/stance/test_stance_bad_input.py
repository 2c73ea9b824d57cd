"""What cannot be is refused in one sentence that says which, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from withstand.analysis.stance.indicators import IndicatorError, Indicators, Measured, Ratings, Shock
from withstand.analysis.stance.posterior import fit
from withstand.analysis.stance.simulate import simulate

MADE = simulate(3, 4, seed=1).indicators


def with_cell(name: str, *, value: float | None = None, of: float | None = None) -> Callable[[], Indicators]:
    def change() -> Indicators:
        each = MADE.measured[name]
        values, denominators = each.values.copy(), None if each.of is None else each.of.copy()
        if value is not None:
            values[1, 2] = value
        if of is not None and denominators is not None:
            denominators[1, 2] = of
        return replace(MADE, measured={**MADE.measured, name: Measured(values, denominators)})

    return change


def with_rating(**changed: int) -> Callable[[], Indicators]:
    one = {"axis": 0, "row": 0, "month": 0, "rater": 0, "value": 3, **changed}
    return lambda: replace(MADE, ratings=Ratings(**{k: np.array([v]) for k, v in one.items()}, raters=("first",)))


CASES = [
    (with_cell("violence", value=-1.0), "violence, r001, 2030-03: is negative"),
    (with_cell("violence", value=np.inf), "violence, r001, 2030-03: is negative or infinite"),
    (with_cell("presence", value=1.5), "not a whole number"),
    (with_cell("obstruction", value=2.0, of=0.0), "nothing was tried; count what was denied as tried"),
    (with_cell("commitments", value=3.0, of=2.0), "more than the number it is out of"),
    (with_cell("commitments", value=1.0, of=np.nan), "out of an unknown number"),
    (lambda: replace(MADE, measured={"obstruction": Measured(np.zeros((3, 4)))}), "needs what was tried"),
    (lambda: replace(MADE, measured={"joint": Measured(np.zeros((3, 4)))}), "joint needs out of how many"),
    (lambda: replace(MADE, measured={"violence": Measured(np.zeros((4, 3)))}), r"shape \(4, 3\)"),
    (lambda: replace(MADE, measured={"mood": Measured(np.zeros((3, 4)))}), "There is no indicator mood"),
    (lambda: replace(MADE, rows=("a", "a", "b")), "The row a is there twice"),
    (lambda: replace(MADE, rows=(), measured={}), "nothing to measure"),
    (lambda: replace(MADE, authorities=("army",)), "1 authorities for 3 rows"),
    (lambda: replace(MADE, shocks=(Shock(9),)), "outside"),
    (lambda: replace(MADE, shocks=(Shock(1), Shock(1, (2,)))), "two shocks in one month"),
    (with_rating(value=6), "Rating 1: its value is 6; it must be 1 to 5"),
    (with_rating(rater=1), "its rater is 1"),
    (with_rating(row=3), "its row is 3"),
]


@pytest.mark.parametrize(("change", "sentence"), CASES, ids=[sentence for _, sentence in CASES])
def test_what_cannot_be_is_refused(change: Callable[[], Indicators], sentence: str) -> None:
    with pytest.raises(IndicatorError, match=sentence):
        change()


def test_an_unknown_name_to_leave_out_is_refused() -> None:
    with pytest.raises(IndicatorError, match="no indicator osv to leave out"):
        fit(MADE, seed=1, exclude=("osv",))


def test_nothing_observed_gives_the_priors_and_says_so() -> None:
    empty = replace(MADE, measured={}, ratings=None)
    found = fit(empty, seed=1)
    assert found.mostly_prior().all()
    np.testing.assert_allclose(found.mean, 0.0, atol=1e-9)


def test_one_row_and_one_month_can_be_fitted() -> None:
    found = fit(simulate(1, 1, seed=3).indicators, seed=1)
    assert np.isfinite(found.mean).all()
    assert np.isfinite(found.covariance).all()
