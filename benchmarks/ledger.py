"""(d) The ledger and the picture against their bare limits, on encrypted files with every write on the disk."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import ledger_reading as reading
from benchmarks import ledger_writing as writing
from benchmarks.ledger_offices import BATCH, START, Desk, Pen, offices
from benchmarks.measure import report, target

SIZES = (1_000, 10_000, 100_000)
QUICK_SIZES = (200, 1_000, 5_000)


def main(*, quick: bool) -> None:
    """Write, verify, merge, open and read generated records."""
    sizes = QUICK_SIZES if quick else SIZES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few = 5 if quick else 40
        batches = writing.appending(reading.aside(folder, "batches"), BATCH, few, sizes[1])
        single = writing.appending(reading.aside(folder, "single"), 1, 5 * few, sizes[1])
        desks, receiver = _filled(folder, sizes)
        most = desks[sizes[-1]]
        page, frames = reading.paging(most.ledger, 5 * few), reading.framing(most.ledger, 3 if quick else 7)
        verified = writing.verifying(desks[sizes[1]].ledger, 3 if quick else 7)
        merged, exported = writing.merging(folder, most, receiver, 1 if quick else 3)
        now = reading.opening({records: desk.ledger for records, desk in desks.items()}, 10 * few)
        peaks = reading.memory(desks, 3 if quick else 5)
        half = {records: (START + desk.ledger.log.last_instant()) // 2 for records, desk in desks.items()}
        earlier = reading.opening({records: desk.ledger for records, desk in desks.items()}, 10 * few, half)
        then = most.ledger.log.last_instant()
        record = reading.changed(most.ledger, sizes[0], 3)
        others = reading.others(most.ledger, then, record, 3 if quick else 7)
        rebuilt = writing.rebuilding(most.ledger)
        bytes_each = writing.sizes(reading.aside(folder, "sizes"), sizes[1])
        for desk in desks.values():
            desk.ledger.close()
    rates = [batches, single, verified, merged]
    rows: list[tuple[object, ...]] = [(one.what, one.ours, one.bare, one.rate, "of the rate") for one in rates]
    rows += [(one.what, one.ours, one.bare, one.times, "of the time") for one in (frames, page, *now, *earlier)]
    rows += [(one.what, one.ours, "", "", "") for one in (*others, exported, rebuilt)]
    rows += [(f"peak MB, one page of {records} records", peak, "", "", "") for records, peak in peaks.items()]
    rows += [(f"bytes on disk a record, {what}", value, "", "", "") for what, value in bytes_each]
    report(
        "ledger",
        ("what", "ours, µs", "bare limit, µs", "ratio", ""),
        rows,
        (
            target("append in batches, share of the bare rate", batches.rate, 0.3, at_least=True),
            target("append one by one, share of the bare rate", single.rate, 0.3, at_least=True),
            target("verify, share of the bare rate", verified.rate, 0.6, at_least=True),
            target("merge, share of the bare rate", merged.rate, 0.3, at_least=True),
            target("open a picture, most records against fewest", now[-1].times, 1.5, at_least=False),
            target("open an earlier picture, most records against fewest", earlier[-1].times, 1.5, at_least=False),
            target("all heads as frames against json.loads", frames.times, 0.25, at_least=False),
            target("a page of 50 against the same by hand", page.times, 4, at_least=False),
            target("memory of a page, most records against fewest", peaks[sizes[-1]] / peaks[sizes[0]], 1.1,
                   at_least=False),
        ),
        quick=quick,
    )  # fmt: skip


def _filled(folder: Path, sizes: tuple[int, ...]) -> tuple[dict[int, Desk], Desk]:
    """An office of each size, and the closed, empty one that is enrolled beside the largest."""
    desks: dict[int, Desk] = {}
    both: dict[str, Desk] = {}
    for records in sizes:
        print(f"  writing {records} records", file=sys.stderr, flush=True)
        both = offices(reading.aside(folder, str(records)), "HQ", "Amber")
        both["Amber"].ledger.close()
        desks[records] = both["HQ"]
        Pen(both["HQ"].ledger).fill(both["HQ"].ledger, records)
    return desks, both["Amber"]
