"""`Picture(as_of, known_at, audience)`: lazy, unchanging, and holding only what its audience may see."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from withstand.ledger import rights
from withstand.ledger.contents import cells_of, folded
from withstand.ledger.entries import read_header
from withstand.ledger.errors import NotFound
from withstand.ledger.fields import Record
from withstand.ledger.forms import texts_of
from withstand.ledger.kinds import Kind, split_tag, unread
from withstand.ledger.ledger import Ledger
from withstand.ledger.store.database import Row
from withstand.ledger.store.frontiers import frontier_at, instant_of
from withstand.ledger.store.lists import Lists, Step
from withstand.ledger.store.queries import Bounds, Found
from withstand.picture.audience import Audience
from withstand.picture.filters import ALL, Filter
from withstand.picture.seen import Change, Linked, Remains, Seen, Stretch, Tie, Version, changes, classification_word

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ALL", "FIRST", "PAGE", "Filter", "Picture", "Step"]

PAGE = 50
_SHORTEST, _WHOLE = 6, 36
_DIGITS = re.compile(r"[0-9a-fA-F-]+")
_PART = 100_000
_AT_ONCE = 500
FIRST = Step(dated=True)
"""Where a list begins: with the records that have a day; those without one come last."""


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
    def moment(self) -> int:
        """The instant at which exactly this was known: asked again as of it, the picture knows no more."""
        return instant_of(self.ledger.database, self.known_by or self.ledger.signer.installation, self.frontier)

    @cached_property
    def _views(self) -> Lists:
        day = self.as_of.isoformat() if self.as_of else ""
        audience = self.audience
        return Lists(
            self.ledger.database, Bounds(audience.level, audience.mask, audience.use, day, self.frontier)
        )  # fmt: skip

    def get(self, record: str) -> Seen:
        """A record.

        Raises:
            NotFound: there is none, as far as this audience may know.
        """
        return self._seen(self._found(record))

    def _found(self, record: str) -> Found:
        found = self._views.one(record)
        if found is None:
            raise NotFound(f"There is no record {record}, or it may not be seen by {self.audience.name}.")
        return found

    def holds(self, record: str) -> bool:
        """Whether a record may be seen and was known."""
        return self._views.one(record) is not None

    def named(self, part: str) -> str:
        """The id of the one record that may be seen and whose id is this, or begins or ends with it.

        Raises:
            NotFound: there is none, or there are several.
        """
        if len(part) >= _WHOLE or len(part) < _SHORTEST or not _DIGITS.fullmatch(part):
            return part
        found = self._views.named(part.lower())
        if len(found) != 1:
            many = f"{len(found)} records have ids that begin or end with {part}: give more of it"
            raise NotFound(f"{many}." if found else f"There is no record {part}, or it may not be seen.")
        return found[0]

    def page(self, kind: Kind, where: Filter = ALL, limit: int = PAGE, offset: int = 0) -> list[Seen]:
        """Records of a kind, the latest day first."""
        with self.ledger.database.reading():
            conditions, values = self._asked(where, kind.name)
            return [self._seen(one) for one in self._views.page(kind.name, conditions, values, limit, offset)]

    def each(self, kind: Kind, where: Filter = ALL) -> Iterator[Seen]:
        """All records of a kind, the latest day first, those without a day last; read a part at a time."""
        step: Step | None = FIRST
        while step is not None:
            part = self.stretch(kind, where, step, limit=_AT_ONCE)
            yield from part.records
            step = part.after

    def stretch(
        self, kind: Kind | None, where: Filter = ALL, start: Step = FIRST, limit: int = PAGE, *,
        backward: bool = False, earliest_first: bool = False,
    ) -> Stretch:  # fmt: skip
        """The records of a kind, or of all, that follow a place in the list, or, `backward`, come just before it.

        The latest day is first, or the earliest; records without a day come last.
        """
        name, found = kind.name if kind else "", list[Found]()
        with self.ledger.database.reading():
            conditions, values = self._asked(where, name)
            for step in _steps(start, backward=backward):
                found += self._views.following(
                    name, conditions, values, step, limit + 1 - len(found), falling=earliest_first == backward
                )
        more, found = len(found) > limit, found[:limit]
        seen = [self._seen(one) for one in (reversed(found) if backward else found)]
        return Stretch.of(seen, before=more if backward else bool(start.record), after=backward or more)

    def count(self, kind: Kind, where: Filter = ALL) -> int:
        """How many records of a kind."""
        with self.ledger.database.reading():
            return self._views.count(kind.name, *self._asked(where, kind.name))

    def counts(self, where: Filter = ALL) -> dict[str, int]:
        """How many records, by the names of kinds that have any."""
        with self.ledger.database.reading():
            return self._views.counts(*self._asked(where))

    def several(self, records: Iterable[str]) -> dict[str, Seen]:
        """Those of these records that may be seen, in one question."""
        return {one.record: self._seen(one) for one in self._views.several(records)}

    def placed(self, area: str, kinds: Iterable[str], since: str = "") -> dict[str, Seen]:
        """Records of some kinds whose main place is in an area, on or after a day (YYYY-MM-DD), in one question."""
        return {one.record: self._seen(one) for one in self._views.placed(area, kinds, since)}

    def _asked(self, where: Filter, kind: str = "") -> tuple[str, dict[str, Any]]:
        """A filter as conditions and values; texts of records that have changed since are read one by one."""
        changed = self._views.changed(kind) if where.words else []
        held = [one.record for one in changed if _holds_words(self._seen(one), where.words)]
        return where.conditions, where.values | {"held": json.dumps(held)}

    def links(self, record: str, role: str = "", *, outward: bool = True) -> tuple[Linked, ...]:
        """Links of a record that are visible with both their ends."""
        self._found(record)
        return tuple(Linked(*row) for row in self._views.links(record, outward=outward, role=role))

    def history(self, record: str) -> tuple[Version, ...]:
        """The known versions of a record that may be seen, the oldest first, under its present rights."""
        found = self._found(record)
        return tuple(self._version(found, row) for row in self._views.versions(record))

    def histories(self, records: Iterable[str]) -> dict[str, tuple[Version, ...]]:
        """The same of those of several records that may be seen, in two questions."""
        found = {one.record: one for one in self._views.several(records)}
        past: dict[str, list[Version]] = {record: [] for record in found}
        for row in self._views.versions_of(found) if found else ():
            past[row[-1]].append(self._version(found[row[-1]], row))
        return {record: tuple(versions) for record, versions in past.items()}

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
        self._found(record)
        return tuple(self._views.heads(record))

    def conflicts(self) -> tuple[Seen, ...]:
        """Records of which two versions stand beside each other."""
        return tuple(self._seen(one) for one in self._views.conflicts())

    def ties(self, records: Iterable[str], *, outward: bool = True) -> tuple[Tie, ...]:
        """Links of records that are visible with both their ends, in one question."""
        return tuple(Tie(*row) for row in self._views.ties(records, outward=outward))

    def remains(self, record: str) -> Remains:
        """What is left of a record whose text was redacted or erased, to whom its header is open.

        Raises:
            NotFound: there is no such record, as far as this audience may know.
        """
        row = None if self.audience.outside or self.as_of else self._views.remains(record)
        if row is None:
            raise NotFound(f"There is no record {record}, or it may not be seen by {self.audience.name}.")
        kind, level, mask, why = row
        classification, names = classification_word(level), rights.component_names(mask)
        found = Found(record, 1, level, mask, b"", b"", None)
        versions = tuple(self._version(found, (*version[:9], None, record)) for version in self._views.versions(record))
        state = "redacted" if why == "redact" else "erased"
        return Remains(record, self.ledger.registry.get(kind), classification, names, state, versions)

    def search(self, text: str, limit: int = PAGE) -> list[Seen]:
        """Records in whose text all these words stand, accents and Arabic variants aside, the latest day first."""
        return list(self.stretch(None, Filter(text=text), limit=limit).records) if text else []

    def frame(self, kind: Kind, part: str = "") -> pl.DataFrame:
        """All records of a kind as a frame: a row each (see `columns`), or of its several `part`, a row each."""
        from withstand.picture.frames import frame, line_frame, part_frame

        lines = self._parts(lambda after: self._views.lines(kind.name, after, _PART))
        if part:
            return part_frame(kind, part, lines)
        if not self._views.laid_out(kind.name, kind.layout):
            return line_frame(kind, lines)
        sheets = list(self._parts(lambda after: self._views.sheet(kind.name, after, _PART)))
        changed = [
            "\t".join((record, version, str(heads), str(level), cells_of(kind, msgspec.json.decode(line))))
            for record, version, heads, level, line in self._views.sheet_then(kind.name)
        ]
        return frame(kind, [*sheets, "\n".join(changed).encode()])

    def link_frame(self, kind: Kind) -> pl.DataFrame:
        """All links of records of a kind that are visible with both their ends: link, role, source, target, about."""
        from withstand.picture.frames import link_frame

        return link_frame(self._views.all_links(kind.name))

    def whole(self, kind: Kind) -> Iterator[tuple[str, Record | None, int]]:
        """All records of a kind in one question: id, fields (None: newer than this program), heads."""
        for record, tag, heads, body in self._views.bodies(kind.name):
            yield record, kind.readable(body, split_tag(tag)[1]), int(heads)

    def _parts(self, part_after: Callable[[int], tuple[bytes, int]]) -> Iterator[bytes]:
        text, last = part_after(0)
        while last:
            yield text
            text, last = part_after(last)

    @cached_property
    def vintages(self) -> tuple[tuple[str, str], ...]:
        """Data sets that had been received: (source, vintage), the oldest first."""
        return tuple((str(source), str(vintage)) for source, vintage in self._views.vintages())

    def _seen(self, found: Found) -> Seen:
        header = read_header(found.header)
        name, number = split_tag(header.kind)
        kind = self.ledger.registry.get(name)
        fields = kind.readable(found.body, number) if kind else None
        raw = msgspec.to_builtins(fields) if fields else unread(found.body)
        return Seen(
            found.record, header.id, kind, header.kind, fields, raw, found.heads,
            classification_word(found.level), rights.component_names(found.mask), header.recorded_at, header,
            found.first,
        )  # fmt: skip

    def _version(self, found: Found, row: Row) -> Version:
        _, entry, tag, recorded_at, installation, sequence, older, why, header, body, _ = row
        present = body is not None
        state = {"redact": "redacted", "erase": "erased"}.get(why or "", "present" if present else "withheld")
        seen = self._seen(replace(found, heads=1, header=header, body=body)) if present else None
        supersedes = tuple(older.split(",")) if older else ()
        return Version(
            entry, tag, recorded_at, installation, sequence, supersedes, state, seen, read_header(header)
        )  # fmt: skip


def _steps(start: Step, *, backward: bool) -> tuple[Step, ...]:
    """Where reading begins, and where it goes on: records without a day come last, so backward they come first."""
    if backward == start.dated:
        return (start,)
    return start, Step(dated=backward)


def _holds_words(seen: Seen, words: Sequence[str]) -> bool:
    if seen.fields is None or seen.kind is None:
        return False
    text = " ".join(folded(text) for _, text, _ in texts_of(seen.fields, seen.kind.forms))
    held = "".join(mark if mark.isalnum() else " " for mark in text).split()
    return all(any(one.startswith(word) for one in held) for word in words)
