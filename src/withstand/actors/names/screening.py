"""Many names against a long list: candidates by their rarest words, then the exact score; memory is bounded.

Two names that may be the same have for every word of the shorter one a like word in the other. So the entries in which
a name's rarest word, or a word like it, stands are all that need be scored; and of those with fewer words than the
name, which may lack it, the ones with the next rarest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from withstand.actors.names.compare import Comparison, compare_forms
from withstand.actors.names.form import NameForm
from withstand.actors.names.like_words import Grouped, Ids, Letters, Places, Words, distinct, letters, spread
from withstand.actors.names.thresholds import thresholds

BATCH = 5000
"""Names screened at a time."""
BLOCK = 1 << 21
"""Pairs of names held at a time."""
MOST_WORDS = 16
"""Keys of more words are held as if they had so many."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Hits:
    """Pairs whose words agree at least as the threshold says: positions of names and of entries, scores 0 to 100."""

    names: Ids
    entries: Ids
    scores: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class _Keys:
    """The keys of some names, by sound or by consonants, each once, and indexes over their words.

    `members` are the positions of the names of each key, `words` the numbers of its words in the `vocabulary`.
    """

    members: Grouped
    keys: NDArray[np.object_]
    letters: Letters
    vocabulary: dict[str, int]
    words: Grouped

    @classmethod
    def of(cls, rows: Sequence[int], keys: Sequence[str]) -> _Keys:
        number = _numbered(keys)
        which = np.fromiter(map(number.__getitem__, keys), np.int64, len(keys))
        unique = list(number)
        held = np.empty(len(unique), dtype=object)
        held[:] = unique
        words = " ".join(unique).split()
        vocabulary = _numbered(words)
        ids = np.fromiter(map(vocabulary.__getitem__, words), np.int32, len(words))
        sizes = np.fromiter((len(key.split()) for key in unique), np.int64, len(unique))
        members = Grouped.of(which, np.array(rows, np.int32), len(unique))
        return cls(members, held, letters(unique), vocabulary, Grouped(ids, np.concatenate(([0], np.cumsum(sizes)))))

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def known(self) -> Words:
        """The words of the keys, ready to be searched."""
        return Words(list(self.vocabulary))

    @cached_property
    def sizes(self) -> Places:
        """Of how many words each key is, at most MOST_WORDS - 1."""
        return np.minimum(np.diff(self.words.begins), MOST_WORDS - 1)

    @cached_property
    def holders(self) -> Grouped:
        """Of each word and number of words (word × MOST_WORDS), the keys in which it stands, the shortest first."""
        keys = np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.words.begins))
        group = self.words.values.astype(np.int64) * MOST_WORDS + self.sizes[keys]
        return Grouped.of(group, keys, len(self.vocabulary) * MOST_WORDS)


class NameIndex:
    """A list of names made ready for screening."""

    def __init__(self, forms: Sequence[NameForm]) -> None:
        self.forms = forms
        arabic = [row for row, form in enumerate(forms) if form.arabic]
        latin = [row for row, form in enumerate(forms) if not form.arabic]
        self._by_sound = {True: _sounds(forms, arabic), False: _sounds(forms, latin)}
        self._by_bones = {True: _bones(forms, arabic), False: _bones(forms, latin) if arabic else None}
        self._latin = latin
        self._bare = _bare(forms)
        self._lowest = _lowest(forms)

    def warm(self) -> None:
        """Make ready what would otherwise be made when it is first asked for."""
        for index in (*self._by_sound.values(), *self._by_bones.values()):
            if index is not None:
                _ = index.known, index.holders

    def hits(self, names: Sequence[NameForm], at: float | None = None, progress: Progress | None = None) -> Hits:
        """Pairs whose score is `at` or more; else the threshold below which names are not the same."""
        parts: list[Hits] = []
        for begin in range(0, len(names), BATCH):
            if progress:
                progress("screening", begin, len(names))
            parts += self._batch(names[begin : begin + BATCH], begin, at)
        return _joined(parts)

    def _batch(self, names: Sequence[NameForm], begin: int, at: float | None) -> Iterator[Hits]:
        at = thresholds(names[0].kind).abstain_at if at is None else at
        for arabic in (False, True):
            rows = [row for row, form in enumerate(names) if form.arabic is arabic]
            if not rows:
                continue
            for same, index in ((True, self._by_sound[arabic]), (False, self._across(arabic))):
                if index is not None and len(index):
                    keys = _sounds(names, rows) if same else _bones(names, rows)
                    for name, entry, score in _search(keys, index, at):
                        kept = _may_agree(_lowest(names)[name], self._lowest[entry])
                        yield Hits(name[kept] + np.int32(begin), entry[kept], score[kept])
        yield self._bare_hits(names, begin)

    def _across(self, arabic: bool) -> _Keys | None:
        """Entries in the other script, by consonants."""
        if arabic and self._by_bones[False] is None:
            self._by_bones[False] = _bones(self.forms, self._latin)
        return self._by_bones[not arabic]

    def _bare_hits(self, names: Sequence[NameForm], begin: int) -> Hits:
        """Names of nothing but echelons and numbers: those with the same lowest echelon."""
        pairs = [
            (begin + row, entry)
            for row, form in enumerate(names)
            if not form.words and form.echelons
            for entry in self._bare.get((form.echelons[0].key, form.echelons[0].number), ())
        ]
        both = np.array(pairs, np.int32).reshape(-1, 2)
        return Hits(both[:, 0], both[:, 1], np.full(len(pairs), 100, np.float32))


def _numbered(texts: Sequence[str]) -> dict[str, int]:
    """Each text once, and its number, in the order in which they first come."""
    unique = dict.fromkeys(texts)
    return dict(zip(unique, range(len(unique)), strict=True))


def _sounds(forms: Sequence[NameForm], rows: Sequence[int]) -> _Keys:
    rows = [row for row in rows if forms[row].words]
    return _Keys.of(rows, [forms[row].text for row in rows])


def _bones(forms: Sequence[NameForm], rows: Sequence[int]) -> _Keys:
    rows = [row for row in rows if forms[row].bones.strip()]
    return _Keys.of(rows, [forms[row].bones for row in rows])


def _bare(forms: Sequence[NameForm]) -> dict[tuple[str, int | None], list[int]]:
    bare: dict[tuple[str, int | None], list[int]] = {}
    for row, form in enumerate(forms):
        if not form.words and form.echelons:
            bare.setdefault((form.echelons[0].key, form.echelons[0].number), []).append(row)
    return bare


def _lowest(forms: Sequence[NameForm]) -> NDArray[np.int64]:
    """The lowest echelon of each name and its number (row × 2): level 0 for no echelon, -1 for no number."""
    rows = [(form.echelons[0].level, _small(form.echelons[0].number)) if form.echelons else (0, -1) for form in forms]
    return np.array(rows, np.int64).reshape(-1, 2)


def _small(number: int | None) -> int:
    return -1 if number is None else number % (1 << 62)


def _may_agree(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether lowest echelons do not contradict each other: a unit is not its parent, the 3rd not the 4th."""
    unsaid = (one[:, 0] == 0) | (other[:, 0] == 0)
    numbers = (one[:, 1] == other[:, 1]) | (one[:, 1] < 0) | (other[:, 1] < 0)
    return np.asarray(unsaid | ((one[:, 0] == other[:, 0]) & numbers), np.bool_)


def _search(names: _Keys, index: _Keys, at: float) -> Iterator[tuple[Ids, Ids, NDArray[np.float32]]]:
    """Positions of names and entries whose keys agree so far, in blocks of bounded size."""
    asking = [_near(names, index, name, entry, at) for name, entry in _candidates(names, index)]
    pairs = distinct(np.concatenate(asking))
    name, entry = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cpdist

    scores = cpdist(
        names.keys[name].tolist(),
        index.keys[entry].tolist(),
        scorer=ratio,
        score_cutoff=at,
        dtype=np.float32,
        workers=-1,
    )
    hit = scores >= at
    name, entry, scores = name[hit], entry[hit], scores[hit]
    blocks = np.cumsum(names.members.sizes(name) * index.members.sizes(entry)) // BLOCK
    for block in np.unique(blocks):
        yield _members(names, index, name[blocks == block], entry[blocks == block], scores[blocks == block])


def _near(names: _Keys, index: _Keys, name: Ids, entry: Ids, at: float) -> Places:
    """Those of some pairs (name << 32 | entry) whose letters alone do not put them below a score."""
    lengths = names.letters.lengths[name] + index.letters.lengths[entry]
    apart = np.bitwise_count(names.letters.bits[name] ^ index.letters.bits[entry]).astype(np.int32)
    kept = (apart * 100 <= (100 - at) * lengths).nonzero()[0]
    pairs: Places = name[kept].astype(np.int64) << 32 | entry[kept]
    return pairs


def _members(
    names: _Keys, index: _Keys, name: Ids, entry: Ids, scores: NDArray[np.float32]
) -> tuple[Ids, Ids, NDArray[np.float32]]:
    """Every name with one key with every entry with another."""
    mine, theirs = names.members.sizes(name), index.members.sizes(entry)
    pair = np.repeat(np.arange(len(name)), mine)
    rows = names.members.take(name)
    entries = index.members.take(entry[pair])
    return np.repeat(rows, theirs[pair]), entries, np.repeat(scores[pair], theirs[pair])


def _candidates(names: _Keys, index: _Keys) -> Iterator[tuple[Ids, Ids]]:
    """Pairs of keys that may agree, some several times: those in which a word like one of the name's rarest stands."""
    like = index.known.like(list(names.vocabulary))
    begins = index.holders.begins
    of_word = begins[(like.values + 1) * MOST_WORDS] - begins[like.values * MOST_WORDS]
    brought = np.diff(np.concatenate(([0], np.cumsum(of_word)))[like.begins])
    owner = np.repeat(np.arange(len(names), dtype=np.int32), np.diff(names.words.begins))
    order = np.lexsort((brought[names.words.values], owner))
    order = order[brought[names.words.values[order]] > 0]
    first = np.searchsorted(owner[order], np.arange(len(names)))
    rank = np.arange(len(order)) - first[owner[order]]
    for chosen, fewer in ((order[rank == 0], False), (order[rank == 1], True)):
        name, word = owner[chosen], names.words.values[chosen]
        near = like.take(word).astype(np.int64) * MOST_WORDS
        name = np.repeat(name, like.sizes(word))
        start, end = begins[near], begins[near + (names.sizes[name] if fewer else MOST_WORDS)]
        yield np.repeat(name, end - start), index.holders.values[spread(start, end - start)]


def _joined(parts: Sequence[Hits]) -> Hits:
    if not parts:
        return Hits(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))
    names = np.concatenate([part.names for part in parts])
    entries = np.concatenate([part.entries for part in parts])
    scores = np.concatenate([part.scores for part in parts])
    order = np.lexsort((entries, -scores, names))
    return Hits(names[order], entries[order], scores[order])


def explained(names: Sequence[NameForm], index: NameIndex, hits: Hits) -> Iterator[tuple[int, int, Comparison]]:
    """Each hit compared part by part: position of the name, of the entry, and the comparison, whatever its verdict."""
    for name, entry in zip(hits.names.tolist(), hits.entries.tolist(), strict=True):
        yield name, entry, compare_forms(names[name], index.forms[entry])
