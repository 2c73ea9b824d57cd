"""A paper on a terminal, and the word about a paper that was written to a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withstand.cli.opening import warn
from withstand.cli.terminal import piped, print_json, say

if TYPE_CHECKING:
    from withstand.brief.papers.paper import Paper
    from withstand.picture.picture import Picture
    from withstand.picture.seen import Seen

ROOM = 132
"""Columns that a paper takes at most on a terminal."""


def print_paper(paper: Paper) -> None:
    """The paper for a person."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from withstand.brief.papers.paper import (
        CitedGrid,
        Columns,
        Facts,
        Grid,
        Heading,
        Items,
        Lines,
        Sources,
        marked,
        with_marks,
    )
    from withstand.mission.wording import visible

    console = Console(highlight=False)
    if console.width > ROOM:
        console = Console(highlight=False, width=ROOM)

    def show(text: str, style: str = "") -> None:
        console.print(escape(visible(text)), style=style)

    show(paper.marking.upper(), "bold")
    show(paper.title, "bold")
    show(paper.subtitle, "dim")
    for block in paper.blocks:
        if isinstance(block, Heading):
            show(f"\n{block.text}", "bold")
        elif isinstance(block, Items):
            for text in block.texts:
                show(f"- {text}")
        elif isinstance(block, Lines):
            for one in block.lines:
                show(f"- {one.text} {marked(paper.marks(one.records, block.most))}".rstrip())
        elif isinstance(block, Sources):
            show(f"\n{block.title}", "bold")
            show("\n".join(f"{number} {record}" for record, number in paper.numbers.items()), "dim")
        elif isinstance(block, Columns):
            continue
        elif isinstance(block, (Facts, Grid, CitedGrid)):
            if isinstance(block, CitedGrid):
                block = with_marks(block, paper)
            grid = isinstance(block, Grid)
            header: Sequence[str] = block.header if isinstance(block, Grid) else ("", "")
            shares = block.widths if isinstance(block, Grid) else (28, 72)
            table = Table(show_header=grid, header_style="bold", expand=True, box=None, padding=(0, 1, 0, 0))
            for place, (name, share) in enumerate(zip(header, shares, strict=True)):
                right = isinstance(block, Grid) and bool(block.numbers) and place >= block.numbers
                table.add_column(
                    escape(visible(name)), ratio=share, justify="right" if right else "left", overflow="fold"
                )
            for row in block.rows:
                table.add_row(*(escape(visible(cell)) for cell in row))
            console.print(table)
        else:
            show(block.text)
    show(f"\n{paper.footer}", "dim")


def give(paper: Paper, content: Any) -> None:
    """The paper for a person, the same as JSON where output is piped."""
    if piped():
        print_json(content)
    else:
        print_paper(paper)


def write_paper(
    picture: Picture, path: Path, word: str, paper: Paper, content: Any, seen: Sequence[Seen], code: str, reason: str
) -> None:  # fmt: skip
    """Write the paper to a file, and say so.

    Raises:
        TextNotCleared: after the findings were printed.
    """
    from withstand.brief.papers.handing import hand_out_paper
    from withstand.brief.records.scanning import Clearance

    with telling_findings():
        clearance = Clearance(code, reason) if code or reason else None
        out = hand_out_paper(picture, path, word, paper, content, seen, clearance)
    if not out.receipt:
        warn("the workspace is read-only: the ledger keeps no receipt of this file; note by hand who gets it")
    if piped():
        print_json({"file": str(out.path), "receipt": out.receipt, "manifest": out.manifest.plain()})
        return
    about = out.manifest
    records = sum(about.records.values())
    say(f"{out.path}: {about.classification.replace('_', ' ')}, for {about.audience}; {records} records read.")


@contextmanager
def telling_findings() -> Iterator[None]:
    """Print what the scan of texts found before the refusal goes on its way."""
    from withstand.brief.records.scanning import TextNotCleared
    from withstand.cli.records_out import print_findings

    try:
        yield
    except TextNotCleared as asked:
        print_findings(asked)
        raise
