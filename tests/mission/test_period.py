"""Up to which month a file is complete."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from withstand.errors import InputError
from withstand.evidence.event import EVENT, empty
from withstand.mission.period import add_months, complete_until, month_before, month_end, span_until


def events(last: date, source: str = "acled", version: str | None = None) -> pl.DataFrame:
    """Two events, the later on `last`."""
    rows = [{"date_end": date(last.year - 1, 3, 5)}, {"date_end": last}]
    frame = pl.DataFrame([{**row, "source": source, "source_version": version} for row in rows])
    missing = [pl.lit(None, column.dtype).alias(column.name) for column in EVENT if column.name not in frame.columns]
    return pl.concat(
        [empty(EVENT), frame.with_columns(missing).select(empty(EVENT).columns).cast(dict(empty(EVENT).schema))]
    )


@pytest.mark.parametrize(
    ("last", "source", "version", "until"),
    [
        (date(2022, 11, 3), "ucdp_ged", "23.1", date(2022, 12, 31)),
        (date(2022, 12, 3), "ucdp_ged", None, date(2022, 12, 31)),
        (date(2022, 11, 3), "ucdp_ged", None, date(2022, 10, 31)),
        (date(2023, 6, 12), "ucdp_ged_candidate", "23.01.23.06", date(2023, 6, 30)),
        (date(2023, 3, 12), "ucdp_ged_candidate", None, date(2023, 2, 28)),
        (date(2024, 6, 3), "ucdp_ged", "23.1", date(2024, 5, 31)),
        (date(2023, 3, 12), "ucdp_ged_candidate", "23.0.3", date(2023, 3, 31)),
        (date(2022, 10, 20), "acled", None, date(2022, 9, 30)),
        (date(2022, 10, 29), "acled", None, date(2022, 10, 31)),
        (date(2024, 2, 28), "acled", None, date(2024, 2, 29)),
    ],
)
def test_the_last_whole_month_follows_from_the_source(
    last: date, source: str, version: str | None, until: date
) -> None:
    assert complete_until(events(last, source, version))[0] == until


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert month_end(date(2024, 2, 1)) == date(2024, 2, 29)
    assert month_before(date(2024, 1, 15)) == date(2023, 12, 31)
    assert add_months(date(2023, 11, 30), 3) == date(2024, 2, 1)
    assert add_months(date(2023, 1, 1), -1) == date(2022, 12, 1)


def test_a_day_before_the_first_event_is_refused() -> None:
    with pytest.raises(InputError, match="choose a later --as-of"):
        span_until(events(date(2022, 10, 20)), date(1999, 12, 31))
