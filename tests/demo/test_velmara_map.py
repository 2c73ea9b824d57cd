"""Velmara's map: fourteen districts that tile the country, with the attributes of OCHA's boundary files."""

import json

import pytest
from shapely import Polygon, coverage_is_valid, union_all
from shapely.geometry import shape

from withstand.demo.boundaries import gazetteer, rings
from withstand.demo.files import districts_geojson


def test_districts_tile_the_country() -> None:
    polygons = [Polygon(ring) for ring in rings()]
    assert all(polygon.is_valid and polygon.exterior.is_ccw for polygon in polygons)
    assert coverage_is_valid(polygons)
    country = union_all(polygons)
    assert country.geom_type == "Polygon"
    assert not country.interiors
    assert country.area == pytest.approx(sum(polygon.area for polygon in polygons), rel=1e-12)


def test_map_has_the_attributes_of_ocha_boundaries() -> None:
    features = json.loads(districts_geojson())["features"]
    attributes = {f"ADM{level}_{what}" for level in (0, 1, 2) for what in ("EN", "FR", "PCODE")}
    assert len(features) == 14
    for feature in features:
        properties = feature["properties"]
        assert set(properties) == attributes
        assert properties["ADM2_PCODE"].startswith(properties["ADM1_PCODE"])
        assert shape(feature["geometry"]).is_valid
    assert len({feature["properties"]["ADM2_PCODE"] for feature in features}) == 14
    assert len({feature["properties"]["ADM1_PCODE"] for feature in features}) == 3


def test_places_have_unique_names_and_include_those_of_the_story() -> None:
    places = [place for places in gazetteer() for place in places]
    names = {place.name for place in places}
    assert len(names) == len(places) == 98
    assert {"Amber Ford", "Kessin", "Velm", "Lonnhaven"} <= names
