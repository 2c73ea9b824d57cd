"""The shipped files: where they are, how they are written, how the program reads them."""

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from withstand.demo.boundaries import rings
from withstand.demo.events import SEED, generate
from withstand.demo.ged import COLUMNS
from withstand.demo.velmara import COUNTRY, COUNTRY_PCODE, DISTRICTS, District, Point

if TYPE_CHECKING:
    import polars as pl

HERE = Path(__file__).parent
EVENTS = HERE / "velmara-events.csv"
PRESENCE = HERE / "velmara-presence.csv"
"""Posts of the mission as Geo-PKO would have coded them."""
DISTRICTS_MAP = HERE / "velmara-districts.geojson"
MATRIX = HERE / "kessin-matrix.xlsx"


def events_csv(events: "pl.DataFrame") -> str:
    """The event file as UCDP publishes it: a header, commas, quotes where needed; lines end in LF."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(events.iter_rows())
    return sheet.getvalue()


def districts_geojson() -> str:
    """The districts as a FeatureCollection with the attributes of OCHA's boundary files."""
    features = (_feature(own, ring) for own, ring in zip(DISTRICTS, rings(), strict=True))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def write(folder: Path = HERE) -> tuple[Path, Path]:
    """Writes both files into `folder` and returns their paths."""
    events, districts = folder / EVENTS.name, folder / DISTRICTS_MAP.name
    events.write_text(events_csv(generate(SEED)), encoding="utf-8", newline="\n")
    districts.write_text(districts_geojson(), encoding="utf-8", newline="\n")
    return events, districts


def _feature(own: District, ring: tuple[Point, ...]) -> str:
    feature = {
        "type": "Feature",
        "properties": {
            "ADM2_EN": own.name,
            "ADM2_FR": own.name_fr,
            "ADM2_PCODE": own.pcode,
            "ADM1_EN": own.province.name,
            "ADM1_FR": own.province.name_fr,
            "ADM1_PCODE": own.province.pcode,
            "ADM0_EN": COUNTRY,
            "ADM0_FR": COUNTRY,
            "ADM0_PCODE": COUNTRY_PCODE,
        },
        "geometry": {
            "type": "Polygon",
            "coordinates": [[(p.lon / 10_000, p.lat / 10_000) for p in (*ring, ring[0])]],
        },
    }
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
