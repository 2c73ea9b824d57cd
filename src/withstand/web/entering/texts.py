"""The scan of texts as an author meets it: what was found, and their decision to keep it."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from withstand.brief.records.scanning import Finding, code_of
from withstand.brief.records.words import word
from withstand.ledger.fields import Record
from withstand.ledger.kinds import Kind
from withstand.ledger.scan import Found, keeping, scan_record
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
    """A record whose texts were looked at. `open` findings wait for a decision, named by `code`."""

    record: Record
    open: tuple[Pointed, ...] = ()
    code: str = ""


def scanned(kind: Kind, record: Record, picture: Picture, answers: Answers, language: str) -> Scanned:
    """The record with its author's decision, or with what they have to decide about."""
    found = scan_record(kind, record, known_names(picture))
    if not found:
        return Scanned(record)
    code = code_of(Finding("", one) for one in found)
    reason = answers.one(REASON)[:_LONGEST]
    if reason and answers.one(CODE) == code:
        return Scanned(msgspec.structs.replace(record, text_kept=(*record.text_kept, *keeping(found, reason))))
    return Scanned(record, tuple(_pointed(one, language) for one in found), code)


def _pointed(found: Found, language: str) -> Pointed:
    root = found.field.partition(".")[0].partition("[")[0]
    what = word("text_findings", found.found, language)
    return Pointed(input_of(found.field, {}), word("fields", root, language), what, found.words)
