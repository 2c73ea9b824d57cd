"""What names are found by, hashed: runs of letters of their words, and pairs of pieces of two of their words.

Runs find names with a rare word; pairs find names of common words only. A few edits leave some of both intact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

BITS = 22
"""Buckets of features are 2**BITS; two features in one bucket cost time, never a find."""
MOST_WORDS = 6
PIECES = 3
RUN = 3
"""Letters of a run; a word's edges count as letters."""
_PAIRED = tuple((a, b) for a in range(PIECES) for b in range(PIECES))
_VOWELS = {ord(vowel): None for vowel in "aiu"}
_LETTERS = 27
_MIX, _MIX_TOO = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)

Ids = NDArray[np.int32]
Places = NDArray[np.int64]
Hashes = NDArray[np.uint64]


@dataclass(frozen=True)
class Features:
    """`bucket` and `owner` stand side by side: name `owner` has a feature in `bucket`."""

    bucket: NDArray[np.uint32]
    owner: Ids


@dataclass(frozen=True)
class Letters:
    """Of each key: its length, and how often each letter stands in it (row × 27; column 0: no letter)."""

    lengths: Ids
    counts: NDArray[np.int8]


def letters(keys: Sequence[str]) -> Letters:
    """Count the letters of keys in a-z."""
    lengths = np.fromiter(map(len, keys), np.int32, len(keys))
    codes = np.frombuffer("".join(keys).encode("ascii", "replace"), np.uint8)
    kept = np.where((codes >= ord("a")) & (codes <= ord("z")), codes - ord("a") + 1, 0).astype(np.int64)
    owner = np.repeat(np.arange(len(keys), dtype=np.int64), lengths)
    counts = np.bincount(owner * _LETTERS + kept, minlength=len(keys) * _LETTERS)
    return Letters(lengths, np.minimum(counts, 127).astype(np.int8).reshape(-1, _LETTERS))


def features(names: Sequence[Sequence[str]]) -> Features:
    """The features of names, each given as its words; names without words have none."""
    vocabulary: dict[str, int] = {}
    sizes = np.fromiter((min(len(words), MOST_WORDS) for words in names), np.int32, len(names))
    ids = np.fromiter(
        (vocabulary.setdefault(word, len(vocabulary)) for words in names for word in words[:MOST_WORDS]),
        np.int32,
        int(sizes.sum()),
    )
    words = list(vocabulary)
    pieces = np.array([_pieces(word) for word in words], np.uint64).reshape(-1, PIECES)
    begins = np.concatenate(([0], np.cumsum(sizes)))[:-1]
    alone = np.flatnonzero(sizes == 1).astype(np.int32)
    found, owners = _runs(words, ids[begins[alone]], alone)
    for size in range(2, MOST_WORDS + 1):
        rows = np.flatnonzero(sizes == size).astype(np.int32)
        if len(rows):
            of_rows = pieces[ids[begins[rows][:, None] + np.arange(size)]]
            for i, j in combinations(range(size), 2):
                found += [_both(of_rows[:, i, a], of_rows[:, j, b]) for a, b in _PAIRED]
                owners += [rows] * len(_PAIRED)
    hashes = np.concatenate(found) * _MIX
    return Features((hashes >> np.uint64(64 - BITS)).astype(np.uint32), np.concatenate(owners))


def _runs(words: Sequence[str], ids: Ids, owner: Ids) -> tuple[list[Hashes], list[Ids]]:
    """The runs of letters of the only word of some names, and whose they are."""
    runs = [[_hash(padded[at : at + RUN]) for at in range(max(1, len(padded) - RUN + 1))]
            for padded in (f"<{word}>" for word in words)]  # fmt: skip
    counts = np.fromiter(map(len, runs), np.int64, len(runs))
    flat = np.fromiter((run for of_word in runs for run in of_word), np.uint64, int(counts.sum()))
    begins = np.concatenate(([0], np.cumsum(counts)))[:-1]
    return [flat[spread(begins[ids], counts[ids])]], [np.repeat(owner, counts[ids])]


def spread(begins: Places, sizes: Places) -> Places:
    """begins[0], begins[0] + 1 … sizes[0] of them, then from begins[1], and so on."""
    offsets = begins - np.concatenate(([0], np.cumsum(sizes)))[:-1]
    return np.arange(int(sizes.sum())) + np.repeat(offsets, sizes)


def _pieces(word: str) -> tuple[int, int, int]:
    """Its beginning, its end and its first consonants."""
    return _hash(f"{word[:3]}-"), _hash(f"-{word[-3:]}"), _hash(f"={word.translate(_VOWELS)[:4]}")


def _hash(piece: str) -> int:
    """The same in every run."""
    value = 14695981039346656037
    for letter in piece.encode("utf-8"):
        value = (value ^ letter) * 1099511628211 % (1 << 64)
    return value


def _both(one: Hashes, other: Hashes) -> Hashes:
    """A hash of two, whichever comes first."""
    return np.minimum(one, other) * _MIX_TOO + np.maximum(one, other)
