"""Recognise a data set by its columns, whatever the file is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a table holds."""

    UCDP_GED = "UCDP GED events"
    UCDP_ONE_SIDED = "UCDP One-sided Violence actor-years"
    ACLED = "ACLED events"


@dataclass(frozen=True)
class Format:
    """The columns that only this data set has together; names are compared as `plain` makes them."""

    kind: Kind
    required: frozenset[str]


@dataclass(frozen=True)
class Relative:
    """A table that people mistake for an event file, and what to say to them."""

    required: frozenset[str]
    sentence: str


FORMATS: tuple[Format, ...] = (
    Format(
        Kind.UCDP_GED,
        frozenset(
            [
                "id",
                "typeofviolence",
                "sidea",
                "country",
                "latitude",
                "longitude",
                "datestart",
                "dateend",
                "best",
            ]
        ),
    ),
    Format(
        Kind.ACLED,
        frozenset(
            [
                "eventidcnty",
                "eventdate",
                "eventtype",
                "actor1",
                "country",
                "latitude",
                "longitude",
                "fatalities",
            ]
        ),
    ),
    Format(
        Kind.UCDP_ONE_SIDED,
        frozenset(["actorid", "actorname", "year", "bestfatalityestimate", "isgovernmentactor", "location"]),
    ),
)

RELATIVES: tuple[Relative, ...] = (
    Relative(
        frozenset(["eventtype", "events", "fatalities", "country"]),
        "It looks like ACLED's aggregated counts, which hold no events; export the events themselves",
    ),
    Relative(
        frozenset(["events", "fatalities", "country", "month", "year"]),
        "It looks like ACLED's monthly counts from HDX, which hold no events; export the events themselves",
    ),
    Relative(
        frozenset(["eventcount", "fatalities", "month", "year"]),
        "It looks like ACLED's monthly index, which holds no events; export the events themselves",
    ),
    Relative(
        frozenset(["conflictid", "dyadid", "bdbest", "year"]),
        "It looks like UCDP battle-related deaths by year, which hold no events; give the GED file",
    ),
    Relative(
        frozenset(["conflictid", "location", "sidea", "intensitylevel", "year"]),
        "It looks like the UCDP/PRIO armed conflict years, which hold no events; give the GED file",
    ),
)


_OTHER_NAMES = {"bestest": "best", "lowest": "low", "highest": "high", "geoprecis": "geoprecision"}


def plain(name: str) -> str:
    """A name without case, spaces, marks and underscores."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def field_of(name: str) -> str:
    """The field that a column is, so that a format's generations agree: best_est, of UCDP before 2017, is best."""
    bare = plain(name)
    return _OTHER_NAMES.get(bare, bare)


def in_print(name: str) -> str:
    """A name from a file as a sentence can carry it: short, and without marks that cannot be printed."""
    return "".join(letter if letter.isprintable() else "?" for letter in name.strip())[:40]


def recognise(names: Iterable[str]) -> Format | None:
    """The format whose required columns are all among `names`."""
    found = {field_of(name) for name in names}
    return next((form for form in FORMATS if form.required <= found), None)


def why_not(names: Iterable[str]) -> str:
    """What the columns look like instead, for the sentence that refuses a file."""
    written = [" ".join(name.split()) for name in names if name.strip()]
    found = {field_of(name) for name in written}
    for relative in RELATIVES:
        if relative.required <= found:
            return relative.sentence
    nearest = max(FORMATS, key=lambda form: len(form.required & found) / len(form.required))
    shared = len(nearest.required & found)
    if 2 * shared >= len(nearest.required):
        missing = ", ".join(sorted(nearest.required - found))
        return f"It is nearly {nearest.kind.value}, but these columns are missing: {missing}"
    shown = ", ".join(in_print(name) for name in written[:6]) or "none"
    more = f" and {len(written) - 6} more" if len(written) > 6 else ""
    return f"Its columns are {shown}{more}"
