"""The scan of texts as an author meets it: what was found, and their decision to keep it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
from django.utils.translation import gettext as _

from withstand.brief.records.scanning import Finding, code_of
from withstand.brief.records.words import word
from withstand.ledger.fields import Record, TextKept
from withstand.ledger.kinds import Kind
from withstand.ledger.scan import Found, judged, keeping, scan
from withstand.picture.names import known_names
from withstand.picture.picture import Picture
from withstand.web.entering.answers import Answers
from withstand.web.entering.reading import input_of

REASON, CODE = "keep-reason", "keep-code"
_LONGEST = 300


@dataclass(frozen=True)
class Pointed:
    """Something that was found: the input it stands in, its label, what it may be, the words."""

    input: str
    label: str
    what: str
    words: str


@dataclass(frozen=True)
class Scanned:
    """A record whose texts were looked at. `open` findings wait for a decision, named by `code`; `said` is why."""

    record: Record
    open: tuple[Pointed, ...] = ()
    code: str = ""
    said: str = ""


def scanned(
    kind: Kind, record: Record, picture: Picture, answers: Answers, language: str, earlier: Sequence[TextKept] = ()
) -> Scanned:
    """The record with its author's decision, or with what they have to decide about.

    `earlier` are the decisions in the versions that it changes; they hold for the words that they are about.
    """
    known = known_names(picture)
    record, found = judged(kind, record, earlier, known)
    if not found:
        return Scanned(record)
    code = code_of(Finding("", one) for one in found)
    pointed = tuple(_pointed(one, language) for one in found)
    reason = answers.one(REASON)[:_LONGEST]
    if not reason or answers.one(CODE) != code:
        return Scanned(record, pointed, code, _("The texts may name people. Take it out, or say why it must stay."))
    if named := names_in(reason, known):
        return Scanned(record, pointed, code, named)
    return Scanned(msgspec.structs.replace(record, text_kept=(*record.text_kept, *keeping(found, reason))))


def names_in(reason: str, known: Iterable[str]) -> str:
    """What is said where a reason may itself name people; empty where it does not."""
    found = scan(reason, known)
    if not found:
        return ""
    return _("The reason itself may name people: %(words)s. Say it without.") % {
        "words": ", ".join(words for _what, words in found)
    }


def _pointed(found: Found, language: str) -> Pointed:
    root = found.field.partition(".")[0].partition("[")[0]
    what = word("text_findings", found.found, language)
    return Pointed(input_of(found.field, {}), word("fields", root, language), what, found.words)
