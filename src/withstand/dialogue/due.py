"""How a day that was named, or a month, or a year, stands to the day that is asked about."""

from __future__ import annotations

from datetime import date, timedelta

from withstand.ledger.fields import first_day, is_day, last_day

OVERDUE, TODAY, MAY_BE, SOON, LATER, UNDATED = "overdue", "today", "may_be_due", "soon", "later", "undated"
SOON_DAYS = timedelta(days=14)


def due_word(due: str | None, day: date, soon: timedelta = SOON_DAYS) -> str:
    """A word of the vocabulary `due`.

    What is due in a month is overdue only after the month's last day; before that, from its first, it may be due.
    A day that does not exist, which another program may have written, counts as none.
    """
    if due is None or not is_day(due):
        return UNDATED
    first, last = first_day(due), last_day(due)
    if last < day:
        return OVERDUE
    if first > day:
        return SOON if first - day <= soon else LATER
    return TODAY if first == last else MAY_BE


def is_due_by(due: str | None, day: date) -> bool:
    """Whether it is, or may be, due on a day or before."""
    return due is not None and is_day(due) and first_day(due) <= day


def due_order(due: str | None) -> tuple[date, date]:
    """The order of days that are due: what is due for certain first comes first, what has no day last."""
    return (last_day(due), first_day(due)) if due is not None and is_day(due) else (date.max, date.max)
