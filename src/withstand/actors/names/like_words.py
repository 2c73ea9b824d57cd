"""Which words of a list are like which words of some names: found by shared pieces, then scored exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

import numpy as np
from numpy.typing import NDArray

EDGE = 4
MIDDLING = 5
"""Words so long may differ in two neighbouring letters: a slip of the hand can change a sound of two."""
LONG = 8
"""Words so long may differ in two letters, so that their edges find them too."""
LEAST_LIKE = 70
"""Likeness by sound below which no two words are like, whatever their consonants."""
LONGEST = 40
"""Letters of a word that count for finding it."""
BITS = 22
"""Buckets of pieces are 2**BITS; two pieces in one bucket cost time, never a find."""
_LETTERS = 27
_COUNTED = [
    (ord(letter) - ord("a") + 1, least)
    for least, those in ((1, ascii_lowercase), (2, ascii_lowercase), (3, "abdeiklmnors"))
    for letter in those
]
"""What the 64 bits of a key's letters say: the column of the letter, and how often at least it stands there."""
_BASE = np.uint64(0x5851F42D4C957F2D)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_MARKS = np.array([0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0], np.uint64)

Ids = NDArray[np.int32]
Places = NDArray[np.int64]
Hashes = NDArray[np.uint64]


@dataclass(frozen=True)
class Letters:
    """Of each key: its length, and a bit for each letter that stands in it once, twice, some thrice at least.

    Two keys are at least as many letters apart as they have bits that differ.
    """

    lengths: Ids
    bits: Hashes


@dataclass(frozen=True)
class Grouped:
    """Values in groups: those of group g stand from `begins[g]` to `begins[g + 1]`."""

    values: Ids
    begins: Places

    @classmethod
    def of(cls, group: NDArray[np.int64], values: Ids, groups: int) -> Grouped:
        """From values and the group of each."""
        order = np.argsort(group, kind="stable")
        return cls(values[order], np.concatenate(([0], np.cumsum(np.bincount(group, minlength=groups)))))

    def sizes(self, group: Ids | Places) -> Places:
        """How many values some groups have."""
        return self.begins[group + 1] - self.begins[group]

    def take(self, group: Ids | Places) -> Ids:
        """The values of some groups, one group after the other."""
        return self.values[spread(self.begins[group], self.sizes(group))]


def spread(begins: Places, sizes: Places) -> Places:
    """begins[0], begins[0] + 1 … sizes[0] of them, then from begins[1], and so on."""
    offsets = begins - np.concatenate(([0], np.cumsum(sizes)))[:-1]
    return np.arange(int(sizes.sum())) + np.repeat(offsets, sizes)


def letters(keys: Sequence[str]) -> Letters:
    """Count the letters of keys in a-z."""
    lengths = np.fromiter(map(len, keys), np.int32, len(keys))
    codes = np.frombuffer("".join(keys).encode("ascii", "replace"), np.uint8)
    kept = np.where((codes >= ord("a")) & (codes <= ord("z")), codes - ord("a") + 1, 0).astype(np.int64)
    owner = np.repeat(np.arange(len(keys), dtype=np.int64), lengths)
    counts = np.bincount(owner * _LETTERS + kept, minlength=len(keys) * _LETTERS).reshape(-1, _LETTERS)
    bits = np.zeros(len(keys), np.uint64)
    for place, (letter, least) in enumerate(_COUNTED):
        bits |= (counts[:, letter] >= least).astype(np.uint64) << np.uint64(place)
    return Letters(lengths, bits)


def pieces(words: Sequence[str]) -> tuple[Hashes, Ids]:
    """Hashes of what two words share that are alike, and whose they are.

    The word, its consonants, the word without each letter and without each two neighbours; of long words their edges.
    A word is the sum of its letters times the powers of an odd base, so that what is left of it without a letter is a
    sum of two: all are found at once, column by column.
    """
    codes, lengths = _codes(words)
    width = codes.shape[1]
    powers = np.cumprod(np.array([1] + [int(_BASE)] * width, np.uint64), dtype=np.uint64)
    before = np.zeros((len(words), width + 1), np.uint64)
    np.cumsum(codes * powers[:width], axis=1, out=before[:, 1:])
    whole = before[:, -1]
    bones = _bones(codes, powers)
    rows = np.arange(len(words), dtype=np.int32)
    found, owners = [whole, bones ^ _MARKS[0]], [rows, rows]
    for gap, least in ((1, 1), (2, MIDDLING)):
        back = np.uint64(pow(int(_BASE), -gap, 1 << 64))
        for at in range(width - gap + 1):
            has = (lengths >= max(least, at + gap)).nonzero()[0]
            found.append(before[has, at] + back * (whole[has] - before[has, at + gap]))
            owners.append(rows[has])
    long = (lengths >= LONG).nonzero()[0]
    back_to = np.array([pow(int(_BASE), -at, 1 << 64) for at in range(width + 1)], np.uint64)
    start = lengths[long] - EDGE
    found += [before[long, EDGE] ^ _MARKS[1], ((whole[long] - before[long, start]) * back_to[start]) ^ _MARKS[2]]
    owners += [rows[long], rows[long]]
    return np.concatenate(found) * _MIX >> np.uint64(64 - BITS), np.concatenate(owners)


def _codes(words: Sequence[str]) -> tuple[Hashes, Ids]:
    """The letters of each word as numbers from 1, 0 beyond its end; and its length, at most LONGEST."""
    cut = np.array([word[:LONGEST] for word in words] or [""], dtype=f"S{LONGEST}")
    codes = cut.view(np.uint8).reshape(-1, LONGEST)[: len(words)]
    lengths = (codes != 0).sum(1).astype(np.int32)
    return codes[:, : max(EDGE, int(lengths.max(initial=1)))].astype(np.uint64), lengths


def _bones(codes: Hashes, powers: Hashes) -> Hashes:
    """Hashes of the words without their vowels."""
    kept = (codes != 0) & ~np.isin(codes, np.frombuffer(b"aiu", np.uint8).astype(np.uint64))
    place = np.maximum(np.cumsum(kept, axis=1) - 1, 0)
    return np.asarray((codes * kept * powers[place]).sum(1, dtype=np.uint64))


class Words:
    """The words of a list, each once, with an index over their pieces."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = np.empty(len(words), dtype=object)
        self.words[:] = words
        bucket, owner = pieces(words)
        self._by_piece = Grouped.of(bucket.astype(np.int64), owner, 1 << BITS)

    def like(self, words: Sequence[str]) -> Grouped:
        """Of each word, the words of the list that may be like it."""
        bucket, owner = pieces(words)
        near = bucket.astype(np.int64)
        pairs = np.repeat(owner.astype(np.int64), self._by_piece.sizes(near)) << 32 | self._by_piece.take(near)
        pairs = distinct(pairs)
        mine, theirs = pairs >> 32, (pairs & 0xFFFFFFFF).astype(np.int32)
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import cpdist

        asked = np.empty(len(words), dtype=object)
        asked[:] = words
        scores = cpdist(
            asked[mine].tolist(), self.words[theirs].tolist(), scorer=ratio, score_cutoff=LEAST_LIKE, workers=-1
        )
        kept = scores >= LEAST_LIKE
        return Grouped.of(mine[kept], theirs[kept], len(words))


def distinct(pairs: Places) -> Places:
    """Each pair once, sorted; `pairs` is sorted in place."""
    pairs.sort()
    return pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))] if len(pairs) else pairs
