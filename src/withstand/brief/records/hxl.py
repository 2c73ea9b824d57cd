"""HXL tags of columns, from the vocabulary of tags."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import withstand.vocabulary
from withstand.brief.records.grid import Column, Grid
from withstand.brief.records.leaves import NUMBER, Path, pattern_of


@cache
def _tags() -> Mapping[str, str]:
    source = files(withstand.vocabulary).joinpath("hxl.toml").read_text(encoding="utf-8")
    tags: Mapping[str, str] = tomllib.loads(source)["tag"]
    return tags


def tags(grid: Grid) -> list[str]:
    """The tag of each column."""
    return [_tag(one, grid) for one in grid.columns]


def _tag(one: Column, grid: Grid) -> str:
    steps = [step for step in pattern_of(one.path) if step != NUMBER]
    known = _tags()
    if one.leaf is not None and "place" in one.leaf.within:
        tag = known[f"place.{steps[-1]}"].replace("{level}", _level(one.path, grid))
        return tag if steps[0] == grid.table.kind.where else f"{tag}+{steps[0]}"
    if one.leaf is not None and "span" in one.leaf.within:
        tag = known[f"span.{steps[-1]}"]
        return tag if steps[0] == grid.table.kind.when else f"{tag}+{steps[0]}"
    name = ".".join(steps)
    if steps[0] == "link":
        return known["link"] + f"+{steps[1]}" + ("+part" if len(steps) > 2 else "")
    return known.get(name) or f"#meta+{'+'.join(steps)}"


def _level(area: Path, grid: Grid) -> str:
    """The tag for the level of a place's areas, where all rows have the same one."""
    levels = {row.values.get((*area[:-1], "level")) for row in grid.table.rows if row.values.get(area)}
    if len(levels) != 1:
        return "loc"
    level = str(levels.pop())
    return "country" if level == "admin0" else f"adm{level[-1]}"
