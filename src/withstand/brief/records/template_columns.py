"""The columns of a template: which there are, and which one a heading means, as key or in any of the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from withstand.brief.records.leaves import NUMBER, Leaf, Path, column, leaves
from withstand.brief.records.template_cells import comparable
from withstand.brief.records.words import LANGUAGES, heading, own_heading
from withstand.ledger.kinds import Kind

SEVERAL = 3
"""How many columns a template gives to a field that holds several; people may add more."""

_OWN = ("record", "supersedes", "classification")
_NOT_ENTERED = frozenset({"text_kept"})
_PLACEHOLDER = 987_654
_IDENTIFIER = Leaf((), "identifier")
_TEXT = Leaf((), "line")


@dataclass(frozen=True)
class TemplateColumn:
    """One column: its path, what it holds, whether a row must fill it. `own` columns are no fields."""

    path: Path
    leaf: Leaf
    own: bool = False

    @property
    def key(self) -> str:
        """Its name for programs."""
        return column(self.path)

    @property
    def required(self) -> bool:
        """Whether every row needs it."""
        return self.leaf.required

    def label(self, language: str) -> str:
        """Its heading in words."""
        return own_heading(self.path, language) if self.own else heading(self.path, language)


def template_columns(kind: Kind) -> tuple[TemplateColumn, ...]:
    """The columns that a template has, what is needed most first."""
    own = [TemplateColumn((name,), _own_leaf(name), own=True) for name in _OWN]
    components = [_component(number) for number in range(1, SEVERAL + 1)]
    return (*_fields(kind), *_links(kind), own[2], *components, *own[:2])


def _fields(kind: Kind) -> Iterator[TemplateColumn]:
    """The fields, what stands in one numbered part together."""
    by_field: dict[str, list[Leaf]] = {}
    for leaf in leaves(kind):
        if leaf.steps[0] not in _NOT_ENTERED:
            by_field.setdefault(leaf.steps[0], []).append(leaf)
    for group in by_field.values():
        outer = SEVERAL if group[0].steps[1:2] == (NUMBER,) else 1
        for number in range(1, outer + 1):
            for leaf in group:
                depth = leaf.steps.count(NUMBER) - (outer > 1)
                for inner in range(1, (SEVERAL if depth else 1) + 1):
                    yield TemplateColumn(leaf.path([number, inner] if outer > 1 else [inner]), leaf)


def _links(kind: Kind) -> Iterator[TemplateColumn]:
    for role in kind.roles:
        for number in range(1, (SEVERAL if role.many else 1) + 1):
            leaf = Leaf((), "identifier", required=role.required and number == 1)
            yield TemplateColumn(("link", role.name, number), leaf, own=True)


def _own_leaf(name: str) -> Leaf:
    if name == "classification":
        return Leaf((), "code", vocabulary="classifications")
    return _IDENTIFIER


def _component(number: int) -> TemplateColumn:
    return TemplateColumn(("compartments", number), Leaf((), "code", vocabulary="components"), own=True)


class Headings:
    """What headings mean in a kind: keys, and labels in every language, whatever their accents and capitals."""

    def __init__(self, kind: Kind) -> None:
        self._single: dict[str, TemplateColumn] = {}
        self._numbered: list[tuple[re.Pattern[str], tuple[str, ...], Leaf, bool]] = []
        for spelled, steps, leaf, own in _spellings(kind):
            if NUMBER in steps:
                pattern = re.escape(spelled).replace(str(_PLACEHOLDER), r"([1-9]\d{0,3})")
                self._numbered.append((re.compile(pattern), steps, leaf, own))
            else:
                self._single.setdefault(spelled, TemplateColumn(steps, leaf, own=own))

    def column(self, written: str) -> TemplateColumn | None:
        """The column that a heading means, or None where it means none."""
        said = comparable(written.replace("*", " "))
        if not said or said in self._single:
            return self._single.get(said)
        for pattern, steps, leaf, own in self._numbered:
            found = pattern.fullmatch(said)
            if found is not None:
                numbers = iter(found.groups())
                path = tuple(int(next(numbers)) if step == NUMBER else step for step in steps)
                return TemplateColumn(path, leaf, own=own)
        return None

    def columns(self, line: Sequence[str]) -> tuple[TemplateColumn | None, ...]:
        """What each cell of a line means."""
        return tuple(self.column(cell) if cell.strip() else None for cell in line)


_Spelled = tuple[str, tuple[str, ...], Leaf, bool]


def _spellings(kind: Kind) -> Iterator[_Spelled]:
    """Every column's key and labels as compared, a placeholder where a number stands."""
    for leaf in leaves(kind):
        yield from _spelled(leaf.steps, leaf, own=False)
    for name in _OWN:
        yield from _spelled((name,), _own_leaf(name), own=True)
    yield from _spelled(("compartments", NUMBER), _component(1).leaf, own=True)
    for role in kind.roles:
        needed = Leaf((), "identifier", required=role.required)
        yield from _spelled(("link", role.name, NUMBER), needed, own=True)
        yield from _spelled(("link", role.name, NUMBER, "about"), _TEXT, own=True)


def _spelled(steps: tuple[str, ...], leaf: Leaf, *, own: bool) -> Iterator[_Spelled]:
    path: Path = tuple(_PLACEHOLDER if step == NUMBER else step for step in steps)
    said = own_heading if own else heading
    for spelled in dict.fromkeys([column(path), *(said(path, language) for language in LANGUAGES)]):
        yield comparable(spelled), steps, leaf, own
