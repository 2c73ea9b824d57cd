"""What the projections keep of a body: its use, its days, its area, its cells and its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from withstand.ledger import rights
from withstand.ledger.entries import Entry
from withstand.ledger.fields import Consent, Record
from withstand.ledger.forms import row_of, texts_of
from withstand.ledger.kinds import UNFIT_BODY, Kind, Registry, envelope, split_tag

QUOTE = '"'
_LINE = msgspec.json.Encoder(order="sorted")
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})


@dataclass(frozen=True)
class Content:
    """One version as the projections keep it; days as YYYY-MM-DD, `line` as JSON cells, `cells` as `cells_of`.

    `given` are the uses it gives; `consents`, as `rights.stated`, what it takes back.
    """

    given: int
    first: str | None
    last: str | None
    area: str | None
    line: str | None
    words: str
    cells: str | None = None
    consents: str | None = None
    fits: bool = True


CLOSED = Content(rights.own_use(), None, None, None, None, "")
"""Of a body that is not here. What rests on it is for the operation's own use."""

_Model = TypeVar("_Model", bound=Record)


def content(registry: Registry, tag: str, body: bytes) -> Content:
    """The content of a body. A version newer than this program is kept for the operation's own use only.

    A body that does not fit its kind was signed all the same: it merges and verifies, and nothing of it shows.
    """
    name, version = split_tag(tag)
    kind = registry.get(name)
    try:
        record = None if kind is None else kind.decode(body, version)
        return _newer(body) if kind is None or record is None else content_of(kind, record)
    except UNFIT_BODY:
        return _unfit(body)


def _unfit(body: bytes) -> Content:
    """Of a body that is not what its kind says; what it takes back of consents is heeded where it can be read."""
    try:
        consents = msgspec.convert(msgspec.json.decode(envelope(body).fields)["consent"], tuple[Consent, ...])
    except UNFIT_BODY:
        consents = ()
    return Content(rights.own_use(), None, None, None, None, "", consents=rights.stated(consents), fits=False)


def system_fields(entry: Entry, model: type[_Model]) -> _Model | None:
    """The fields of one of the ledger's own kinds; None where the body is not here or does not fit."""
    if entry.body is None:
        return None
    try:
        return msgspec.json.decode(envelope(entry.body).fields, type=model)
    except UNFIT_BODY:
        return None


def content_of(kind: Kind, record: Record) -> Content:
    """The content of a record that was just checked."""
    row = row_of(record, kind.forms)
    if kind.name.startswith("ledger."):
        return Content(rights.every_use(), None, None, None, _LINE.encode(row).decode(), "")
    return Content(
        rights.given(record.consent) if kind.consents else rights.every_use(),
        row.get(f"{kind.when}_first"),
        row.get(f"{kind.when}_last"),
        row.get(f"{kind.where}_area") if kind.where else None,
        _LINE.encode(row).decode(),
        " ".join(folded(text) for _, text, _ in texts_of(record, kind.forms)),
        cells_of(kind, row),
        rights.stated(record.consent) if kind.consents and record.consent else None,
    )


def cells_of(kind: Kind, row: Mapping[str, Any]) -> str:
    """The cells of a version in the frame of its kind, in the order of its columns, as text between tabs."""
    cells = [row.get(name) for name, _ in kind.columns]
    texts = [cell if type(cell) is str else _cell(cell) for cell in cells]
    joined = "\t".join(texts)
    if joined.count("\t") < len(texts) and not any(mark in joined for mark in '"\n\r'):
        return joined
    return "\t".join([f'"{text.replace(QUOTE, QUOTE * 2)}"' if text else "" for text in texts])


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


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
        allowed, stated = rights.given(consents), rights.stated(consents)
    except (msgspec.ValidationError, KeyError):
        allowed, stated = 0, None
    texts = " ".join(folded(text) for text in _texts(fields))
    return Content(allowed & rights.own_use(), None, None, None, None, texts, consents=stated)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
