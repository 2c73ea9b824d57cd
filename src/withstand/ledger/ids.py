"""Identifiers and the clock: UUIDv7 that sort by time, and microseconds that only order."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], int]
"""Microseconds since 1970 in UTC, as this machine believes."""

Randomness = Callable[[int], bytes]

A_DAY = 86_400_000_000
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def machine_clock() -> int:
    """The machine's clock."""
    return time.time_ns() // 1_000


def uuid7(microseconds: int, randomness: Randomness = secrets.token_bytes, installation: str = "") -> str:
    """An identifier of RFC 9562, version 7: milliseconds, then 74 random bits.

    Made for an installation, its last 32 bits are a mark that shows, to those who know the installation, whose it is:
    nobody can take the identifier of another's entry before that entry arrives.
    """
    tail = bytearray(randomness(10))
    tail[0] = 0x70 | tail[0] & 0x0F
    tail[2] = 0x80 | tail[2] & 0x3F
    text = (microseconds // 1_000).to_bytes(6, "big").hex() + tail.hex()
    made = f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
    return made[:-8] + _mark(made[:-8], installation) if installation else made


def made_at(identifier: str) -> int:
    """The instant in an identifier, in microseconds, to the millisecond below."""
    return int(identifier[:8] + identifier[9:13], 16) * 1_000


def is_identifier(text: str) -> bool:
    """Whether this has the form of an identifier."""
    return _IDENTIFIER.fullmatch(text) is not None


def made_by(identifier: str, installation: str) -> bool:
    """Whether the identifier was made for this installation."""
    return identifier[-8:] == _mark(identifier[:-8], installation)


def _mark(start: str, installation: str) -> str:
    return hashlib.sha256(f"{installation} {start}".encode()).hexdigest()[:8]


def tick(now: int, last: int) -> int:
    """The next instant of a hybrid logical clock: this machine's, or just after the last one known.

    A clock more than a day ahead never reaches `last`: see `runs_ahead`.
    """
    return max(now, last + 1)


def runs_ahead(instant: int, now: int) -> bool:
    """Whether another installation's clock is more than a day ahead of ours: flagged, and not followed."""
    return instant > now + A_DAY


def instant_text(microseconds: int) -> str:
    """The instant for people, in UTC."""
    return (_EPOCH + timedelta(microseconds=microseconds)).strftime("%Y-%m-%d %H:%M:%S UTC")


def instant_of(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment."""
    return (moment - _EPOCH) // timedelta(microseconds=1)
