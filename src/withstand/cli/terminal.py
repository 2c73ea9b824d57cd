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
    """A table for a person; all but the first `left` columns are set to the right. Where the terminal is too narrow
    for whole words, each row is told as a paragraph: a table of torn words, or of torn ids, cannot be read.
    """
    from rich.console import Console
    from rich.markup import escape
    from rich.padding import Padding
    from rich.table import Table

    console = Console(emoji=False)
    seen = [[visible(cell) for cell in row] for row in rows]
    widths = _widths([header, *seen], console.width - 3 * len(header) - 1)
    if not widths:
        if title:
            console.print(f"[italic]{escape(title)}[/italic]")
        for row in seen:
            console.print(f"[bold]{escape(', '.join(row[:left]))}[/bold]")
            said = (f"{name}: {cell}" for name, cell in zip(header[left:], row[left:], strict=True))
            console.print(Padding(escape(" · ".join(said)), (0, 0, 0, 2)), highlight=False)
        return
    table = Table(title=escape(title) or None, title_justify="left", header_style="bold")
    for number, (name, width) in enumerate(zip(header, widths, strict=True)):
        table.add_column(name, justify="left" if number < left else "right", overflow="fold", width=width)
    for row in seen:
        table.add_row(*map(escape, row))
    console.print(table)


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """What each column gets: its longest word at least, and of what is left by how much more it could use; none where
    not even the longest words have room.
    """
    columns = list(zip(*rows, strict=True))
    least = [max(_longest(cell.split()) for cell in column) for column in columns]
    wanted = [max(_longest(cell.splitlines()) for cell in column) for column in columns]
    if sum(wanted) > room:
        wanted = [max(low, min(high, room // 2)) for low, high in zip(least, wanted, strict=True)]
    left, more = room - sum(least), sum(wanted) - sum(least)
    if left < 0:
        return []
    return [low + min(high - low, (high - low) * left // max(more, 1)) for low, high in zip(least, wanted, strict=True)]


def _longest(parts: Sequence[str]) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, parts), default=0)


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
