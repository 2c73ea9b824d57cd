"""What stands in a form: texts by the names of their inputs, as a browser sends them and as a record fills them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from withstand.ledger.fields import Fields
from withstand.ledger.forms import Form
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import vocabulary

SEPARATOR = "-"
MILLION = 1_000_000
DEGREES = ("latitude", "longitude")
COARSE = Decimal("0.01")
"""Points are rounded to this many degrees, about a kilometre, unless somebody says that they must be exact."""

EXACT = "exact"
CHECKS_UP_TO = 26
MOST_ROWS = 200
_ROW = re.compile(r"[1-9]\d{0,3}")
_NUMBER = re.compile(r"[0-9]{1,4}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def joined(*steps: str | int) -> str:
    """The name of an input: perpetrators-1-grade."""
    return SEPARATOR.join(str(step) for step in steps if step != "")


def is_number(text: str) -> bool:
    """Whether a text is a number of a row or a version: a few plain digits."""
    return _NUMBER.fullmatch(text) is not None


def tidy(text: str) -> str:
    """A text as it can be kept: lines end in one way, no control characters, one form for each letter."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def as_checks(form: Form) -> bool:
    """Whether several terms are chosen by ticking boxes: not where the list is too long to look through."""
    return form.many and bool(form.vocabulary) and len(vocabulary(form.vocabulary).terms) <= CHECKS_UP_TO


@dataclass(frozen=True)
class Answers:
    """The values of a form."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def posted(cls, given: Iterable[tuple[str, Iterable[str]]], *, leave_out: Iterable[str] = ()) -> Answers:
        """What a browser sent."""
        out = set(leave_out)
        return cls({name: tuple(tidy(one) for one in several) for name, several in given if name not in out})

    def one(self, name: str) -> str:
        """The value of an input, trimmed; empty where there is none."""
        return self.raw(name).strip()

    def raw(self, name: str) -> str:
        """The value of an input as it was typed."""
        held = self.values.get(name, ())
        return held[-1] if held else ""

    def several(self, name: str) -> tuple[str, ...]:
        """All that were ticked, without repeats."""
        return tuple(dict.fromkeys(one for one in self.values.get(name, ()) if one))

    def rows(self, name: str) -> tuple[int, ...]:
        """The numbers of the rows of a field that holds several."""
        start = name + SEPARATOR
        steps = {key[len(start) :].partition(SEPARATOR)[0] for key in self.values if key.startswith(start)}
        return tuple(sorted(int(step) for step in steps if _ROW.fullmatch(step)))[:MOST_ROWS]

    def within(self, name: str) -> dict[str, tuple[str, ...]]:
        """What stands in a field and its parts, blanks left out: equal where nothing was touched."""
        start = name + SEPARATOR
        found = {
            key: tuple(dict.fromkeys(text for one in several if (text := tidy(one))))
            for key, several in self.values.items()
            if key == name or key.startswith(start)
        }
        return {key: several for key, several in found.items() if several}

    def with_row(self, name: str) -> tuple[Answers, int]:
        """With another, empty row; and its number."""
        number = max(self.rows(name), default=0) + 1
        return self.having({joined(name, number): ("",)}), number

    def without(self, name: str) -> Answers:
        """Without a field or a row."""
        start = name + SEPARATOR
        return Answers({k: v for k, v in self.values.items() if k != name and not k.startswith(start)})

    def having(self, more: Mapping[str, tuple[str, ...]]) -> Answers:
        """With other values."""
        return Answers({**self.values, **more})


def answers_of(kind: Kind, fields: Fields) -> Answers:
    """A record's fields as a form shows them."""
    return Answers(dict(_shown(kind.forms, fields, "")))


def _shown(forms: tuple[Form, ...], fields: Mapping[str, Any], at: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for form in forms:
        name, held = joined(at, form.name), fields.get(form.name)
        if held is None and form.default is not None and form.form in ("code", "line", "yes_no"):
            held = form.default
        if held is None or (form.many and not held):
            continue
        if as_checks(form):
            yield name, tuple(map(str, held))
        elif form.many:
            for number, one in enumerate(held, start=1):
                yield from _one(form, one, joined(name, number), place=False)
        else:
            yield from _one(form, held, name, place=form.form == "place")


def _one(form: Form, held: Any, name: str, *, place: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    if form.form == "grade":
        yield name, tuple(held)
        return
    if not form.parts:
        yield name, (shown_value(form, held, name),)
        return
    yield from _shown(form.parts, held, name)
    if place and held.get("latitude") is not None and _is_exact(held):
        yield joined(name, EXACT), ("on",)


def shown_value(form: Form, held: Any, name: str) -> str:
    """One value as text: degrees with their fractions, a tick as `on`."""
    if form.form == "yes_no":
        return "on" if held else ""
    if is_degrees(form, name):
        return f"{Decimal(int(held)) / MILLION:f}"
    return str(held)


def is_degrees(form: Form, name: str) -> bool:
    """Whether a number is one of degrees."""
    return form.form == "number" and form.name in DEGREES and SEPARATOR in name


def _is_exact(place: Mapping[str, Any]) -> bool:
    return any((Decimal(int(place.get(name) or 0)) / MILLION) % COARSE for name in DEGREES)
