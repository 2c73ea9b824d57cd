"""`withstand data`: vintages of data sets in a workspace."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from withstand.cli.opening import opened
from withstand.cli.sources import file_date
from withstand.cli.terminal import piped, print_json, print_table, say, showing_progress
from withstand.cli.vintage_receipts import receive_vintage
from withstand.errors import InputError, UnrecognisedFile
from withstand.evidence.area_set import AreaSet
from withstand.evidence.boundaries import LEVELS, area_set
from withstand.evidence.reading import EventFile, read_events
from withstand.evidence.set_aside import neutral_cell
from withstand.evidence.upsert import compare
from withstand.evidence.vintages import VintageStore
from withstand.installation.files import write_whole
from withstand.workspace import AREA_FILES, open_workspace


def run_add(
    file: Path,
    folder: Path,
    onto: str,
    deleted: Path | None,
    retrieved: date | None,
    version: str,
    passphrase_file: Path | None,
) -> None:
    """Add a file as a vintage, or put it onto one; the ledger keeps when it came."""
    store = VintageStore(open_workspace(folder).datasets)
    base = store.latest().vintage if onto == "latest" else store.manifest(onto).vintage if onto else None
    withdrawn = _identifiers(deleted) if deleted else ()
    with (
        opened(folder, passphrase_file) as found,
        showing_progress() as progress,
        read_events(file, version=version, progress=lambda step: progress(step, 0, 1)) as read,
    ):
        absent = _absent(store, read, base, withdrawn) if withdrawn else []
        manifest, new = store.add(read, retrieved or file_date(file), onto=base, deleted=withdrawn)
        receive_vintage(found, manifest)
    if piped():
        print_json(
            {
                "vintage": manifest.vintage,
                "new": new,
                "events": manifest.events,
                "changes": manifest.changes,
                "withdrawn_but_not_held": absent,
            }
        )
        return
    state = "kept" if new else "was there already"
    say(f"Vintage {manifest.vintage[:12]} {state}: {manifest.events:,} events of {manifest.rows:,} rows")
    if manifest.set_aside:
        say(f"{manifest.set_aside:,} rows set aside: {store.folder / manifest.vintage / 'set-aside.csv'}")
    if absent:
        say(f"Withdrawn, but not held: {', '.join(absent[:8])}{' …' if len(absent) > 8 else ''}")
    for change, number in (manifest.changes or {}).items():
        say(f"{change}: {number:,} events")


def _absent(store: VintageStore, read: EventFile, base: str | None, withdrawn: tuple[str, ...]) -> list[str]:
    """Withdrawn identifiers that neither the file nor the vintage below it holds."""
    held = set(read.events.select("event_id").collect().to_series())
    if base is not None:
        held |= set(store.events(base).select("event_id").collect().to_series())
    return [event for event in withdrawn if event not in held]


def _identifiers(path: Path) -> tuple[str, ...]:
    """Identifiers from a text file or the first column of a CSV; a header that names the key is left out."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{path.name} cannot be read as text; give one identifier a line.") from None
    first = [line.split(",")[0].strip().strip('"') for line in lines]
    return tuple(text for text in first if text and text.lower() not in ("event_id_cnty", "id", "event_id"))


def run_areas(file: Path, folder: Path) -> None:
    """Keep a file of areas, when it can be read at some level."""
    workspace = open_workspace(folder)
    suffix = ".geojson" if file.suffix.lower() == ".json" else file.suffix.lower()
    if suffix not in AREA_FILES:
        raise InputError(f"{file.name} is not one of {', '.join(AREA_FILES)}; give boundaries or a list of P-codes.")
    held = {level: len(areas.areas) for level in LEVELS if (areas := _areas_at(file, level))}
    if not held:
        area_set(file, LEVELS[0])
    content = file.read_bytes()
    if workspace.areas is not None:
        workspace.areas.unlink()
    write_whole(folder / f"areas{suffix}", content, new=False)
    if piped():
        print_json({"areas": held})
    else:
        say("Areas kept: " + ", ".join(f"{number} at {level}" for level, number in held.items()))


def _areas_at(file: Path, level: str) -> AreaSet | None:
    try:
        return area_set(file, level)
    except UnrecognisedFile:
        return None


def run_list(folder: Path) -> None:
    """List the vintages."""
    store = VintageStore(open_workspace(folder).datasets)
    rows = [
        {
            "vintage": manifest.vintage,
            "source": manifest.source,
            "version": manifest.version,
            "retrieved": manifest.retrieved,
            "events": manifest.events,
            "set_aside": manifest.set_aside,
            "first_day": manifest.first_day,
            "last_day": manifest.last_day,
            "licence": manifest.licence,
            "intact": store.is_intact(manifest.vintage),
        }
        for manifest in store.manifests()
    ]
    if piped():
        print_json(rows)
        return
    shown = [[str(row["vintage"])[:12], *(_cell(value) for value in list(row.values())[1:])] for row in rows]
    print_table(
        "",
        ["vintage", "source", "version", "retrieved", "events", "set aside", "from", "to", "licence", "intact"],
        shown,
    )


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "NO: bytes changed"
    return f"{value:,}" if isinstance(value, int) else str(value)


def run_compare(before: str, after: str, folder: Path, out: Path | None) -> None:
    """Compare two vintages."""
    store = VintageStore(open_workspace(folder).datasets)
    found = compare(store.events(before).collect(), store.events(after).collect())
    counts = {
        change: found.filter(pl.col("change") == change)["event_id"].n_unique()
        for change in ("added", "removed", "recoded")
    }
    columns = dict(
        found.drop_nulls("column").group_by("column").len().sort("len", "column", descending=[True, False]).iter_rows()
    )
    if out is not None:
        texts = [column for column, dtype in found.schema.items() if dtype == pl.String]
        found.with_columns(pl.col(name).map_elements(neutral_cell, return_dtype=pl.String) for name in texts).write_csv(
            out, include_bom=True
        )
    if piped():
        print_json({"events": counts, "recoded_columns": columns, "written": str(out) if out else None})
        return
    say(*(f"{change}: {number:,} events" for change, number in counts.items()))
    say(*(f"  {column}: {number:,}" for column, number in columns.items()))
    if out is not None:
        say(f"Every difference: {out}")
