"""`withstand support diagram`: the states of a request and the steps between them, from the program's own table."""

from __future__ import annotations

from pathlib import Path

from withstand.brief.records.handing_out import refuse_existing
from withstand.brief.support.diagram import state_diagram, step_rows
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.errors import InputError


def run_diagram(out: Path | None) -> None:
    """Draw the diagram into a file, or show the table.

    Raises:
        InputError: the file exists, or is no .svg.
    """
    rows = step_rows()
    if out is None:
        if piped():
            print_json([row.plain() for row in rows])
        else:
            print_table("", ["step", "from", "to", "by", "needs"], [row.cells() for row in rows], left=5)
        return
    if out.suffix.lower() != ".svg":
        raise InputError(f"{out.name}: the diagram is written as .svg.")
    refuse_existing(out)
    out.write_text(state_diagram(), encoding="utf-8")
    if piped():
        print_json({"file": str(out)})
    else:
        say(f"{out}: the states and steps of a request, from the table that the program goes by.")
