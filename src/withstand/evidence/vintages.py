"""Data sets kept as Parquet by content hash: what was known from which file at which time."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from withstand import __version__
from withstand.errors import WorkspaceError
from withstand.evidence.checked import EVENTS, TEXTS
from withstand.evidence.containers import digest
from withstand.evidence.event import EVENT, TEXT, check
from withstand.evidence.formats import Kind
from withstand.evidence.set_aside import write_set_aside
from withstand.evidence.upsert import Merge, merge
from withstand.vocabulary.terms import vocabulary

if TYPE_CHECKING:
    from withstand.evidence.reading import EventFile

MANIFEST, CHANGES, ASIDE = "manifest.json", "changes.csv", "set-aside.csv"


@dataclass(frozen=True)
class Manifest:
    """What one vintage is: `vintage` is the SHA-256 of its events as Parquet; dates are ISO 8601 text."""

    vintage: str
    source: str
    version: str
    retrieved: str
    file: str
    file_sha256: str
    rows: int
    events: int
    set_aside: int
    first_day: str
    last_day: str
    countries: tuple[str, ...]
    licence: str
    cite: str
    base: str = ""
    changes: Mapping[str, int] | None = None
    notes: tuple[str, ...] = ()
    program: str = __version__


@dataclass(frozen=True)
class VintageStore:
    """A folder of vintages; nothing in it is ever changed, only added."""

    folder: Path

    def add(
        self, file: EventFile, retrieved: date, *, onto: str | None = None, deleted: Iterable[str] = ()
    ) -> tuple[Manifest, bool]:
        """Keep the events of `file`; returns the manifest and whether the vintage is new.

        With `onto`, the file is an update: its events are put onto that vintage by their stable key and `deleted`
        are taken out. What was added, replaced or taken out is listed in changes.csv.
        """
        gone = frozenset(deleted)
        update = onto is not None or bool(gone)
        known = None if update else self._same_file(file)
        if known is not None:
            return known, False
        merged = self._merged(file, onto, gone) if update else None
        if onto is not None:
            retrieved = max(retrieved, date.fromisoformat(self.manifest(onto).retrieved))
        events = file.events if merged is None else merged.events.lazy()
        texts = file.texts if merged is None else self._texts(file, onto, merged)
        check(events, EVENT)
        check(texts, TEXT)
        self.folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".adding-", dir=self.folder))
        try:
            if merged is None and file.folder is not None:
                for part in (EVENTS, TEXTS):
                    shutil.copyfile(file.folder / part, scratch / part)
            else:
                events.sink_parquet(scratch / EVENTS)
                texts.sink_parquet(scratch / TEXTS)
            manifest = _manifest(file, scratch / EVENTS, retrieved, onto or "", merged)
            target = self.folder / manifest.vintage
            if target.exists():
                return self.manifest(manifest.vintage), False
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

    def _same_file(self, file: EventFile) -> Manifest | None:
        """The vintage made of the very same file by the very same program, if there is one."""
        for manifest in self.manifests():
            made_of = (manifest.file_sha256, manifest.version, manifest.base, manifest.changes, manifest.program)
            if made_of == (file.sha256, file.version or "unstated", "", None, __version__):
                return manifest
        return None

    def _merged(self, file: EventFile, onto: str | None, deleted: frozenset[str]) -> Merge:
        events = file.events.collect()
        if onto is None:
            return merge(events.clear(), events, deleted)
        self._same_source(onto, file)
        return merge(self.events(onto).collect(), events, deleted)

    def _texts(self, file: EventFile, onto: str | None, merged: Merge) -> pl.LazyFrame:
        """The texts of the merged events: the update's where it was used, else those of the vintage below."""
        ignored = merged.changes.filter(pl.col("change") == "ignored").select("event_id")
        texts = file.texts.collect().join(ignored, on="event_id", how="anti")
        if onto is not None:
            both = pl.concat([texts, self.texts(onto).collect()])
            texts = both.unique("event_id", keep="first", maintain_order=True)
        return texts.join(merged.events.select("event_id"), on="event_id", how="semi").lazy()

    def _same_source(self, onto: str, file: EventFile) -> None:
        held = self.manifest(onto).source
        given = "acled" if file.kind is Kind.ACLED else "ucdp"
        if not held.startswith(given):
            raise WorkspaceError(
                f"{file.name} holds {file.kind.value}; the vintage it should go onto holds {held}. "
                "Add it as a vintage of its own, without --onto."
            )

    def manifests(self) -> tuple[Manifest, ...]:
        """All vintages, the oldest retrieval first."""
        found = [_read_manifest(path) for path in self.folder.glob(f"[!.]*/{MANIFEST}")]
        return tuple(sorted(found, key=lambda manifest: (manifest.retrieved, _added(self.folder, manifest))))

    def manifest(self, name: str) -> Manifest:
        """The vintage whose hash starts with `name`.

        Raises:
            WorkspaceError: none or several start so.
        """
        matching = [manifest for manifest in self.manifests() if manifest.vintage.startswith(name.lower())]
        if len(matching) != 1 or not name:
            what = "no vintage" if not matching else f"{len(matching)} vintages"
            raise WorkspaceError(f"{what} of the data begins with {name!r}. `withstand data list` shows them.")
        return matching[0]

    def latest(self, *, retrieved_by: date | None = None, source: str | None = None) -> Manifest:
        """The vintage retrieved last (on or before `retrieved_by`).

        Raises:
            WorkspaceError: there is none.
        """
        for manifest in reversed(self.manifests()):
            in_time = retrieved_by is None or manifest.retrieved <= retrieved_by.isoformat()
            if in_time and (source is None or manifest.source == source):
                return manifest
        when = f" retrieved by {retrieved_by}" if retrieved_by else ""
        raise WorkspaceError(f"The workspace holds no data{when}. Add a file with `withstand data add FILE`.")

    def events(self, name: str) -> pl.LazyFrame:
        """The events of a vintage (EVENT)."""
        return pl.scan_parquet(self.folder / self.manifest(name).vintage / EVENTS)

    def texts(self, name: str) -> pl.LazyFrame:
        """The texts of a vintage (TEXT)."""
        return pl.scan_parquet(self.folder / self.manifest(name).vintage / TEXTS)

    def is_intact(self, name: str) -> bool:
        """Whether a vintage's bytes are still those its name states."""
        vintage = self.manifest(name).vintage
        return digest(self.folder / vintage / EVENTS) == vintage


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


def _read_manifest(path: Path) -> Manifest:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        known = {field.name for field in fields(Manifest)}
        content = {name: tuple(value) if isinstance(value, list) else value for name, value in content.items()}
        return Manifest(**{name: value for name, value in content.items() if name in known})
    except (OSError, ValueError, TypeError, AttributeError):
        raise WorkspaceError(
            f"{path} is damaged. Restore it from a backup, or remove its folder and add the file again."
        ) from None


def _added(folder: Path, manifest: Manifest) -> float:
    return (folder / manifest.vintage / MANIFEST).stat().st_mtime
