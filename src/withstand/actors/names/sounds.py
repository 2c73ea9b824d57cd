"""How a word sounds, whatever language wrote it down: two folded forms, the second for scripts without vowels."""

from __future__ import annotations

import re
from functools import lru_cache

from withstand.actors.names.words import name_words

_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = {ord(vowel): None for vowel in "aiu"}
_SERVANT = re.compile(r"^abd(?:ou|e|u|a)(?:l|([rsndtz])(?=\1))(.{3,})$")


@lru_cache(1 << 17)
def sounding(plain: str) -> str:
    """A plain word with the sounds that transliterations write differently written alike; idempotent."""
    words = name_words()
    if servant := _SERVANT.match(plain):
        plain = f"abd{servant[2]}"
    for before, after in words.sound_endings:
        if plain.endswith(before) and len(plain) > len(before) + 1:
            plain = plain.removesuffix(before) + after
            break
    for _ in range(8):
        folded = plain
        for before, after in words.sounds:
            folded = folded.replace(before, after)
        folded = _DOUBLE.sub(r"\1", folded)
        if folded == plain:
            break
        plain = folded
    return plain


def consonants(sound: str) -> str:
    """A folded word without its vowels."""
    return sound.translate(_VOWELS)


@lru_cache(1 << 17)
def skeleton(plain: str) -> str:
    """The consonants of a word as the Arabic script keeps them, without what its readers do not keep apart."""
    bones = sounding(plain).replace("sh", "c")
    for before, after in name_words().consonants:
        bones = bones.replace(before, after)
    bones = _DOUBLE.sub(r"\1", consonants(bones))
    return bones.removesuffix("h") if len(bones) > 1 else bones
