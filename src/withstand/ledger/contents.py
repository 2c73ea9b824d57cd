"""What the projections keep of a body: its use, its days, its area, its cells and its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from withstand.ledger import rights
from withstand.ledger.canonical import encode
from withstand.ledger.fields import Consent, Record
from withstand.ledger.forms import row_of, texts_of
from withstand.ledger.kinds import Kind, Registry, envelope, split_tag

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})


@dataclass(frozen=True)
class Content:
    """One version as the projections keep it; days as YYYY-MM-DD, `line` as JSON cells."""

    own_use: int
    first: str | None
    last: str | None
    area: str | None
    line: str | None
    words: str


CLOSED = Content(0, None, None, None, None, "")
"""Of a body that is not here."""


def content(registry: Registry, tag: str, body: bytes) -> Content:
    """The content of a body. A version newer than this program is kept for the operation's own use only."""
    name, version = split_tag(tag)
    kind = registry.get(name)
    if kind is None:
        return Content(rights.own_use(), None, None, None, None, "")
    record = kind.decode(body, version)
    if record is None:
        return _newer(body)
    return content_of(kind, record)


def content_of(kind: Kind, record: Record) -> Content:
    """The content of a record that was just checked."""
    row = row_of(record, kind.forms)
    if kind.name.startswith("ledger."):
        return Content(rights.every_use(), None, None, None, encode(row).decode(), "")
    return Content(
        rights.agreed(record.consent) if kind.consents else rights.every_use(),
        row.get(f"{kind.when}_first"),
        row.get(f"{kind.when}_last"),
        row.get(f"{kind.where}_area") if kind.where else None,
        encode(row).decode(),
        " ".join(folded(text) for _, text, _ in texts_of(record, kind.forms)),
    )


def folded(text: str) -> str:
    """The text as searched: without accents, vowel signs or variants of Arabic letters, in small letters."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.translate(_ARABIC))
    return "".join(mark for mark in apart if not unicodedata.combining(mark)).casefold()


def _newer(body: bytes) -> Content:
    """A body of a version that this program does not know: its consents are heeded where they can be read."""
    fields: dict[str, Any] = msgspec.json.decode(envelope(body).fields)
    try:
        consents = msgspec.convert(fields.get("consent", []), tuple[Consent, ...])
        allowed = rights.agreed(consents)
    except (msgspec.ValidationError, KeyError):
        allowed = 0
    texts = " ".join(folded(text) for text in _texts(fields))
    return Content(allowed & rights.own_use(), None, None, None, None, texts)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
