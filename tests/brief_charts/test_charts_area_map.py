"""The area map: unknown and low are not safe, what is left out is said, and it stays small."""

import math

import pytest
import shapely
from chart_reading import SVG, description, read, words
from hypothesis import given, settings
from hypothesis import strategies as st

from withstand.brief.charts import Caption, ChartError
from withstand.brief.charts.area_map import MapArea, MapContent, area_map
from withstand.brief.charts.geography import sketch_areas
from withstand.brief.charts.map_events import MapEvent
from withstand.brief.charts.palette import RAMP

CAPTION = Caption("Where civilians are in danger")


def square(west: float, south: float, side: float = 1.0) -> tuple[tuple[tuple[float, float], ...], ...]:
    east, north = west + side, south + side
    return (((west, south), (east, south), (east, north), (west, north), (west, south)),)


def draw(*areas: MapArea, events: tuple[MapEvent, ...] = ()) -> str:
    return area_map(CAPTION, MapContent(areas, "Probability of any death", events))


def fills(svg: str) -> set[str]:
    groups = read(svg).iter(f"{SVG}g")
    return {group.get("fill", "")[:5] for group in groups if group.get("fill")}


def wavy_grid(columns: int, rows: int, points: int) -> list[tuple[tuple[tuple[float, float], ...], ...]]:
    """A country of cells whose shared borders wave, in as many points a side as asked."""

    def place(x: float, y: float) -> tuple[float, float]:
        return 15 + x + 0.1 * math.sin(9 * y + x), 3 + y + 0.1 * math.sin(7 * x + y)

    steps = [i / points for i in range(points)]
    cells = []
    for c in range(columns):
        for r in range(rows):
            ring = [place(c + s, r) for s in steps] + [place(c + 1, r + s) for s in steps]
            ring += [place(c + 1 - s, r + 1) for s in steps] + [place(c, r + 1 - s) for s in steps]
            cells.append((tuple(ring),))
    return cells


def test_unknown_is_hatched_and_a_low_probability_is_neither_white_nor_called_safe() -> None:
    svg = draw(MapArea("a", "A", [square(0, 0)], None), MapArea("b", "B", [square(1, 0)], 0.0))
    assert fills(svg) == {"url(#", RAMP[0][:5]}
    assert "A low probability does not mean that an area is safe." in " ".join(words(read(svg)))
    assert "A: unknown" in description(read(svg))
    assert "B: under 2" in description(read(svg))


def test_history_is_marked() -> None:
    plain = draw(MapArea("a", "A", [square(0, 0)], 0.3))
    marked = draw(MapArea("a", "A", [square(0, 0)], 0.3, by_history=True))
    assert "shown by history" not in plain
    assert "shown by history" in words(read(marked))


def test_breaks_belong_to_the_class_above() -> None:
    areas = [MapArea(str(v), "", [square(i, 0)], v) for i, v in enumerate((0.02, 0.05, 0.5, 1.0))]
    assert fills(draw(*areas)) == {RAMP[1][:5], RAMP[2][:5], RAMP[6][:5]}


def test_what_is_left_out_is_said() -> None:
    crowd = tuple(MapEvent(x / 30, y / 30, 1, "non_state") for x in range(1, 29) for y in range(1, 29))
    svg = draw(MapArea("a", "A", [square(0, 0)], 0.1), events=(*crowd, MapEvent(50, 50, 9, "host_state")))
    notes = " ".join(words(read(svg)))
    assert "464 smaller places with events are not drawn." in notes
    assert "1 events lie outside the map." in notes


def test_names_that_find_no_room_are_listed() -> None:
    areas = [MapArea(f"a{i}", f"A long name {i}", [square(i / 50, 0, 1 / 50)], 0.3) for i in range(50)]
    assert "Not named on the map: A long name" in " ".join(
        words(read(draw(*areas, MapArea("b", "B", [square(0, 1)], 0))))
    )


def test_no_area_shows_events_and_nothing_at_all_says_so() -> None:
    assert "No records to show." in words(read(draw()))
    assert "0" not in words(read(draw(events=(MapEvent(20, 5, 0, "nobody knows"),))))


@pytest.mark.parametrize(
    ("ring", "reason"),
    [(((0, 0), (1, 1)), "fewer than three"), (((0, 0), (1, 1), (math.nan, 1)), "not a longitude")],
)
def test_a_ring_that_is_none_is_refused_with_the_area(ring: tuple[tuple[float, float], ...], reason: str) -> None:
    with pytest.raises(ChartError, match=rf"Area 'CF-61' has a .*{reason}"):
        draw(MapArea("CF-61", "A", [[ring]], 0.1))


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan])
def test_a_probability_that_is_none_is_refused(value: float) -> None:
    with pytest.raises(ChartError, match="value of area 'a'"):
        MapArea("a", "A", [square(0, 0)], value)


def test_five_hundred_detailed_districts_with_events_stay_small_and_the_same() -> None:
    cells = wavy_grid(25, 20, 60)
    areas = tuple(MapArea(f"a{i}", f"District {i}", [cell], (i % 97) / 100) for i, cell in enumerate(cells))
    events = tuple(MapEvent(15 + i % 25, 3 + i % 19, i % 50, "host_state") for i in range(1000))
    content = MapContent(areas, "Probability", events)
    first = area_map(CAPTION, content)
    assert first == area_map(CAPTION, content)
    read(first)
    assert len(first.encode()) < 60_000


def test_sketch_joins_cells_and_cuts_shared_ones() -> None:
    def gid(west: float, south: float) -> int:
        return int((south + 90) * 2) * 720 + int((west + 180) * 2) + 1

    west, shared, east = gid(20, 5), gid(20.5, 5), gid(21, 5)
    sketch = sketch_areas({"west": {west, shared}, "east": {shared, east}, "none": set()})
    shapes = {name: shapely.union_all([shapely.Polygon(p[0]) for p in polygons]) for name, polygons in sketch.items()}
    assert shapes["west"].bounds == (20, 5, 20.75, 5.5)
    assert shapes["east"].bounds == (20.75, 5, 21.5, 5.5)
    assert sketch["none"] == ()
    with pytest.raises(ChartError, match="259201 is not a PRIO-GRID cell"):
        sketch_areas({"a": {259_201}})


def test_neighbours_are_cut_to_the_frame() -> None:
    content = MapContent((MapArea("a", "A", [square(0, 0)], 0.1),), "P", neighbours=(square(-60, -40, 80),))
    root = read(area_map(CAPTION, content))
    assert any(one.get("class") == "neighbours" for one in root.iter(f"{SVG}path"))


degrees = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
rings = st.lists(degrees, min_size=3, max_size=7)
areas = st.builds(
    MapArea,
    st.text(max_size=5),
    st.text(),
    st.lists(st.lists(rings, min_size=1, max_size=2), max_size=2),
    st.none() | st.floats(0, 1),
    st.booleans(),
)
finite = st.floats(0, allow_infinity=False, allow_nan=False)
events = st.builds(MapEvent, st.floats(-180, 180), st.floats(-90, 90), finite, st.text(max_size=9))


@settings(deadline=None)
@given(st.lists(areas, max_size=3), st.lists(events, max_size=4), st.lists(st.lists(rings, min_size=1), max_size=1))
def test_any_finite_input_gives_a_readable_map(
    shown: list[MapArea],
    recorded: list[MapEvent],
    around: list[list[list[tuple[float, float]]]],
) -> None:
    content = MapContent(tuple(shown), "Probability", tuple(recorded), neighbours=tuple(around))
    read(area_map(CAPTION, content))
