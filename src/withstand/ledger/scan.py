"""What a text may give away: names of people, telephone numbers, addresses, exact coordinates, document numbers.

The scan only points; the author sees what was found and decides, and the decision is kept with the record.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from withstand.ledger.fields import Record, TextKept
from withstand.ledger.forms import texts_of
from withstand.ledger.kinds import Kind

_RANKS = (
    r"mr|mrs|ms|miss|dr|prof|sir|madam|chief|sultan|sheikh|imam|pastor|father|sister|bishop|rev|"
    r"pvt|private|cpl|corporal|sgt|sergeant|lt|lieutenant|capt|captain|maj|major|col|colonel|gen|general|cmdr|commander|"
    r"commandant|m|mme|mlle|monsieur|madame|caporal|sergent|capitaine|général|adjudant|sous-lieutenant|abbé|"
    r"sr|sra|srta|señor|señora|don|doña|cabo|sargento|teniente|capitán|coronel|padre|"
    r"minister|governor|mayor|prefect|préfet|maire|gouverneur|ministre|gobernador|alcalde"
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[a-zà-öø-ÿ][\w'’-]*"
_WORD = re.compile(rf"\b{_NAME}(?:[ ]+(?:(?:de|da|del|el|al|bin|ben|ibn|van|von|ould|ag)[ ]+)?{_NAME})+")
_RANKED = re.compile(rf"(?<!\w)(?:(?i:{_RANKS}))\.?[ ]+{_NAME}(?:[ ]+{_NAME})*")
_ARABIC = re.compile(
    r"(?:السيد|السيدة|الدكتور|العقيد|العميد|اللواء|النقيب|الملازم|الرائد|المقدم|الشيخ|العريف|الرقيب|الجندي|القائد)"
    r"[ ]+[\u0621-\u064a]+(?:[ ]+[\u0621-\u064a]+)?"
)
_PHONE = re.compile(r"(?<![\w.,-])(?:\+|00)?\(?\d{1,4}\)?(?:[ .\-/]?\(?\d{2,4}\)?){2,5}(?![\w-])")
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_DECIMAL = re.compile(r"(?<![\d.])[-+]?\d{1,2}\.\d{3,}\s*°?\s*[NS]?\s*[,;/ ]\s*[-+]?\d{1,3}\.\d{3,}\s*°?\s*[EWO]?")
_DEGREES = re.compile(r"\d{1,3}\s*°\s*\d{1,2}(?:[.,]\d+)?\s*['′’]?(?:\s*\d{1,2}(?:[.,]\d+)?\s*[\"″”])?\s*[NSEWO]")
_GRID = re.compile(r"\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}\b")
_DOCUMENT = re.compile(
    r"\b(?:passport|passeport|pasaporte|ID|CNI|NIN|matricule)\s*(?:no\.?|n°|number|#|:)?\s*[A-Z]{0,3}\d{5,}"
)
_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}")
_SENTENCE = re.compile(r"(?:^|[.!?:;]\s+|\n\s*|[\"“«(]\s*)$")


@dataclass(frozen=True)
class Found:
    """Something in a text that may point to a person: which field, what kind, the words themselves."""

    field: str
    found: str
    words: str


def scan(text: str, known: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """What stands in a text: (kind of finding, words). `known` names of places and actors are not people."""
    familiar = {word.casefold() for name in known for word in (name, *name.split())}
    found: list[tuple[str, str]] = []
    rest = text
    for kind, pattern in (
        ("email", _EMAIL), ("coordinates", _DECIMAL), ("coordinates", _DEGREES), ("coordinates", _GRID),
        ("identity_number", _DOCUMENT),
    ):  # fmt: skip
        found.extend((kind, match.group().strip()) for match in pattern.finditer(rest))
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    undated = _DATE.sub(lambda match: "#" * len(match.group()), rest)
    found.extend(
        ("phone", match.group().strip())
        for match in _PHONE.finditer(undated)
        if 8 <= sum(mark.isdigit() for mark in match.group()) <= 15
    )
    people = [match.group() for match in _RANKED.finditer(rest)] + [match.group() for match in _ARABIC.finditer(rest)]
    people.extend(_names(rest, familiar, people))
    return tuple(found) + tuple(("person", " ".join(words.split())) for words in people)


def _names(text: str, familiar: set[str], already: list[str]) -> list[str]:
    """Runs of words with capitals that are neither known names nor only the beginning of a sentence."""
    found = []
    for match in _WORD.finditer(text):
        words = match.group().split()
        if _SENTENCE.search(text[: match.start()]) and len(words) > 1 and words[0].casefold() in _OPENINGS:
            words = words[1:]
        strange = [word for word in words if word.casefold() not in familiar]
        whole = " ".join(words)
        if len(words) >= 2 and len(strange) >= 1 and whole.casefold() not in familiar:
            if not any(whole in seen for seen in already) and not _is_term(words):
                found.append(whole)
    return found


_OPENINGS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "from",
        "after",
        "before",
        "when",
        "while",
        "two",
        "three",
        "four",
        "five",
        "some",
        "many",
        "men",
        "women",
        "soldiers",
        "police",
        "they",
        "he",
        "she",
        "it",
        "les",
        "le",
        "la",
        "des",
        "un",
        "une",
        "à",
        "au",
        "dans",
        "après",
        "avant",
        "selon",
        "deux",
        "trois",
        "el",
        "los",
        "las",
        "una",
        "dos",
        "tres",
        "en",
        "según",
        "tras",
    ]
)
_TERMS = frozenset(
    [
        "army",
        "police",
        "brigade",
        "battalion",
        "division",
        "ministry",
        "minister",
        "province",
        "district",
        "region",
        "town",
        "city",
        "river",
        "bridge",
        "market",
        "road",
        "north",
        "south",
        "east",
        "west",
        "central",
        "coast",
        "guard",
        "front",
        "column",
        "force",
        "forces",
        "united",
        "nations",
        "mission",
        "human",
        "rights",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "armée",
        "brigade",
        "bataillon",
        "police",
        "gendarmerie",
        "ministère",
        "marché",
        "pont",
        "fleuve",
        "ejército",
        "brigada",
        "batallón",
        "policía",
        "ministerio",
        "mercado",
        "puente",
        "río",
    ]
)


def _is_term(words: list[str]) -> bool:
    return any(word.casefold().strip("’'") in _TERMS for word in words)


def scan_record(kind: Kind, record: Record, known: Iterable[str] = ()) -> tuple[Found, ...]:
    """What stands in the free texts of a record, beyond what its author has already decided to keep."""
    familiar = tuple(known)
    kept = {(one.field, one.found): one.times for one in record.text_kept}
    found: list[Found] = []
    for path, text, free in texts_of(record, kind.forms):
        if path.startswith("text_kept") or (not free and kind.name.startswith("actors.")):
            continue
        hits = [Found(path, what, words) for what, words in scan(text, familiar) if free or what != "person"]
        counts = Counter(hit.found for hit in hits)
        found.extend(hit for hit in hits if counts[hit.found] > kept.get((path, hit.found), 0))
    return tuple(found)


def keeping(found: Iterable[Found], reason: str) -> tuple[TextKept, ...]:
    """The author's decision to keep what was found."""
    counts = Counter((one.field, one.found) for one in found)
    return tuple(
        TextKept(field=field, found=what, times=times, reason=reason) for (field, what), times in sorted(counts.items())
    )
