"""Calendars as RFC 5545 has them: content lines folded at 75 octets, texts escaped, days without an hour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

FOLD = 75
CRLF = "\r\n"
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")


@dataclass(frozen=True)
class Day:
    """An event of one whole day. `uid` never changes; `stamp` is the instant of what it says, in microseconds.

    `words` is the language of its texts.
    """

    uid: str
    stamp: int
    made: int
    on: date
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()
    access: str = "PRIVATE"
    sequence: int = 0


def calendar(product: str, name: str, days: Iterable[Day], language: str = "en") -> bytes:
    """A calendar of whole days, in the order given: the same days give the same bytes."""
    return "".join(folded(line) + CRLF for line in _lines(product, name, days, language)).encode()


def _lines(product: str, name: str, days: Iterable[Day], language: str) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{escaped(product)}"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME;LANGUAGE={language}:{escaped(name)}"
    yield f"X-WR-CALNAME:{escaped(name)}"
    for one in days:
        yield from _event(one, language)
    yield "END:VCALENDAR"


def _event(one: Day, language: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one.uid)}"
    yield f"DTSTAMP:{instant(one.stamp)}"
    yield f"CREATED:{instant(one.made)}"
    yield f"LAST-MODIFIED:{instant(one.stamp)}"
    yield f"SEQUENCE:{one.sequence}"
    yield f"DTSTART;VALUE=DATE:{one.on.year:04}{one.on.month:02}{one.on.day:02}"
    yield f"SUMMARY;LANGUAGE={language}:{escaped(one.summary)}"
    if one.description:
        yield f"DESCRIPTION;LANGUAGE={language}:{escaped(one.description)}"
    if categories := ",".join(filter(None, map(escaped, one.categories))):
        yield f"CATEGORIES;LANGUAGE={language}:{categories}"
    yield f"CLASS:{one.access}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A value of the type TEXT; control characters, which it may not hold, are left out."""
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    kept = (letter for letter in text if letter in "\n\t" or not _is_control(letter))
    return "".join(_ESCAPED.get(letter, letter) for letter in kept)


def _is_control(letter: str) -> bool:
    return letter < " " or "\x7f" <= letter <= "\x9f" or "\ud800" <= letter <= "\udfff"


def instant(moment: int) -> str:
    """An instant in microseconds as a date-time in UTC, to the second."""
    return f"{datetime.fromtimestamp(moment // 1_000_000, UTC):%Y%m%dT%H%M%SZ}"


def folded(line: str) -> str:
    """A content line in parts of at most 75 octets, none of which ends within a letter."""
    parts, part, octets = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > FOLD:
            parts.append(part)
            part, octets = " ", 1
        part, octets = part + letter, octets + size
    return CRLF.join([*parts, part])
