"""A specification (TOML) and the panel (CSV) that it names, read from disk."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import polars as pl

from withstand.analysis.effects.specification import Specification
from withstand.errors import InputError, UnreadableFile

_TEXTS = ("model", "outcome", "treatment", "unit", "time", "cluster", "where", "drop")
_LISTS = ("controls", "fixed_effects", "episode")
_NEEDED = ("data", "model", "outcome", "treatment")
_MISSING = ["", "NA", "NaN", "nan", ".", "null"]


def read_specification(path: Path) -> tuple[Specification, pl.DataFrame, Path]:
    """The specification, its panel, and the panel's file, which is looked for beside the specification.

    Raises:
        InputError: an entry is missing, foreign or of another type, or the panel cannot be read.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise UnreadableFile(path, f"it cannot be read ({problem.strerror})", "Check the path") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise UnreadableFile(path, f"this is not TOML ({problem})", "Correct that place") from None
    known = ("data", "donut", *_TEXTS, *_LISTS)
    if foreign := [name for name in content if name not in known]:
        raise InputError(f"{path.name}: there is no entry {foreign[0]}; there are {', '.join(known)}.")
    if missing := [name for name in _NEEDED if not content.get(name)]:
        raise InputError(f"{path.name}: the entry {missing[0]} is missing.")
    given: dict[str, Any] = {name: _text(path, content, name) for name in _TEXTS if name in content}
    given.update({name: _list(path, content, name) for name in _LISTS if name in content})
    donut = content.get("donut", 3)
    if not isinstance(donut, int) or isinstance(donut, bool) or donut < 0:
        raise InputError(f"{path.name}: donut is {donut!r}; it must be a whole number of months.")
    source = path.parent / _text(path, content, "data")
    return Specification(**given, donut=donut), _panel(source), source


def _text(path: Path, content: dict[str, Any], name: str) -> str:
    if not isinstance(content[name], str):
        raise InputError(f"{path.name}: {name} must be a text in quotation marks.")
    return str(content[name])


def _list(path: Path, content: dict[str, Any], name: str) -> tuple[str, ...]:
    given = content[name]
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise InputError(f'{path.name}: {name} must be a list of columns, as ["one", "two"].')
    return tuple(given)


def _panel(path: Path) -> pl.DataFrame:
    try:
        with path.open("rb") as sheet:
            start = sheet.readline().decode("utf-8", "replace")
        separator = ";" if start.count(";") > start.count(",") else ","
        return pl.read_csv(path, separator=separator, null_values=_MISSING, infer_schema_length=None)
    except OSError as problem:
        raise UnreadableFile(
            path, f"it cannot be read ({problem.strerror})", "Check data in the specification"
        ) from None
    except pl.exceptions.PolarsError:
        raise UnreadableFile(path, "this is not a CSV table whose rows all fit its header", "Export it again") from None
