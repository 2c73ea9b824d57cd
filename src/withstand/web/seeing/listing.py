"""What a number rests on: the events and the records behind it, each with the way to its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import get_language

from withstand.brief.records.words import word
from withstand.mission.sightings import EVENT_KIND
from withstand.web.seeing import saying
from withstand.web.seeing.addresses import record_address
from withstand.web.seeing.asking import class_label

MOST = 60
_WORDS = ("violations", "obstructions", "reprisal_types", "visit_purposes", "violence")


@dataclass(frozen=True)
class Entry:
    """One event or record in a list; an event has no address."""

    address: str
    id: str
    kind: str
    what: str
    where: str
    first: date | None
    last: date | None
    perpetrator: str
    count: str

    @property
    def goes_on(self) -> bool:
        """Whether it has no end so far."""
        return self.last == date.max


def listed(found: pl.DataFrame, names: Mapping[str, str]) -> dict[str, Any]:
    """The latest of some sightings as entries, with the names of their areas, and how many more there are."""
    ordered = latest_first(found)
    return {
        "entries": [_entry(row, names) for row in ordered.head(MOST).iter_rows(named=True)],
        "more": max(0, ordered.height - MOST),
    }


def latest_first(found: pl.DataFrame) -> pl.DataFrame:
    """Sightings by their last day, those without one last."""
    return found.sort("last", "id", descending=True, nulls_last=True)


def _entry(row: dict[str, Any], names: Mapping[str, str]) -> Entry:
    event = row["kind"] == EVENT_KIND
    return Entry(
        address="" if event else record_address(row["kind"], row["id"]),
        id=row["id"],
        kind=saying.kind_labels()[row["kind"]],
        what=_what(str(row["what"] or "")),
        where=names.get(row["area"] or "", row["named"] or ""),
        first=row["first"],
        last=row["last"],
        perpetrator=class_label(row["perpetrator"]),
        count=saying.deaths(row["low"], row["best"], row["high"]) if row["best"] is not None or event else "",
    )


def _what(key: str) -> str:
    """A code in words, whichever vocabulary it is of."""
    language = get_language() or "en"
    return next((said for name in _WORDS if (said := word(name, key, language)) != key), key)
