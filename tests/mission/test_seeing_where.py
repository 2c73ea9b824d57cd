"""How far an area could be seen: denied access is the darkest, and nothing recorded is never quiet."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from withstand.analysis.observability import Sight
from withstand.mission.seeing_where import DENIED, NOTHING, POOR, SEEN, AreaSight, sights
from withstand.mission.sightings import COLUMNS, Chosen

CLEAR = Sight(10, 10, 0, 3.0, 0.0)
NONE = Sight(0, 0, 0, None, None)


@pytest.mark.parametrize(
    ("sight", "more", "state"),
    [
        (CLEAR, {}, SEEN),
        (CLEAR, {"denied": 1, "attempted": 9}, DENIED),
        (CLEAR, {"obstructed": 1}, DENIED),
        (NONE, {}, NOTHING),
        (NONE, {"attempted": 4}, NOTHING),
        (NONE, {"recorded": 1}, SEEN),
        (Sight(10, 10, 9, 1.1, 0.0), {}, POOR),
        (Sight(10, 10, 0, 3.0, 0.5), {}, POOR),
        (Sight(10, 0, 0, None, None), {}, SEEN),
    ],
)
def test_states(sight: Sight, more: dict[str, int], state: str) -> None:
    assert AreaSight(sight, **more).state == state


def sighting(kind: str, identifier: str, area: str | None, day: date | None) -> dict[str, object]:
    empty: dict[str, object] = dict.fromkeys(COLUMNS)
    return {**empty, "kind": kind, "id": identifier, "area": area, "first": day, "last": day, "perpetrator": ""}


def test_our_own_attempts_are_counted_within_the_period() -> None:
    may, june = date(2032, 5, 20), date(2032, 6, 20)
    rows = [
        sighting("visit", "v1", "A", may),
        sighting("visit", "v2", "A", may),
        sighting("visit", "v3", "A", june),
        sighting("obstruction", "o1", "B", may),
        sighting("incident", "i1", "C", may),
        sighting("incident", "i2", None, may),
        sighting("incident", "i3", "C", None),
    ]
    records = pl.DataFrame(rows, schema=COLUMNS)
    found = sights(None, records, frozenset({"v2", "v3"}), "ABCD", date(2032, 5, 1), date(2032, 5, 31))
    assert (found["A"].attempted, found["A"].denied) == (2, 1)
    assert (found["B"].obstructed, found["C"].recorded) == (1, 1)
    assert [found[area].state for area in "ABCD"] == [DENIED, DENIED, SEEN, NOTHING]


def test_a_sighting_of_several_days_is_in_every_period_that_it_touches() -> None:
    row = {**sighting("incident", "i", "A", date(2032, 5, 20)), "last": date(2032, 6, 2)}
    records = pl.DataFrame([row], schema=COLUMNS)
    for since, until, held in (
        (date(2032, 5, 1), date(2032, 5, 31), 1),
        (date(2032, 6, 1), date(2032, 6, 30), 1),
        (date(2032, 6, 3), date(2032, 6, 30), 0),
    ):
        assert Chosen(since=since, until=until).of(records).height == held
