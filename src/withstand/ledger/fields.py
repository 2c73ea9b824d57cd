"""The forms that a record's fields take: codes, days, spans, places, counts, consent, texts."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta


def coded(vocabulary: str) -> Meta:
    """A field whose values are the keys of a vocabulary."""
    return Meta(max_length=64, pattern=r"^[a-z0-9_]+$", extra={"vocabulary": vocabulary})


Line = Annotated[str, Meta(max_length=300, extra={"form": "line"})]
"""A short text that lists and frames show: a name, a title."""

FreeText = Annotated[str, Meta(max_length=20_000, extra={"form": "text"})]
"""Free text: scanned before it is saved, searched, and kept apart from frames."""

Grade = Annotated[str, Meta(pattern=r"^[A-F][1-6]$", extra={"form": "grade"})]
"""Reliability of the source (A to F) and credibility of what it says (1 to 6), never who it is."""

PartialDay = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", extra={"form": "day"})]
"""A civil date of the mission: 2032, 2032-05 or 2032-05-20."""

Number = Annotated[int, Meta(ge=0, le=100_000_000, extra={"form": "number"})]

_WHOLE_DAY = len("2032-05-20")

LATITUDE = Annotated[int, Meta(ge=-90_000_000, le=90_000_000, extra={"form": "number"})]
LONGITUDE = Annotated[int, Meta(ge=-180_000_000, le=180_000_000, extra={"form": "number"})]


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of a record."""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """What does not hold between the fields: (field, what is wrong and what to do)."""
        return ()


def first_day(day: str) -> date:
    """The first day that a partial date can mean."""
    if len(day) == _WHOLE_DAY:
        return date.fromisoformat(day)
    parts = [int(part) for part in day.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, 1)


def last_day(day: str) -> date:
    """The last day that a partial date can mean."""
    if len(day) == _WHOLE_DAY:
        return date.fromisoformat(day)
    parts = [int(part) for part in day.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, calendar.monthrange(parts[0], month)[1])


def is_day(day: str) -> bool:
    """Whether a partial date names a day, a month or a year that there is."""
    try:
        last_day(day)
    except ValueError:
        return False
    return True


def no_day(day: str) -> str:
    """What is said of one that does not."""
    return f"{day} is not a day of the calendar"


class Span(Value, frozen=True, kw_only=True):
    """When a claim holds: on every day from start to end (precise), or on at least one (imprecise).

    A start or an end that names a month only is known to lie within it: it never stretches what is certain.
    Without an end the claim is of the start alone, or, `ongoing`, of every day since.
    """

    start: PartialDay
    end: PartialDay | None = None
    precise: bool = False
    ongoing: bool = False

    def problems(self) -> tuple[tuple[str, str], ...]:
        """Days that do not exist, an end before the start, an end of what goes on."""
        for name, day in (("start", self.start), ("end", self.end)):
            if day is not None and not is_day(day):
                return ((name, no_day(day)),)
        if self.end is not None and self.ongoing:
            return (("end", "there is an end, so it is not ongoing; leave one of the two out"),)
        if self.end is not None and last_day(self.end) < first_day(self.start):
            return (("end", f"{self.end} is before the start, {self.start}"),)
        return ()

    @property
    def earliest(self) -> date:
        """The first day on which the claim may hold."""
        return first_day(self.start)

    @property
    def latest(self) -> date:
        """The last day on which the claim may hold."""
        return date.max if self.ongoing else last_day(self.end or self.start)

    def holds_on(self, day: date) -> bool | None:
        """True: it holds. False: it does not. None: it may."""
        if not self.earliest <= day <= self.latest:
            return False
        if self.ongoing:
            return True if self.precise and last_day(self.start) <= day else None
        exact = len(self.start) == 10 and self.end in (None, self.start)
        certain = exact or (self.precise and last_day(self.start) <= day <= first_day(self.end or self.start))
        return True if certain else None


class Place(Value, frozen=True, kw_only=True):
    """Where: an area by its P-code or name, a name, a point in millionths of a degree, and how exact that is."""

    area: Line = ""
    level: Annotated[str, Meta(pattern=r"^admin[0-3]$", extra={"form": "line"})] = "admin2"
    name: Line = ""
    latitude: LATITUDE | None = None
    longitude: LONGITUDE | None = None
    precision: Annotated[str, coded("place_precision")] = "unknown"

    def problems(self) -> tuple[tuple[str, str], ...]:
        """Half a point, or nothing at all."""
        if (self.latitude is None) != (self.longitude is None):
            return (("latitude", "give latitude and longitude, or neither"),)
        if not (self.area or self.name or self.latitude is not None):
            return (("area", "name an area, a place, or a point"),)
        return ()


class Consent(Value, frozen=True, kw_only=True):
    """What a source allows: use by a recipient for purposes. `given=False` withdraws it."""

    recipient: Annotated[str, coded("consent_recipients")]
    purposes: tuple[Annotated[str, coded("consent_purposes")], ...] = ()
    given: bool = True
    on: PartialDay | None = None


class Assertion(Value, frozen=True, kw_only=True):
    """One claim about who did it. Several may stand beside each other; none is the truth."""

    key: Annotated[str, Meta(pattern=r"^[a-z0-9]{1,8}$", extra={"form": "line"})] = "a1"
    perpetrator: Annotated[str, coded("perpetrators")] = "unknown"
    described: Line = ""
    uniformed: bool = False
    grade: Grade | None = None
    confidence: Annotated[str, coded("confidence")] = "unknown"


class Tally(Value, frozen=True, kw_only=True):
    """How many, of what: the counting unit is always said. Unknown is absent, never zero."""

    unit: Annotated[str, coded("counting_units")]
    group: Annotated[str, coded("protection_groups")] = "civilians_general"
    least: Number | None = None
    best: Number | None = None
    most: Number | None = None

    def problems(self) -> tuple[tuple[str, str], ...]:
        """An order that cannot be, or no number at all."""
        known = [number for number in (self.least, self.best, self.most) if number is not None]
        if not known:
            return (("best", "give at least one number, or leave the count out: unknown is not zero"),)
        if known != sorted(known):
            return (("best", f"least, best and most are {', '.join(map(str, known))}: they must not fall"),)
        return ()


class TextKept(Value, frozen=True, kw_only=True):
    """Something the scan of a text found and the author decided to keep, and why.

    `digest` stands for the words: other words in the same field were not decided about. Receipts travel and have none.
    """

    field: Line
    found: Annotated[str, coded("text_findings")]
    times: Number
    reason: Line = ""
    digest: Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$", extra={"form": "line"})] | None = None


class Record(Value, frozen=True, kw_only=True):
    """What every record may say. Classification, compartments and links stand beside it, in the ledger's entries."""

    grade: Grade | None = None
    valid: Span | None = None
    consent: tuple[Consent, ...] = ()
    reply: FreeText = ""
    reply_on: PartialDay | None = None
    correction: FreeText = ""
    retain_until: PartialDay | None = None
    text_kept: tuple[TextKept, ...] = ()


Fields = dict[str, Any]
"""The fields of a record as plain values, as they stand in JSON."""
