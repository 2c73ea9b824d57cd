"""How commands speak: tables and progress for people, JSON where output is piped."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from withstand.mission.track_record import Progress
from withstand.mission.wording import visible


def piped() -> bool:
    """Whether a program, not a person, reads standard output."""
    return not sys.stdout.isatty()


def print_json(content: Any) -> None:
    """Machine output, one document."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def say(*lines: str) -> None:
    """Lines for a person."""
    for line in lines:
        sys.stdout.write(visible(line) + "\n")


def print_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> None:
    """A table for a person; all but the first `left` columns are set to the right."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=escape(title) or None, title_justify="left", header_style="bold")
    for number, name in enumerate(header):
        table.add_column(name, justify="left" if number < left else "right", overflow="fold")
    for row in rows:
        table.add_row(*(escape(visible(cell)) for cell in row))
    Console(emoji=False).print(table)


@contextmanager
def showing_progress() -> Iterator[Progress]:
    """Progress on standard error: one moving line for a person, a line a step where it is piped."""
    if not sys.stderr.isatty():
        yield _step_lines()
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("starting") as status:
        yield lambda step, done, total: status.update(_line(step, done, total))


def _line(step: str, done: int, total: int) -> str:
    return f"{step} ({done + 1} of {total})" if total > 1 else step


def _step_lines() -> Progress:
    last: list[str] = [""]

    def tell(step: str, _done: int, _total: int) -> None:
        stage = step.partition(":")[0]
        if stage != last[0]:
            sys.stderr.write(f"withstand: {stage}\n")
            last[0] = stage

    return tell
