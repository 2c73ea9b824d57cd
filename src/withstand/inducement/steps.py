"""The table of steps: who may move a request for support from where to where, and what must hold first."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

from withstand.vocabulary.terms import vocabulary

BACK = "back"
"""To where it was before a trigger or a suspension."""

FIRST = "draft"
WORKING = ("countersigned", "provisional", "delivering", "monitoring")
"""States to which a case comes back."""


@dataclass(frozen=True)
class Step:
    """One way a case can move: from some states to one, taken by some roles, when all needs are met."""

    action: str
    starts: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    needs: tuple[str, ...]
    decision: bool


@dataclass(frozen=True)
class Days:
    """How long approvals last, in days, and how long before their end they are due."""

    usual: int
    longest: int
    emergency: int
    emergency_longest: int
    warn: int


class _Row(msgspec.Struct, frozen=True, rename={"starts": "from"}, forbid_unknown_fields=True):
    action: str
    starts: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    needs: tuple[str, ...] = ()
    decision: bool = False


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    days: Days
    step: tuple[_Row, ...]


@cache
def steps() -> Mapping[str, Step]:
    """Every step by its action, in the order of the table."""
    rows = _table().step
    return MappingProxyType(
        {row.action: Step(row.action, row.starts, row.to, row.by, row.needs, row.decision) for row in rows}
    )


def days() -> Days:
    """The days of the table."""
    return _table().days


@cache
def _table() -> _Table:
    source = files(__package__).joinpath("steps.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(source), _Table)


def allowed(state: str, role: str) -> tuple[str, ...]:
    """The actions that a role may take from a state, whatever else they need."""
    return tuple(one.action for one in steps().values() if state in one.starts and role in one.by)


def open_from(state: str) -> tuple[str, ...]:
    """The actions that anybody may take from a state."""
    return tuple(one.action for one in steps().values() if state in one.starts)


def is_live(state: str) -> bool:
    """Whether support may be given in a state while its approval holds."""
    return bool(vocabulary("support_states").terms[state].facts["live"])


def is_closed(state: str) -> bool:
    """Whether a case's way ends in a state."""
    return bool(vocabulary("support_states").terms[state].facts["closed"])
