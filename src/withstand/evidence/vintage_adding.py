"""Adding a file of events to the vintages: whole, or put onto an earlier one."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from withstand import __version__
from withstand.errors import WorkspaceError
from withstand.evidence.containers import digest
from withstand.evidence.event import EVENT, TEXT, check
from withstand.evidence.formats import Kind
from withstand.evidence.set_aside import write_set_aside
from withstand.evidence.upsert import Merge, merge
from withstand.evidence.vintages import ASIDE, CHANGES, EVENTS, MANIFEST, TEXTS, Manifest, VintageStore
from withstand.vocabulary.terms import vocabulary

if TYPE_CHECKING:
    from withstand.evidence.reading import EventFile


def add(
    store: VintageStore, file: EventFile, retrieved: date, onto: str | None, deleted: frozenset[str]
) -> tuple[Manifest, bool]:
    """`VintageStore.add`, which says what it does."""
    update = onto is not None or bool(deleted)
    known = None if update else _same_file(store, file)
    if known is not None:
        return known, False
    merged = _merged(store, file, onto, deleted) if update else None
    if onto is not None:
        retrieved = max(retrieved, date.fromisoformat(store.manifest(onto).retrieved))
    events = file.events if merged is None else merged.events.lazy()
    texts = file.texts if merged is None else _texts(store, file, onto, merged)
    check(events, EVENT)
    check(texts, TEXT)
    store.folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".adding-", dir=store.folder))
    try:
        if merged is None and file.folder is not None:
            for part in (EVENTS, TEXTS):
                shutil.copyfile(file.folder / part, scratch / part)
        else:
            events.sink_parquet(scratch / EVENTS)
            texts.sink_parquet(scratch / TEXTS)
        manifest = _manifest(file, scratch / EVENTS, retrieved, onto or "", merged)
        target = store.folder / manifest.vintage
        if target.exists():
            return store.manifest(manifest.vintage), False
        written = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        (scratch / MANIFEST).write_text(written, encoding="utf-8")
        if file.account.set_aside:
            write_set_aside(scratch / ASIDE, file.account.set_aside)
        if merged is not None:
            merged.changes.write_csv(scratch / CHANGES)
        scratch.replace(target)
        return manifest, True
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _same_file(store: VintageStore, file: EventFile) -> Manifest | None:
    """The vintage made of the very same file by the very same program, if there is one."""
    for manifest in store.manifests():
        made_of = (manifest.file_sha256, manifest.version, manifest.base, manifest.changes, manifest.program)
        if made_of == (file.sha256, file.version or "unstated", "", None, __version__):
            return manifest
    return None


def _merged(store: VintageStore, file: EventFile, onto: str | None, deleted: frozenset[str]) -> Merge:
    events = file.events.collect()
    if onto is None:
        return merge(events.clear(), events, deleted)
    _same_source(store, onto, file)
    return merge(store.events(onto).collect(), events, deleted)


def _texts(store: VintageStore, file: EventFile, onto: str | None, merged: Merge) -> pl.LazyFrame:
    """The texts of the merged events: the update's where it was used, else those of the vintage below."""
    ignored = merged.changes.filter(pl.col("change") == "ignored").select("event_id")
    texts = file.texts.collect().join(ignored, on="event_id", how="anti")
    if onto is not None:
        both = pl.concat([texts, store.texts(onto).collect()])
        texts = both.unique("event_id", keep="first", maintain_order=True)
    return texts.join(merged.events.select("event_id"), on="event_id", how="semi").lazy()


def _same_source(store: VintageStore, onto: str, file: EventFile) -> None:
    held = store.manifest(onto).source
    given = "acled" if file.kind is Kind.ACLED else "ucdp"
    if not held.startswith(given):
        raise WorkspaceError(
            f"{file.name} holds {file.kind.value}; the vintage it should go onto holds {held}. "
            "Add it as a vintage of its own, without --onto."
        )


def _manifest(file: EventFile, stored: Path, retrieved: date, base: str, merged: Merge | None) -> Manifest:
    events = pl.scan_parquet(stored)
    facts = events.select(
        pl.len().alias("events"),
        pl.col("source").first(),
        pl.col("date_start").min().alias("first_day"),
        pl.col("date_end").max().alias("last_day"),
    )
    held = facts.collect().row(0, named=True)
    countries = events.select(pl.col("country").unique().sort()).collect().to_series()
    source = str(held["source"] or "empty")
    owner = vocabulary("datasets").terms[source].facts if held["source"] else {}
    counts = merged.changes.group_by("change").len().sort("change") if merged is not None else None
    return Manifest(
        vintage=digest(stored),
        source=source,
        version=file.version or "unstated",
        retrieved=retrieved.isoformat(),
        file=file.name,
        file_sha256=file.sha256,
        rows=file.account.rows,
        events=held["events"],
        set_aside=len(file.account.set_aside),
        first_day=str(held["first_day"]),
        last_day=str(held["last_day"]),
        countries=tuple(countries),
        licence=str(owner.get("licence", "unstated")),
        cite=str(owner.get("cite", "")),
        base=base,
        changes={str(change): int(number) for change, number in counts.iter_rows()} if counts is not None else None,
        notes=file.notes,
    )
