"""Names of people in a text, in Latin and in Arabic letters: by what stands before them, or by how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from withstand.ledger.contents import folded
from withstand.ledger.scan_numbers import Hit
from withstand.ledger.scan_words import Expressions, expressions

_WORD = re.compile(r"\w(?:[\w\u0300-\u036f\u064b-\u0652]|['’‘\-](?=\w))*")
_ELISION = re.compile(
    r"^(?:[ldnscjmt]|qu|jusqu|lorsqu)['’](?=\w)|^(?:[LCJSQT]|Qu|Jusqu|Lorsqu)['’](?=\w)|^[DNM]['’](?=[a-zà-ÿ])"
)
_POSSESSIVE = re.compile(r"(?<=..)['’]s$")
_BLANK = re.compile(r"[ \t\u00a0\u202f]{1,3}")
_OF_NAME = re.compile(r"[ \u00a0][dl]['’]")
_AFTER_INITIAL = re.compile(r"\.[ \t\u00a0]{0,2}-?|\.?[ \t\u00a0]{1,2}")
_AFTER_RANK = re.compile(r"[ \t\u00a0\u202f]{0,3}[.:]?[ \t\u00a0\u202f]{0,3}[\"«“‘']?[ \u00a0]?")
_BEGINS = re.compile(r"[.!?:;\n\"«“(•*–—…]")
_ARABIC = re.compile("[\u0621-\u064a]")
_ARTICLE = re.compile("^[وف]?(?:بال|كال|لل|ال)(?=..)|^[وفبل](?=ال)")
_MOST = 5


@dataclass(frozen=True)
class Word:
    """A word of a text. `gap` is what stands between it and the word before; `key` the word folded."""

    start: int
    end: int
    text: str
    gap: str
    key: str

    @property
    def capital(self) -> bool:
        """Whether it may be part of a name: it begins with a capital, and is no abbreviation of two letters."""
        text = self.text.partition("-")[2] if self.key.startswith(("al-", "el-", "ad-", "ag-")) else self.text
        return text[:1].isupper() and len(self.text) > 1 and not (len(self.text) == 2 and self.text.isupper()) and (
            self.text.replace("-", "").replace("'", "").replace("’", "").replace("‘", "").isalpha()
        )  # fmt: skip

    @property
    def initial(self) -> bool:
        """A single capital letter."""
        return len(self.text) == 1 and self.text.isupper()

    @property
    def begins(self) -> bool:
        """Whether a sentence, or something in brackets or quotes, begins with it."""
        return self.start == len(self.gap) or _BEGINS.search(self.gap) is not None


class Familiar:
    """Names of places and actors, in full: a name stands for no other that shares one of its words."""

    def __init__(self, names: Iterable[str]) -> None:
        self.whole = Expressions.of(names)

    def places(self, keys: Sequence[str], at: int, end: int) -> frozenset[int]:
        """Which of the words from one place to another belong to such a name."""
        found: list[int] = []
        while at < end:
            count = self.whole.at(keys, at)
            found.extend(range(at, at + count))
            at += max(count, 1)
        return frozenset(found)


def people(text: str, familiar: Familiar) -> list[Hit]:
    """Names of people, in the order of the text."""
    words = list(_words(text))
    keys = [word.key for word in words]
    found, at = [], 0
    while at < len(words):
        hit, following = (
            _arabic(words, keys, at) if _ARABIC.match(words[at].text) else _latin(words, keys, at, familiar)
        )
        found.extend(hit)
        at = max(following, at + 1)
    return found


def _words(text: str) -> Iterator[Word]:
    end = 0
    for match in _WORD.finditer(text):
        start, written = match.start(), match.group()
        if elided := _ELISION.match(written):
            start, written = start + elided.end(), written[elided.end() :]
        written = _POSSESSIVE.sub("", written)
        yield Word(
            start, start + len(written), written, text[end:start], folded(written).replace("-", " ").replace("’", "'")
        )
        end = start + len(written)


def _latin(words: Sequence[Word], keys: Sequence[str], at: int, familiar: Familiar) -> tuple[list[Hit], int]:
    """The name that begins or is introduced at a word, and where to go on."""
    count = familiar.whole.at(keys, at)
    if count and not _goes_on(words, keys, at + count, familiar):
        return [], at + count
    if introduced := _introduction(words, keys, at):
        ranked = keys[introduced - 1] in expressions("ranks")
        end = _name_end(words, keys, introduced, familiar, ranked=ranked)
        if end > introduced:
            return [Hit(words[at].start, words[end - 1].end, "person")], end
        return [], introduced
    end = _run_end(words, keys, at, familiar)
    if end == at:
        return [], at + 1
    return list(_in_run(words, keys, at, end, familiar)), end


def _goes_on(words: Sequence[Word], keys: Sequence[str], here: int, familiar: Familiar) -> bool:
    """Whether a known name is only the beginning of another: Kessin is a place, Kessin Orrel is not."""
    if here >= len(words) or not _joined(words, here) or not words[here].capital:
        return False
    return not (familiar.whole.at(keys, here) or _of_things(words[here]) or words[here].key in expressions("ranks"))


def _of_things(word: Word) -> bool:
    """Whether a word belongs to names of institutions or places."""
    return word.key in expressions("terms") or word.key in expressions("places")


def _introduction(words: Sequence[Word], keys: Sequence[str], at: int) -> int:
    """Where a name must begin after ranks, roles or words that announce it; 0 where there are none."""
    here = at
    while here < min(len(words), at + _MOST) and (here == at or _AFTER_RANK.fullmatch(words[here].gap)):
        count = max(expressions(list_).at(keys, here) for list_ in ("ranks", "roles", "introductions"))
        hyphened = 1 if not count and _of_ranks(words[here]) else count
        if not hyphened or (words[here].key in ("m", "me", "pr") and not words[here].capital):
            break
        here += hyphened
    if here == at and words[at].text == "M" and at + 1 < len(words) and words[at + 1].gap[:1] in (".", " "):
        here = at + 1
    if at < here < len(words) - 1 and keys[here - 1] in expressions("roles") and keys[here] in _OF:
        here += 1
    begins = here < len(words) and here > at and _AFTER_RANK.fullmatch(words[here].gap) is not None
    return here if begins else 0


def _of_ranks(word: Word) -> bool:
    parts = word.key.split()
    return len(parts) > 1 and all(part in expressions("ranks") or part in ("sous", "vice", "sub") for part in parts)


def _name_end(words: Sequence[Word], keys: Sequence[str], at: int, familiar: Familiar, *, ranked: bool) -> int:
    """Where a name that begins at a word ends; `at` itself where none does. After a rank one word is a person's."""
    end = here = at
    while here < len(words) and here - at < _MOST and (here == at or _joined(words, here)):
        word = words[here]
        count = familiar.whole.at(keys, here)
        if _of_things(word) or (count and not (ranked and here == at and count == 1)):
            break
        if word.capital and not (here == at and word.key in expressions("openings")):
            end = here + 1
        elif not (word.initial or word.key in expressions("particles")):
            break
        here += 1
    return end


def _joined(words: Sequence[Word], here: int) -> bool:
    """Whether a word goes on from the one before, on the same line, past nothing but a blank or an initial's dot."""
    gap = words[here].gap
    return bool(_BLANK.fullmatch(gap) or _OF_NAME.fullmatch(gap)) or (
        words[here - 1].initial and bool(_AFTER_INITIAL.fullmatch(gap))
    )


def _run_end(words: Sequence[Word], keys: Sequence[str], at: int, familiar: Familiar) -> int:
    """Where words with capitals, with initials and particles between them, stop following each other."""
    end = here = at
    only_openings = True
    while here < len(words) and (here == at or _joined(words, here)):
        word = words[here]
        if here > at and word.key in expressions("ranks"):
            break
        if here > at and only_openings and familiar.whole.at(keys, here):
            break
        only_openings = only_openings and word.key in expressions("openings")
        if word.capital or (word.initial and here + 1 < len(words) and words[here + 1].gap[:1] == "."):
            end = here + 1
        elif here == at or word.key not in expressions("particles"):
            break
        here += 1
    return end


def _in_run(words: Sequence[Word], keys: Sequence[str], at: int, end: int, familiar: Familiar) -> Iterator[Hit]:
    """The names in a run of capitals: stretches of two words or more between words of institutions and places."""
    while at < end and words[at].key in expressions("openings"):
        at += 1
    if at == end or _is_place(words, keys, at) or _shouted(words, at, end):
        return
    known = familiar.places(keys, at, end)
    edges = [here for here in range(at, end) if here not in known and _of_things(words[here])]
    for begin, stop in zip([at, *(edge + 1 for edge in edges)], [*edges, end], strict=True):
        stretch = [word for word in words[begin:stop] if word.capital]
        initials = sum(word.initial for word in words[begin:stop])
        strange = any(words[here].capital for here in range(begin, stop) if here not in known)
        if strange and len(stretch) + initials > 1 and (stop == end or _ends_in_capitals(words, stop)):
            yield Hit(
                stretch[0].start if not initials else words[begin].start, words[stop - 1].end, "person", sure=False
            )


def _ends_in_capitals(words: Sequence[Word], stop: int) -> bool:
    """An ordinary word in small letters after a name, not the head of an institution's name."""
    return not words[stop].capital


def _is_place(words: Sequence[Word], keys: Sequence[str], at: int) -> bool:
    """Whether the run is what a place or an institution is called: village of, ministère de."""
    here = at - 1
    while here >= 0 and at - here <= 3 and keys[here] in _OF and _BLANK.fullmatch(words[here + 1].gap):
        here -= 1
    linked = here < at - 1 or "'" in words[at].gap or "’" in words[at].gap
    return linked and here >= 0 and (keys[here] in expressions("places") or keys[here] in expressions("terms"))


_OF = frozenset({"of", "de", "du", "des", "del", "la", "las", "los", "le", "the", "d", "l"})


def _shouted(words: Sequence[Word], at: int, end: int) -> bool:
    """Whether the run stands in a line all in capitals, in which capitals say nothing."""
    if not all(word.text.isupper() for word in words[at:end]):
        return False
    first = last = at
    while first > 0 and "\n" not in words[first].gap and at - first < 8:
        first -= 1
    while last + 1 < len(words) and "\n" not in words[last + 1].gap and last - at < 8:
        last += 1
    line = [word for word in words[first : last + 1] if len(word.text) > 1 and word.text.isalpha()]
    return len(line) > 4 and all(word.text.isupper() for word in line)


_FATHER_OF = "ابو"


def _arabic(words: Sequence[Word], keys: Sequence[str], at: int) -> tuple[list[Hit], int]:
    """The name in Arabic letters that is introduced at a word, and where to go on."""
    here = at
    while here < len(words) and _introduces(keys[here]) and (here == at or _AFTER_RANK.fullmatch(words[here].gap)):
        here += 1
    if here == at and _bare(keys[at]) != _FATHER_OF and not _joined_by_son(words, keys, at):
        return [], at + 1
    end = here
    while end < len(words) and end - here < 3 and (end == at or _AFTER_RANK.fullmatch(words[end].gap)):
        if not _ARABIC.match(words[end].text) or keys[end] in _stops() or _bare(keys[end]) in _arabic_terms():
            break
        end += 1
    if end > here and (here > at or end - here > 1):
        return [Hit(words[at].start, words[end - 1].end, "person")], end
    return [], max(here, at + 1)


def _introduces(key: str) -> bool:
    bare = _bare(key)
    return any(bare in expressions(list_, "ar") or key in expressions(list_, "ar") for list_ in _INTRODUCING)


_INTRODUCING = ("ranks", "roles", "introductions")


def _joined_by_son(words: Sequence[Word], keys: Sequence[str], at: int) -> bool:
    """X son of Y."""
    return at + 2 < len(words) and keys[at + 1] == "بن" and bool(_BLANK.fullmatch(words[at + 1].gap))


def _bare(key: str) -> str:
    """An Arabic word without article and joined particles."""
    return _ARTICLE.sub("", key)


def _stops() -> Expressions:
    return expressions("stops", "ar")


def _arabic_terms() -> Expressions:
    return expressions("terms", "ar")
