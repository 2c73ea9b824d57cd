"""The records of a picture as rows of a file, exact inside the operation, released outside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from withstand.brief.records.leaves import Cell, Leaf, Path, column, flat, layout, leaves, pattern_of
from withstand.brief.records.release import Coarseness, Released, has_column, may_leave, reference, release
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.kinds import Kind
from withstand.picture.leaving import kept_back
from withstand.picture.picture import Filter, Picture
from withstand.picture.seen import Seen
from withstand.telling import Told

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class LinkOut:
    """A visible link: its role, the record it leads to, the part it is about."""

    role: str
    other: str
    about: str = ""


@dataclass(frozen=True)
class Row:
    """One record of a file. Outside, `record` is a reference and there is no version, no component, no time."""

    record: str
    version: str
    classification: str
    compartments: tuple[str, ...]
    recorded_at: str
    heads: int
    values: dict[Path, Cell]
    links: tuple[LinkOut, ...]
    small: tuple[Path, ...] = ()
    withheld: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Table:
    """What a file holds: rows, the columns of their fields, and those for which this program is too old.

    `seen` are the records themselves, in the order of the rows.
    """

    kind: Kind
    outside: bool
    rows: tuple[Row, ...]
    seen: tuple[Seen, ...]
    left_out: tuple[str, ...]

    @cached_property
    def columns(self) -> tuple[tuple[Path, Leaf], ...]:
        """The columns of fields; outside, only those that may leave."""
        used = {path for row in self.rows for path in (*row.values, *row.small, *row.withheld)}
        columns = layout(self.kind, used)
        return tuple(one for one in columns if has_column(self.kind, one[1])) if self.outside else columns

    @property
    def own_columns(self) -> tuple[Path, ...]:
        """The columns before the fields."""
        if self.outside:
            return (("record",), ("classification",))
        several = max((len(row.compartments) for row in self.rows), default=0)
        numbered = tuple(("compartments", number) for number in range(1, several + 1))
        return ("record",), ("version",), ("classification",), *numbered, ("recorded_at",), ("heads",)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The roles of links: as declared, then any that another version of the program declares."""
        declared = [role.name for role in self.kind.roles]
        used = {link.role for row in self.rows for link in row.links}
        return (*declared, *sorted(used.difference(declared)))

    @cached_property
    def link_columns(self) -> tuple[Path, ...]:
        """The columns after the fields: for each role as many as the fullest row needs."""
        found: list[Path] = []
        for role in self.roles:
            of_role = [[link for link in row.links if link.role == role] for row in self.rows]
            about = any(link.about for links in of_role for link in links)
            for number in range(1, max((len(links) for links in of_role), default=0) + 1):
                found.append(("link", role, number))
                if about:
                    found.append(("link", role, number, "about"))
        return tuple(found)

    @property
    def last_columns(self) -> tuple[Path, ...]:
        """Outside, a column that names the numbers which are not shown."""
        return (("suppressed",),) if self.outside else ()

    def own_cells(self, row: Row) -> Iterator[tuple[Path, str | int]]:
        """The cells beside the fields of a row, by their columns; empty ones are left out."""
        yield ("record",), row.record
        yield ("classification",), row.classification
        if not self.outside:
            yield ("version",), row.version
            yield from ((("compartments", number), one) for number, one in enumerate(row.compartments, start=1))
            yield ("recorded_at",), row.recorded_at
            yield ("heads",), row.heads
        numbers: Counter[str] = Counter()
        for link in row.links:
            numbers[link.role] += 1
            yield ("link", link.role, numbers[link.role]), link.other
            if link.about:
                yield ("link", link.role, numbers[link.role], "about"), link.about
        if hidden := (*row.small, *row.withheld):
            yield ("suppressed",), " ".join(map(column, hidden))


def table(picture: Picture, kind: Kind, where: Filter, coarse: Coarseness) -> Table:
    """The records of a kind that the picture shows, as its audience may take them away.

    Raises:
        InvalidRecord: this kind never leaves the operation.
    """
    outside = picture.audience.outside
    if outside and not may_leave(kind):
        why = Told(
            "no {kind} is ever given to anybody outside; export what rests on it instead", kind=kind.word.lower()
        )
        raise InvalidRecord(kind.name, (("recipient", why),))
    if outside and not where.outside:
        finer = "records go outside by area and days only: anything finer would tell what is not given out"
        raise InvalidRecord(kind.name, (("filter", finer),))
    rows, seen, left_out = [], [], []
    barred = kept_back(picture) if outside else frozenset[str]()
    for one in picture.each(kind, where):
        if one.record in barred:
            continue
        if one.fields is None:
            left_out.append(one.record)
            continue
        seen.append(one)
        rows.append(_outside(picture, kind, one, coarse, barred) if outside else _inside(picture, kind, one))
    return Table(kind, outside, tuple(rows), tuple(seen), tuple(left_out))


def inside(picture: Picture, kind: Kind, chosen: Iterable[Seen]) -> Table:
    """Some records of a kind as a table that stays inside the operation."""
    seen = tuple(one for one in chosen if one.fields is not None)
    return Table(kind, False, tuple(_inside(picture, kind, one) for one in seen), seen, ())


def _inside(picture: Picture, kind: Kind, seen: Seen) -> Row:
    links = tuple(LinkOut(link.role, link.other, link.about) for link in _links(picture, kind, seen))
    return Row(
        seen.record, seen.version, seen.classification, seen.compartments, instant(seen.recorded_at), seen.heads,
        _values(kind, seen), links,
    )  # fmt: skip


def _outside(picture: Picture, kind: Kind, seen: Seen, coarse: Coarseness, barred: frozenset[str]) -> Row:
    free: Released = release(kind, _with_leaves(kind, _values(kind, seen)), coarse)
    inner = {role.name for role in kind.roles if set(role.targets) <= {"evidence.Source"}}
    links = tuple(
        LinkOut(link.role, reference(link.other))
        for link in _links(picture, kind, seen)
        if link.role not in inner and link.other not in barred and _may_be_named(picture, link.other)
    )
    return Row(
        reference(seen.record), "", seen.classification, (), "", 1, free.values, links, free.small, free.withheld
    )  # fmt: skip


def _values(kind: Kind, seen: Seen) -> dict[Path, Cell]:
    return {} if seen.fields is None else flat(kind, seen.fields)


def _with_leaves(kind: Kind, values: dict[Path, Cell]) -> Iterator[tuple[Path, Leaf, Cell]]:
    by_steps = {leaf.steps: leaf for leaf in leaves(kind)}
    return ((path, by_steps[pattern_of(path)], value) for path, value in values.items())


def _links(picture: Picture, kind: Kind, seen: Seen) -> Sequence[LinkOut]:
    return [LinkOut(one.role, one.other, one.about) for one in picture.links(seen.record)] if kind.roles else []


def _may_be_named(picture: Picture, record: str) -> bool:
    kind = picture.get(record).kind
    return kind is not None and may_leave(kind)


def instant(microseconds: int) -> str:
    """An instant as people and programs read it: 2032-01-17T09:46:40.000000Z."""
    return (_EPOCH + timedelta(microseconds=microseconds)).isoformat(timespec="microseconds").replace("+00:00", "Z")
