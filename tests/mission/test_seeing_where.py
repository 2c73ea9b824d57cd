"""How far an area could be seen: denied access is the darkest, and nothing recorded is never quiet."""

from __future__ import annotations

import random
from datetime import date, timedelta

import polars as pl
import pytest

from withstand.analysis.observability import Sight
from withstand.analysis.obstruction.attempts import ATTEMPTS
from withstand.mission.seeing_where import DENIED, NOTHING, POOR, SEEN, STATES, AreaSight, sights
from withstand.mission.sightings import COLUMNS, Chosen

CLEAR = Sight(10, 10, 0, 3.0, 0.0)
ACCESS = ("full", "partial", "denied", "unknown")
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


def tried_to_go(record: str, area: str, day: date, access: str = "full") -> tuple[object, ...]:
    return record, area, day, day, access, None, True


def test_a_denial_before_the_period_darkens_it_until_somebody_has_been_there() -> None:
    april, june = date(2032, 4, 20), date(2032, 6, 2)
    rows = [tried_to_go("v1", "A", april, "denied"), tried_to_go("v2", "B", april, "denied")]
    rows += [tried_to_go("v3", "B", date(2032, 5, 11)), tried_to_go("v4", "C", june, "denied")]
    rows += [tried_to_go("v5", "A", date(2032, 5, 3), "unknown")]
    records = pl.DataFrame([sighting("incident", one, one, date(2032, 5, 2)) for one in "ABC"], schema=COLUMNS)
    frame = pl.DataFrame(rows, schema=ATTEMPTS, orient="row")
    found = sights(None, records, frame, "ABC", date(2032, 5, 1), date(2032, 5, 31))
    assert [found[area].state for area in "ABC"] == [DENIED, DENIED, SEEN]
    assert [(found[area].blind, found[area].blind_since) for area in "ABC"] == [(31, april), (10, None), (0, None)]


@pytest.mark.parametrize("seed", range(60))
def test_one_more_denial_never_makes_any_area_look_better_seen(seed: int) -> None:
    dice = random.Random(seed)
    told = [(dice.choice("AB"), dice.randrange(61), dice.choice(ACCESS)) for _ in range(dice.randrange(13))]
    first, since, until = date(2032, 4, 1), date(2032, 5, 1), date(2032, 5, 31)
    rows = [tried_to_go(str(i), area, first + timedelta(days), how) for i, (area, days, how) in enumerate(told)]
    more = [*rows, tried_to_go("more", "A", date(2032, 5, 10), "denied")]
    records = pl.DataFrame([sighting("incident", "i", "A", date(2032, 5, 2))], schema=COLUMNS)
    before, after = (
        sights(None, records, pl.DataFrame(part, schema=ATTEMPTS, orient="row"), "AB", since, until)
        for part in (rows, more)
    )
    for area in "AB":
        assert STATES.index(after[area].state) <= STATES.index(before[area].state)
        assert after[area].blind >= before[area].blind


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
    tried = pl.DataFrame(
        [tried_to_go("v1", "A", may), tried_to_go("v2", "A", may, "denied"), tried_to_go("v3", "A", june, "denied")],
        schema=ATTEMPTS, orient="row",
    )  # fmt: skip
    found = sights(None, records, tried, "ABCD", date(2032, 5, 1), date(2032, 5, 31))
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
