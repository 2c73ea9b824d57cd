"""Cells of a matrix that hold more than a term: days, numbers, actors, places, owners, lists of actions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from withstand.brief.matrix.terms_in import NOTHING, Reading, read_term, read_terms
from withstand.brief.records.leaves import Leaf
from withstand.brief.records.template_cells import Unread, cleaned, comparable, read_cell
from withstand.evidence.dates import Order, parse_day
from withstand.ledger.fields import Fields

LONGEST_LINE = 300
LONGEST_SECTION = 60
_DAY, _NUMBER = Leaf((), "day"), Leaf((), "number")
_CODE = re.compile(r"[A-Z]{2}\d{2,8}")
_GRADE = re.compile(r"[A-F][1-6]")
_TAIL = re.compile(r"^(.*?)\s*\(([^()]*)\)$", re.DOTALL)
_BULLET = re.compile(r"^\s*(?:[•·▪◦*]|[-–—](?=\s)|\(?\d{1,2}[.)](?=\s|\D))\s*")
_INLINE = re.compile(r"\s(?=\d{1,2}\)\s)|\s*[•▪]\s*")
_SECTION_WORDS = re.compile(
    r"\b(?:province|region|région|sector|secteur|state|état|county|provincia|región|departamento|département|"
    r"governorate|office|bureau|of|de la|du|de|d'|the)\b|ولاية|إقليم|محافظة|قطاع|[:–—-]",
    re.IGNORECASE,
)
_CONTINUOUS = frozenset(
    map(
        comparable,
        ("ongoing", "continuous", "continuously", "permanent", "routine", "daily", "weekly", "en cours", "continu",
         "en continu", "quotidien", "hebdomadaire", "permanente", "continua", "continuo", "diario", "semanal",
         "مستمر", "دائم", "يومي", "أسبوعي"),
    )
)  # fmt: skip


def is_blank(cell: str) -> bool:
    """Whether a cell holds nothing, or a mark that says so."""
    text = cleaned(cell)
    return not text or text in NOTHING


def read_day(cell: str, order: Order | None) -> str:
    """A day, a month or a year as ISO 8601.

    Raises:
        Unread: it is no date, or could be two.
    """
    text = cleaned(cell)
    if order is not None and (day := parse_day(text, order)) is not None:
        return day.isoformat()
    return str(read_cell(_DAY, text))


def is_continuous(cell: str) -> bool:
    """Whether a deadline says that the action goes on."""
    return comparable(cleaned(cell)) in _CONTINUOUS


def read_number(cell: str) -> int:
    """A whole number.

    Raises:
        Unread: it is none.
    """
    return int(read_cell(_NUMBER, cleaned(cell).lstrip("~≈±").strip()))


def read_actors(cell: str, reading: Reading) -> tuple[Fields, ...]:
    """Who is said to threaten: a line each, `Armed groups: the River Front (C2, moderate confidence)` or any words."""
    lines = [cleaned(line) for line in re.split(r"[\n;]", cell)]
    found = [_actor(line, reading) for line in lines if line]
    return tuple({**one, "key": f"a{number}"} for number, one in enumerate(found, start=1))


def _actor(line: str, reading: Reading) -> Fields:
    told: Fields = {}
    tail = _TAIL.fullmatch(line)
    if tail is not None and (graded := _graded(tail[2])) is not None:
        line, told = tail[1].strip(), graded
    elif tail is not None:
        try:
            return {
                "perpetrator": read_term("perpetrators", tail[2], reading),
                "described": tail[1].strip()[:LONGEST_LINE],
            }
        except Unread:
            pass
    head, colon, rest = line.partition(": ")
    for said, described in ((head, rest.strip()), (line, "")):
        if said == line or colon:
            try:
                return {
                    **told,
                    "perpetrator": read_term("perpetrators", said, reading),
                    "described": described or _kept(said),
                }
            except Unread:
                continue
    return {**told, "perpetrator": "unknown", "described": line[:LONGEST_LINE]}


def _kept(said: str) -> str:
    """Words for a class that are more than its label are kept as described."""
    try:
        read_cell(Leaf((), "code", vocabulary="perpetrators"), said)
    except Unread:
        return said
    return ""


def _graded(text: str) -> Fields | None:
    """A grade and a confidence in the brackets after an actor, where there is nothing else."""
    told: Fields = {}
    for part in filter(None, map(cleaned, re.split(r"[,;]", text))):
        if _GRADE.fullmatch(part.upper()):
            told["grade"] = part.upper()
            continue
        try:
            told["confidence"] = read_term("confidence", part)
        except Unread:
            return None
    return told or None


@dataclass(frozen=True)
class Codes:
    """Codes of districts and of provinces by their names, as compared."""

    districts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    provinces: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


NO_CODES = Codes()


def read_place(cells: Mapping[str, str], section: str, codes: Codes = NO_CODES) -> Fields | None:
    """A place from the columns of province, district and place, and from the heading above the row.

    None where nothing names a place.
    """
    province, district, place = (
        "" if is_blank(cells.get(name, "")) else cleaned(cells[name]) for name in ("province", "district", "place")
    )
    if not district and place:
        area, slash, name = (part.strip() for part in place.partition(" / "))
        if slash or _CODE.fullmatch(area) or comparable(area) in codes.districts:
            district, place = area, name
    if district and comparable(district) not in codes.districts and comparable(district) in codes.provinces:
        province, district = district, ""
    above = province or section
    if district:
        found: Fields = {"area": codes.districts.get(comparable(district), district), "level": "admin2"}
    elif above:
        found = {"area": codes.provinces.get(comparable(above), above), "level": "admin1"}
    elif place:
        return {"name": place, "precision": "near"}
    else:
        return None
    return {**found, **({"name": place, "precision": "near"} if place else {"precision": found["level"]})}


def names_an_area(text: str) -> bool:
    """Whether a text alone in a row says that it is a province, a sector or the like."""
    return _SECTION_WORDS.search(text) is not None and len(text) <= LONGEST_SECTION


def section_name(text: str) -> str:
    """The area that a heading between rows names: `PROVINCE OF DORRE` is Dorre."""
    bare = " ".join(_SECTION_WORDS.sub(" ", cleaned(text)).split()) or cleaned(text)
    return bare.title() if bare.isupper() else bare


def read_owner(cell: str, reading: Reading) -> Fields:
    """Who answers for an action: the first component that is named, those that help, and words that are none."""
    text = cleaned(cell)
    tail = _TAIL.fullmatch(text)
    if tail is not None:
        keys, rest = read_terms("components", tail[1], reading)
        if keys and not rest:
            return _owners(keys, tail[2])
    keys, rest = read_terms("components", text, reading)
    return _owners(keys, ", ".join(rest)) if keys else {"owner_office": text[:LONGEST_LINE]}


def _owners(keys: tuple[str, ...], words: str) -> Fields:
    told: dict[str, Any] = {"owner": keys[0]}
    if keys[1:]:
        told["components"] = list(keys[1:])
    if words.strip():
        told["owner_office"] = words.strip()[:LONGEST_LINE]
    return told


def several_lines(cell: str) -> tuple[str, ...]:
    """The items of a cell: a line each, or, where there are bullets or numbers, one from each of them to the next."""
    text = cell.strip()
    if "\n" not in text and len(parts := [part for part in _INLINE.split(text) if part.strip()]) > 1:
        return tuple(cleaned(_BULLET.sub("", part)) for part in parts)
    lines = [line for line in text.splitlines() if cleaned(line)]
    if not any(_BULLET.match(line) for line in lines):
        return tuple(map(cleaned, lines))
    items: list[str] = []
    for line in lines:
        if _BULLET.match(line) or not items:
            items.append(cleaned(_BULLET.sub("", line)))
        else:
            items[-1] = f"{items[-1]} {cleaned(line)}"
    return tuple(filter(None, items))


def line_and_rest(text: str) -> tuple[str, str]:
    """A short text, and the whole of it where it is too long for one."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_LINE:
        return flat, ""
    return f"{flat[: LONGEST_LINE - 1].rsplit(' ', 1)[0]}…", text.strip()
