"""Timing, memory, tables and CSVs: medians of alternated runs, ratios to a reference of the same run."""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).parent / "results"
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Run:
    """One run of a program of its own: wall time in seconds, peak memory in MB, what it printed as JSON."""

    seconds: float
    megabytes: float
    said: dict[str, object]


def run_alone(command: Sequence[str], cwd: Path = ROOT) -> Run:
    """Run a command in a process of its own and wait for it."""
    before = time.perf_counter()
    process = subprocess.Popen(
        list(command), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd, env=dict(os.environ)
    )
    out, err = process.communicate()
    seconds = time.perf_counter() - before
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{err[-3000:]}")
    lines = [line for line in out.splitlines() if line.startswith("{")]
    said: dict[str, object] = json.loads(lines[-1]) if lines and not out.startswith("{\n") else {}
    return Run(seconds, float(said.get("peak_mb", 0.0)), said)  # type: ignore[arg-type]


def tell(**facts: object) -> None:
    """What a measured program says of itself at its end: its facts and its peak memory."""
    print(json.dumps({**facts, "peak_mb": _peak_megabytes()}))


def _peak_megabytes() -> float:
    """The process's own peak. Linux's ru_maxrss begins with the parent's, which made the files: VmHWM does not."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alternate(programs: dict[str, Callable[[], Run]], repeats: int) -> dict[str, list[Run]]:
    """Run every program `repeats` times, one after the other, so that noise falls on all alike."""
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    for number in range(repeats):
        for name, program in programs.items():
            print(f"  {name}, run {number + 1} of {repeats}", file=sys.stderr, flush=True)
            runs[name].append(program())
    return runs


def middle(runs: Sequence[Run]) -> tuple[float, float]:
    """Median seconds and median megabytes."""
    return median(run.seconds for run in runs), median(run.megabytes for run in runs)


def report(
    name: str, header: Sequence[str], rows: Sequence[Sequence[object]], verdicts: Sequence[str], *, quick: bool
) -> None:
    """Print the table and write it as CSV under results/; a quick run is shown only, its sizes meet no target."""
    shown = [[_cell(value) for value in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(header), *shown]) for i in range(len(header))]
    print(f"\n{name}{', quick: targets are meant for the full run' if quick else ''}")
    for line in [list(header), ["-" * width for width in widths], *shown]:
        print(
            "  ".join(
                cell.ljust(width) if i == 0 else cell.rjust(width)
                for i, (cell, width) in enumerate(zip(line, widths, strict=True))
            )
        )
    for verdict in verdicts:
        print(verdict)
    if quick:
        return
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / f"{name}.csv").open("w", encoding="utf-8", newline="") as sink:
        table = csv.writer(sink, lineterminator="\n")
        table.writerow(header)
        table.writerows(shown)


def _cell(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def target(what: str, value: float, bound: float, *, at_least: bool) -> str:
    """One target and whether it is met."""
    met = value >= bound if at_least else value <= bound
    return f"{'met   ' if met else 'MISSED'} {what}: {value:.2f} ({'at least' if at_least else 'at most'} {bound:g})"
