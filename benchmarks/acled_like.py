"""A generated event file in the shape of ACLED's 2022-23 export, and a mosaic of areas under it.

Nothing in it is ACLED's: places, actors and notes are numbered, and the coordinates are random.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

BATCH = 100_000
EVENT_TYPES = (
    ("Battles", "Armed clash"),
    ("Violence against civilians", "Attack"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("Protests", "Peaceful protest"),
    ("Riots", "Mob violence"),
    ("Strategic developments", "Looting/property destruction"),
)
TYPE_SHARES = (0.30, 0.25, 0.10, 0.20, 0.08, 0.07)
WORDS = [
    "residents",
    "reported",
    "that",
    "armed",
    "men",
    "entered",
    "the",
    "village",
    "before",
    "dawn",
    "and",
    "left",
    "toward",
    "the",
    "river",
    "local",
    "sources",
    "said",
    "several",
    "houses",
    "were",
    "burned",
    "while",
    "officials",
    "gave",
    "no",
    "figure",
    "for",
    "the",
    "injured",
]


@dataclass(frozen=True)
class Scale:
    """How large the generated world is."""

    rows: int = 3_000_000
    places: int = 86_000
    areas: int = 5_000
    countries: int = 20


def write_events(path: Path, scale: Scale, seed: int) -> None:
    """Write `scale.rows` rows to `path`, batch by batch."""
    rng = np.random.default_rng(seed)
    lon = np.round(rng.uniform(-15.0, 45.0, scale.places), 4)
    lat = np.round(rng.uniform(-15.0, 25.0, scale.places), 4)
    notes = [" ".join(rng.choice(WORDS, 32)) for _ in range(400)]
    with path.open("wb") as sink:
        for start in range(0, scale.rows, BATCH):
            size = min(BATCH, scale.rows - start)
            frame = _batch(rng, start, size, scale, (lon, lat), notes)
            frame.write_csv(sink, include_header=start == 0)


def _batch(
    rng: np.random.Generator,
    start: int,
    size: int,
    scale: Scale,
    places: tuple[np.ndarray, np.ndarray],
    notes: list[str],
) -> pl.DataFrame:
    lon, lat = places
    place = rng.integers(0, scale.places, size)
    country = place % scale.countries
    kind = rng.choice(len(EVENT_TYPES), size, p=TYPE_SHARES)
    inter1 = rng.choice((1, 2, 3, 4, 8), size, p=(0.25, 0.3, 0.25, 0.15, 0.05))
    civilians = np.isin(kind, (1, 2))
    days = rng.integers(0, 365 * 24, size)
    dates = (np.datetime64("2000-01-01") + days).astype("datetime64[D]")
    country_name = pl.Series(country).cast(pl.String)
    side = {1: "Military Forces of Country ", 2: "Front ", 3: "Brigade ", 4: "Communal Militia ", 8: "Mission "}
    actor1 = pl.Series([side[int(code)] for code in inter1]) + country_name
    index = pl.Series(np.arange(start, start + size))
    return pl.DataFrame(
        {
            "event_id_cnty": "C" + country_name + "X" + index.cast(pl.String),
            "event_date": pl.Series(dates).dt.strftime("%d %B %Y"),
            "year": pl.Series(dates).dt.year(),
            "time_precision": rng.integers(1, 4, size),
            "disorder_type": "Political violence",
            "event_type": pl.Series([EVENT_TYPES[k][0] for k in kind]),
            "sub_event_type": pl.Series([EVENT_TYPES[k][1] for k in kind]),
            "actor1": actor1,
            "assoc_actor_1": "",
            "inter1": inter1,
            "actor2": pl.Series(np.where(civilians, "Civilians (Country ", "Front (Country ")) + country_name + ")",
            "assoc_actor_2": "",
            "inter2": np.where(civilians, 7, 2),
            "interaction": inter1 * 10 + np.where(civilians, 7, 2),
            "civilian_targeting": np.where(civilians, "Civilian targeting", ""),
            "iso": country + 100,
            "region": "Region",
            "country": "Country " + country_name,
            "admin1": "Province " + pl.Series(place % 250).cast(pl.String),
            "admin2": "District " + pl.Series(place % 5000).cast(pl.String),
            "admin3": "",
            "location": "Place " + pl.Series(place).cast(pl.String),
            "latitude": lat[place],
            "longitude": lon[place],
            "geo_precision": rng.integers(1, 4, size),
            "source": pl.Series(np.where(days % 3 == 0, "Radio One; Daily Two", "Radio One")),
            "source_scale": "National",
            "notes": pl.Series([notes[k] for k in rng.integers(0, len(notes), size)]),
            "fatalities": rng.negative_binomial(0.2, 0.1, size),
            "tags": "",
            "timestamp": rng.integers(1_600_000_000, 1_700_000_000, size),
            "iso3": "C" + country_name,
        }
    )


def write_areas(path: Path, scale: Scale, seed: int, vertices: int = 200) -> None:
    """Write a GeoJSON mosaic of about `scale.areas` cells with wavy shared borders and P-codes."""
    rng = np.random.default_rng(seed)
    across = round((scale.areas * 60 / 40) ** 0.5)
    down = int(np.ceil(scale.areas / across))
    step_x, step_y = 60.0 / across, 40.0 / down
    bend = rng.uniform(-0.18, 0.18, (2, down + 1, across + 1))
    along = np.linspace(0.0, 1.0, vertices // 4, endpoint=False)
    wave = np.sin(np.pi * along) * np.sin(6 * np.pi * along)

    def edge(row: int, column: int, horizontal: bool) -> np.ndarray:
        t = along[:, None]
        corner = np.array([-15 + column * step_x, -15 + row * step_y])
        reach = np.array([step_x, 0.0]) if horizontal else np.array([0.0, step_y])
        across_edge = np.array([0.0, step_y]) if horizontal else np.array([step_x, 0.0])
        return corner + t * reach + (bend[int(horizontal), row, column] * wave)[:, None] * across_edge

    features = []
    for row in range(down):
        for column in range(across):
            bottom, right = edge(row, column, True), edge(row, column + 1, False)
            top, left = edge(row + 1, column, True), edge(row, column, False)
            corners = [[-15 + (column + i) * step_x, -15 + (row + j) * step_y] for i, j in ((1, 1), (0, 0))]
            ring = np.vstack([bottom, right, corners[:1], top[:0:-1], [top[0]], left[:0:-1], [bottom[0]]])
            code = f"X{row * across + column:05d}"
            features.append(
                {
                    "type": "Feature",
                    "properties": {"ADM2_PCODE": code, "ADM2_EN": f"District {code}"},
                    "geometry": {"type": "Polygon", "coordinates": [np.round(ring, 5).tolist()]},
                }
            )
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
