"""A layout: which columns a matrix has, in their order and under their own headings, and what each holds."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from withstand.brief.records.words import LANGUAGES
from withstand.errors import InputError
from withstand.evidence.dates import Order
from withstand.vocabulary.terms import vocabulary

COLUMNS = "matrix_columns"
BETWEEN = " / "
"""Stands between the two lines of a heading."""

STYLES = ("words", "number")
SCALES = (0, 3, 5)
_ANEW = "Write it anew: withstand matrix read --mapping."
_COLUMN, _TOP = (
    frozenset({"heading", "to", "scale", "style"}),
    frozenset({"sheet", "language", "order", "column", "words"}),
)


@dataclass(frozen=True)
class Column:
    """A column under its own heading. `to` is what it holds, empty for what is not read; `scale` the highest number of
    a rating, 0 where the heading does not say; `style` whether ratings stand there as words or numbers.
    """

    heading: str
    to: str = ""
    scale: int = 0
    style: str = "words"

    @property
    def lines(self) -> tuple[str, ...]:
        """The heading's lines, one or two."""
        return tuple(self.heading.split(BETWEEN, 1))


@dataclass(frozen=True)
class Layout:
    """Columns in order; `words` are a matrix's own words for terms, by vocabulary."""

    columns: tuple[Column, ...]
    sheet: str = ""
    language: str = "en"
    order: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    def holds(self, *targets: str) -> bool:
        """Whether a column holds one of these."""
        return any(one.to in targets for one in self.columns)

    @property
    def day_order(self) -> Order | None:
        """Which number of 3/4/2032 is the day, where somebody has said."""
        return Order(self.order) if self.order else None


def own_layout(language: str = "en") -> Layout:
    """A layout of ours with every column."""
    terms = vocabulary(COLUMNS).terms.values()
    return Layout(tuple(Column(term.label(language), term.key) for term in terms), language=language)


def layout_toml(layout: Layout) -> str:
    """A layout as the file that people correct and keep."""
    return "\n".join(_lines(layout)) + "\n"


def _lines(layout: Layout) -> Iterator[str]:
    yield "# What the columns of a matrix hold. Correct `to` where it is wrong; empty: the column is not read."
    yield f"# It may be: {', '.join(vocabulary(COLUMNS).terms)}."
    yield f"sheet = {_text(layout.sheet)}"
    yield f"language = {_text(layout.language)}"
    yield '# Which number of 3/4/2032 is the day: "day first" or "month first"; empty: as the sheet itself shows.'
    yield f"order = {_text(layout.order)}"
    for column in layout.columns:
        if not column.heading.strip():
            continue
        yield ""
        yield "[[column]]"
        yield f"heading = {_text(column.heading)}"
        yield f"to = {_text(column.to)}"
        if column.scale:
            yield f"scale = {column.scale}"
        if column.style != "words":
            yield f"style = {_text(column.style)}"
    for name, words in layout.words.items():
        yield ""
        yield f"[words.{name}]"
        yield from (f"{_text(word)} = {_text(key)}" for word, key in words.items())


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_layout(path: Path) -> Layout:
    """The layout in a file.

    Raises:
        InputError: it is none; the sentence says what to correct.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise InputError(f"{path.name} cannot be read ({problem.strerror}).") from None
    except ValueError as problem:
        raise InputError(f"{path.name} is no TOML ({problem}). {_ANEW}") from None
    return layout_of(text, path.name)


def layout_of(text: str, name: str) -> Layout:
    """The layout in a text (TOML) that errors call `name`.

    Raises:
        InputError: as `read_layout`.
    """
    try:
        held = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        raise InputError(f"{name} is no TOML ({problem}). {_ANEW}") from None
    try:
        return _layout(held)
    except _Wrong as problem:
        raise InputError(f"{name}: {problem}") from None


class _Wrong(Exception):
    """Something in a file that a layout cannot hold."""


def _layout(held: Mapping[str, Any]) -> Layout:
    _known(held, _TOP, "")
    columns = held.get("column")
    if not isinstance(columns, list) or not columns:
        raise _Wrong("it names no column; begin each with [[column]].")
    order, language = held.get("order", ""), held.get("language", "en")
    if order not in ("", *(one.value for one in Order)):
        raise _Wrong(f'order is {order!r}; write "day first" or "month first".')
    if language not in LANGUAGES:
        raise _Wrong(f"language is {language!r}; write one of {', '.join(LANGUAGES)}.")
    read = tuple(_column(number, one) for number, one in enumerate(columns, start=1))
    used = [one.to for one in read if one.to]
    if twice := sorted({one for one in used if used.count(one) > 1}):
        raise _Wrong(f"two columns hold {' and '.join(twice)}; only one can.")
    sheet = held.get("sheet", "")
    return Layout(read, sheet if isinstance(sheet, str) else "", language, order, _words(held.get("words", {})))


def _column(number: int, held: Any) -> Column:
    where = f"column {number}"
    if not isinstance(held, dict) or not isinstance(held.get("heading"), str) or not held["heading"].strip():
        raise _Wrong(f"{where} has no heading.")
    _known(held, _COLUMN, f"{where}: ")
    to, scale, style = held.get("to", ""), held.get("scale", 0), held.get("style", "words")
    if to not in ("", *vocabulary(COLUMNS).terms):
        raise _Wrong(
            f"{where} ({held['heading']}) holds {to!r}, which is none of: {', '.join(vocabulary(COLUMNS).terms)}."
        )
    if scale not in SCALES or style not in STYLES:
        raise _Wrong(f"{where}: scale is 3 or 5, style {' or '.join(STYLES)}.")
    return Column(held["heading"], to, scale, style)


def _words(held: Any) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for name, words in held.items() if isinstance(held, dict) else ():
        try:
            terms = vocabulary(name).terms
        except (OSError, KeyError, ValueError):
            raise _Wrong(f"[words.{name}]: there is no such vocabulary.") from None
        for word, key in words.items() if isinstance(words, dict) else ():
            if key not in terms:
                raise _Wrong(f"[words.{name}]: {word!r} is {key!r}, which is none of: {', '.join(terms)}.")
        found[name] = MappingProxyType(dict(words) if isinstance(words, dict) else {})
    return MappingProxyType(found)


def _known(held: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    if strange := sorted(set(held) - known):
        raise _Wrong(f"{where}{strange[0]!r} is not known; there are: {', '.join(sorted(known))}.")
