"""(c) The command line: how fast it answers, where a cold review spends its time, and what a second one saves."""

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
    """Help, cold review by step, and the review with its findings kept, or only the tests of its forecasts."""
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
    cold, kept, tests = (median(run.seconds for run in runs) for runs in reviews.values())
    rows: list[tuple[object, ...]] = [
        ("python -c pass", bare, 1.0, ""),
        ("withstand --help", help_, help_ / bare, ""),
        ("review, cold", cold, 1.0, middle(reviews["cold"])[1]),
        ("review, findings kept", kept, cold / kept, middle(reviews["kept"])[1]),
        ("review, only its tests kept", tests, cold / tests, middle(reviews["tests kept"])[1]),
    ]
    rows += _steps("cold", reviews["cold"], cold) + _steps("kept", reviews["kept"], kept)
    rows += _steps("tests kept", reviews["tests kept"], tests)
    worked = [_without_imports(reviews[name]) for name in ("cold", "kept")]
    report(
        "command-line",
        ("what", "seconds", "ratio", "peak MB"),
        rows,
        (
            target("help against a bare Python", help_ / bare, 15, at_least=False),
            target("review with its findings kept, times faster", cold / kept, 3, at_least=True),
            f"the same without imports, which no cache can save: {worked[0] / worked[1]:.2f} times faster",
        ),
        quick=quick,
    )


def _steps(name: str, runs: list[Run], whole: float) -> list[tuple[object, ...]]:
    """The median of each step, and its part of the whole."""
    steps: dict[str, list[float]] = {}
    for run in runs:
        for step, seconds in run.said["steps"].items():  # type: ignore[attr-defined]
            steps.setdefault(f"  {name}: {step}", []).append(seconds)
    return [(step, median(times), median(times) / whole, "") for step, times in steps.items()]


def _without_imports(runs: list[Run]) -> float:
    """The median time of all steps but the imports."""
    return median(
        sum(seconds for step, seconds in run.said["steps"].items() if step != "imports")  # type: ignore[attr-defined]
        for run in runs
    )


def _reviews(folder: Path, repeats: int) -> dict[str, list[Run]]:
    events = str(event_file())
    workspace = folder / "mission"
    run_alone([PROGRAM, "init", str(workspace), "--not-encrypted"])
    timed = [sys.executable, "-m", "benchmarks.timed_review", "--out", str(folder / "brief.html")]
    warm = [*timed, "--workspace", str(workspace)]
    run_alone([*warm, "--events", events])

    def with_tests_alone() -> Run:
        for findings in (workspace / "cache").glob("findings-*.json"):
            findings.unlink()
        return run_alone(warm)

    return alternate(
        {
            "cold": lambda: run_alone([*timed, "--events", events]),
            "kept": lambda: run_alone(warm),
            "tests kept": with_tests_alone,
        },
        repeats,
    )
