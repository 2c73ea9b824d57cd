"""One value in a cell: text that no spreadsheet takes for a formula, and the same value read back."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from withstand.brief.records.leaves import Cell, Leaf
from withstand.evidence.set_aside import neutral_cell

MILLION = 6
_WHOLE = re.compile(r"-?\d{1,16}(\.0+)?")
_YES_NO = {"true": True, "false": False}


def safe(text: str) -> str:
    """A text as a cell; an apostrophe before it means: read what follows as it is."""
    return f"'{text}" if text.startswith("'") or not text else neutral_cell(text)


def plain(cell: str) -> str:
    """The text that `safe` made a cell of."""
    return cell.removeprefix("'")


def degrees(millionths: int) -> str:
    """Millionths of a degree as decimal degrees, exactly."""
    return f"{Decimal(millionths).scaleb(-MILLION):.6f}"


def millionths(text: str) -> int:
    """Decimal degrees as the nearest millionths of a degree.

    Raises:
        ValueError: it is no number.
    """
    try:
        return int(Decimal(text).scaleb(MILLION).to_integral_value())
    except (InvalidOperation, OverflowError):
        raise ValueError(text) from None


def written(leaf: Leaf, value: Cell) -> str:
    """The value of a leaf as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return degrees(value) if leaf.form == "degrees" else str(value)
    return safe(value)


def read(leaf: Leaf, cell: str) -> Cell:
    """The value in a cell that `written` made.

    Raises:
        ValueError: with what is wrong.
    """
    match leaf.form:
        case "degrees":
            try:
                return millionths(cell)
            except ValueError:
                raise ValueError("this is not a number of degrees") from None
        case "number":
            if not _WHOLE.fullmatch(cell):
                raise ValueError("this is not a whole number")
            return int(Decimal(cell))
        case "yes_no":
            if cell.lower() not in _YES_NO:
                raise ValueError("write true or false")
            return _YES_NO[cell.lower()]
    return plain(cell)
