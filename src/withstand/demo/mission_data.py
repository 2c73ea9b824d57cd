"""The fictional mission as data: what each office entered and when, later versions of it, and what travelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

HEADQUARTERS = "Headquarters"
AMBER_FORD = "Amber Ford"
KESSIN_TOWN = "Kessin town"
OFFICES = (HEADQUARTERS, AMBER_FORD, KESSIN_TOWN)

FILE = "mission.json"
_PARTS = ("records", "acceptances", "redactions", "bundles")


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of the shipped file."""


class LinkByKey(_Part, frozen=True, kw_only=True):
    """A link to another record of the mission, which an office holding both can make."""

    role: str
    to: str
    about: str = ""


class Edit(_Part, frozen=True, kw_only=True):
    """A later version: the fields that differ from the version it replaces; null clears one.

    `replaces` are the versions that its author saw, by number; the first version is 0, the first edit makes 1.
    """

    office: str
    entered_on: datetime
    replaces: tuple[int, ...]
    changes: Mapping[str, Any] = {}
    classification: str = ""
    compartments: tuple[str, ...] | None = None
    links: tuple[LinkByKey, ...] = ()


class Told(_Part, frozen=True, kw_only=True):
    """A record under a stable name: who entered it when, how restricted it is, and what became of it."""

    key: str
    office: str
    kind: str
    entered_on: datetime
    classification: str
    compartments: tuple[str, ...] = ()
    fields: Mapping[str, Any]
    links: tuple[LinkByKey, ...] = ()
    edits: tuple[Edit, ...] = ()

    def version(self, number: int) -> dict[str, Any]:
        """All fields as version `number` has them."""
        if number == 0:
            return dict(self.fields)
        edit = self.edits[number - 1]
        merged = {**self.version(edit.replaces[0]), **edit.changes}
        return {name: value for name, value in merged.items() if value is not None}

    def rights(self, number: int) -> tuple[str, tuple[str, ...]]:
        """Classification and compartments of version `number`."""
        if number == 0:
            return self.classification, self.compartments
        edit = self.edits[number - 1]
        level, components = self.rights(edit.replaces[0])
        return edit.classification or level, components if edit.compartments is None else edit.compartments


class Accepted(_Part, frozen=True, kw_only=True):
    """Somebody in a role accepts what a rule finds about a record, until a day (YYYY-MM-DD).

    The finding is named by its rule and `about`: its id follows from those that records get when they are entered.
    """

    key: str
    office: str
    entered_on: datetime
    rule: str
    about: str
    by_role: str
    decided_by: str
    reasons: str
    expires: str
    dissent: tuple[tuple[str, str], ...] = ()


class Redacted(_Part, frozen=True, kw_only=True):
    """Two people let an office forget the text of a record."""

    key: str
    office: str
    entered_on: datetime
    reason: str


class Sent(_Part, frozen=True, kw_only=True):
    """A bundle that one office sends to another, which takes it in minutes later."""

    sender: str
    receiver: str
    entered_on: datetime


class Mission(_Part, frozen=True, kw_only=True):
    """Everything that the three offices entered, accepted, forgot and sent, each part in order of time."""

    records: tuple[Told, ...]
    acceptances: tuple[Accepted, ...] = ()
    redactions: tuple[Redacted, ...] = ()
    bundles: tuple[Sent, ...] = ()

    def __getitem__(self, key: str) -> Told:
        return next(told for told in self.records if told.key == key)


def mission_json(mission: Mission) -> str:
    """The shipped file: JSON, one item a line."""
    parts = (f'"{name}": [\n' + ",\n".join(_lines(getattr(mission, name))) + "\n]" for name in _PARTS)
    return "{\n" + ",\n".join(parts) + "\n}\n"


@cache
def shipped_mission() -> Mission:
    """The mission in the file that ships with the program."""
    return msgspec.json.decode(files(__package__).joinpath(FILE).read_bytes(), type=Mission)


def _lines(items: Iterable[_Part]) -> Iterable[str]:
    return (msgspec.json.encode(item).decode() for item in items)
