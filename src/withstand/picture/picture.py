"""`Picture(as_of, known_at, audience)`: lazy, unchanging, and holding only what its audience may see."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from withstand.ledger import rights
from withstand.ledger.contents import folded
from withstand.ledger.entries import read_header
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Record
from withstand.ledger.forms import texts_of
from withstand.ledger.kinds import Kind, envelope, split_tag
from withstand.ledger.ledger import Ledger
from withstand.ledger.store.database import Row
from withstand.ledger.store.queries import Bounds, Views, frontier_at
from withstand.picture.audience import Audience
from withstand.picture.seen import Change, Linked, Seen, Version, changes

if TYPE_CHECKING:
    import polars as pl

PAGE = 50
_PART = 100_000


@dataclass(frozen=True)
class Filter:
    """Which records of a kind: their area, and days that their main date may touch (YYYY-MM-DD)."""

    area: str = ""
    since: str = ""
    until: str = ""

    @property
    def conditions(self) -> str:
        """The filter in SQL, over named values."""
        parts = [(self.area, "r.area = :area"), (self.since, "r.last >= :since"), (self.until, "r.first <= :until")]
        return "".join(f"AND {condition} " for value, condition in parts if value)

    @property
    def values(self) -> dict[str, Any]:
        """The named values."""
        return {"area": self.area, "since": self.since, "until": self.until}

    def __str__(self) -> str:
        """The filter in words."""
        said = [f"area {self.area}" if self.area else "", f"from {self.since}" if self.since else ""]
        said.append(f"until {self.until}" if self.until else "")
        return ", ".join(part for part in said if part) or "all"


ALL = Filter()


@dataclass(frozen=True)
class Picture:
    """A view of one ledger. Nothing is read before it is asked for; opening costs the same for any size.

    `known_at` is an instant in microseconds at the installation `known_by`, or None for now and here.
    """

    ledger: Ledger = field(repr=False)
    audience: Audience
    as_of: date | None = None
    known_at: int | None = None
    known_by: str = ""
    frontier: Mapping[int, int] = field(init=False)

    def __post_init__(self) -> None:
        """Fix how far each chain is known: what is appended later is not seen."""
        known_by = self.known_by or self.ledger.signer.installation
        object.__setattr__(self, "frontier", frontier_at(self.ledger.database, known_by, self.known_at))

    @property
    def reach(self) -> dict[str, int]:
        """How far each installation's chain is known: the number of its last entry."""
        chains = self.ledger.log.chains().values()
        return {chain.installation: self.frontier[chain.k] for chain in chains if chain.k in self.frontier}

    @cached_property
    def key(self) -> str:
        """A name under which what was computed from this picture may be kept."""
        parts = (self.audience, self.as_of, sorted(self.frontier.items()))
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    @cached_property
    def _views(self) -> Views:
        day = self.as_of.isoformat() if self.as_of else ""
        audience = self.audience
        return Views(
            self.ledger.database, Bounds(audience.level, audience.mask, audience.use, day, self.frontier)
        )  # fmt: skip

    def get(self, record: str) -> Seen:
        """A record.

        Raises:
            NotFound: there is none, as far as this audience may know.
        """
        row = self._views.one(record)
        if row is None:
            raise NotFound(f"There is no record {record}, or it may not be seen by {self.audience.name}.")
        return self._seen(row)

    def page(self, kind: Kind, where: Filter = ALL, limit: int = PAGE, offset: int = 0) -> list[Seen]:
        """Records of a kind, the latest day first."""
        return [
            self._seen(row) for row in self._views.page(kind.name, where.conditions, where.values, limit, offset)
        ]  # fmt: skip

    def each(self, kind: Kind, where: Filter = ALL) -> Iterator[Seen]:
        """All records of a kind, a page at a time."""
        offset = 0
        while rows := self._views.page(kind.name, where.conditions, where.values, 500, offset):
            yield from (self._seen(row) for row in rows)
            offset += len(rows)

    def count(self, kind: Kind, where: Filter = ALL) -> int:
        """How many records of a kind."""
        return self._views.count(kind.name, where.conditions, where.values)

    def links(self, record: str, role: str = "", *, outward: bool = True) -> tuple[Linked, ...]:
        """Links of a record that are visible with both their ends."""
        self.get(record)
        return tuple(Linked(*row) for row in self._views.links(record, outward=outward, role=role))

    def history(self, record: str) -> tuple[Version, ...]:
        """The known versions of a record that may be seen, the oldest first, under its present rights."""
        self.get(record)
        return tuple(self._version(record, row) for row in self._views.versions(record))

    def diff(self, record: str, before: str, after: str) -> tuple[Change, ...]:
        """What changed between two versions of a record.

        Raises:
            NotFound: one of them is not a version that may be seen.
        """
        versions = {version.entry: version.seen for version in self.history(record)}
        old, new = versions.get(before), versions.get(after)
        if old is None or new is None:
            missing = before if old is None else after
            raise NotFound(f"There is no version {missing} of this record, or its text is not here.")
        return changes(old.raw, new.raw)

    def heads(self, record: str) -> tuple[str, ...]:
        """The versions that nothing known supersedes; several are a conflict."""
        self.get(record)
        return tuple(self._views.heads(record))

    def conflicts(self) -> tuple[Seen, ...]:
        """Records of which two versions stand beside each other."""
        return tuple(self._seen(row) for row in self._views.conflicts())

    def search(self, text: str, limit: int = PAGE) -> list[Seen]:
        """Records in whose text all these words stand, accents and Arabic variants aside."""
        words = ["".join(mark for mark in word if mark.isalnum()) for word in folded(text).split()]
        words = [word for word in words if word]
        if not words:
            return []
        if self._views.current:
            return [self._seen(row) for row in self._views.search(" ".join(f'"{word}"*' for word in words), limit)]
        kinds = [kind for kind in self.ledger.registry if not kind.name.startswith("ledger.")]
        found = (seen for kind in kinds for seen in self.each(kind) if _holds_words(seen, words))
        return [seen for _, seen in zip(range(limit), found, strict=False)]

    def frame(self, kind: Kind, part: str = "") -> pl.DataFrame:
        """All records of a kind as a frame: a row each (see `columns`), or of its several `part`, a row each."""
        from withstand.picture.frames import frame

        return frame(kind, part, self._lines(kind))

    def link_frame(self, kind: Kind) -> pl.DataFrame:
        """All links of records of a kind that are visible with both their ends: link, role, source, target, about."""
        from withstand.picture.frames import link_frame

        return link_frame(self._views.all_links(kind.name))

    def whole(self, kind: Kind) -> Iterator[tuple[str, Record | None, int]]:
        """All records of a kind in one question: id, fields (None: newer than this program), heads."""
        for record, tag, heads, body in self._views.bodies(kind.name):
            yield record, kind.decode(body, split_tag(tag)[1]), int(heads)

    def _lines(self, kind: Kind) -> Iterator[str]:
        after = 0
        while True:
            text, last = self._views.lines(kind.name, after, _PART)
            if not text:
                return
            yield text
            after = last

    @cached_property
    def vintages(self) -> tuple[tuple[str, str], ...]:
        """Data sets that had been received: (source, vintage), the oldest first."""
        return tuple((str(source), str(vintage)) for source, vintage in self._views.vintages())

    def _seen(self, row: Row) -> Seen:
        _, record, version, tag, recorded_at, heads, level, mask, _, _, n = row
        body = self._views.body(n)
        if body is None:
            raise NotFound(f"The text of record {record} is no longer here.")
        name, number = split_tag(tag)
        kind = self.ledger.registry.get(name)
        fields = kind.decode(body, number) if kind else None
        raw = msgspec.to_builtins(fields) if fields else msgspec.json.decode(envelope(body).fields)
        header = read_header(self._views.header(n))
        return Seen(
            record, version, kind, tag, fields, raw, int(heads), rights.classification_of(level),
            rights.component_names(mask), recorded_at, header,
        )  # fmt: skip

    def _version(self, record: str, row: Row) -> Version:
        n, entry, tag, recorded_at, installation, sequence, older, present, why = row
        state = {"redact": "redacted", "erase": "erased"}.get(why or "", "present" if present else "withheld")
        current = self._views.one(record)
        seen = None
        if present and current is not None:
            seen = self._seen((0, record, entry, tag, recorded_at, 1, current[6], current[7], "", 0, n))
        supersedes = tuple(older.split(",")) if older else ()
        return Version(entry, tag, recorded_at, installation, sequence, supersedes, state, seen)


def _holds_words(seen: Seen, words: list[str]) -> bool:
    if seen.fields is None or seen.kind is None:
        return False
    text = " ".join(folded(text) for _, text, _ in texts_of(seen.fields, seen.kind.forms))
    held = "".join(mark if mark.isalnum() else " " for mark in text).split()
    return all(any(one.startswith(word) for one in held) for word in words)
