"""What records may be used for: what each says itself, and what everything it rests on and every limit allows.

A withdrawal counts whichever version made it, and a link that somebody took back still carries what its target took
back: one person's later version drops neither. A consent given again on a later day lifts, and so do two people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from withstand.ledger import rights
from withstand.ledger.contents import system_fields
from withstand.ledger.kinds import Registry
from withstand.ledger.store.database import Database, Row
from withstand.ledger.store.log import Logged
from withstand.ledger.system import LIMIT, Limit

_END = (
    "SELECT given, taken, present, present OR EXISTS (SELECT 1 FROM gone g JOIN version v ON v.id = g.entry"
    " WHERE v.record = r.record), kind FROM record r WHERE record = ?"
)


@dataclass(frozen=True)
class _End:
    """A record as others rest on it: the uses it gives and takes back, whether its text is here, whether it is known
    what it says (it is here, or it is known that it is gone), its kind.
    """

    given: int
    taken: int
    present: bool
    known: bool
    kind: str


_ABSENT = _End(rights.own_use(), 0, False, False, "")
"""A record that has not come: the operation's own use, and nobody is told so for good."""


@dataclass(frozen=True)
class _Rest:
    """One record that another rests on; `now`: the link has not been taken back."""

    target: str
    now: bool


class _Web:
    """Some records, everything they rest on, and what follows for their use."""

    def __init__(self, ends: Mapping[str, _End], rests: Mapping[str, Sequence[_Rest]]) -> None:
        self._ends, self._rests = ends, rests
        self._taken = self._settled({one: ~end.taken for one, end in ends.items()}, former=True)
        self._given = self._settled({one: end.given for one, end in ends.items()}, former=False)
        known = {one: end.given if end.known else rights.every_use() for one, end in ends.items()}
        self._known = self._settled(known, former=False)

    def use(self, record: str) -> int:
        """The uses that are left."""
        return self._given[record] & self._taken[record]

    def denied(self, record: str) -> int:
        """What it gives, and what it rests on is known not to allow."""
        left = rights.every_use()
        for rest in self._rests.get(record, ()):
            left &= self._taken[rest.target]
            if rest.now:
                left &= self._known[rest.target]
        return self._ends[record].given & ~left

    def owed(self, record: str) -> int:
        """What is denied, and neither the record nor a limit says so."""
        return self.denied(record) & ~self._ends[record].taken

    def whole(self, record: str) -> bool:
        """Whether the text of everything it rests on is here."""
        return all(end.present for one, end in self._ends.items() if one != record)

    def _settled(self, masks: dict[str, int], *, former: bool) -> dict[str, int]:
        """Each record's mask narrowed to those of all that it rests on, until nothing changes: no order matters."""
        resting: dict[str, list[str]] = {}
        for record, rests in self._rests.items():
            for rest in rests:
                if rest.now or former:
                    resting.setdefault(rest.target, []).append(record)
        edge = list(masks)
        while edge:
            below = edge.pop()
            for record in resting.get(below, ()):
                narrowed = masks[record] & masks[below]
                if narrowed != masks[record]:
                    masks[record] = narrowed
                    edge.append(record)
        return masks


class Uses:
    """Keeps limits, bindings and uses in step with the records. `untold`: records about which one may be owed."""

    def __init__(self, database: Database, registry: Registry) -> None:
        self._db, self._registry = database, registry
        self.untold: set[str] = set()

    def limit(self, entries: Iterable[Logged]) -> set[str]:
        """Keep the limits among these entries; returns the records that they are about."""
        about: set[str] = set()
        for one in entries:
            if one.entry.meta.kind != LIMIT.tag:
                continue
            limit = system_fields(one.entry, Limit)
            if limit is not None:
                self._db.run(
                    "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?)",
                    (one.n, one.entry.meta.id, limit.record, one.chain, one.entry.meta.sequence,
                     rights.taken_back(limit.consent)),
                )  # fmt: skip
                about.add(limit.record)
        return about

    def limited(self, records: Iterable[str]) -> set[str]:
        """Those of these records that a limit is about."""
        if self._db.one("SELECT 1 FROM told LIMIT 1") is None:
            return set()
        return {one for one in records if self._limits(one)}

    def limits_of(self, entries: Iterable[str]) -> set[str]:
        """The records that these limits are about."""
        return {
            str(row[0]) for one in entries for row in self._db.rows("SELECT record FROM told WHERE entry = ?", (one,))
        }

    def _limits(self, record: str) -> dict[int, int]:
        """What the last limit of each chain takes back of a record, unless two people set it aside."""
        rows = self._db.rows(
            "SELECT chain, taken, EXISTS (SELECT 1 FROM eased e WHERE e.entry = t.entry AND e.what = 'regive')"
            " FROM told t WHERE record = ? ORDER BY sequence",
            (record,),
        )
        return {int(chain): 0 if eased else int(taken) for chain, taken, eased in rows}

    def taken(self, record: str, versions: Sequence[Row], heads: Sequence[Row], eased: set[str]) -> int:
        """The uses that any version of a record, or a limit, takes back; `eased` are entries set aside by two."""
        stated = [row[10] for row in versions if row[10] is not None and row[1] not in eased]
        taken = rights.withdrawn(stated, [row[10] for row in heads]) if stated else 0
        for limit in self._limits(record).values():
            taken |= limit
        return taken

    def bind(self, link: str, shown: Row, versions: Sequence[Row], eased: set[str], *, known: bool) -> set[str]:
        """Keep what the versions of a link bind; returns the records that it binds, or bound before.

        `known`: the link may have bound before.
        """
        bound = set[str]()
        if known:
            bound.update(row[0] for row in self._db.rows("SELECT source FROM binding WHERE link = ?", (link,)))
            self._db.run("DELETE FROM binding WHERE link = ?", (link,))
        for row in sorted(versions, key=lambda row: bool(row[0] != shown[0])):
            if row[16] is None or row[1] in eased:
                continue
            cells = msgspec.json.decode(row[16])
            if cells.get("binds", False):
                now = row[0] == shown[0] and not cells.get("withdrawn", False)
                self._db.run(
                    "INSERT OR IGNORE INTO binding VALUES (?, ?, ?, ?, ?)",
                    (link, cells["role"], cells["source"], cells["target"], int(now)),
                )
                bound.add(str(cells["source"]))
        return bound

    def spread(self, records: set[str], bound: set[str]) -> None:
        """Work out what may be done with records that changed, that links bind, and that rest on either.

        Of the changed ones none is bound while there is no binding at all.
        """
        if self._db.one("SELECT 1 FROM binding LIMIT 1") is not None:
            bound = bound | records
        affected = self._closure(bound)
        if not affected:
            return
        web = self._web(affected)
        for record in affected:
            owed = web.owed(record)
            self._db.run("UPDATE record SET use = ?, owed = ? WHERE record = ?", (web.use(record), owed, record))
            if owed:
                self.untold.add(record)
        self.untold |= self.limited(affected)

    def to_tell(self, chain: int, *, everywhere: bool = False) -> dict[str, int]:
        """What may not be done with records whose text is here, where no entry says so, or this chain's says more.

        Looked for among those that changed in this session; `everywhere`: also among those that came before.
        """
        candidates = set(self.untold)
        if everywhere:
            candidates.update(row[0] for row in self._db.rows("SELECT record FROM record WHERE owed <> 0"))
        self.untold.clear()
        found: dict[str, int] = {}
        for record in sorted(candidates):
            end = self._end(record)
            if not end.present:
                continue
            web, mine = self._web({record}), self._limits(record).get(chain, 0)
            denied = web.denied(record)
            if web.owed(record):
                found[record] = denied if web.whole(record) else denied | mine
            elif mine & ~denied and web.whole(record):
                found[record] = denied
        return found

    def takers(self, record: str) -> tuple[str, ...]:
        """Entries beside a record's own that take uses back from it: limits, and links that no longer hold."""
        limits = self._db.rows("SELECT entry FROM told WHERE record = ? ORDER BY entry", (record,))
        links = self._db.rows(
            "SELECT v.id FROM binding b JOIN version v ON v.record = b.link WHERE b.source = ? AND NOT b.now"
            " GROUP BY v.id ORDER BY v.id",
            (record,),
        )
        return tuple(str(row[0]) for row in (*limits, *links))

    def resting_on(self, record: str) -> set[str]:
        """The records that rest on one, on what rests on it, and so on."""
        return self._closure({record}) - {record}

    def _web(self, records: Iterable[str]) -> _Web:
        """These records with everything that they rest on."""
        ends: dict[str, _End] = {}
        rests: dict[str, Sequence[_Rest]] = {}
        edge = list(records)
        while edge:
            record = edge.pop()
            if record not in ends:
                ends[record] = end = self._end(record)
                rests[record] = found = self._rests(record, end.kind)
                edge.extend(one.target for one in found)
        return _Web(ends, rests)

    def _end(self, record: str) -> _End:
        row = self._db.one(_END, (record,))
        return _ABSENT if row is None else _End(row[0], row[1], bool(row[2]), bool(row[3]), row[4])

    def _rests(self, record: str, kind: str) -> tuple[_Rest, ...]:
        """What a record rests on, by links that its kind declares to lead there and to bind."""
        rows = self._db.rows(
            "SELECT b.role, b.target, max(b.now), r.kind FROM binding b LEFT JOIN record r ON r.record = b.target"
            " WHERE b.source = ? GROUP BY b.role, b.target",
            (record,),
        )
        return tuple(_Rest(target, bool(now)) for role, target, now, at in rows if self._declared(kind, role, at))

    def _declared(self, kind: str, role: str, target: str | None) -> bool:
        known = self._registry.get(kind)
        if known is None:
            return True
        return any(
            one.name == role and one.consent and (target is None or target in one.targets) for one in known.roles
        )

    def _closure(self, records: set[str]) -> set[str]:
        """These records and all that rest on them."""
        reached, edge = set(records), set(records)
        while edge:
            edge = {found for one in edge for found in self._directly_on(one)} - reached
            reached |= edge
        return reached

    def _directly_on(self, record: str) -> list[str]:
        return [row[0] for row in self._db.rows("SELECT DISTINCT source FROM binding WHERE target = ?", (record,))]
