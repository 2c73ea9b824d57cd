"""Echelons and numbers of two names: compared exactly, never by likeness."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from withstand.actors.names.form import Echelon, NameForm

Standing = Literal["agree", "silent", "differ"]
"""`silent`: one name leaves out what the other says; nothing contradicts."""


@dataclass(frozen=True)
class Numbering:
    """How echelons and numbers stand to each other. A fact is (what, in the first, in the second), "" for not said."""

    standing: Standing
    agreed: tuple[tuple[str, str, str], ...] = ()
    differed: tuple[tuple[str, str, str], ...] = ()


def numbering(first: NameForm, second: NameForm) -> Numbering:
    """Compare them: the lowest echelon of each, then every echelon that both name, then what belongs to none."""
    agreed: list[tuple[str, str, str]] = []
    silent: list[tuple[str, str, str]] = []
    differ: list[tuple[str, str, str]] = []
    mine, theirs = _by_key(first), _by_key(second)
    for key in sorted({*mine, *theirs}):
        here, there = mine.get(key), theirs.get(key)
        fact = (key, _shown(here), _shown(there))
        if here is None or there is None:
            silent.append(fact)
        elif here == there:
            agreed.append(fact)
        else:
            (differ if here and there else silent).append(fact)
    if mine and theirs and ((not agreed and not differ and not _shared(mine, theirs)) or _below(first, second)):
        differ.append(("level", _lowest(first), _lowest(second)))
    loose = _loose(first, second, mine, theirs)
    if loose:
        standing, fact = loose
        {"agree": agreed, "silent": silent, "differ": differ}[standing].append(fact)
    if differ:
        return Numbering("differ", tuple(agreed), tuple(differ))
    return Numbering("silent" if silent else "agree", tuple(agreed), tuple(silent))


_Numbers = tuple[int, ...]


def _by_key(form: NameForm) -> dict[str, _Numbers]:
    """The numbers of each echelon, sorted; none where it has no number."""
    keys: dict[str, list[int]] = {}
    for one in form.echelons:
        keys.setdefault(one.key, []).extend([] if one.number is None else [one.number])
    return {key: tuple(sorted(numbers)) for key, numbers in keys.items()}


def _shared(mine: dict[str, _Numbers], theirs: dict[str, _Numbers]) -> bool:
    return bool(mine.keys() & theirs.keys())


def _below(first: NameForm, second: NameForm) -> bool:
    """Whether one name goes down to an echelon below the other's lowest: a part is not the whole."""
    return bool(first.echelons and second.echelons) and first.echelons[0].level != second.echelons[0].level


def _lowest(form: NameForm) -> str:
    return _told(form.echelons[0])


def _told(one: Echelon) -> str:
    return one.key if one.number is None else f"{one.key} {one.number}"


def _shown(numbers: _Numbers | None) -> str:
    if numbers is None:
        return ""
    return ", ".join(map(str, numbers)) or "no number"


def _loose(
    first: NameForm, second: NameForm, mine: dict[str, _Numbers], theirs: dict[str, _Numbers]
) -> tuple[Standing, tuple[str, str, str]] | None:
    """Numbers of no echelon. Where the other name has them with an echelon, they may be the same."""
    if not first.numbers and not second.numbers:
        return None
    fact = ("number", _shown(first.numbers) if first.numbers else "", _shown(second.numbers) if second.numbers else "")
    if first.numbers == second.numbers:
        return "agree", fact
    here, there = _all(first.numbers, mine), _all(second.numbers, theirs)
    contained = not here - there or not there - here
    return ("silent" if contained else "differ"), fact


def _all(loose: _Numbers, keyed: dict[str, _Numbers]) -> Counter[int]:
    return Counter((*loose, *(number for numbers in keyed.values() for number in numbers)))
