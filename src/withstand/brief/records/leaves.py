"""The cells of a record: which columns its kind declares, a record as flat values, and flat values as fields again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from withstand.ledger.fields import Fields, Value
from withstand.ledger.forms import Form, forms_of
from withstand.ledger.kinds import Kind

Cell = str | int | bool
Path = tuple[str | int, ...]
"""Where a value stands in a record: names of fields, and numbers from 1 where a field holds several."""

NUMBER = "#"
TEXTS = ("line", "text", "grade", "day")
_DEGREES = ("latitude", "longitude")
_NUMBER = r"([1-9]\d{0,3})"


@dataclass(frozen=True)
class Leaf:
    """A column, or a run of numbered ones: `steps` name the fields that lead to it, `#` stands for a number.

    `form` is code, line, text, grade, day, number, degrees or yes_no; `within` are the forms of what holds it.
    """

    steps: tuple[str, ...]
    form: str
    required: bool = False
    vocabulary: str = ""
    default: Any = None
    within: tuple[str, ...] = ()

    @property
    def many(self) -> bool:
        """Whether there are several columns of it."""
        return NUMBER in self.steps

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The names of its columns."""
        return re.compile("_".join(_NUMBER if step == NUMBER else step for step in self.steps))

    def path(self, numbers: Iterable[str | int]) -> Path:
        """The path with these numbers."""
        given = iter(numbers)
        return tuple(int(next(given)) if step == NUMBER else step for step in self.steps)

    def path_of(self, column: str) -> Path | None:
        """The path of a column of that name, or None where it is another's."""
        found = self.pattern.fullmatch(column)
        return None if found is None else self.path(found.groups())


def leaves(kind: Kind) -> tuple[Leaf, ...]:
    """The leaves of a kind, in the order of its declaration."""
    return _of_model(kind.model)


@cache
def _of_model(model: type[Value]) -> tuple[Leaf, ...]:
    return tuple(_leaves(forms_of(model), (), (), required=True))


def find(kind: Kind, name: str) -> tuple[Path, Leaf] | None:
    """The path and the leaf of a column of that name, or None where the kind has none."""
    return _find(kind.model, name)


@lru_cache(maxsize=10_000)
def _find(model: type[Value], name: str) -> tuple[Path, Leaf] | None:
    for leaf in _of_model(model):
        path = leaf.path_of(name)
        if path is not None:
            return path, leaf
    return None


def _leaves(forms: tuple[Form, ...], at: tuple[str, ...], within: tuple[str, ...], *, required: bool) -> Iterator[Leaf]:
    for form in forms:
        steps = (*at, form.name, NUMBER) if form.many else (*at, form.name)
        needed = required and form.required and not form.many
        if form.parts:
            yield from _leaves(form.parts, steps, (*within, form.form), required=needed)
        else:
            degrees = form.form == "number" and form.name in _DEGREES and "place" in within
            yield Leaf(steps, "degrees" if degrees else form.form, needed, form.vocabulary, form.default, within)


def column(path: Path) -> str:
    """The column's name: perpetrators_1_grade."""
    return "_".join(map(str, path))


def pattern_of(path: Path) -> tuple[str, ...]:
    """The steps of a path, its numbers as #."""
    return tuple(NUMBER if isinstance(step, int) else step for step in path)


def flat(kind: Kind, record: Value) -> dict[Path, Cell]:
    """The values of a record by their paths; what is absent, and a text left empty, is not there."""
    return dict(_flat(kind.forms, record, (), inside_many=False))


def _flat(forms: tuple[Form, ...], value: Value, at: Path, *, inside_many: bool) -> Iterator[tuple[Path, Cell]]:
    for form in forms:
        held = getattr(value, form.name)
        if held is None:
            continue
        many = inside_many or form.many
        for number, one in enumerate(held if form.many else (held,), start=1):
            path = (*at, form.name, number) if form.many else (*at, form.name)
            if form.parts:
                yield from _flat(form.parts, one, path, inside_many=many)
            elif one != "" or form.required or many:
                yield path, one


def nested(values: Mapping[Path, Any]) -> Fields:
    """Fields from flat values; numbers only order what a field holds, gaps close."""
    root: dict[str | int, Any] = {}
    for path, value in values.items():
        here = root
        for step in path[:-1]:
            here = here.setdefault(step, {})
        here[path[-1]] = value
    closed: Fields = _closed(root)
    return closed


def _closed(part: Any) -> Any:
    if not isinstance(part, dict):
        return part
    if part and all(isinstance(step, int) for step in part):
        return [_closed(part[step]) for step in sorted(part)]
    return {step: _closed(value) for step, value in part.items()}


def layout(kind: Kind, used: Iterable[Path]) -> tuple[tuple[Path, Leaf], ...]:
    """The columns of a table, in order: every single one, and as many numbered ones as `used` paths need."""
    needed: dict[tuple[str, ...], set[Path]] = {}
    for path in used:
        needed.setdefault(pattern_of(path), set()).add(path)
    numbered: list[tuple[tuple[Any, ...], Path, Leaf]] = []
    for place, leaf in enumerate(leaves(kind)):
        paths = needed.get(leaf.steps, set()) if leaf.many else {leaf.path(())}
        numbered.extend((_order(path, place, kind), path, leaf) for path in paths)
    return tuple((path, leaf) for _, path, leaf in sorted(numbered, key=lambda one: one[0]))


def _order(path: Path, place: int, kind: Kind) -> tuple[Any, ...]:
    """Fields as declared; what stands in the same numbered part stands together."""
    top = next(position for position, form in enumerate(kind.forms) if form.name == path[0])
    number = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
    return top, number, place, *(step for step in path[2:] if isinstance(step, int))
