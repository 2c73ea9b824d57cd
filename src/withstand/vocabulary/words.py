"""What fills the places of a sentence, said in the language of the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary


@dataclass(frozen=True)
class Words:
    """What fills a place in a sentence: texts as they stand, or terms of a vocabulary, `book`; then texts `beside` it.

    `day` fills the place `{day}` of the sentences of `book`, where it is a file of sentences.
    """

    keys: tuple[str, ...]
    book: str = ""
    sentence: bool = False
    day: str = ""
    beside: tuple[str, ...] = ()

    def said(self, language: str = "en") -> str:
        """The words, with commas between several."""
        return ", ".join((*(self._said(key, language) for key in self.keys), *self.beside))

    def _said(self, key: str, language: str) -> str:
        if self.sentence:
            return said(self.book, key, language, day=self.day)
        return vocabulary(self.book).label(key, language) if self.book else key


def text(*words: object) -> Words:
    """Words as they stand."""
    return Words(tuple(str(word) for word in words))


def terms(book: str, *keys: str) -> Words:
    """Terms of a vocabulary."""
    return Words(keys, book)
