"""What a text may give away: names of people, telephone numbers, addresses, exact coordinates, document numbers.

The scan only points; the author sees what was found and decides, and the decision is kept with the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from withstand.ledger.fields import Record, TextKept
from withstand.ledger.forms import texts_of
from withstand.ledger.kinds import Kind
from withstand.ledger.scan_numbers import Hit, numbers
from withstand.ledger.scan_people import Familiar, people


@dataclass(frozen=True)
class Found:
    """Something in a text that may point to a person: which field, what kind, the words themselves."""

    field: str
    found: str
    words: str


def scan(text: str, known: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """What stands in a text, in its order: (kind of finding, words). `known` are names that are not people's."""
    return tuple((hit.found, _words(text, hit)) for hit in _hits(text, Familiar(known)))


def scan_record(kind: Kind, record: Record, known: Iterable[str] = ()) -> tuple[Found, ...]:
    """What stands in the texts of a record, beyond what its author has already decided to keep.

    In short texts, which name places and things, only names that a rank or a word announces are pointed at; actors'
    short texts are their names, and are not scanned.
    """
    familiar = Familiar(known)
    kept = {(one.field, one.found): one.times for one in record.text_kept}
    found: list[Found] = []
    for path, text, free in texts_of(record, kind.forms):
        if path.startswith("text_kept") or (not free and kind.name.startswith("actors.")):
            continue
        hits = [Found(path, hit.found, _words(text, hit)) for hit in _hits(text, familiar) if free or hit.sure]
        counts = Counter(hit.found for hit in hits)
        found.extend(hit for hit in hits if counts[hit.found] > kept.get((path, hit.found), 0))
    return tuple(found)


def keeping(found: Iterable[Found], reason: str) -> tuple[TextKept, ...]:
    """The author's decision to keep what was found."""
    counts = Counter((one.field, one.found) for one in found)
    return tuple(
        TextKept(field=field, found=what, times=times, reason=reason) for (field, what), times in sorted(counts.items())
    )


def _hits(text: str, familiar: Familiar) -> list[Hit]:
    found, rest = numbers(text)
    return sorted((*found, *people(rest, familiar)), key=lambda hit: hit.start)


def _words(text: str, hit: Hit) -> str:
    return " ".join(text[hit.start : hit.end].split())
