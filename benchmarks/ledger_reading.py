"""Reading against its bare limits: opening a picture, frames, pages, and the memory of a process that reads one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import median

from benchmarks.ledger_offices import BATCH, Desk
from benchmarks.ledger_writing import Measured, paired, seconds
from benchmarks.measure import run_alone
from withstand.evidence.records import INCIDENT
from withstand.ledger.journal import Draft, append
from withstand.ledger.ledger import Ledger
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

BY_HAND = (
    "SELECT b.body FROM record r JOIN body b ON b.n = r.shown WHERE r.kind = ? AND r.level <= ?"
    " AND (r.compartments = 0 OR r.compartments & ?) AND r.use & ? ORDER BY r.first DESC, r.r DESC LIMIT 50"
)


def opening(ledgers: dict[int, Ledger], repeats: int, known_at: dict[int, int] | None = None) -> list[Measured]:
    """A picture opened at each size, alternated; the reference is the smallest."""
    times: dict[int, list[float]] = {records: [] for records in ledgers}
    for _ in range(repeats):
        for records, ledger in ledgers.items():
            then = known_at[records] if known_at else None
            times[records].append(seconds(lambda ledger=ledger, then=then: Picture(ledger, HOLDER, known_at=then)))  # type: ignore[misc]
    least = median(times[min(ledgers)]) * 1e6
    what = "open an earlier picture of" if known_at else "open a picture of"
    return [Measured(f"{what} {records} records", median(held) * 1e6, least) for records, held in times.items()]


def framing(ledger: Ledger, repeats: int) -> Measured:
    """All visible heads of every kind as frames; `json.loads` over their bodies, which are in memory."""
    bodies = [row[0] for row in ledger.database.rows(
        "SELECT b.body FROM record r JOIN body b ON b.n = r.shown WHERE r.kind NOT LIKE 'ledger.%'"
    )]  # fmt: skip
    kinds = [kind for kind in ledger.registry if not kind.name.startswith("ledger.")]

    def ours() -> None:
        picture = Picture(ledger, HOLDER)
        if sum(picture.frame(kind).height for kind in kinds) != len(bodies):
            raise AssertionError

    def bare() -> None:
        for body in bodies:
            json.loads(body)

    return paired(f"frames of {len(bodies)} records, a record", ours, bare, repeats, len(bodies))


def paging(ledger: Ledger, repeats: int) -> Measured:
    """The latest fifty incidents; the same by hand."""
    picture = Picture(ledger, HOLDER)
    asked = (INCIDENT.name, HOLDER.level, HOLDER.mask, HOLDER.use)
    return paired(
        "a page of 50, a page",
        lambda: picture.page(INCIDENT),
        lambda: [json.loads(row[0]) for row in ledger.database.rows(BY_HAND, asked)],
        repeats,
        1,
    )


def memory(desks: dict[int, Desk], repeats: int) -> dict[int, float]:
    """Peak MB of a process that opens a picture and reads one page, by records."""
    peaks: dict[int, list[float]] = {records: [] for records in desks}
    for _ in range(repeats):
        for records, desk in desks.items():
            command = [sys.executable, "-m", "benchmarks.ledger_page", str(desk.path), desk.ledger.signer.installation]
            peaks[records].append(run_alone(command).megabytes)
    return {records: median(held) for records, held in peaks.items()}


def changed(ledger: Ledger, records: int, versions: int) -> str:
    """Change so many of the latest incidents, some versions each; one of them."""
    picture = Picture(ledger, HOLDER)
    seen = picture.page(INCIDENT, limit=records)
    for _ in range(versions):
        latest = [picture.get(one.record) for one in seen]
        drafts = [
            Draft(INCIDENT, one.fields, one.classification, one.compartments, one.record, (one.version,))
            for one in latest
            if one.fields is not None
        ]
        for start in range(0, len(drafts), BATCH):
            append(ledger, drafts[start : start + BATCH])
        picture = Picture(ledger, HOLDER)
    return seen[0].record


def others(ledger: Ledger, then: int, record: str, repeats: int) -> list[Measured]:
    """What has no target: a picture at an earlier moment, a search, a history, links."""
    now, earlier = Picture(ledger, HOLDER), Picture(ledger, HOLDER, known_at=then)
    asked = {
        "a page of 50 at an earlier moment": lambda: earlier.page(INCIDENT),
        "a record at an earlier moment": lambda: earlier.get(record),
        "frame of incidents at an earlier moment": lambda: earlier.frame(INCIDENT),
        "frame of incidents now": lambda: now.frame(INCIDENT),
        "search for two words, 50 shown": lambda: now.search("nurse motorcycles"),
        "history of a record": lambda: now.history(record),
        "links of a record": lambda: now.links(record),
        "count of incidents": lambda: now.count(INCIDENT),
    }
    return [Measured(what, median(seconds(work) for _ in range(repeats)) * 1e6) for what, work in asked.items()]


def aside(folder: Path, name: str) -> Path:
    """A folder inside, made."""
    inside = folder / name
    inside.mkdir()
    return inside
