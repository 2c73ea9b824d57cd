"""Backtests for a review, kept by data vintage so that the next review of the same data need not repeat them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from withstand import __version__
from withstand.analysis.plain import PlainError
from withstand.mission.wording import count

if TYPE_CHECKING:
    from withstand.analysis.backtest import Backtest
    from withstand.analysis.panel import Panel

SEED = 2020
WINDOWS = (1, 3)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class TrackRecords:
    """Backtests of a panel; with a folder they are kept there under the panel's own hash."""

    folder: Path | None = None

    def of(self, panel: Panel, targets: Sequence[str], progress: Progress) -> dict[tuple[str, int], Backtest]:
        """A backtest for each target and each window that the record can carry, the shorter window first."""
        from withstand.analysis.evaluation import run_backtest

        wanted = [(target, window) for target in targets for window in WINDOWS if panel.months >= window]
        path = self.folder / f"track-record-{panel_hash(panel)[:32]}.json" if self.folder else None
        kept = _kept(path) if path else {}
        results: dict[tuple[str, int], Backtest] = {}
        for number, (target, window) in enumerate(wanted):
            key = f"{target}-{window}"
            progress(f"testing forecasts: {target.replace('_', ' ')}, {count(window, 'month')}", number, len(wanted))
            found = kept.get(key)
            results[target, window] = found or run_backtest(panel, target, window, seed=SEED)
        if path and any(f"{target}-{window}" not in kept for target, window in wanted):
            _keep(path, {f"{target}-{window}": backtest for (target, window), backtest in results.items()})
        return results


def _kept(path: Path) -> dict[str, Backtest]:
    """What was computed for the very same panel by the very same program; anything else counts as nothing."""
    from withstand.analysis.backtest import Backtest

    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {key: Backtest.from_plain(plain) for key, plain in content.items()}
    except (OSError, ValueError, AttributeError, PlainError):
        return {}


def _keep(path: Path, backtests: dict[str, Backtest]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps({key: backtest.to_plain() for key, backtest in backtests.items()})
    partial = path.with_suffix(".partial")
    partial.write_text(written, encoding="utf-8")
    partial.replace(path)


def panel_hash(panel: Panel) -> str:
    """SHA-256 of all that a backtest rests on: the panel, the seed and the program's version."""
    content = hashlib.sha256(f"{__version__} {SEED} {panel.first_month}".encode())
    content.update(json.dumps([panel.areas, panel.countries]).encode())
    for name, deaths in sorted({**panel.one_sided, **panel.battle}.items()):
        content.update(name.encode() + deaths.tobytes())
    content.update(panel.neighbours.tobytes())
    return content.hexdigest()
