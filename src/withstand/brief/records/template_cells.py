"""What people write in cells, read generously: keys or labels, dates as they come, numbers as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, lru_cache

from withstand.brief.records.cells import millionths
from withstand.brief.records.leaves import Cell, Leaf
from withstand.evidence.dates import Order, depends_on_order, parse_day
from withstand.evidence.set_aside import neutral_cell
from withstand.ledger.contents import folded
from withstand.vocabulary.terms import vocabulary

LEVEL = re.compile(r"admin[0-3]")
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KEY = re.compile(r"\[([a-z0-9_]+)\]$")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:\.0+)?")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_MONTH_WORD = re.compile(r"[^\W\d]{3,10}\.?[\s,/-]+\d{4}")
_GROUPED = re.compile(r"\d{1,3}(?:[,\s]\d{3})+|\d+")
_DEGREES = re.compile(r"([NSEWO])?\s*([-+]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEWO])?", re.IGNORECASE)
_BLANKS = dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}"), " ")
_GONE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u2066\u2067\u2068\u2069"), None)
_UNSEEN = "".join(map(chr, (*_BLANKS, *_GONE))) + " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029\u3000"
_QUOTES = str.maketrans("’‘ʼ`´–—_", "'''''-- ")
_TRUE = frozenset(("true", "vrai", "verdadero", "1", "1.0", "x", "صحيح"))
_FALSE = frozenset(("false", "faux", "falso", "0", "0.0", "خطا"))


class Unread(Exception):
    """A cell that cannot be read as what its column holds; the message says what to do."""


def cleaned(cell: str) -> str:
    """A cell without the blanks and marks that nobody sees, and without the apostrophe that neutralises a formula."""
    text = cell.strip(_UNSEEN)
    return text[1:] if text.startswith("'") and neutral_cell(text[1:]) == text else text


def comparable(text: str) -> str:
    """A text as compared: without accents, capitals, kinds of quotes and dashes, runs of blanks."""
    return " ".join(folded(text.translate(_BLANKS).translate(_GONE)).translate(_QUOTES).split())


def read_cell(leaf: Leaf, cell: str) -> Cell:
    """The value that somebody wrote, for a cell that is not blank.

    Raises:
        Unread: with what to do about it.
    """
    text = cleaned(cell)
    match leaf.form:
        case "code":
            return _code(leaf.vocabulary, text)
        case "yes_no":
            return _yes_no(text)
        case "day":
            return _day(text)
        case "number":
            return _number(text)
        case "degrees":
            return _degrees(text, 90 if leaf.steps[-1] == "latitude" else 180)
        case "grade":
            return _grade(text)
        case "identifier":
            return _identifier(text)
    if leaf.steps[-1:] == ("level",) and "place" in leaf.within:
        return _level(text)
    return text


@lru_cache(maxsize=10_000)
def _code(name: str, text: str) -> str:
    terms, said = vocabulary(name).terms, text
    if text in terms:
        return text
    if (key := _KEY.search(text)) is not None:
        if key[1] in terms:
            return key[1]
        said = text[: key.start()]
    found = _spellings(name).get(comparable(said), frozenset())
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise Unread(f"this may mean {' or '.join(sorted(found))}: write the key")
    near = get_close_matches(comparable(said), _spellings(name), n=1, cutoff=0.75)
    close = sorted(_spellings(name)[near[0]]) if near else []
    advice = f"; did you mean {' or '.join(close)}?" if close else ""
    raise Unread(f"this is none of the choices of the list ({name.replace('_', ' ')}){advice}")


@cache
def _spellings(name: str) -> Mapping[str, frozenset[str]]:
    """Every key and label as compared, with the keys it may mean; a key means itself."""
    terms = vocabulary(name).terms
    found: dict[str, set[str]] = {}
    for key, term in terms.items():
        for label in term.labels.values():
            found.setdefault(comparable(label), set()).add(key)
    return {said: frozenset(keys) for said, keys in found.items()} | {
        comparable(key): frozenset({key}) for key in terms
    }  # fmt: skip


def _yes_no(text: str) -> bool:
    said = comparable(text)
    if said in _TRUE or said in _FALSE:
        return said in _TRUE
    try:
        return _code("yes_no", text) == "yes"
    except Unread:
        raise Unread("write yes or no") from None


def _day(text: str) -> str:
    if found := _PARTIAL.fullmatch(text):
        return _partial(found[1], found[2], found[3])
    if found := _MONTH.fullmatch(text):
        return _partial(found[2], found[1])
    if _MONTH_WORD.fullmatch(text) and (day := parse_day(f"1 {text}", Order.DAY_FIRST)):
        return f"{day:%Y-%m}"
    day = parse_day(text, Order.DAY_FIRST)
    if day is not None and depends_on_order(text):
        other = parse_day(text, Order.MONTH_FIRST)
        if other is not None:
            raise Unread(f"this may be {day} or {other}: write the one that is meant")
    day = day or parse_day(text, Order.MONTH_FIRST)
    if day is None:
        raise Unread("this is not a date: write 2032-05-20, 2032-05 or 2032")
    return day.isoformat()


def _partial(year: str, month: str | None, day: str | None = None) -> str:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise Unread("there is no such day in the calendar") from None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _number(text: str) -> int:
    plain = re.sub(r"[.,]0+$", "", text.translate(_BLANKS))
    if not _GROUPED.fullmatch(plain):
        raise Unread("write a whole number, or leave it empty where it is not known")
    return int(re.sub(r"\D", "", plain))


def _degrees(text: str, most: int) -> int:
    found = _DEGREES.fullmatch(text)
    if found is None:
        raise Unread("write decimal degrees: 13.4512")
    degrees = Decimal(found[2].replace(",", "."))
    side = (found[1] or found[3] or "").upper()
    if side and side in ("NS" if most > 90 else "EWO"):
        raise Unread(f"{side} does not belong here: latitude is N or S, longitude E or W")
    if side in ("S", "W", "O"):
        degrees = -abs(degrees)
    if abs(degrees) > most:
        raise Unread(f"degrees here run from -{most} to {most}")
    return millionths(str(degrees))


def _grade(text: str) -> str:
    grade = re.sub(r"[\s/-]", "", text).upper()
    if not re.fullmatch(r"[A-F][1-6]", grade):
        raise Unread("write a letter A to F and a digit 1 to 6: B2")
    return grade


def _identifier(text: str) -> str:
    if not _IDENTIFIER.fullmatch(text.lower()):
        raise Unread("this is not the id of a record: copy it from a list or an export")
    return text.lower()


def _level(text: str) -> str:
    level = re.sub(r"\s|\.0$", "", text).lower()
    level = f"admin{level[-1]}" if re.fullmatch(r"(?:adm)?[0-3]", level) else level
    if not LEVEL.fullmatch(level):
        raise Unread("write admin0, admin1, admin2 or admin3")
    return level
