"""Data sets kept as Parquet by content hash: what was known from which file at which time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withstand import __version__
from withstand.errors import WorkspaceError
from withstand.evidence.containers import digest

if TYPE_CHECKING:
    import polars as pl

    from withstand.evidence.reading import EventFile

EVENTS, TEXTS = "events.parquet", "texts.parquet"
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
        from withstand.evidence.vintage_adding import add

        return add(self, file, retrieved, onto, frozenset(deleted))

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
        return self._scanned(name, EVENTS)

    def texts(self, name: str) -> pl.LazyFrame:
        """The texts of a vintage (TEXT)."""
        return self._scanned(name, TEXTS)

    def _scanned(self, name: str, part: str) -> pl.LazyFrame:
        import polars as pl

        return pl.scan_parquet(self.folder / self.manifest(name).vintage / part)

    def digest(self, name: str) -> str:
        """The SHA-256 of a vintage's events as they are now."""
        return digest(self.folder / self.manifest(name).vintage / EVENTS)

    def is_intact(self, name: str) -> bool:
        """Whether a vintage's bytes are still those its name states."""
        return self.digest(name) == self.manifest(name).vintage


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
