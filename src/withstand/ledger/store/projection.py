"""Projections: each record's state is a function of the set of its entries, so order and repetition cannot matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from withstand.ledger import rights
from withstand.ledger.contents import CLOSED, Content, content
from withstand.ledger.kinds import Registry, envelope
from withstand.ledger.store import schema
from withstand.ledger.store.database import Database, Row
from withstand.ledger.store.log import Logged
from withstand.ledger.system import Act, Receipt

_LINK = "ledger.Link@"

_VERSION = "INSERT OR REPLACE INTO version VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_RECORD = (
    "INSERT INTO record (record, kind, shown, heads, level, compartments, own_use, use, recorded_at, present, first,"
    " last, area) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (record) DO UPDATE SET kind = excluded.kind,"
    " shown = excluded.shown, heads = excluded.heads, level = excluded.level, compartments = excluded.compartments,"
    " own_use = excluded.own_use, use = excluded.use, recorded_at = excluded.recorded_at, present = excluded.present,"
    " first = excluded.first, last = excluded.last, area = excluded.area"
)


@dataclass(frozen=True)
class Applied:
    """An entry to project: its content where the writer has it at hand, and whether it is its record's only version."""

    logged: Logged
    content: Content | None = None
    first: bool = False


class Projection:
    """Keeps versions, records, links, acts, receipts and words in step with the log."""

    def __init__(self, database: Database, registry: Registry) -> None:
        self._db, self._registry = database, registry

    def apply(self, entries: Sequence[Applied], *, arrived: bool) -> None:
        """Project entries that were just added to the log, in one transaction with it.

        `arrived` from elsewhere, what rests on a record may have come before it.
        """
        gone = {row[0] for row in self._db.rows("SELECT entry FROM gone")}
        contents = {one.logged.entry.meta.id: self._content(one, gone) for one in entries}
        rows = [_version_row(one.logged, contents[one.logged.entry.meta.id]) for one in entries]
        self._db.run_many(_VERSION, rows)
        self._db.run_many(
            "INSERT OR IGNORE INTO supersedes VALUES (?, ?)",
            [(older, one.logged.n) for one in entries for older in one.logged.entry.meta.supersedes],
        )
        fresh = [row for one, row in zip(entries, rows, strict=True) if one.first]
        self._insert_fresh([(row, contents[row[1]]) for row in fresh])
        folded = {row[4] for row in rows} - {row[4] for row in fresh}
        self.derive(folded, contents)
        self._receipts(entries)
        sources = self._link_sources(rows)
        self._spread_use({row[4] for row in rows} | sources if arrived else folded | sources)

    def _content(self, one: Applied, gone: set[str]) -> Content:
        entry = one.logged.entry
        if entry.body is None or entry.meta.id in gone:
            return CLOSED
        return one.content or content(self._registry, entry.meta.kind, entry.body)

    def _insert_fresh(self, fresh: Sequence[tuple[Row, Content]]) -> None:
        """Records with their only version: nothing to fold."""
        if not fresh:
            return
        last = self._db.one("SELECT coalesce(max(r), 0) FROM record")
        start = int(last[0]) + 1 if last else 1
        self._db.run_many(
            "INSERT INTO record VALUES (?,?,?,?,1,?,?,?,?,?,?,?,?,?)",
            [
                (start + place, row[4], row[5].partition("@")[0], row[0], row[7], row[8], row[9], row[9], row[6],
                 int(kept is not CLOSED), row[10], row[11], row[12])
                for place, (row, kept) in enumerate(fresh)
            ],
        )  # fmt: skip
        self._db.run_many(
            "INSERT INTO words (rowid, text) VALUES (?, ?)",
            [(start + place, kept.words) for place, (_, kept) in enumerate(fresh) if kept.words],
        )
        for row, _ in fresh:
            if row[5].startswith(_LINK):
                self._link(row[4], row)

    def _receipts(self, entries: Sequence[Applied]) -> None:
        for one in entries:
            meta, body = one.logged.entry.meta, one.logged.entry.body
            if meta.kind.startswith("ledger.Receipt@") and body is not None:
                receipt = msgspec.json.decode(envelope(body).fields, type=Receipt)
                points = msgspec.json.encode({point.installation: point.sequence for point in receipt.frontier})
                self._db.run(
                    "INSERT OR REPLACE INTO receipt VALUES (?, ?, ?, ?, ?)",
                    (one.logged.n, one.logged.chain, meta.sequence, receipt.what, points.decode()),
                )

    def _link_sources(self, rows: Sequence[Row]) -> set[str]:
        """The records that links among these versions start from."""
        lines = [row[13] for row in rows if row[5].startswith(_LINK) and row[13] is not None]
        return {msgspec.json.decode(line)["source"] for line in lines}

    def obey(self, act: Act, identifier: str) -> None:
        """An act that was found valid: forget or lower the versions it names."""
        if act.what == "lower":
            rank = rights.level(act.classification)
            self._db.run_many(
                "INSERT OR IGNORE INTO lowered VALUES (?, ?, ?)", [(one, rank, identifier) for one in act.entries]
            )
        else:
            self._db.run_many(
                "INSERT OR IGNORE INTO gone VALUES (?, ?, ?)", [(one, act.what, identifier) for one in act.entries]
            )
            self._db.run_many(
                "DELETE FROM body WHERE n = (SELECT n FROM entry WHERE id = ?)", [(one,) for one in act.entries]
            )
            self._db.run_many(
                "UPDATE version SET own_use = 0, first = NULL, last = NULL, area = NULL, line = NULL WHERE id = ?",
                [(one,) for one in act.entries],
            )
        self.derive({act.record}, {})
        self._spread_use({act.record})

    def derive(self, records: Iterable[str], contents: dict[str, Content]) -> None:
        """Fold the versions of each record into its state, its link and its words."""
        for record in sorted(records):
            versions = self._db.rows("SELECT * FROM version WHERE record = ? ORDER BY n", (record,))
            if versions:
                self._fold(record, versions, contents)

    def _fold(self, record: str, versions: list[Row], contents: dict[str, Content]) -> None:
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
        for row in heads:
            mask = rights.narrowed(mask, row[8])
            use &= row[9]
        self._db.run(
            _RECORD,
            (record, shown[5].partition("@")[0], shown[0], len(heads), level, mask, use, use, shown[6],
             self._present(shown), shown[10], shown[11], shown[12]),
        )  # fmt: skip
        self._words(record, shown, contents.get(shown[1]))
        if shown[5].startswith(_LINK):
            self._link(record, shown)

    def _present(self, shown: Row) -> int:
        return int(self._db.one("SELECT 1 FROM body WHERE n = ?", (shown[0],)) is not None)

    def _words(self, record: str, shown: Row, known: Content | None) -> None:
        row = self._db.one("SELECT r FROM record WHERE record = ?", (record,))
        if row is None:
            return
        self._db.run("DELETE FROM words WHERE rowid = ?", row)
        if known is None:
            body = self._db.one("SELECT body FROM body WHERE n = ?", (shown[0],))
            known = CLOSED if body is None else content(self._registry, shown[5], bytes(body[0]))
        if known.words:
            self._db.run("INSERT INTO words (rowid, text) VALUES (?, ?)", (row[0], known.words))

    def _link(self, record: str, shown: Row) -> None:
        self._db.run("DELETE FROM link WHERE record = ?", (record,))
        if shown[13] is None:
            return
        cells = msgspec.json.decode(shown[13])
        if not cells.get("withdrawn", False):
            self._db.run(
                "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?)",
                (shown[0], record, cells["role"], cells["source"], cells["target"], cells.get("about", ""),
                 int(cells.get("binds", False))),
            )  # fmt: skip

    def _spread_use(self, records: set[str]) -> None:
        """What a record may be used for: what it allows itself and what everything it rests on allows."""
        if not records or self._db.one("SELECT 1 FROM link WHERE consent = 1 LIMIT 1") is None:
            return
        for record in self._closure(records, self._resting_on):
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
        for statement in schema.PROJECTIONS.split(";\n"):
            self._db.run(statement)
        self._db.secure_search()


def _version_row(logged: Logged, kept: Content) -> Row:
    meta = logged.entry.meta
    return (
        logged.n, meta.id, logged.chain, meta.sequence, meta.record, meta.kind, meta.recorded_at,
        rights.level(meta.classification), rights.compartments(meta.compartments), kept.own_use,
        kept.first, kept.last, kept.area, kept.line,
    )  # fmt: skip


def _order(version: Row) -> tuple[int, str]:
    """Which of several heads shows until a person settles them: the latest, then by id; alike everywhere."""
    return int(version[6]), str(version[1])
