"""Units, offices, groups and threats that may be one: pairs to look at, never joined by the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

from withstand.ledger.contents import folded
from withstand.mission.likely_same import SAYS_NOTHING, LikelySame

COMPARED = ("evidence.Incident", "actors.Unit", "actors.Office", "actors.Group", "mission.Threat")
"""Kinds of which records are compared with each other."""


@dataclass(frozen=True)
class Named:
    """An actor with all names that it goes by; an empty country, type or area says nothing."""

    record: str
    name: str
    others: tuple[str, ...] = ()
    country: str = ""
    type: str = ""
    area: str = ""


@dataclass(frozen=True)
class Threatening:
    """A threat in an area over its days (none: not known), with its text, classes of actors and harms."""

    record: str
    text: str
    area: str
    first: date | None
    last: date | None
    classes: frozenset[str]
    harms: frozenset[str]


_Compared = TypeVar("_Compared", Named, Threatening)


def alike_by_name(actors: Iterable[Named], decided: Iterable[frozenset[str]]) -> tuple[LikelySame, ...]:
    """Actors of one kind of which a name is another's, letter for letter but for case and accents, in no two countries
    and no two areas. Why: same_name, or other_name where one of them is a second name; same_country, same_type.

    Names that only resemble each other are no reason here: 2nd and 22nd Battalion do.
    """
    by_name: dict[str, list[Named]] = defaultdict(list)
    for one in actors:
        for name in {folded(written).strip() for written in (one.name, *one.others)} - {""}:
            by_name[name].append(one)
    return _pairs(by_name.values(), decided, _name_says)


def alike_threats(threats: Iterable[Threatening], decided: Iterable[frozenset[str]]) -> tuple[LikelySame, ...]:
    """Threats in one area whose days touch, with the same text, or of a class of actor and a harm that both name.
    Why: same_area, same_text, days_overlap, same_class, same_harm.
    """
    by_area: dict[str, list[Threatening]] = defaultdict(list)
    for one in threats:
        if one.area:
            by_area[folded(one.area)].append(one)
    return _pairs(by_area.values(), decided, _threat_says)


def _pairs(
    groups: Iterable[Sequence[_Compared]],
    decided: Iterable[frozenset[str]],
    says: Callable[[_Compared, _Compared], tuple[str, ...]],
) -> tuple[LikelySame, ...]:
    """The pairs within groups for which something speaks, the most alike first."""
    known, found = set(decided), dict[frozenset[str], LikelySame]()
    for members in groups:
        for one, other in combinations(members, 2):
            pair = frozenset((one.record, other.record))
            if len(pair) == 2 and pair not in known and pair not in found and (why := says(one, other)):
                first, second = sorted(pair)
                found[pair] = LikelySame(first, second, why)
    return tuple(sorted(found.values(), key=lambda pair: (-len(pair.why), pair.first, pair.second)))


def _name_says(one: Named, other: Named) -> tuple[str, ...]:
    for mine, theirs in ((one.country, other.country), (one.area, other.area)):
        if mine and theirs and folded(mine) != folded(theirs):
            return ()
    why = ["same_name" if folded(one.name) == folded(other.name) else "other_name"]
    why += ["same_country"] if one.country and other.country else []
    why += ["same_type"] if one.type == other.type != "other" else []
    return tuple(why)


def _threat_says(one: Threatening, other: Threatening) -> tuple[str, ...]:
    known = _touch(one, other)
    if known is False:
        return ()
    mine, theirs = one.classes - SAYS_NOTHING, other.classes - SAYS_NOTHING
    text, actor, harm = folded(one.text) == folded(other.text), bool(mine & theirs), bool(one.harms & other.harms)
    if not text and not (actor and harm):
        return ()
    found = ("same_area", "same_text" * text, "days_overlap" * bool(known), "same_class" * actor, "same_harm" * harm)
    return tuple(word for word in found if word)


def _touch(one: Threatening, other: Threatening) -> bool | None:
    """Whether their days touch; None where they are not known."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return other.first <= one.last and one.first <= other.last
