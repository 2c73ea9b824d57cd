"""Which words of a list are like which words of some names: found by shared pieces, then scored exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from withstand.actors.names.sounds import consonants

EDGE = 4
LONG = 8
"""Words so long may differ in two letters, so that their edges find them too."""
LEAST_LIKE = 70
"""Likeness by sound below which no two words are like, whatever their consonants."""
_LETTERS = 27

Ids = NDArray[np.int32]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Letters:
    """Of each key: its length, and how often each letter stands in it (row × 27; column 0: no letter)."""

    lengths: Ids
    counts: NDArray[np.int8]


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
    counts = np.bincount(owner * _LETTERS + kept, minlength=len(keys) * _LETTERS)
    return Letters(lengths, np.minimum(counts, 127).astype(np.int8).reshape(-1, _LETTERS))


def pieces(word: str) -> set[str]:
    """What two words share that are a letter or vowels apart; of long words their edges, which two letters leave intact."""
    found = {word, f"={consonants(word)}", *(word[:at] + word[at + 1 :] for at in range(len(word)))}
    if len(word) >= LONG:
        found |= {f"<{word[:EDGE]}", f"{word[-EDGE:]}>"}
    return found


class Words:
    """The words of a list, each once, with an index over their pieces."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = np.empty(len(words), dtype=object)
        self.words[:] = words
        self._pieces: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            for piece in pieces(word):
                self._pieces.setdefault(piece, []).append(number)

    def like(self, words: Sequence[str]) -> Grouped:
        """Of each word, the words of the list that may be like it."""
        nobody: list[int] = []
        near = [
            {number for piece in pieces(word) for number in self._pieces.get(piece, nobody)} for word in words
        ]
        sizes = np.fromiter(map(len, near), np.int64, len(near))
        theirs = np.fromiter((number for one in near for number in one), np.int32, int(sizes.sum()))
        mine = np.repeat(np.arange(len(words)), sizes)
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import cpdist

        asked = np.empty(len(words), dtype=object)
        asked[:] = words
        scores = cpdist(asked[mine].tolist(), self.words[theirs].tolist(), scorer=ratio, score_cutoff=LEAST_LIKE)
        kept = scores >= LEAST_LIKE
        return Grouped.of(mine[kept], theirs[kept], len(words))
