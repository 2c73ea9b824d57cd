"""Outlines read through arrays are those that shapely reads from lists, and what is unsound is refused alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from withstand.errors import UnreadableFile
from withstand.evidence import boundaries
from withstand.evidence.boundaries import area_set

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[1.5, 1.5], [2.5, 1.5], [2.5, 2.5], [1.5, 2.5], [1.5, 1.5]]
AWAY = [[10.0, 10.0], [12.0, 10.0], [12.0, 12.0], [10.0, 10.0]]


def _file(folder: Path, geometry: Any) -> Path:
    path = folder / "areas.geojson"
    properties = {"ADM1_PCODE": "X1", "ADM1_EN": "One", "type": "Polygon", "coordinates": [[1, 2]]}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [SQUARE]},
        {"type": "Polygon", "coordinates": [SQUARE, HOLE]},
        {"type": "Polygon", "coordinates": [[[*point, 7.5] for point in SQUARE]]},
        {"type": "Polygon", "coordinates": [SQUARE[:-1]]},
        {"type": "polygon", "coordinates": [SQUARE]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [AWAY]]},
        {"type": "MultiPolygon", "coordinates": [[AWAY]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [AWAY]}]},
    ],
)
def test_outline_is_shapelys_own(geometry: dict[str, Any], tmp_path: Path) -> None:
    [area] = area_set(_file(tmp_path, geometry), "admin1").areas
    assert area.boundary.equals_exact(shapely.geometry.shape(geometry), tolerance=0.0)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        [],
        "Polygon",
        {},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": None},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [[], HOLE]},
        {"type": "Polygon", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": "here"},
        {"type": "Polygon", "coordinates": [SQUARE[:2]]},
        {"type": "Polygon", "coordinates": [[[0], [1], [2], [0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1], [2, 2], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[["a", "b"], ["c", "d"], ["e", "f"]]]},
        {"type": "Polygon", "coordinates": [[[None, 0], [1, 1], [2, 0]]]},
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "MultiPolygon", "coordinates": [[]]},
        {"type": "MultiPolygon", "coordinates": [SQUARE]},
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "LineString", "coordinates": SQUARE},
        {"type": ["Polygon"], "coordinates": [SQUARE]},
        {"type": "Polygon", "coordinates": [[[10**40, 0], [1, 1], [2, 0]]]},
    ],
)
def test_unsound_outlines_are_refused_in_a_sentence(geometry: Any, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"usable boundary|points or lines|longitude and latitude"):
        area_set(_file(tmp_path, geometry), "admin1")


WHOLE = (
    '{{"type": "FeatureCollection", {above}'
    '"features": [{{{beside}"properties": {{"ADM1_PCODE": {code}}}, {geometry}}}]}}'
)
GEOMETRY = '"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4.0, 4e0], [0, 4], [0, 0]]]}'


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"above": '"name": "x", "crs": {"a": [1, NaN]}, '},
        {"above": '"name": "\\ud800", '},
        {"above": '"features": 3, '},
        {"code": "123456789012345678901234567890"},
        {"code": "1.50"},
        {"code": "[1, {}]"},
        {"code": '"\\ud800"'},
        {"code": '"قرية"', "beside": '"id": -0.0, '},
        {"beside": '"geometry": null, '},
        {"geometry": GEOMETRY.replace("4e0", "NaN")},
        {"geometry": GEOMETRY.replace("4e0", "1e999")},
        {"geometry": GEOMETRY.replace("4e0", "18446744073709551616")},
        {"geometry": GEOMETRY.replace("4e0", "04")},
        {"geometry": GEOMETRY.replace("4e0", "4.")},
        {"geometry": '"geometry": 7'},
        {"geometry": '"geometry": null'},
        {"geometry": '"other": 1'},
        {"above": '"x": "\t", '},
        {"above": '"x": "\\q", '},
        {"beside": '"x": "\n", '},
        {"code": '"\r"'},
        {"above": "'x': 1, "},
        {"above": ", "},
    ],
    ids=str,
)
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_both_readers_of_geojson_say_the_same(
    parts: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "areas.geojson"
    filled = {"above": "", "beside": "", "code": '"X1"', "geometry": GEOMETRY, **parts}
    path.write_text(WHOLE.format(**filled), encoding="utf-8")

    def outcome() -> object:
        try:
            found = area_set(path, "admin1")
        except UnreadableFile as refusal:
            return str(refusal)
        return [(area.area_id, area.boundary.wkb_hex) for area in found.areas]

    by_one = outcome()
    monkeypatch.setattr(boundaries, "_one_by_one", lambda _: None)
    assert by_one == outcome()
