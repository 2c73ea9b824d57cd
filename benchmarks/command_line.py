"""(c) The command line: how fast it answers, where a cold review spends its time, and what keeping tests saves."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.measure import ROOT, Run, alternate, middle, report, run_alone, target

CAR = ROOT.parent / "shared" / "data" / "ucdp" / "ged231-central-african-republic.csv"
PROGRAM = str(Path(sys.executable).with_name("withstand"))


def event_file() -> Path:
    """The real file where it is there, else the shipped fictional one."""
    return CAR if CAR.exists() else ROOT / "src" / "withstand" / "demo" / "velmara-events.csv"


def main(*, quick: bool) -> None:
    """Help, cold review by step, and the review with its track record kept."""
    repeats = 5 if quick else 21
    helps = alternate(
        {
            "python -c pass": lambda: run_alone([sys.executable, "-c", "pass"]),
            "withstand --help": lambda: run_alone([PROGRAM, "--help"]),
        },
        repeats,
    )
    bare, help_ = (middle(runs)[0] for runs in helps.values())
    with tempfile.TemporaryDirectory() as folder:
        reviews = _reviews(Path(folder), 3 if quick else 7)
    cold, kept = (median(run.seconds for run in runs) for runs in reviews.values())
    rows: list[tuple[object, ...]] = [
        ("python -c pass", bare, 1.0, ""),
        ("withstand --help", help_, help_ / bare, ""),
        ("review, cold", cold, 1.0, middle(reviews["cold"])[1]),
        ("review, track record kept", kept, cold / kept, middle(reviews["kept"])[1]),
    ]
    steps: dict[str, list[float]] = {}
    for run in reviews["cold"]:
        for name, seconds in run.said["steps"].items():  # type: ignore[attr-defined]
            steps.setdefault(f"  step: {name}", []).append(seconds)
    rows += [(name, median(times), median(times) / cold, "") for name, times in steps.items()]
    report(
        "command-line",
        ("what", "seconds", "ratio", "peak MB"),
        rows,
        (
            target("help against a bare Python", help_ / bare, 15, at_least=False),
            target("review with the track record kept, times faster", cold / kept, 3, at_least=True),
        ),
        quick=quick,
    )


def _reviews(folder: Path, repeats: int) -> dict[str, list[Run]]:
    events = str(event_file())
    workspace = folder / "mission"
    run_alone([PROGRAM, "init", str(workspace), "--not-encrypted"])
    timed = [sys.executable, "-m", "benchmarks.timed_review", "--out", str(folder / "brief.html")]
    warm = [*timed, "--workspace", str(workspace)]
    run_alone([*warm, "--events", events])
    return alternate(
        {"cold": lambda: run_alone([*timed, "--events", events]), "kept": lambda: run_alone(warm)}, repeats
    )
