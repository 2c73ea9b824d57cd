"""Sentences that remember what they were made of, so that a page can tell them in another language."""

from __future__ import annotations

from collections.abc import Mapping


class Told(str):
    """A sentence with its values filled in. Everywhere it is plain text; `sentence` and `values` are what it is of.

    Values are texts, numbers, or parts that can be told in another language themselves.
    """

    sentence: str
    values: Mapping[str, object]

    def __new__(cls, sentence: str, **values: object) -> Told:
        """The sentence with {places} filled in."""
        made = super().__new__(cls, sentence.format(**values))
        made.sentence, made.values = sentence, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """How it is copied and pickled."""
        return (self.sentence,), dict(self.values)
