"""How long the rules of dialogue look back, or wait."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days, as `days.toml` describes them, a number of steps, and the issues on which praise speaks against an ask."""

    contradiction: int
    unknown: int
    apart: int
    reply: int
    pressure: int
    steps: int
    praise_on: tuple[str, ...]


@cache
def days() -> Days:
    """The days of the table."""
    source = files(__package__).joinpath("days.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(source)["days"], Days)
