"""Projections: each record's state is a function of the set of its entries, so order and repetition cannot matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

import msgspec

from withstand.ledger import rights
from withstand.ledger.contents import CLOSED, Content, content, system_fields
from withstand.ledger.kinds import Registry
from withstand.ledger.store import schema
from withstand.ledger.store.database import Database, Row
from withstand.ledger.store.log import Logged
from withstand.ledger.system import Act, Receipt

_LINK = "ledger.Link@"

_VERSION = "INSERT OR REPLACE INTO version VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_RECORD = "INSERT OR REPLACE INTO record VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_NO_BODY = "DELETE FROM body WHERE n = (SELECT n FROM entry WHERE id = ?)"
_NO_CONTENT = (
    "UPDATE version SET own_use = 0, first = NULL, last = NULL, area = NULL, line = NULL"
    " WHERE n = (SELECT n FROM entry WHERE id = ?)"
)
_RECORD_OF = "SELECT record FROM version WHERE n = (SELECT n FROM entry WHERE id = ?)"
_WORDS = "INSERT INTO words (rowid, text) VALUES (?, ?)"
"""In rising order of places: the search index writes itself out whenever a number does not rise."""

_NEXT_PLACE = (
    "SELECT 1 + coalesce((SELECT max(r) FROM record WHERE r >= k << 32 AND r < (k + 1) << 32), k << 32)"
    " FROM kind WHERE name = ?"
)


_GONE = (
    "INSERT INTO gone VALUES (?, ?, ?) ON CONFLICT (entry) DO UPDATE SET why = excluded.why, act = excluded.act"
    " WHERE excluded.why > gone.why OR (excluded.why = gone.why AND excluded.act < gone.act)"
)
"""Of several acts a redaction counts before an erasure, then the first: alike everywhere."""


@dataclass(frozen=True)
class Applied:
    """An entry to project: its content where the writer has it at hand, and whether it is its record's only version."""

    logged: Logged
    content: Content | None = None
    first: bool = False


@dataclass(frozen=True)
class Forgotten:
    """What was forgotten here: single versions, and records that were redacted, whatever versions of them come."""

    entries: frozenset[str]
    records: frozenset[str]

    def holds(self, entry: str, record: str) -> bool:
        """Whether a version's text is not kept."""
        return entry in self.entries or record in self.records


def forgotten(database: Database) -> Forgotten:
    """What acts have taken away."""
    rows = database.rows("SELECT entry, why FROM gone")
    return Forgotten(frozenset(row[0] for row in rows), frozenset(row[0] for row in rows if row[1] == "redact"))


class Projection:
    """Keeps versions, records, links, acts, receipts and words in step with the log."""

    def __init__(self, database: Database, registry: Registry) -> None:
        self._db, self._registry = database, registry

    def apply(self, entries: Sequence[Applied], *, arrived: bool) -> None:
        """Project entries that were just added to the log, in one transaction with it.

        `arrived` from elsewhere, what rests on a record may have come before it.
        """
        gone = forgotten(self._db)
        lowered = {row[0] for row in self._db.rows("SELECT entry FROM lowered")}
        contents = {one.logged.entry.meta.id: self._content(one, gone) for one in entries}
        rows = [_version_row(one.logged, contents[one.logged.entry.meta.id]) for one in entries]
        self._db.run_many(_VERSION, rows)
        self._db.run_many(
            "INSERT OR IGNORE INTO supersedes VALUES (?, ?)",
            [(older, one.logged.n) for one in entries for older in one.logged.entry.meta.supersedes],
        )
        fresh = [row for one, row in zip(entries, rows, strict=True) if one.first and row[1] not in lowered]
        bound = self._insert_fresh([(row, contents[row[1]]) for row in fresh])
        folded = {row[4] for row in rows} - {row[4] for row in fresh}
        bound |= self.derive(folded, contents)
        self._receipts(entries)
        self._spread_use({row[4] for row in rows} if arrived else folded, bound)

    def _content(self, one: Applied, gone: Forgotten) -> Content:
        entry = one.logged.entry
        if entry.body is None or gone.holds(entry.meta.id, entry.meta.record):
            return CLOSED
        return one.content or content(self._registry, entry.meta.kind, entry.body)

    def _insert_fresh(self, fresh: Sequence[tuple[Row, Content]]) -> set[str]:
        """Records with their only version: nothing to fold. Returns the records that new links bind."""
        if not fresh:
            return set()
        kinds = [row[5].partition("@")[0] for row, _ in fresh]
        placed = sorted(zip(self._places(kinds), kinds, fresh, strict=True), key=itemgetter(0))
        self._db.run_many(
            _RECORD,
            [
                (place, row[4], kind, row[0], 1, row[7], row[8], row[9], row[9], row[6], int(kept is not CLOSED),
                 row[10], row[11], row[12], _framed(row, kept, 1, row[7]))
                for place, kind, (row, kept) in placed
            ],
        )  # fmt: skip
        self._db.run_many(_WORDS, [(place, kept.words) for place, _, (_, kept) in placed if kept.words])
        return set[str]().union(*(self._link(row[4], row) for row, _ in fresh if row[5].startswith(_LINK)))

    def _places(self, kinds: Sequence[str]) -> list[int]:
        """Where new records go: those of a kind stand in one stretch, so that a frame reads no other."""
        following: dict[str, int] = {}
        places = []
        for kind in kinds:
            if kind not in following:
                known = self._registry.get(kind)
                layout = known.layout if known else ""
                self._db.run("INSERT OR IGNORE INTO kind (name, layout) VALUES (?, ?)", (kind, layout))
                row = self._db.one(_NEXT_PLACE, (kind,))
                following[kind] = int(row[0]) if row else 0
            places.append(following[kind])
            following[kind] += 1
        return places

    def _receipts(self, entries: Sequence[Applied]) -> None:
        for one in entries:
            meta = one.logged.entry.meta
            if not meta.kind.startswith("ledger.Receipt@"):
                continue
            receipt = system_fields(one.logged.entry, Receipt)
            if receipt is not None and receipt.frontier:
                points = msgspec.json.encode({point.installation: point.sequence for point in receipt.frontier})
                self._db.run(
                    "INSERT OR REPLACE INTO receipt VALUES (?, ?, ?, ?, ?)",
                    (one.logged.n, one.logged.chain, meta.sequence, receipt.what, points.decode()),
                )

    def obey(self, act: Act, identifier: str) -> None:
        """An act that was found valid: forget or lower the versions it names."""
        if act.what == "lower":
            rank = rights.level(act.classification)
            self._db.run_many(
                "INSERT OR IGNORE INTO lowered VALUES (?, ?, ?)", [(one, rank, identifier) for one in act.entries]
            )
        else:
            entries = self._forgotten_with(act)
            named_by = (*act.entries, act.record) if act.what == "redact" else act.entries
            self._db.run_many(_GONE, [(one, act.what, identifier) for one in named_by])
            self._db.must_forget()
            self._db.run_many(_NO_BODY, [(one,) for one in entries])
            self._db.run_many(_NO_CONTENT, [(one,) for one in entries])
        named = [self._db.one(_RECORD_OF, (one,)) for one in act.entries]
        records = {act.record, *(str(row[0]) for row in named if row is not None)}
        self._spread_use(records, self.derive(records, {}))

    def _forgotten_with(self, act: Act) -> tuple[str, ...]:
        """What an act forgets. A redaction holds for its record: versions that its people had not seen go too."""
        if act.what != "redact":
            return act.entries
        held = self._db.rows(
            "SELECT id FROM entry WHERE json_extract(CAST(header AS TEXT), '$.record') = ?", (act.record,)
        )
        return tuple(dict.fromkeys((*act.entries, *(str(row[0]) for row in held))))

    def derive(self, records: Iterable[str], contents: dict[str, Content]) -> set[str]:
        """Fold the versions of each record into its state, its link and its words.

        Returns the records that its link, before or now, binds.
        """
        bound: set[str] = set()
        for record in sorted(records):
            versions = self._db.rows("SELECT * FROM version WHERE record = ? ORDER BY n", (record,))
            if versions:
                bound |= self._fold(record, versions, contents)
        return bound

    def _fold(self, record: str, versions: list[Row], contents: dict[str, Content]) -> set[str]:
        newer = {
            row[0]
            for row in self._db.rows(
                "SELECT s.older FROM supersedes s JOIN version v ON v.n = s.newer WHERE v.record = ?", (record,)
            )
        }
        lowered: dict[str, int] = dict(
            self._db.rows(
                "SELECT l.entry, min(l.level) FROM lowered l JOIN version v ON v.id = l.entry WHERE v.record = ?"
                " GROUP BY l.entry",
                (record,),
            )
        )
        heads = [row for row in versions if row[1] not in newer] or versions
        shown = max(heads, key=_order)
        level = max(lowered[row[1]] if row[1] in lowered else int(row[7]) for row in versions)
        mask, use = rights.EVERYBODY, shown[9]
        for row in versions:
            mask = rights.narrowed(mask, row[8])
        for row in heads:
            use &= row[9]
        kept, kind = self._kept(shown, contents.get(shown[1])), shown[5].partition("@")[0]
        place = self._emptied(record, kind)
        self._db.run(
            _RECORD,
            (place, record, kind, shown[0], len(heads), level, mask, use, use, shown[6], int(kept is not CLOSED),
             shown[10], shown[11], shown[12], _framed(shown, kept, len(heads), level)),
        )  # fmt: skip
        if kept.words:
            self._db.run(_WORDS, (place, kept.words))
        return self._link(record, shown)

    def _kept(self, shown: Row, known: Content | None) -> Content:
        body = self._db.one("SELECT body FROM body WHERE n = ?", (shown[0],))
        if body is None:
            return CLOSED
        if known is None or known is CLOSED:
            return content(self._registry, shown[5], bytes(body[0]))
        return known

    def _emptied(self, record: str, kind: str) -> int:
        """Where a record stands, its words gone; one that became of another kind moves."""
        held = self._db.one("SELECT r, kind FROM record WHERE record = ?", (record,))
        if held is None:
            return self._places([kind])[0]
        self._db.run("DELETE FROM words WHERE rowid = ?", held[:1])
        return int(held[0]) if held[1] == kind else self._places([kind])[0]

    def _link(self, record: str, shown: Row) -> set[str]:
        """What a link's shown version says; returns the records that it binds, or bound before."""
        before = self._db.one("SELECT source FROM link WHERE record = ?", (record,))
        bound = {str(before[0])} if before else set()
        if before:
            self._db.run("DELETE FROM link WHERE record = ?", (record,))
        if not shown[5].startswith(_LINK) or shown[13] is None:
            return bound
        cells = msgspec.json.decode(shown[13])
        if cells.get("withdrawn", False):
            return bound
        binds = bool(cells.get("binds", False))
        self._db.run(
            "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?)",
            (shown[0], record, cells["role"], cells["source"], cells["target"], cells.get("about", ""), int(binds)),
        )
        return bound | {str(cells["source"])} if binds else bound

    def _spread_use(self, records: set[str], bound: set[str]) -> None:
        """What a record may be used for: what it allows itself and what everything it rests on allows.

        `bound` are records whose links changed; of the others none is bound while there is no binding link at all.
        """
        if self._db.one("SELECT 1 FROM link WHERE consent = 1 LIMIT 1") is not None:
            bound = bound | records
        for record in self._closure(bound, self._resting_on):
            use = rights.every_use()
            for one in self._closure({record}, self._rests_on):
                row = self._db.one("SELECT own_use FROM record WHERE record = ?", (one,))
                use &= int(row[0]) if row else 0
            self._db.run("UPDATE record SET use = ? WHERE record = ?", (use, record))

    def _closure(self, records: set[str], step: Callable[[str], list[str]]) -> set[str]:
        reached, edge = set(records), set(records)
        while edge:
            edge = {found for one in edge for found in step(one)} - reached
            reached |= edge
        return reached

    def _resting_on(self, record: str) -> list[str]:
        return [row[0] for row in self._db.rows("SELECT source FROM link WHERE consent = 1 AND target = ?", (record,))]

    def _rests_on(self, record: str) -> list[str]:
        return [row[0] for row in self._db.rows("SELECT target FROM link WHERE consent = 1 AND source = ?", (record,))]

    def clear(self) -> None:
        """Drop all projections; the log stays."""
        for table in schema.PROJECTED:
            self._db.run(f"DROP TABLE IF EXISTS {table}")
        self._db.script(schema.PROJECTIONS)
        self._db.secure_search()


def _version_row(logged: Logged, kept: Content) -> Row:
    meta = logged.entry.meta
    return (
        logged.n, meta.id, logged.chain, meta.sequence, meta.record, meta.kind, meta.recorded_at,
        rights.level(meta.classification), rights.compartments(meta.compartments), kept.own_use,
        kept.first, kept.last, kept.area, kept.line,
    )  # fmt: skip


def _framed(version: Row, kept: Content, heads: int, level: int) -> str | None:
    """A record's row in the frame of its kind: record, version, heads, level and its cells, between tabs."""
    return None if kept.cells is None else f"{version[4]}\t{version[1]}\t{heads}\t{level}\t{kept.cells}"


def _order(version: Row) -> tuple[int, str]:
    """Which of several heads shows until a person settles them: the latest, then by id; alike everywhere."""
    return int(version[6]), str(version[1])
