"""What a heading of a matrix means, in four languages and as people vary it. It is a proposal, which people correct."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from withstand.brief.matrix.layout import BETWEEN, COLUMNS, Column
from withstand.brief.records.template_cells import comparable
from withstand.vocabulary.terms import vocabulary

SHORTEST_WITHIN = 5
_SCALE = re.compile(r"\(?\b1\s*(?:-|–|to|à|a|/|\.\.)\s*([35])\b\)?")
_ASIDE = re.compile(r"\([^)]*\)")
_MARKS = re.compile(r"[^\w#]+")
_LANGUAGES = {
    "fr": ("menace", "lieu", "probabilité", "échéance", "niveau", "responsable", "mesures", "groupe", "auteur"),
    "es": ("amenaza", "lugar", "probabilidad", "plazo", "nivel", "medidas", "grupo", "ubicación", "acciones"),
}


@dataclass(frozen=True)
class _Known:
    """Headings as compared: those that mean a column anywhere, and those that mean it on one side only."""

    anywhere: Mapping[str, str]
    short: Mapping[str, Mapping[str, str]]


@cache
def _known() -> _Known:
    anywhere: dict[str, str] = {}
    short: dict[str, dict[str, str]] = {}
    terms = vocabulary(COLUMNS).terms
    for key, term in terms.items():
        for said in term.facts["short"]:
            short.setdefault(plain(said), {}).setdefault(term.facts["side"], key)
    for key, term in terms.items():
        labels = (plain(label) for label in term.labels.values())
        anywhere.update({label: key for label in labels if label not in short})
    for key, term in terms.items():
        for said in (*term.facts["also"], *(name for name in (key.replace("_", " "),) if name not in short)):
            anywhere.setdefault(plain(said), key)
    return _Known(anywhere, short)


def plain(heading: str) -> str:
    """A heading as compared: small letters, no accents, no marks."""
    return " ".join(_MARKS.sub(" ", comparable(heading)).split())


def meaning(heading: str, side: str) -> str:
    """What a heading means among columns of a side (threat or action); empty for nothing known."""
    known = _known()
    whole, bare = plain(heading), plain(_ASIDE.sub(" ", heading))
    for said in dict.fromkeys((whole, bare, *(plain(part) for part in re.split(r"[/|\n]", heading)))):
        if said in known.anywhere:
            return known.anywhere[said]
        if said in known.short:
            return known.short[said].get(side) or next(iter(known.short[said].values()))
    padded = f" {bare} "
    within = [said for said in known.anywhere if len(said) >= SHORTEST_WITHIN and f" {said} " in padded]
    return known.anywhere[max(within, key=lambda said: (len(said.split()), len(said)))] if within else ""


def side_of(target: str) -> str:
    """Whether a column tells of the threat or of an action."""
    return str(vocabulary(COLUMNS).terms[target].facts["side"]) if target else ""


def headings(upper: Sequence[str], lower: Sequence[str] | None = None) -> tuple[str, ...]:
    """The headings of a table whose header has one line or two; above, one cell may stand for several columns."""
    if lower is None:
        return tuple(" ".join(cell.split()) for cell in upper)
    found, group = [], ""
    for place in range(max(len(upper), len(lower))):
        above = " ".join(upper[place].split()) if place < len(upper) else ""
        below = " ".join(lower[place].split()) if place < len(lower) else ""
        group = above or (group if below else "")
        found.append(BETWEEN.join(dict.fromkeys(part for part in (group, below) if part)))
    return tuple(found)


def propose(found: Sequence[str]) -> tuple[Column, ...]:
    """What each heading may mean. A meaning is given once: the heading that says it best has it."""
    best: dict[str, tuple[int, int]] = {}
    meant: list[str] = []
    for place, heading in enumerate(found):
        acting = any(side_of(one) == "action" for one in meant)
        target, strength = _of_lines(heading, "action" if acting else "threat", meant)
        meant.append(target)
        if target and (target not in best or strength > best[target][0]):
            best[target] = strength, place
    only = "description" if "threat" not in best else ""
    return tuple(
        Column(heading, _once(target, place, best, only), _scale(heading))
        for place, (heading, target) in enumerate(zip(found, meant, strict=True))
    )


def _once(target: str, place: int, best: Mapping[str, tuple[int, int]], only: str) -> str:
    """The meaning, for the heading that says it best; a description that stands alone tells what the threat is."""
    if not target or best[target][1] != place:
        return ""
    return "threat" if target == only else target


def _of_lines(heading: str, side: str, taken: Sequence[str]) -> tuple[str, int]:
    """The meaning of one or two lines, and how sure it is."""
    upper, between, lower = heading.partition(BETWEEN)
    group = meaning(upper, side) if between else ""
    if group:
        side = side_of(group)
    if between:
        whole = meaning(f"{upper} {lower}", side)
        below = _below(lower, side, whole)
        if below and side_of(below) == side:
            return below, 2
        return (whole or below or group), 1
    said = plain(heading)
    short = _known().short.get(said, {})
    if said not in _known().anywhere and short:
        target = short.get(side, "")
        return (target if target and target not in taken else next(iter(short.values()))), 1
    found = meaning(heading, side)
    exact = plain(_ASIDE.sub(" ", heading)) in _known().anywhere or said in _known().anywhere
    return found, 3 if exact else 2


def _below(lower: str, side: str, whole: str) -> str:
    short = _known().short.get(plain(lower), {})
    return short.get(side, "") or (whole if plain(lower) == "" else meaning(lower, side))


def _scale(heading: str) -> int:
    found = _SCALE.search(comparable(heading))
    return int(found[1]) if found else 0


def language_of(found: Sequence[str]) -> str:
    """The language that most headings are in."""
    text = " ".join(found).casefold()
    if re.search("[\u0621-\u064a]", text):
        return "ar"
    counts = {language: sum(word in text for word in words) for language, words in _LANGUAGES.items()}
    best = max(counts, key=lambda one: counts[one])
    return best if counts[best] >= 2 else "en"
