"""Two names compared: a verdict, a score of the text, and which parts agreed, which differed, and why it abstained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from withstand.actors.names.form import NameForm, NameKind, Word, name_form
from withstand.actors.names.numbering import Numbering, numbering
from withstand.actors.names.sounds import consonants
from withstand.actors.names.thresholds import Thresholds, thresholds

Verdict = Literal["same", "not_same", "abstain"]
SHORT_BONES = 2
"""Consonants that are too few to tell two words in different scripts alike."""
LEAST_INITIALS = 3
LEAST_SLIPPED, SLIP = 4, 83.0
"""Letters of a word from which one slip of the hand makes no different word; its likeness is at least SLIP."""
LEAST_LIKE = 70
"""Likeness by sound from which equal consonants count: vowels are what transliterations write differently."""


@dataclass(frozen=True)
class Pairing:
    """A word of each name and how far they agree, 0 to 100; a word without a partner has none (0)."""

    first: str
    second: str
    score: float


@dataclass(frozen=True)
class Comparison:
    """A verdict on two names, about the names alone.

    `score` is the likeness of their words, 0 to 100, numbers and titles left out. `why` are clauses.
    """

    first: NameForm
    second: NameForm
    verdict: Verdict
    score: float
    why: tuple[str, ...]
    agreed: tuple[Pairing, ...] = ()
    differed: tuple[Pairing, ...] = ()
    numbers_agreed: tuple[tuple[str, str, str], ...] = ()
    numbers_differed: tuple[tuple[str, str, str], ...] = ()
    judged: bool = False
    thresholds: str = ""


def compare(first: str, second: str, kind: NameKind = "actor", at: Thresholds | None = None) -> Comparison:
    """Compare two names as written."""
    return compare_forms(name_form(first, kind), name_form(second, kind), at)


def compare_forms(first: NameForm, second: NameForm, at: Thresholds | None = None) -> Comparison:
    """Compare two names of one kind that were read before."""
    at = at or thresholds(first.kind)
    numbers = numbering(first, second)
    pairs = pairings(first, second)
    score = text_score(first, second)
    verdict, why = _verdict(first, second, numbers, pairs, score, at)
    return Comparison(
        first,
        second,
        verdict,
        score,
        why,
        tuple(pair for pair in pairs if pair.score >= at.word_same_at),
        tuple(pair for pair in pairs if pair.score < at.word_same_at),
        numbers.agreed,
        numbers.differed,
        thresholds=at.version,
    )


def text_score(first: NameForm, second: NameForm) -> float:
    """The likeness of the words of two names, sorted: by sound, or by consonants where one is in Arabic script."""
    if first.arabic != second.arabic:
        return _ratio(first.bones, second.bones)
    return _ratio(first.text, second.text)


@lru_cache(1 << 16)
def _ratio(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(one, other)


def _verdict(
    first: NameForm,
    second: NameForm,
    numbers: Numbering,
    pairs: Sequence[Pairing],
    score: float,
    at: Thresholds,
) -> tuple[Verdict, tuple[str, ...]]:
    if first.empty or second.empty:
        return "abstain", ("a name has nothing that can be compared",)
    if numbers.standing == "differ":
        return "not_same", tuple(_differs(fact) for fact in numbers.differed)
    doubts = [_left_out(fact) for fact in numbers.differed]
    if not first.words or not second.words:
        if first.words or second.words:
            doubts.append("one name has nothing but echelons and numbers")
        return ("abstain", tuple(doubts)) if doubts else ("same", ("echelons and numbers are the same",))
    met = [pair for pair in pairs if pair.first and pair.second]
    alone = [pair for pair in pairs if not (pair.first and pair.second)]
    limit = at.word_differs_below if first.arabic == second.arabic else at.bones_differ_below
    apart = [pair for pair in met if pair.score < limit]
    if _are_initials(first, second):
        return "abstain", ("one name may be the initials of the other",)
    if apart:
        return "not_same", tuple(f"{pair.first} and {pair.second} are different words" for pair in apart)
    inside = met and len(met) == min(len(first.words), len(second.words)) and alone
    if score < at.abstain_at and not (inside and len(met) > 1):
        return "not_same", (f"their words agree too little ({score:.0f} of 100)",)
    doubts += [f"{pair.first or pair.second} stands in one name only" for pair in alone]
    doubts += [f"{pair.first} and {pair.second} agree in part" for pair in met if pair.score < at.word_same_at]
    if first.kind == "person" and len(met) < 2:
        doubts.append("one word is too little to tell a person's name by")
    if not doubts and score < at.same_at:
        doubts.append(f"their words agree only in part ({score:.0f} of 100)")
    if doubts:
        return "abstain", tuple(doubts)
    return "same", ("all words agree" + ("" if numbers.agreed == () else ", and so do their numbers and echelons"),)


def _differs(fact: tuple[str, str, str]) -> str:
    what, here, there = fact
    if what == "level":
        return f"{here} and {there} are different levels"
    return f"{what} {here or 'without number'} is not {what} {there or 'without number'}"


def _left_out(fact: tuple[str, str, str]) -> str:
    what, here, there = fact
    if here and there:
        return f"{what}: {here} in one, {there} in the other"
    return f"{what} {here or there} stands in one name only".replace(" no number", "")


def pairings(first: NameForm, second: NameForm) -> tuple[Pairing, ...]:
    """Each word with the one of the other name that it agrees with best; words of a sense only with others of one."""
    rows: list[Pairing] = []
    for sensed in (False, True):
        mine = [word for word in first.words if bool(word.sense) is sensed]
        theirs = [word for word in second.words if bool(word.sense) is sensed]
        rows += _paired(mine, theirs, _sense_likeness if sensed else word_likeness)
    return tuple(rows)


def _paired(mine: list[Word], theirs: list[Word], likeness: Callable[[Word, Word], float]) -> list[Pairing]:
    ranked = sorted(
        ((likeness(one, other), i, j) for i, one in enumerate(mine) for j, other in enumerate(theirs)),
        key=lambda row: (-row[0], *sorted((mine[row[1]].sound, theirs[row[2]].sound)), row[1] + row[2], row[1]),
    )
    left, right = set(range(len(mine))), set(range(len(theirs)))
    rows: list[Pairing] = []
    for score, i, j in ranked:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            rows.append(Pairing(_name(mine[i]), _name(theirs[j]), score))
    rows += [Pairing(_name(mine[i]), "", 0.0) for i in sorted(left)]
    rows += [Pairing("", _name(theirs[j]), 0.0) for j in sorted(right)]
    return rows


def _name(word: Word) -> str:
    return word.sense or word.plain


def _sense_likeness(one: Word, other: Word) -> float:
    return 100.0 if one.sense == other.sense else 0.0


def word_likeness(one: Word, other: Word) -> float:
    """How far two words proper agree, 0 to 100: by sound; by consonants between scripts; an initial agrees in part."""
    short = min(len(one.plain), len(other.plain))
    if short == 1 and max(len(one.plain), len(other.plain)) > 1:
        return 70.0 if one.sound[:1] == other.sound[:1] else 0.0
    if one.arabic == other.arabic:
        sound = _ratio(one.sound, other.sound)
        alike = sound >= LEAST_LIKE and consonants(one.sound) == consonants(other.sound)
        return max((sound + 100) / 2 if alike else sound, SLIP if _one_slip(one.plain, other.plain) else 0.0)
    score = _ratio(one.bones, other.bones)
    return min(score, 75.0) if min(len(one.bones), len(other.bones)) < SHORT_BONES else score


def _one_slip(one: str, other: str) -> bool:
    """Whether two words are one letter, or two letters changed round, apart."""
    from rapidfuzz.distance import OSA

    return min(len(one), len(other)) >= LEAST_SLIPPED and OSA.distance(one, other, score_cutoff=1) <= 1


def _are_initials(first: NameForm, second: NameForm) -> bool:
    return _initials_of(first, second) or _initials_of(second, first)


def _initials_of(short: NameForm, long: NameForm) -> bool:
    if len(short.words) != 1 or len(long.words) < LEAST_INITIALS:
        return False
    letters = [word.plain[:1] for word in long.words]
    return len(short.words[0].plain) == len(letters) and sorted(short.words[0].plain) == sorted(letters)


def told(comparison: Comparison) -> str:
    """The verdict and its reasons as a sentence."""
    words = {"same": "same name", "not_same": "not the same name", "abstain": "for a person to judge"}
    return f"{words[comparison.verdict]}: {'; '.join(comparison.why)}"
