"""Findings: what a rule says does not go together, in whose case, on which records it rests, and what can be done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from withstand.analysis.coherence.case import Case
from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import Term, vocabulary
from withstand.vocabulary.words import Words

RULE_WORDS, SEVERITIES, WAYS_OUT = "coherence_rules", "severities", "ways_out"
_DIGITS = 16


@dataclass(frozen=True)
class Finding:
    """One thing that does not go together.

    `subject` is the record that it is about, `records` all that it rests on, `component` who should act. `book` is the
    file with its sentence: that of the rule, or of a `variant`; `who` is the actor in whose case it was found, where a
    rule looks at actors. Its id stays the same as long as it is about the same and rests on the same.
    """

    rule: str
    subject: str
    records: tuple[str, ...]
    book: str
    words: Mapping[str, Words] = field(default_factory=lambda: MappingProxyType({}), compare=False)
    component: str = ""
    variant: str = ""
    who: str = ""

    @property
    def id(self) -> str:
        """The same for the same rule, subject and records, whenever and wherever it is found."""
        named = "\0".join((self.rule, self.subject, self.who, *self.records))
        return hashlib.sha256(named.encode()).hexdigest()[:_DIGITS]

    @property
    def term(self) -> Term:
        """The rule as the vocabulary describes it."""
        return vocabulary(RULE_WORDS).terms[self.rule]

    @property
    def severity(self) -> str:
        """How much it matters: a key of the severities."""
        return str(self.term.facts["severity"])

    @property
    def rank(self) -> int:
        """The severity as a number; the highest is the gravest."""
        return int(vocabulary(SEVERITIES).terms[self.severity].facts["rank"])

    @property
    def acts(self) -> str:
        """The component that should act."""
        return self.component or str(self.term.facts["component"])

    @property
    def ways_out(self) -> tuple[str, ...]:
        """What would settle it: keys of ways out."""
        return tuple(self.term.facts["ways_out"])

    def said(self, language: str = "en") -> str:
        """The sentence."""
        key = f"{self.rule}_{self.variant}" if self.variant else self.rule
        return said(self.book, key, language, **{name: one.said(language) for name, one in self.words.items()})


def finding(
    rule: str, book: str, subject: str, records: Iterable[str], component: str = "", variant: str = "", who: str = "",
    **words: Words,
) -> Finding:  # fmt: skip
    """A finding that rests on its subject and on these records, in an order that does not depend on theirs."""
    rests_on = tuple(sorted({subject, *records}))
    return Finding(rule, subject, rests_on, book, MappingProxyType(words), component, variant, who)


ACTOR, PLACE, RECORD = "actor", "place", "record"
"""What a case of support is about: an actor; an area; a record that names no actor that can be read."""

AUTHORITY, PROMISE = "authority", "promise"
"""What a case of dialogue is about: a unit, office, group or person that is spoken with; a commitment."""

STANCE = "stance"
"""What a case of the operation's own choices is about: a unit, office or group towards which a stance was chosen."""

OPERATION = "operation"
"""What the one case of the operation as a whole is about."""


@dataclass(frozen=True)
class Rule:
    """A plain function from a case to findings; which cases it is asked about; its name is a term of the rules."""

    name: str
    check: Callable[[Case], Iterable[Finding]]
    about: tuple[str, ...] = (ACTOR, RECORD)

    @property
    def asks(self) -> str:
        """What it asks, in a sentence: the first lines of the function's description."""
        return " ".join((self.check.__doc__ or "").split("\n\n")[0].split())
