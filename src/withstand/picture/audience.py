"""Who looks: a profile of clearance, components, recipient and purpose. What it does not say is denied."""

from __future__ import annotations

from dataclasses import dataclass

from withstand.ledger import rights
from withstand.ledger.errors import InvalidRecord
from withstand.vocabulary.terms import vocabulary

EVERY = "*"


@dataclass(frozen=True)
class Audience:
    """A profile. `components` are those it works for; `*` stands for all of them (the holder of the workspace), and
    is no body of its own: what is sealed opens to a body's own people alone.

    `recipient` and `purpose` are what the sources must have agreed to.
    """

    name: str
    clearance: str = "unclassified"
    components: tuple[str, ...] = ()
    recipient: str = "un"
    purpose: str = "protection"

    def __post_init__(self) -> None:
        """Refuse words that the vocabularies do not have: a slip must never open anything."""
        named = [("clearance", "classifications", self.clearance), ("recipient", "consent_recipients", self.recipient)]
        named.append(("purpose", "consent_purposes", self.purpose))
        named.extend(("components", "components", one) for one in self.components if one != EVERY)
        wrong = tuple((field, f"{word!r} is not known") for field, name, word in named if not _has(name, word))
        if wrong:
            raise InvalidRecord(f"profile.{self.name}", wrong)

    @property
    def level(self) -> int:
        """The highest rank it may see."""
        return rights.level(self.clearance)

    @property
    def body(self) -> str:
        """The one component it works for; empty where it works for several, which is no body of its own."""
        return self.components[0] if len(set(self.components)) == 1 and self.components[0] != EVERY else ""

    @property
    def mask(self) -> int:
        """The components it sees for, as a mask; with what is sealed for its body."""
        if self.body:
            return rights.seals((self.body,))
        return rights.every_component() if EVERY in self.components else rights.compartments(self.components)

    @property
    def use(self) -> int:
        """The use that must have been agreed to, as a bit."""
        return rights.use(self.recipient, self.purpose)

    @property
    def outside(self) -> bool:
        """Whether what it gets leaves the operation."""
        return self.recipient != "un"


def _has(name: str, word: str) -> bool:
    return word in vocabulary(name).terms


HOLDER = Audience("holder", "strictly_confidential", (EVERY,))
"""Whoever holds the folder and its passphrase."""
