"""What `withstand.toml` says: the office and its presets, how long records are kept, and who looks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from withstand.errors import WorkspaceError
from withstand.vocabulary.terms import vocabulary
from withstand.workspace import CONFIG

EVERY = "*"
LONGEST_OPEN = 24 * 60
_TOP = frozenset({"made", "by", "lock_after_minutes", "practice_day", "office", "profile"})


@dataclass(frozen=True)
class OfficeSettings:
    """The office that writes here: its name, its civil time, and what a new record starts from.

    `retention`: days that records of a kind are kept, by the kind's last name.
    """

    name: str
    time_zone: str = "UTC"
    classification: str = "confidential"
    compartments: tuple[str, ...] = ()
    retention: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class ProfileSettings:
    """Somebody who looks: cleared how far, for which components (`*`: all), as which recipient, to what purpose."""

    name: str
    clearance: str = "unclassified"
    components: tuple[str, ...] = ()
    recipient: str = "un"
    purpose: str = "protection"


HOLDER = ProfileSettings("holder", "strictly_confidential", (EVERY,))
"""Whoever holds the folder and its passphrase."""


@dataclass(frozen=True)
class Settings:
    """All settings of a workspace. `lock_after`: minutes without a command until it locks; 0 keeps it locked.

    `practice_day`: the day that a workspace for practice takes for today; an encrypted one has none.
    """

    office: OfficeSettings
    profiles: Mapping[str, ProfileSettings]
    lock_after: int = 15
    practice_day: date | None = None

    def profile(self, name: str) -> ProfileSettings:
        """The profile of that name.

        Raises:
            WorkspaceError: there is none.
        """
        if name not in self.profiles:
            raise WorkspaceError(f"There is no profile {name!r} in {CONFIG}; there are: {', '.join(self.profiles)}.")
        return self.profiles[name]

    def today(self, now: datetime) -> date:
        """The civil date of the mission at an aware moment."""
        return now.astimezone(ZoneInfo(self.office.time_zone)).date()

    def present_day(self, now: datetime) -> date:
        """What counts as today: the same as `today(now)`, but in an exercise always its day."""
        return self.practice_day or self.today(now)


def first_settings(office: str) -> str:
    """The settings of a new workspace, with a word on each."""
    named = office.replace("\\", "\\\\").replace('"', '\\"')
    return f"""
# Minutes without a command until the workspace locks; 0: the passphrase is asked every time.
lock_after_minutes = 15

[office]
name = "{named}"
time_zone = "UTC"                  # dates of records are civil dates there, for example "Africa/Bangui"
classification = "confidential"    # what a new record starts from
compartments = []                  # components that alone may see a new record; empty: all

[office.retention]                 # days that records of a kind are kept; none: for good
# Incident = 3650

# Who looks: --as NAME. `components = ["*"]` stands for all of them.
[profile.holder]
clearance = "strictly_confidential"
components = ["*"]
recipient = "un"
purpose = "protection"
"""


def read_settings(folder: Path) -> Settings:
    """The settings of the workspace in `folder`.

    Raises:
        WorkspaceError: the first thing that is wrong, where, and what it may be.
    """
    path = folder / CONFIG
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise WorkspaceError(f"{path} cannot be read ({problem}). Mend it, or restore it from a backup.") from None
    _only(content, _TOP, "")
    office = _office(_table(content, "office"), folder)
    profiles = {HOLDER.name: HOLDER}
    for name, table in _table(content, "profile").items():
        profiles[name] = _profile(name, _is_table(table, f"profile.{name}"))
    lock_after = _lock_after(content.get("lock_after_minutes", 15))
    return Settings(office, MappingProxyType(profiles), lock_after, _practice_day(content.get("practice_day")))


def _office(table: dict[str, Any], folder: Path) -> OfficeSettings:
    _only(table, {"name", "time_zone", "classification", "compartments", "retention"}, "office.")
    zone = _text(table, "time_zone", "UTC", "office.")
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        raise _wrong("office.time_zone", f"{zone!r} is not a time zone; write one such as Africa/Bangui") from None
    return OfficeSettings(
        name=_text(table, "name", folder.resolve().name, "office."),
        time_zone=zone,
        classification=_term(table, "classification", "classifications", "confidential", "office."),
        compartments=_components(table, "compartments", "office.", every=False),
        retention=MappingProxyType(_retention(table)),
    )


def _profile(name: str, table: dict[str, Any]) -> ProfileSettings:
    at = f"profile.{name}."
    _only(table, {"clearance", "components", "recipient", "purpose"}, at)
    return ProfileSettings(
        name=name,
        clearance=_term(table, "clearance", "classifications", "unclassified", at),
        components=_components(table, "components", at, every=True),
        recipient=_term(table, "recipient", "consent_recipients", "un", at),
        purpose=_term(table, "purpose", "consent_purposes", "protection", at),
    )


def _retention(office: dict[str, Any]) -> dict[str, int]:
    days = _is_table(office.get("retention", {}), "office.retention")
    known = {"".join(part.title() for part in key.split("_")) for key in vocabulary("kinds").terms}
    for kind, number in days.items():
        if kind not in known:
            raise _wrong(f"office.retention.{kind}", f"there is no such kind; there are: {', '.join(sorted(known))}")
        if type(number) is not int or number < 1:
            raise _wrong(f"office.retention.{kind}", f"{number!r} is not a number of days")
    return days


def _lock_after(minutes: object) -> int:
    if type(minutes) is not int or not 0 <= minutes <= LONGEST_OPEN:
        raise _wrong("lock_after_minutes", f"{minutes!r} is not a number of minutes from 0 to {LONGEST_OPEN}")
    return minutes


def _practice_day(day: object) -> date | None:
    if day is not None and (not isinstance(day, date) or isinstance(day, datetime)):
        raise _wrong("practice_day", f"{day!r} is not a day; write it without quotation marks: 2033-01-03")
    return day


def _table(content: dict[str, Any], key: str) -> dict[str, Any]:
    return _is_table(content.get(key, {}), key)


def _is_table(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(where, "it must be a table: [...]")
    return value


def _only(table: dict[str, Any], known: frozenset[str] | set[str], at: str) -> None:
    for key in table:
        if key not in known:
            raise _wrong(f"{at}{key}", f"there is no such setting; there are: {', '.join(sorted(known))}")


def _text(table: dict[str, Any], key: str, default: str, at: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(f"{at}{key}", "it must be a text in quotation marks")
    return value


def _term(table: dict[str, Any], key: str, name: str, default: str, at: str) -> str:
    value = _text(table, key, default, at)
    terms = vocabulary(name).terms
    if value not in terms:
        raise _wrong(f"{at}{key}", f"{value!r} is not one of {', '.join(terms)}")
    return value


def _components(table: dict[str, Any], key: str, at: str, *, every: bool) -> tuple[str, ...]:
    value = table.get(key, [])
    terms = vocabulary("components").terms
    if not isinstance(value, list):
        raise _wrong(f"{at}{key}", 'it must be a list: ["human_rights"]')
    for one in value:
        if one not in terms and not (every and one == EVERY):
            raise _wrong(f"{at}{key}", f"{one!r} is not a component; there are: {', '.join(terms)}")
    return tuple(value)


def _wrong(where: str, problem: str) -> WorkspaceError:
    return WorkspaceError(f"{CONFIG}, {where}: {problem}.")
