"""Sentences in every language, with places for what they are about: `[sentence.KEY]` tables of a file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def sentences(name: str) -> Mapping[str, Mapping[str, str]]:
    """The sentences of `name`.toml, by key and language."""
    source = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(source)["sentence"]
    return table


def said(name: str, key: str, /, language: str = "en", **about: object) -> str:
    """A sentence, its places filled; in English where the language lacks it."""
    spoken = sentences(name)[key]
    return spoken.get(language, spoken["en"]).format(**about)
