"""From which agreement a verdict follows: data, chosen on one half of the labelled pairs and measured on the other."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from withstand.actors.names.form import NameKind

_NAMES = ("same_at", "abstain_at", "word_same_at", "word_differs_below", "bones_differ_below")


@dataclass(frozen=True)
class Thresholds:
    """0 to 100. `same_at` and `abstain_at` are of whole names; the others of the word that agrees least:
    `bones_` between scripts.
    """

    version: str
    same_at: float
    abstain_at: float
    word_same_at: float
    word_differs_below: float
    bones_differ_below: float


@cache
def thresholds(kind: NameKind) -> Thresholds:
    """Those that ship."""
    content = tomllib.loads(files("withstand.vocabulary").joinpath("name_thresholds.toml").read_text(encoding="utf-8"))
    entry = content[kind]
    return Thresholds(
        str(content["version"]),
        *(float(entry[name]) for name in _NAMES),
    )
