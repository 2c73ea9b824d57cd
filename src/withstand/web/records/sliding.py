"""The slider over the days on which a record was known: a field for a day without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from withstand.picture.seen import Version

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_MARKS = 60


@dataclass(frozen=True)
class Slider:
    """The first and the last day, where it stands, and the days on which a version came, as days after the first."""

    first: date
    days: int
    at: int
    marks: tuple[int, ...]


def slide(history: Sequence[Version], known_at: datetime | None) -> Slider:
    """From the day of a record's first version to today, in days of UTC as moments are."""
    came = [(_EPOCH + timedelta(microseconds=one.recorded_at)).date() for one in history]
    today = timezone.now().astimezone(UTC).date()
    first, last = min(came), max([*came, today])
    at = min(max((known_at.date() if known_at else last), first), last)
    marks = sorted({(day - first).days for day in came})
    return Slider(first, (last - first).days, (at - first).days, tuple(marks[-_MOST_MARKS:]))
