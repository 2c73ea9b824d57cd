"""Rights as numbers that SQL can compare: how restricted, for which components, for whose use.

Each is strictest where it is not understood: a word of a newer vocabulary closes, it never opens.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from withstand.ledger.fields import Consent
from withstand.vocabulary.terms import vocabulary

UNKNOWN_LEVEL = 9
EVERYBODY = 0
_UNKNOWN_COMPONENT = 1 << 62
SEALED = "sealed"
"""Stands for no component at all: a link whose ends share none."""


@cache
def level(classification: str) -> int:
    """The rank of a classification; one that is not known ranks above all."""
    term = vocabulary("classifications").terms.get(classification)
    return UNKNOWN_LEVEL if term is None else int(term.facts["rank"])


@cache
def classification_of(rank: int) -> str:
    """The classification of that rank."""
    terms = vocabulary("classifications").terms
    return next((key for key, term in terms.items() if term.facts["rank"] == rank), "strictly_confidential")


def compartments(components: Iterable[str]) -> int:
    """A mask of the components that may see; 0 stands for all of them."""
    return _mask(tuple(components))


@cache
def _mask(components: tuple[str, ...]) -> int:
    order = {key: 1 << place for place, key in enumerate(vocabulary("components").terms)}
    mask = 0
    for component in components:
        mask |= order.get(component, _UNKNOWN_COMPONENT)
    return mask


def is_component(name: str) -> bool:
    """Whether the vocabulary has this component."""
    return name in vocabulary("components").terms


@cache
def component_names(mask: int) -> tuple[str, ...]:
    """The components of a mask; one that is not known, or none in common, is `sealed`."""
    names = tuple(sorted(key for key in vocabulary("components").terms if mask & compartments((key,))))
    return (*names, SEALED) if mask & _UNKNOWN_COMPONENT else names


@cache
def every_component() -> int:
    """The mask of all components, the unknown one too."""
    return compartments(vocabulary("components").terms) | _UNKNOWN_COMPONENT


def narrowed(first: int, second: int) -> int:
    """What both masks allow; where nothing is left, nobody's."""
    if EVERYBODY in (first, second):
        return first | second
    return first & second or _UNKNOWN_COMPONENT


def shared(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    """The components that may see both of two records; `sealed` where there is none."""
    one, other = tuple(first), tuple(second)
    if not one or not other:
        return tuple(sorted(one or other))
    return tuple(sorted(set(one) & set(other))) or (SEALED,)


@cache
def use(recipient: str, purpose: str) -> int:
    """The bit of a recipient and a purpose."""
    recipients, purposes = vocabulary("consent_recipients").terms, vocabulary("consent_purposes").terms
    place = int(recipients[recipient].facts["bit"]) * len(purposes) + int(purposes[purpose].facts["bit"])
    return 1 << place


@cache
def uses(recipient: str) -> int:
    """All purposes of a recipient."""
    return sum(use(recipient, purpose) for purpose in vocabulary("consent_purposes").terms)


@cache
def every_use() -> int:
    """All recipients and purposes: what needs no consent."""
    return sum(uses(recipient) for recipient in vocabulary("consent_recipients").terms)


def own_use() -> int:
    """What holds where nothing else was agreed: the operation's own use."""
    return uses("un")


def agreed(consents: Iterable[Consent]) -> int:
    """The uses that were agreed to; a withdrawal counts after everything that was given.

    One word that is not known here closes all: what it takes back cannot be told.
    """
    given, withdrawn = own_use(), 0
    for consent in consents:
        purposes = consent.purposes or (tuple(vocabulary("consent_purposes").terms) if not consent.given else ())
        try:
            bits = sum({use(consent.recipient, purpose) for purpose in purposes})
        except KeyError:
            return 0
        if consent.given:
            given |= bits
        else:
            withdrawn |= bits
    return given & ~withdrawn
