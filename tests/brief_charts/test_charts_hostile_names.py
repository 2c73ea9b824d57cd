"""Names come from hostile files: no chart lets one out of its text."""

import pytest
from chart_reading import read, words
from hypothesis import given
from hypothesis import strategies as st

from withstand.brief.charts import (
    Caption,
    Count,
    LadderStep,
    Observability,
    PerpetratorSeries,
    ladder,
    reliability,
    violence_over_time,
)
from withstand.brief.charts.area_map import MapArea, MapContent, area_map
from withstand.brief.charts.drawing import clean, fit, width_of, wrap
from withstand.brief.charts.map_events import MapEvent

NAMES = (
    "<script>alert(1)</script>",
    "\"' onload='x' & ]]> <!-- --> <?x?>",
    "قوات الدعم السريع",
    "x" * 300,
    "\x00\x01\x1b\x7f\x85\u2028 null",
    "\ud800 lone \ufffe \ufdd0 surrogate",
    "\u202eturned\u2066 round",
    "{0} {names} %s",
    "",
)
SQUARE = (((20, 5), (21, 5), (21, 6), (20, 6)),)


def every_chart(name: str) -> list[str]:
    caption = Caption(f"T {name}", name, name)
    counts = (Count(3, 2, 5), None)
    series = [PerpetratorSeries(name, name, row) for row in (counts, (None, None), (Count(0, 0, 0), None))]
    content = MapContent(
        (MapArea(name, name, [SQUARE], None), MapArea("b", name, [], 0.1)),
        name,
        (MapEvent(20.5, 5.5, 4, name),),
        ((name, name),),
    )
    return [
        violence_over_time(caption, [name, name], series, Observability((1.0, None), (None, 0.2))),
        area_map(caption, content),
        reliability(caption, []),
        ladder([LadderStep(name, 0.4)]),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_survives_a_hostile_name(name: str) -> None:
    for svg in every_chart(name):
        read(svg)
        assert len(svg.encode()) < 12_000


@given(st.text(st.characters(codec=None)))
def test_every_chart_survives_any_name(name: str) -> None:
    for svg in every_chart(name):
        read(svg)


def test_a_direction_override_does_not_leave_the_name() -> None:
    for svg in every_chart("\u202egnp.exe"):
        assert "\u202e" not in svg
    listed = every_chart("\u202eقوات")[1]
    assert "\u2068قوات\u2069" in listed


def test_charts_of_one_page_do_not_share_ids() -> None:
    ids = [read(svg).get("aria-labelledby") for svg in (*every_chart("a")[:3], *every_chart("b")[:3])]
    assert len(set(ids)) == len(ids)


@given(st.text(), st.floats(20, 500))
def test_text_is_cut_to_its_room(words_given: str, room: float) -> None:
    assert width_of(fit(words_given, room)) <= room
    assert all(width_of(line) <= room for line in wrap(words_given, room))


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_changes_nothing(name: str) -> None:
    assert clean(clean(name)) == clean(name)


def test_a_long_title_wraps_instead_of_leaving_the_picture() -> None:
    svg = reliability(Caption("Word " * 60), [])
    assert sum(line.startswith("Word") for line in words(read(svg))) == 3
