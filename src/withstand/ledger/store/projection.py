"""Projections: each record's state is a function of the set of its entries, so order and repetition cannot matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

import msgspec

from withstand.ledger import rights
from withstand.ledger.contents import CLOSED, Content, content, system_fields
from withstand.ledger.kinds import Registry
from withstand.ledger.store import schema
from withstand.ledger.store.database import Database, Row
from withstand.ledger.store.easing import ease, eased_entries, eased_of
from withstand.ledger.store.log import Logged
from withstand.ledger.store.sealing import Sealing
from withstand.ledger.store.uses import Uses
from withstand.ledger.system import Act, Receipt

_LINK = "ledger.Link@"

_VERSION = "INSERT OR REPLACE INTO version VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_RECORD = "INSERT OR REPLACE INTO record VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_NO_BODY = "DELETE FROM body WHERE n = (SELECT n FROM entry WHERE id = ?)"
_NO_CONTENT = (
    "UPDATE version SET given = ?, consents = NULL, fits = 1, first = NULL, last = NULL, area = NULL, line = NULL"
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
        self._db, self._registry, self.uses = database, registry, Uses(database, registry)
        self.sealing = Sealing(database, registry)

    def apply(self, entries: Sequence[Applied], *, arrived: bool) -> None:
        """Project entries that were just added to the log, in one transaction with it.

        `arrived` from elsewhere, what rests on a record may have come before it.
        """
        gone = forgotten(self._db)
        contents = {one.logged.entry.meta.id: self._content(one, gone) for one in entries}
        rows = [_version_row(one.logged, contents[one.logged.entry.meta.id]) for one in entries]
        self._db.run_many(_VERSION, rows)
        self._db.run_many(
            "INSERT OR IGNORE INTO supersedes VALUES (?, ?)",
            [(older, one.logged.n) for one in entries for older in one.logged.entry.meta.supersedes],
        )
        limited = self.uses.limit(one.logged for one in entries)
        fold_too = eased_entries(self._db) | self.uses.limited({row[4] for row in rows})
        fresh = [row for one, row in zip(entries, rows, strict=True) if one.first and not {row[1], row[4]} & fold_too]
        bound = self._insert_fresh([(row, contents[row[1]]) for row in fresh])
        folded = {row[4] for row in rows}.difference(row[4] for row in fresh) | limited
        bound |= self.derive(folded, contents)
        self._receipts(entries)
        self.uses.spread({row[4] for row in rows} | limited if arrived else folded, bound)
        self.sealing.spread(limited, rows)

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
                (place, row[4], kind, row[0], 1, row[7], row[8], row[8], row[9], taken, row[9] & ~taken, 0, row[6],
                 int(kept.fits and kept is not CLOSED), row[13], row[14], row[15], _framed(row, kept, 1, row[7]))
                for place, kind, (row, kept) in placed
                for taken in (rights.withdrawn((row[10],), (row[10],)) if row[10] else 0,)
            ],
        )  # fmt: skip
        self._db.run_many(_WORDS, [(place, kept.words) for place, _, (_, kept) in placed if kept.words])
        links = [row for row, _ in fresh if row[5].startswith(_LINK)]
        return set[str]().union(*(self._link(row[4], row, [row], set(), known=False) for row in links))

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
        """An act that was found valid: forget or lower the versions it names; one about none changes nothing kept."""
        if act.switch:
            return
        if act.what in ("redact", "erase"):
            entries = self._forgotten_with(act)
            named_by = (*act.entries, act.record) if act.what == "redact" else act.entries
            self._db.run_many(_GONE, [(one, act.what, identifier) for one in named_by])
            self._db.must_forget()
            self._db.run_many(_NO_BODY, [(one,) for one in entries])
            self._db.run_many(_NO_CONTENT, [(rights.own_use(), one) for one in entries])
        else:
            ease(self._db, act, identifier)
        named = [self._db.one(_RECORD_OF, (one,)) for one in act.entries]
        records = {act.record, *(str(row[0]) for row in named if row is not None)}
        records |= self.uses.limits_of(act.entries)
        self.uses.spread(records, self.derive(records, {}))
        self.sealing.spread(records)

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
        eased = eased_of(self._db, record)
        versions, standing = self._standing(record, versions)
        newer = {
            row[0]
            for row in self._db.rows(
                "SELECT s.older FROM supersedes s JOIN version v ON v.n = s.newer WHERE v.record = ? AND v.stands",
                (record,),
            )
        }
        heads = [row for row in standing if row[1] not in newer] or standing
        shown = max(heads or versions, key=_order)
        level = max(eased.get((row[1], "lower"), int(row[7])) for row in versions)
        mask, given = rights.EVERYBODY, rights.every_use()
        for row in versions:
            mask = rights.narrowed(mask, eased.get((row[1], "widen"), int(row[8])))
        for row in heads or versions:
            given &= row[9]
        set_aside = {entry for entry, what in eased if what == "regive"}
        taken = self.uses.taken(record, versions, heads or [shown], set_aside)
        kept, kind = self._kept(shown, contents.get(shown[1])), shown[5].partition("@")[0]
        place, count = self._emptied(record, kind), len(heads) or 1
        self._db.run(
            _RECORD,
            (place, record, kind, shown[0], count, level, mask, mask, given, taken, given & ~taken, 0, shown[6],
             int(kept is not CLOSED and bool(heads)), shown[13], shown[14], shown[15],
             _framed(shown, kept, count, level)),
        )  # fmt: skip
        if kept.words:
            self._db.run(_WORDS, (place, kept.words))
        return self._link(record, shown, versions, set_aside, known=True)

    def _standing(self, record: str, versions: list[Row]) -> tuple[list[Row], list[Row]]:
        """The versions, with whether they stand, and those that do: of the record's own kind, and fit for it.

        The others count for nothing but rights, so that nobody hides a record by writing over it what nobody can read.
        """
        kind = min(versions, key=lambda row: (row[1] != record, *_order(row)))[5].partition("@")[0]
        changed, all_, standing = [], [], []
        for row in versions:
            stands = int(row[11] and row[5].partition("@")[0] == kind)
            if stands != row[12]:
                changed.append((stands, row[0]))
                row = (*row[:12], stands, *row[13:])
            all_.append(row)
            if stands:
                standing.append(row)
        self._db.run_many("UPDATE version SET stands = ? WHERE n = ?", changed)
        return all_, standing

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

    def _link(self, record: str, shown: Row, versions: Sequence[Row], eased: set[str], *, known: bool) -> set[str]:
        """What a link's shown version says, and what all of them bind; returns the records bound now or before."""
        if known:
            self._db.run("DELETE FROM link WHERE record = ?", (record,))
        if not shown[5].startswith(_LINK):
            return set()
        bound = self.uses.bind(record, shown, [row for row in versions if row[12]], eased, known=known)
        cells = msgspec.json.decode(shown[16]) if shown[16] is not None and shown[12] else {"withdrawn": True}
        if not cells.get("withdrawn", False):
            self._db.run(
                "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)",
                (shown[0], record, cells["role"], cells["source"], cells["target"], cells.get("about", "")),
            )
        return bound

    def clear(self) -> None:
        """Drop all projections; the log stays."""
        for table in (*schema.PROJECTED, *schema.FORMER):
            self._db.run(f"DROP TABLE IF EXISTS {table}")
        self._db.script(schema.PROJECTIONS)
        self._db.secure_search()


def _version_row(logged: Logged, kept: Content) -> Row:
    meta = logged.entry.meta
    return (
        logged.n, meta.id, logged.chain, meta.sequence, meta.record, meta.kind, meta.recorded_at,
        rights.level(meta.classification), rights.compartments(meta.compartments), kept.given, kept.consents,
        int(kept.fits), int(kept.fits), kept.first, kept.last, kept.area, kept.line,
    )  # fmt: skip


def _framed(version: Row, kept: Content, heads: int, level: int) -> str | None:
    """A record's row in the frame of its kind: record, version, heads, level and its cells, between tabs."""
    return None if kept.cells is None else f"{version[4]}\t{version[1]}\t{heads}\t{level}\t{kept.cells}"


def _order(version: Row) -> tuple[int, str]:
    """Which of several heads shows until a person settles them: the latest, then by id; alike everywhere."""
    return int(version[6]), str(version[1])
