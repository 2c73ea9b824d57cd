"""What the projections hold, told apart from how they came to hold it: ids in the place of arrival numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from withstand.ledger.store.database import Database

_KEPT = {
    "version": "SELECT v.id, c.installation, v.sequence, v.record, v.kind, v.recorded_at, v.level, v.compartments,"
    " v.given, v.consents, v.fits, v.stands, v.first, v.last, v.area, v.line, e.id FROM version v"
    " LEFT JOIN chain c ON c.k = v.chain LEFT JOIN entry e ON e.n = v.n",
    "supersedes": "SELECT s.older || ' by ' || coalesce(v.id, s.newer) FROM supersedes s"
    " LEFT JOIN version v ON v.n = s.newer",
    "record": "SELECT r.record, r.kind, v.id, r.heads, r.level, r.compartments, r.unsealed, r.given, r.taken,"
    " r.use, r.owed, r.recorded_at, r.present, r.first, r.last, r.area, r.cells FROM record r"
    " LEFT JOIN version v ON v.n = r.shown",
    "link": "SELECT l.record, v.id, l.role, l.source, l.target, l.about FROM link l LEFT JOIN version v ON v.n = l.n",
    "gone": "SELECT entry, why, act FROM gone",
    "binding": "SELECT link || ' to ' || target, role, source, now FROM binding",
    "told": "SELECT t.entry, t.record, c.installation, t.sequence, t.taken FROM told t"
    " LEFT JOIN chain c ON c.k = t.chain",
    "eased": "SELECT entry || ' by ' || act, what, value FROM eased",
    "receipt": "SELECT coalesce(v.id, p.n), c.installation, p.sequence, p.what, p.frontier FROM receipt p"
    " LEFT JOIN version v ON v.n = p.n LEFT JOIN chain c ON c.k = p.chain",
}
_WORDS = (
    "SELECT coalesce(r.record, 'row ' || t.doc), t.term FROM temp.terms t LEFT JOIN record r ON r.r = t.doc"
    " ORDER BY 1, 2"
)


def projected(database: Database) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Every row of the projections: its table and what it is about, and a digest of what it says."""
    for (table, about), cells in rows_of(database):
        yield (table, about), hashlib.blake2b(repr(cells).encode(), digest_size=16).digest()


def rows_of(database: Database) -> Iterator[tuple[tuple[str, str], tuple[object, ...]]]:
    """Every row of the projections: its table and what it is about, and its other cells."""
    for table, question in _KEPT.items():
        for about, *cells in database.each(question):
            yield (table, str(about)), tuple(cells)
    database.run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'words', 'instance')")
    record, terms = "", hashlib.blake2b(digest_size=16)
    for about, term in database.each(_WORDS):
        if about != record and record:
            yield ("words", record), (terms.hexdigest(),)
            terms = hashlib.blake2b(digest_size=16)
        record = str(about)
        terms.update(f"{term}\n".encode())
    if record:
        yield ("words", record), (terms.hexdigest(),)


def altered_schema(database: Database) -> Iterator[tuple[str, str, str]]:
    """Tables, indices and triggers that are not those this program makes: kind, name, what was done."""
    pristine = Database.create(None)
    question = "SELECT type, name, sql FROM main.sqlite_master WHERE sql IS NOT NULL"
    try:
        expected = {(row[0], row[1]): row[2] for row in pristine.rows(question)}
    finally:
        pristine.close()
    found = {(row[0], row[1]): row[2] for row in database.rows(question)}
    for one in sorted(expected.keys() | found.keys()):
        if found.get(one) != expected.get(one):
            yield (*one, "is missing" if one not in found else "was added" if one not in expected else "was changed")
