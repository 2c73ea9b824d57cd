"""(a) Three million ACLED-like rows from CSV through area polygons to the monthly area × class panel.

Against the same work as an analyst writes it in pandas and geopandas, and against the bare streaming conversion of
that CSV to Parquet. Each contestant runs in a process of its own; `python -m benchmarks.ingest NAME CSV AREAS`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.acled_like import Scale, write_areas, write_events
from benchmarks.measure import alternate, middle, report, run_alone, target, tell

SEED = 20
QUICK = Scale(rows=200_000, places=8_000, areas=500)


def withstand(events: Path, areas: Path) -> None:
    """Our path: read, check, class, keep as a vintage by content hash, place, count."""
    from withstand.analysis.monthly import monthly
    from withstand.evidence.areas import place
    from withstand.evidence.boundaries import area_set
    from withstand.evidence.reading import read_events
    from withstand.evidence.vintages import VintageStore

    with tempfile.TemporaryDirectory() as folder:
        store = VintageStore(Path(folder))
        with read_events(events) as file:
            manifest, _ = store.add(file, date(2026, 1, 1))
        placed = place(store.events(manifest.vintage), area_set(areas, "admin2"))
        panel = monthly(placed).collect(engine="streaming")
        civilians = panel.filter(panel["series"] == "civilians")
        tell(events=int(civilians["events"].sum()), deaths=int(civilians["deaths_best"].sum()))


def pandas(events: Path, areas: Path) -> None:
    """The same as an analyst writes it."""
    import geopandas as gpd
    import pandas as pd

    frame = pd.read_csv(events)
    frame["event_date"] = pd.to_datetime(frame["event_date"], format="%d %B %Y")
    frame = frame[
        frame["civilian_targeting"].notna() | frame["event_type"].isin(["Battles", "Explosions/Remote violence"])
    ]
    names = {1: "host_state", 2: "non_state", 3: "non_state", 4: "non_state", 8: "unknown"}
    frame["perpetrator_class"] = frame["inter1"].map(names)
    frame["series"] = frame["civilian_targeting"].notna().map({True: "civilians", False: "fights"})
    points = gpd.GeoDataFrame(
        frame, geometry=gpd.points_from_xy(frame["longitude"], frame["latitude"]), crs="EPSG:4326"
    )
    polygons = gpd.read_file(areas)[["ADM2_PCODE", "geometry"]]
    placed = gpd.sjoin(points, polygons, how="left", predicate="intersects")
    placed["month"] = placed["event_date"].dt.to_period("M")
    keys = ["ADM2_PCODE", "month", "series", "perpetrator_class"]
    panel = placed.groupby(keys, dropna=False, observed=True)["fatalities"].agg(["size", "sum"]).reset_index()
    civilians = panel[panel["series"] == "civilians"]
    tell(events=int(civilians["size"].sum()), deaths=int(civilians["sum"].sum()))


def conversion(events: Path, _areas: Path) -> None:
    """The bare reading by the fastest reader: the streaming conversion of the CSV to Parquet."""
    import polars as pl

    with tempfile.TemporaryDirectory() as folder:
        pl.scan_csv(events).sink_parquet(Path(folder) / "events.parquet")
        tell()


CONTESTANTS: dict[str, Callable[[Path, Path], None]] = {
    "withstand": withstand,
    "pandas": pandas,
    "conversion": conversion,
}


def main(*, quick: bool) -> None:
    """Generate the files, run the three alternately, report medians and ratios."""
    scale = QUICK if quick else Scale()
    with tempfile.TemporaryDirectory() as folder:
        events, areas = Path(folder) / "events.csv", Path(folder) / "areas.geojson"
        write_events(events, scale, SEED)
        write_areas(areas, scale, SEED)
        size = events.stat().st_size / 1e6
        programs = {
            name: lambda name=name: run_alone(
                [sys.executable, "-m", "benchmarks.ingest", name, str(events), str(areas)]
            )
            for name in CONTESTANTS
        }
        runs = alternate(programs, 1 if quick else 3)
    ours, theirs, bare = (middle(runs[name]) for name in ("withstand", "pandas", "conversion"))
    rows = [
        (name, *middle(runs[name]), middle(runs[name])[0] / bare[0], *_said(runs[name][0].said)) for name in CONTESTANTS
    ]
    said = [runs[name][0].said for name in ("withstand", "pandas")]
    same = all(said[0][fact] == said[1][fact] for fact in ("events", "deaths"))
    report(
        "ingest",
        ("contestant", "seconds", "peak MB", "against conversion", "events", "deaths"),
        rows,
        (
            f"{scale.rows:,} rows, {size:,.0f} MB, {scale.places:,} places, {scale.areas:,} areas",
            f"the panels hold the same events and deaths: {'yes' if same else 'NO'}",
            target("times faster than pandas and geopandas", theirs[0] / ours[0], 3, at_least=True),
            target("memory against theirs", ours[1] / theirs[1], 1 / 3, at_least=False),
            target("time against the bare conversion", ours[0] / bare[0], 3, at_least=False),
        ),
        quick=quick,
    )


def _said(said: dict[str, object]) -> tuple[object, object]:
    return said.get("events", ""), said.get("deaths", "")


if __name__ == "__main__":
    CONTESTANTS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
