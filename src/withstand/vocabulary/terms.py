"""Load a vocabulary: keys that code may name, and labels in each language that people read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Term:
    """One word: its key never changes; its labels and notes may."""

    key: str
    labels: Mapping[str, str]
    facts: Mapping[str, Any]

    def label(self, language: str = "en") -> str:
        """The label in `language`, in English where there is none."""
        return self.labels.get(language, self.labels["en"])


@dataclass(frozen=True)
class Vocabulary:
    """Terms in the order of their file."""

    name: str
    version: str
    terms: Mapping[str, Term]

    def label(self, key: str, language: str = "en") -> str:
        """The label of `key`."""
        return self.terms[key].label(language)

    def keys_where(self, fact: str, value: object = True) -> tuple[str, ...]:
        """Keys of the terms whose `fact` is `value`."""
        return tuple(key for key, term in self.terms.items() if term.facts.get(fact) == value)


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary that ships as `name`.toml in this package."""
    source = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    content = tomllib.loads(source)
    terms = {
        key: Term(
            key,
            MappingProxyType(dict(entry["label"])),
            MappingProxyType({fact: value for fact, value in entry.items() if fact != "label"}),
        )
        for key, entry in content["term"].items()
    }
    return Vocabulary(name, str(content["version"]), MappingProxyType(terms))
