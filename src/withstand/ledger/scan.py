"""What a text may give away: names of people, telephone numbers, addresses, exact coordinates, document numbers.

The scan only points; the author sees what was found and decides, and the decision is kept with the record.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

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

    @property
    def digest(self) -> str:
        """Stands for the words, so that a decision about them is about no others."""
        return hashlib.sha256(f"{self.found}\0{self.words}".encode()).hexdigest()[:16]


def as_read(text: str) -> str:
    """A text as an eye reads it: every blank is a space, and no mark that nobody sees stands inside a word."""
    return text if text.isascii() and text.isprintable() else "".join(map(_seen, text))


def _seen(mark: str) -> str:
    kind = unicodedata.category(mark)
    if kind == "Zs" or mark == _BLANK_OF_BRAILLE:
        return mark if mark in _KNOWN_BLANKS else " "
    return "" if (kind in ("Cf", "Cc") and mark not in "\t\n\r") or mark in _UNSEEN else mark


_KNOWN_BLANKS, _BLANK_OF_BRAILLE = " \u00a0\u202f", "\u2800"
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10))))
"""Fillers and selectors of shapes, which are letters or accents to Unicode and nothing to the eye."""


def scan(text: str, known: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """What stands in a text, in its order: (kind of finding, words). `known` are names that are not people's."""
    read = as_read(text)
    return tuple((hit.found, _words(read, hit)) for hit in _hits(read, Familiar(known)))


def scan_record(kind: Kind, record: Record, known: Iterable[str] = ()) -> tuple[Found, ...]:
    """What stands in the texts of a record, beyond what its author has already decided to keep, word for word.

    In short texts, which name places and things, only numbers and names that a rank or a word announces are pointed at;
    tokens of sources and of post-holders and names of groups, which may be people's, are read as closely as free text.
    """
    familiar = Familiar(known)
    kept = {_key(one) for one in record.text_kept}
    found: list[Found] = []
    for path, text, free in texts_of(record, kind.forms):
        if path.startswith("text_kept"):
            continue
        where = (kind.name, path.partition("[")[0])
        if where in _PEOPLE:
            continue
        closely = free or where in _READ_CLOSELY
        read = as_read(text)
        hits = [Found(path, hit.found, _words(read, hit)) for hit in _hits(read, familiar) if closely or hit.sure]
        found.extend(hit for hit in hits if (hit.field, hit.found, hit.digest) not in kept)
    return tuple(found)


def keeping(found: Iterable[Found], reason: str) -> tuple[TextKept, ...]:
    """The author's decision to keep what was found: these words in this field."""
    counts = Counter((one.field, one.found, one.digest) for one in found)
    return tuple(
        TextKept(field=field, found=what, times=times, reason=reason, digest=digest)
        for (field, what, digest), times in sorted(counts.items())
    )


def counted(found: Iterable[Found], reason: str) -> tuple[TextKept, ...]:
    """The same decision for a receipt, which every office gets: nothing in it from which words can be guessed."""
    counts = Counter((one.field, one.found) for one in found)
    return tuple(
        TextKept(field=field, found=what, times=times, reason=reason) for (field, what), times in sorted(counts.items())
    )


def judged(
    kind: Kind, record: Record, earlier: Iterable[TextKept], known: Iterable[str] = ()
) -> tuple[Record, tuple[Found, ...]]:
    """The record with those earlier decisions that are about its own words, and what is left to decide.

    What the record itself says was decided is not believed: it may come from anywhere.
    """
    bare = msgspec.structs.replace(record, text_kept=())
    found = scan_record(kind, bare, known)
    said = {(one.field, one.found, one.digest) for one in found}
    held = tuple(one for one in earlier if _key(one) in said)
    kept = {_key(one) for one in held}
    left = tuple(one for one in found if (one.field, one.found, one.digest) not in kept)
    return msgspec.structs.replace(bare, text_kept=held), left


_READ_CLOSELY = frozenset(
    {
        ("evidence.Source", "token"), ("actors.Group", "name"), ("actors.Group", "aliases"),
        ("actors.NameClaim", "name"), ("actors.Posting", "post_holder"),
    }
)  # fmt: skip
_PEOPLE = frozenset({("actors.Person", "name"), ("actors.Person", "aliases")})
"""Where a name of a person is what is asked for; only where two people have switched that on."""


def _key(kept: TextKept) -> tuple[str, str, str | None]:
    return kept.field, kept.found, kept.digest


def _hits(text: str, familiar: Familiar) -> list[Hit]:
    found, rest = numbers(text)
    return sorted((*found, *people(rest, familiar)), key=lambda hit: hit.start)


def _words(text: str, hit: Hit) -> str:
    return " ".join(text[hit.start : hit.end].split())
