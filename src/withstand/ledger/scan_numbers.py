"""Numbers and addresses in a text that point to people: telephones, e-mail, exact coordinates, identity documents.

Every pattern reads its text once: no part of one can match the same marks in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from withstand.ledger.contents import folded
from withstand.ledger.scan_words import expressions

MASK = "\u00a4"
"""Stands for every mark of what was found, so that nothing is found twice."""


@dataclass(frozen=True)
class Hit:
    """Something found: where, of which kind, and whether its surroundings leave little doubt."""

    start: int
    end: int
    found: str
    sure: bool = True


_S = r"[ \u00a0\u202f]{0,2}"
_FRACTION = r"[.,\u066b]"
_PLUS = "23456789CFGHJMPQRVWX"
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_SIDE = rf"(?:{_S}°)?{_S}[NSEWOnsewo]?(?![^\W\d_])"
_DECIMAL = re.compile(
    rf"(?<![\w.,])(?:[NSns]{_S})?[-+−]?(?P<a>\d{{1,3}}){_FRACTION}(?P<b>\d{{2,8}}){_SIDE}{_S}[,;/\u060c]?{_S}"
    rf"(?:[EWOewo]{_S})?[-+−]?(?P<c>\d{{1,3}}){_FRACTION}(?P<d>\d{{2,8}}){_SIDE}(?![\d%])"
)
_ONE_DEGREE = re.compile(rf"(?<![\w.,])[-+−]?\d{{1,3}}{_FRACTION}\d{{3,8}}{_S}[°º]{_S}[NSEWO]?")
_ARC = (
    rf"\d{{1,3}}{_S}(?:[°º]|deg(?:rees)?\b){_S}\d{{1,2}}(?:{_FRACTION}\d{{1,6}})?{_S}(?:['′’]|min\b)?{_S}"
    rf"(?:\d{{1,2}}(?:{_FRACTION}\d{{1,4}})?{_S}(?:[\"″”]|''|’’|′′))?"
)
_DEGREES = re.compile(
    rf"(?<![\w.,])(?:[NSEWO]{_S}{_ARC}|{_ARC}{_S}(?:[NSEWO](?![^\W\d_])|(?:north|south|east|west|nord|sud|est|ouest|norte|sur"
    r"|este|oeste|شمالا?|جنوبا?|شرقا?|غربا?)(?!\w))?)"
)
_GRID = re.compile(rf"(?<!\w)\d{{1,2}}[C-HJ-NP-X]{_S}[A-HJ-NP-Z]{{2}}{_S}(\d{{2,5}}){_S}(\d{{2,5}})(?!\w)")
_UTM = re.compile(
    rf"(?i:\bUTM)\b:?{_S}\d{{1,2}}{_S}[C-HJ-NP-Xc-hj-np-x]{_S},?{_S}\d{{6}}{_S}[EmM]?{_S},?{_S}\d{{7}}{_S}[NmM]?(?!\w)"
)
_PLUS_CODE = re.compile(rf"(?<![\w+])(?:[{_PLUS}]{{4}}|[{_PLUS}]{{6}}|[{_PLUS}]{{8}})\+[{_PLUS}]{{2,3}}(?![\w+])")
_THREE_WORDS = re.compile(r"(?<![\w/:])///[^\W\d_]{2,20}\.[^\W\d_]{2,20}\.[^\W\d_]{2,20}(?!\w)")
_NUMBER = re.compile(r"(?<![\w.,/+-])(?:\+[ ]?)?\(?\d(?:[ \u00a0\u202f.()/–-]{0,2}\d)*(?!\w)")
_SYMBOL = re.compile(r"(?<!\w)[A-Z\d](?:[/.-]?[A-Z\d]){4,19}(?![a-z])")
_BEFORE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[$€£¥%]")
_GROUPS = re.compile(r"\d+")
_TURNED = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def numbers(text: str) -> tuple[list[Hit], str]:
    """What was found, and the text with all of it masked."""
    hits: list[Hit] = []
    for finder in (_addresses, _documents, *_COORDINATES, _telephones):
        fresh = list(finder(text))
        text = masked(text, fresh)
        hits.extend(fresh)
    return hits, text


def masked(text: str, hits: list[Hit]) -> str:
    """The text with what was found struck out, as long as before."""
    parts, at = [], 0
    for hit in sorted(hits, key=lambda hit: hit.start):
        if hit.start >= at:
            parts += [text[at : hit.start], MASK * (hit.end - hit.start)]
            at = hit.end
    return "".join((*parts, text[at:]))


def _always(_: re.Match[str]) -> bool:
    return True


def _pair(match: re.Match[str]) -> bool:
    """Two decimals of at least three places each, or two with a letter or a sign: less is no exact place."""
    marked = any(mark in "NSEWOnsewo°" for mark in match.group())
    places = min(len(match["b"]), len(match["d"]))
    return places >= (2 if marked else 3) and int(match["a"]) <= 180 and int(match["c"]) <= 180


def _minutes(match: re.Match[str]) -> bool:
    """Degrees with minutes: a mark or a direction must follow, for 30 ° 12 people is none."""
    tail = match.group().rstrip()
    return any(mark in tail for mark in "'′’\"″”") or not tail[-1].isdigit()


def _even(match: re.Match[str]) -> bool:
    """A grid reference of a hundred metres or less; written together, its halves are of one length."""
    digits = len(match[1] + match[2])
    return digits >= 6 and digits % 2 == 0


def _finder(pattern: re.Pattern[str], holds: Callable[[re.Match[str]], bool]) -> Callable[[str], Iterator[Hit]]:
    return lambda text: (Hit(*match.span(), "coordinates") for match in pattern.finditer(text) if holds(match))


_COORDINATES = tuple(
    _finder(pattern, holds)
    for pattern, holds in (
        (_DEGREES, _minutes),
        (_DECIMAL, _pair),
        (_ONE_DEGREE, _always),
        (_UTM, _always),
        (_GRID, _even),
        (_PLUS_CODE, _always),
        (_THREE_WORDS, _always),
    )
)


def _words_before(text: str, at: int, reach: int = 32) -> list[str]:
    """The folded words shortly before a place, on its line."""
    line = text[max(0, at - reach) : at].rpartition("\n")[2]
    return _folded_words(line)


def _words_after(text: str, at: int) -> list[str]:
    return _folded_words(text[at : at + 20].partition("\n")[0])[:2]


def _folded_words(text: str) -> list[str]:
    return [part for word in _BEFORE.findall(text) for part in re.findall(r"\w+|[$€£¥%]", folded(word))]


_FILLERS = frozenset(
    {"no", "n", "num", "numero", "number", "is", "est", "es", "du", "de", "of", "the", "le", "la", "رقم"}
)


def _addresses(text: str) -> Iterator[Hit]:
    return (Hit(*match.span(), "email") for match in _EMAIL.finditer(text))


def _documents(text: str) -> Iterator[Hit]:
    """Five digits or more shortly after the word for a document."""
    cues = expressions("documents")
    for match in _SYMBOL.finditer(text):
        if sum(mark.isdigit() for mark in match.group()) < 5:
            continue
        before = _words_before(text, match.start(), 28)
        while before and before[-1] in _FILLERS and not cues.ends(before):
            before.pop()
        if cues.ends(before):
            yield Hit(*match.span(), "identity_number")


def _telephones(text: str) -> Iterator[Hit]:
    for match in _NUMBER.finditer(text):
        written = match.group().translate(_TURNED)
        groups = _GROUPS.findall(written)
        digits = "".join(groups)
        if not 6 <= len(digits) <= 15 or len(set(digits)) == 1:
            continue
        cued = any(word in expressions("telephones") for word in _words_before(text, match.start())[-3:])
        around = [*_words_before(text, match.start())[-1:], *_words_after(text, match.end())]
        counted = any(word in expressions("sums") for word in around)
        if not counted and _is_telephone(written, groups, digits, cued=cued):
            yield Hit(*match.span(), "phone")


def _is_telephone(written: str, groups: list[str], digits: str, *, cued: bool) -> bool:
    """Whether a number is dialled: international, announced, or in groups as telephone numbers are."""
    if _is_day(groups, written) or _is_range(groups, written):
        return False
    if written.startswith("+") or (digits.startswith("00") and len(digits) >= 10):
        return len(digits) >= 8
    if cued:
        return True
    if "/" in written or len(digits) < 8:
        return False
    if len(groups) == 1:
        return (digits[0] == "0" or 8 <= len(digits) <= 12) and not digits.endswith("000")
    thousands = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if thousands:
        mobile = len(digits) == 9 and digits[0] in "6789" and "." not in written and not digits.endswith("000")
        return mobile or digits[0] == "0"
    return all(2 <= len(group) <= 5 for group in groups[1:]) and len(groups[0]) <= 5


def _is_day(groups: list[str], written: str) -> bool:
    """A date, with or without a time: 2032-05-20, 20/05/2032, 20320520, 20.05.32 14.30."""
    parts = groups
    if len(groups) == 1 and len(groups[0]) == 8:
        parts = [groups[0][:4], groups[0][4:6], groups[0][6:]]
    if len(parts) < 3 or written.startswith("+"):
        return False
    first, second, third = (int(part) for part in parts[:3])
    for year, month, day in ((first, second, third), (third, second, first), (third, first, second)):
        year = year + 2000 if year < 100 and len(parts) == 3 and len(groups) == 3 else year
        if 1900 <= year <= 2100:
            try:
                date(year, month, day)
            except ValueError:
                continue
            return len(parts) == 3 or len(parts[0]) == 4 or len(parts[2]) == 4
    return False


def _is_range(groups: list[str], written: str) -> bool:
    """Years, or from one number to another: 2031-2032, 2031/2032, 1200-1500."""
    if len(groups) != 2 or not re.search("[-/–]", written):
        return False
    first, second = groups
    return len(first) == len(second) and int(second) > int(first) and not first.startswith("0")
