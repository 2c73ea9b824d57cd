"""How the story is written down: records by key, the days on which they were entered, places, spans, assertions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from withstand.demo.boundaries import gazetteer
from withstand.demo.mission_data import Edit, LinkByKey, Told
from withstand.demo.velmara import COUNTRY, DISTRICTS, PROVINCES
from withstand.kinds import REGISTRY
from withstand.ledger.fields import Assertion, Consent, Place, Record, Span, Tally

CONFIDENTIAL, STRICTLY, OPEN = "confidential", "strictly_confidential", "unclassified"
RIGHTS = ("human_rights", "protection_adviser")
"""Components that see the most exposed records."""

_MILLIONTHS = 100
"""A position in ten-thousandths of a degree, times this, is in millionths."""
_KINDS = {kind.model: kind for kind in REGISTRY}


def told(
    key: str,
    office: str,
    day: str,
    fields: Record,
    *links: LinkByKey,
    level: str = CONFIDENTIAL,
    seen_by: tuple[str, ...] = (),
    edits: tuple[Edit, ...] = (),
) -> Told:
    """A record that `office` entered on `day`; the hour is drawn later."""
    return Told(
        key=key,
        office=office,
        kind=_KINDS[type(fields)].name,
        entered_on=moment(day),
        classification=level,
        compartments=seen_by,
        fields=msgspec.to_builtins(fields),
        links=links,
        edits=edits,
    )


def edit(
    office: str,
    day: str,
    *links: LinkByKey,
    replaces: int = 0,
    level: str = "",
    seen_by: tuple[str, ...] | None = None,
    **changes: Any,
) -> Edit:
    """A later version of a record, entered on `day`, that replaces version number `replaces`."""
    return Edit(
        office=office,
        entered_on=moment(day),
        replaces=(replaces,),
        changes=msgspec.to_builtins(changes),
        classification=level,
        compartments=seen_by,
        links=links,
    )


def moment(day: str) -> datetime:
    """The beginning of a day, in UTC."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def to(role: str, *keys: str, about: str = "") -> tuple[LinkByKey, ...]:
    """Links in one role."""
    return tuple(LinkByKey(role=role, to=key, about=about) for key in keys)


def place(district: str, name: str = "", precision: str = "") -> Place:
    """A district, or a place in it: one of the gazetteer has a point unless only the district is certain."""
    own = next(candidate for candidate in DISTRICTS if candidate.name == district)
    known = {spot.name: spot.point for spot in gazetteer()[DISTRICTS.index(own)]}
    precision = precision or ("near" if name else "admin2")
    point = known.get(name) if precision in ("exact", "near") else None
    return Place(
        area=own.pcode,
        name=name,
        latitude=point.lat * _MILLIONTHS if point else None,
        longitude=point.lon * _MILLIONTHS if point else None,
        precision=precision,
    )


def province(name: str) -> Place:
    """A whole province."""
    own = next(candidate for candidate in PROVINCES if candidate.name == name)
    return Place(area=own.pcode, level="admin1", precision="admin1")


def country() -> Place:
    """Somewhere in the country."""
    return Place(area="VM", level="admin0", name=COUNTRY, precision="country")


def on(day: str) -> Span:
    """One day, or some day of a month."""
    return Span(start=day)


def some_day(start: str, end: str) -> Span:
    """At least one day from `start` to `end`."""
    return Span(start=start, end=end)


def every_day(start: str, end: str) -> Span:
    """Every day from `start` to `end`."""
    return Span(start=start, end=end, precise=True)


def since(start: str, *, precise: bool = False) -> Span:
    """From `start` on, as far as is known."""
    return Span(start=start, precise=precise, ongoing=True)


def by(
    perpetrator: str,
    grade: str | None = None,
    confidence: str = "unknown",
    described: str = "",
    *,
    uniformed: bool = False,
    key: str = "a1",
) -> Assertion:
    """One claim about who did it."""
    return Assertion(
        key=key,
        perpetrator=perpetrator,
        described=described,
        uniformed=uniformed,
        grade=grade,
        confidence=confidence,
    )


def many(
    best: int | None,
    least: int | None = None,
    most: int | None = None,
    *,
    unit: str = "victim",
    group: str = "civilians_general",
) -> Tally:
    """A count and what it counts."""
    return Tally(unit=unit, group=group, least=least, best=best, most=most)


def agrees(recipient: str, *purposes: str, day: str | None = None) -> Consent:
    """A source agrees to a use."""
    return Consent(recipient=recipient, purposes=purposes, on=day)


def withdraws(recipient: str, *purposes: str, day: str | None = None) -> Consent:
    """A source withdraws a use; without purposes, every one."""
    return Consent(recipient=recipient, purposes=purposes, given=False, on=day)
