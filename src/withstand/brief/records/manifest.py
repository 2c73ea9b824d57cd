"""What a file of records says of itself: of what, for whom, from when, by which program."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import msgspec

from withstand import __version__
from withstand.brief.records.release import Coarseness
from withstand.brief.records.rows import Table, instant
from withstand.ledger import rights
from withstand.ledger.kinds import Kind
from withstand.picture.picture import Filter, Picture
from withstand.picture.seen import classification_word


@dataclass(frozen=True)
class Vintage:
    """A data set that had been received."""

    source: str
    vintage: str


@dataclass(frozen=True)
class Manifest:
    """`classification` is the highest within. `frontier` is how far each installation's chain was known; outside,
    only its fingerprint. `newer` counts records that a newer program wrote: they are not in the file.
    """

    kind: str
    rows: int
    newer: int
    filter: str
    audience: str
    recipient: str
    purpose: str
    outside: bool
    classification: str
    as_of: str
    known_at: str
    made_at: str
    frontier: dict[str, int] | str
    vintages: tuple[Vintage, ...]
    vocabularies: dict[str, str]
    places: str
    small_numbers: str
    program: str = f"withstand {__version__}"

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names and values, for a sheet."""
        return tuple((name, _said(value)) for name, value in self.plain().items())

    def plain(self) -> dict[str, Any]:
        """The manifest as plain values."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built

    def line(self) -> str:
        """The manifest on one line."""
        return msgspec.json.encode(self).decode()


def manifest(picture: Picture, kind: Kind, where: Filter, of: Table, coarse: Coarseness) -> Manifest:
    """The manifest of an export."""
    audience = picture.audience
    highest = max((rights.level(row.classification) for row in of.rows), default=0)
    made_at = instant(picture.ledger.clock())
    return Manifest(
        kind=kind.tag,
        rows=len(of.rows),
        newer=len(of.left_out),
        filter=_filter(where, of, coarse),
        audience=audience.name,
        recipient=audience.recipient,
        purpose=audience.purpose,
        outside=of.outside,
        classification=classification_word(highest),
        as_of=picture.as_of.isoformat() if picture.as_of else "",
        known_at=instant(picture.known_at) if picture.known_at is not None else made_at,
        made_at=made_at,
        frontier=_fingerprint(picture.reach) if of.outside else dict(sorted(picture.reach.items())),
        vintages=tuple(Vintage(source, vintage) for source, vintage in picture.vintages),
        vocabularies=msgspec.json.decode(kind.vocabularies),
        places=f"no finer than {coarse.level}" if of.outside else "as recorded",
        small_numbers="1 to 4 are not shown, nor totals that tell them" if of.outside else "as recorded",
    )


def read_manifest(line: str | bytes) -> Manifest | None:
    """The manifest in a file, or None where it was changed."""
    try:
        return msgspec.json.decode(line, type=Manifest)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError):
        return None


def _filter(where: Filter, of: Table, coarse: Coarseness) -> str:
    """The filter in words; outside, without an area that the rows themselves do not name."""
    if not (of.outside and where.area):
        return str(where)
    named = {value for row in of.rows for path, value in row.values.items() if path[-1] == "area"}
    area = where.area if where.area in named else f"one area below {coarse.level}"
    return str(Filter(area, where.since, where.until))


def _fingerprint(reach: dict[str, int]) -> str:
    return hashlib.sha256(repr(sorted(reach.items())).encode()).hexdigest()[:16]


def _said(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
