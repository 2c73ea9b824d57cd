"""Many names against a long list: candidates by shared features, then the exact score of each; memory is bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from withstand.actors.names.compare import Comparison, compare_forms
from withstand.actors.names.features import BITS, Features, Ids, Letters, features, letters, spread
from withstand.actors.names.form import NameForm
from withstand.actors.names.thresholds import thresholds

BATCH = 1000
"""Names screened at a time."""
BUDGET = 400
"""Entries that the features of one name may bring up, the rarest features first …"""
LEAST_FEATURES = 3
"""… save that so many of its rarest count whatever they bring up."""
BLOCK = 1 << 21
"""Pairs of names held at a time."""

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
    """The keys of some names, by sound or by consonants, each once, and an index over their features.

    `members` are the positions of the names, in the order of their keys; those of key k begin at `begins[k]`.
    """

    members: Ids
    begins: NDArray[np.int64]
    keys: NDArray[np.object_]
    letters: Letters
    found: Features

    @classmethod
    def of(cls, rows: Sequence[int], keys: Sequence[str]) -> _Keys:
        number: dict[str, int] = {}
        which = np.fromiter((number.setdefault(key, len(number)) for key in keys), np.int64, len(keys))
        unique = list(number)
        held = np.empty(len(unique), dtype=object)
        held[:] = unique
        members = np.array(rows, np.int32)[np.argsort(which, kind="stable")]
        begins = np.concatenate(([0], np.cumsum(np.bincount(which, minlength=len(unique)))))
        return cls(members, begins, held, letters(unique), features([key.split() for key in unique]))

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def postings(self) -> tuple[Ids, NDArray[np.int64]]:
        """Owners in the order of their buckets, and where each bucket begins."""
        packed = (self.found.bucket.astype(np.uint64) << np.uint64(32)) | self.found.owner.astype(np.uint64)
        packed.sort()
        owners = (packed & np.uint64(0xFFFFFFFF)).astype(np.int32)
        sizes = np.bincount(self.found.bucket, minlength=1 << BITS)
        return owners, np.concatenate(([0], np.cumsum(sizes)))


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
    return unsaid | ((one[:, 0] == other[:, 0]) & numbers)


def _search(names: _Keys, index: _Keys, at: float) -> Iterator[tuple[Ids, Ids, NDArray[np.float32]]]:
    """Positions of names and entries whose keys agree so far, in blocks of bounded size."""
    name, entry = _candidates(names, index)
    lengths = names.letters.lengths[name] + index.letters.lengths[entry]
    apart = np.abs(names.letters.counts[name] - index.letters.counts[entry]).sum(1, dtype=np.int16)
    kept = apart * 100 <= (100 - at) * lengths
    name, entry = name[kept], entry[kept]
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cpdist

    scores = cpdist(
        names.keys[name].tolist(), index.keys[entry].tolist(), scorer=ratio, score_cutoff=at, dtype=np.float32
    )
    hit = scores >= at
    name, entry, scores = name[hit], entry[hit], scores[hit]
    mine, theirs = names.begins[name + 1] - names.begins[name], index.begins[entry + 1] - index.begins[entry]
    blocks = np.cumsum(mine * theirs) // BLOCK
    for block in np.unique(blocks):
        yield _members(names, index, name[blocks == block], entry[blocks == block], scores[blocks == block])


def _members(
    names: _Keys, index: _Keys, name: Ids, entry: Ids, scores: NDArray[np.float32]
) -> tuple[Ids, Ids, NDArray[np.float32]]:
    """Every name with one key with every entry with another."""
    mine, theirs = names.begins[name + 1] - names.begins[name], index.begins[entry + 1] - index.begins[entry]
    rows = names.members[spread(names.begins[name], mine)]
    pair = np.repeat(np.arange(len(name)), mine)
    entries = index.members[spread(index.begins[entry][pair], theirs[pair])]
    return np.repeat(rows, theirs[pair]), entries, np.repeat(scores[pair], theirs[pair])


def _candidates(names: _Keys, index: _Keys) -> tuple[Ids, Ids]:
    """Pairs that share a feature, each once: the rarest features of every name, up to its budget."""
    owners, begins = index.postings
    bucket, owner = names.found.bucket, names.found.owner
    sizes = begins[bucket + 1] - begins[bucket]
    order = np.lexsort((sizes, owner))
    order = order[sizes[order] > 0]
    owner, bucket, sizes = owner[order], bucket[order], sizes[order]
    first = np.searchsorted(owner, np.arange(len(names)))
    spent = np.cumsum(sizes)
    before = np.where(first > 0, spent[np.maximum(first, 1) - 1], 0)[owner] if len(owner) else spent
    kept = (spent - before <= BUDGET) | (np.arange(len(owner)) - first[owner] < LEAST_FEATURES)
    owner, bucket, sizes = owner[kept], bucket[kept], sizes[kept]
    entries = owners[spread(begins[bucket], sizes)]
    pairs = (np.repeat(owner, sizes).astype(np.int64) << 32) | entries
    pairs.sort()
    pairs = pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))] if len(pairs) else pairs
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)


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
