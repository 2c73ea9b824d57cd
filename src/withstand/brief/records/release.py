"""What leaves the operation: coarse places, no texts, no grades, no small numbers. Rules on plain values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from withstand.brief.records.leaves import Cell, Leaf, Path
from withstand.ledger.kinds import Kind
from withstand.vocabulary.terms import vocabulary

SMALLEST_SHOWN = 5
EVERYBODY = "civilians_general"
LEVELS = ("admin1", "admin2")
NEVER_OUTSIDE = frozenset({"evidence.Source", "actors.Person", "evidence.Dispatched", "dialogue.Intercession"})
_INTERNAL = frozenset({"consent", "text_kept", "retain_until", "referral", "grade"})
_OF_A_PLACE = frozenset({"area", "level", "precision"})


@dataclass(frozen=True)
class Coarseness:
    """The finest level of areas that a file names. `parents` lead from an area's code to the one above it."""

    level: str = "admin2"
    parents: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        """Refuse a level that would open anything finer."""
        if self.level not in LEVELS:
            raise ValueError(f"Areas go outside by admin1 or admin2, not by {self.level}.")


BY_DISTRICT = Coarseness()


@dataclass(frozen=True)
class Released:
    """The values that go out, and those that do not because of their size: small ones, and totals that tell them."""

    values: dict[Path, Cell]
    small: tuple[Path, ...] = ()
    withheld: tuple[Path, ...] = ()


def may_leave(kind: Kind) -> bool:
    """Whether any record of this kind ever leaves the operation."""
    return kind.name not in NEVER_OUTSIDE


def has_column(kind: Kind, leaf: Leaf) -> bool:
    """Whether a file for outside has this column at all.

    Short texts go out only of kinds that rest on nobody's consent: names of units, words of decisions.
    """
    if leaf.form in ("text", "grade", "degrees") or leaf.steps[0] in _INTERNAL:
        return False
    if "place" in leaf.within:
        return leaf.steps[-1] in _OF_A_PLACE
    return leaf.form != "line" or leaf.steps[-1] == "key" or not kind.consents


def release(kind: Kind, by_leaf: Iterable[tuple[Path, Leaf, Cell]], coarse: Coarseness) -> Released:
    """The values of one record as they may leave the operation."""
    kept: dict[Path, Cell] = {}
    numbers: dict[Path, int] = {}
    for path, leaf, value in by_leaf:
        if has_column(kind, leaf):
            kept[path] = value
            if leaf.form == "number" and isinstance(value, int):
                numbers[path] = value
    for place in {path[:-1] for path in kept if path[-1] == "precision"}:
        _coarsen(kept, place, coarse)
    small = tuple(path for path, number in numbers.items() if is_small(number))
    withheld = tuple(path for path in telling_totals(kept, small) if path not in small)
    for path in (*small, *withheld):
        del kept[path]
    return Released(kept, small, withheld)


def is_small(number: int) -> bool:
    """Whether a number is so small that it may point to people: 1 to 4."""
    return 0 < number < SMALLEST_SHOWN


def telling_totals(values: Mapping[Path, Cell], small: Iterable[Path]) -> tuple[Path, ...]:
    """Numbers of everybody from which a small number of some of them, in the same unit, could be told."""
    parts = {path[:-1] for path in small}
    units = {values.get((*part, "unit")) for part in parts if values.get((*part, "group"), EVERYBODY) != EVERYBODY}
    return tuple(
        path
        for path, value in values.items()
        if path[-1] in ("least", "best", "most")
        and isinstance(value, int)
        and values.get((*path[:-1], "group")) == EVERYBODY
        and values.get((*path[:-1], "unit")) in units
    )


def _coarsen(values: dict[Path, Cell], place: Path, coarse: Coarseness) -> None:
    """One place: its area no finer than the file's level, its precision never better than that."""
    ranks = {key: int(term.facts["rank"]) for key, term in vocabulary("place_precision").terms.items()}
    if ranks[str(values[(*place, "precision")])] < ranks[coarse.level]:
        values[(*place, "precision")] = coarse.level
    area, level = str(values.pop((*place, "area"), "")), str(values.pop((*place, "level"), ""))
    while area and _depth(level) > _depth(coarse.level):
        area, level = coarse.parents.get(area, ""), f"admin{_depth(level) - 1}"
    if area:
        values[(*place, "area")], values[(*place, "level")] = area, level


def _depth(level: str) -> int:
    return int(level[-1])


def reference(record: str) -> str:
    """A name for a record outside: always the same, and telling neither its id nor when it was made."""
    return hashlib.sha256(b"withstand reference\0" + record.encode()).hexdigest()[:20]
