"""A table of obstruction on a terminal, as JSON where output is piped, or as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from withstand.brief.obstruction.sheet import Sheet, Value
from withstand.brief.obstruction.writing import write_sheet
from withstand.cli.opening import warn
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.picture.picture import Picture

_OFTEN_EMPTY = ("hours_known", "replies_timed", "withdrawn", "first_tried", "shifts", "before", "none", "areas")
"""Columns that a terminal has no room for; JSON and files have them."""


def show(picture: Picture, sheet: Sheet, out: Path | None, language: str) -> None:
    """Show the table, or write it and say so."""
    if out is not None:
        about, receipt = write_sheet(picture, sheet, out, language)
        if not receipt:
            warn("the workspace is read-only: the ledger keeps no receipt of this file; note by hand who gets it")
        if piped():
            print_json({"file": str(out), "receipt": receipt, "manifest": about.plain()})
        else:
            say(f"{out}: {about.classification.replace('_', ' ')}, for {about.audience}; {len(sheet.rows)} rows.")
        return
    if piped():
        print_json(sheet.plain(language))
        return
    kept = [place for place, name in enumerate(sheet.columns) if name not in _OFTEN_EMPTY]
    header = [sheet.heading(sheet.columns[place], language) for place in kept]
    rows = [[shown_cell(sheet, sheet.columns[place], line[place]) for place in kept] for line in sheet.lines(language)]
    print_table(sheet.headline(language), header, rows, left=len(sheet.groups))
    say(*sheet.sentences(language))


def shown_cell(sheet: Sheet, column: str, value: Value) -> str:
    """A value as a terminal shows it."""
    if value is None:
        return "–"
    if isinstance(value, float):
        if column in sheet.shares:
            return f"{100 * value:.0f} %"
        return f"{value:.3f}" if column in ("p", "adjusted", "effect", "smallest") else f"{value:.2f}"
    if column == "month" and isinstance(value, date):
        return f"{value:%Y-%m}"
    return value.isoformat() if isinstance(value, date) else str(value)
