"""Rights as numbers that SQL can compare: how restricted, for which components, for whose use.

Each is strictest where it is not understood: a word of a newer vocabulary closes, it never opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, reduce
from operator import and_, or_

import msgspec

from withstand.ledger.fields import Consent
from withstand.vocabulary.terms import vocabulary

UNKNOWN_LEVEL = 9
EVERYBODY = 0
_UNKNOWN_COMPONENT = 1 << 62
SEALED = "sealed"
"""Stands for no component at all: a link whose ends share none."""
_MOST = 30
"""So many components have bits of their own; the bits of their seals stand above them."""
_COMPONENTS = (1 << _MOST) - 1
_SEALED_UNKNOWN = 1 << 61
_SEALS = _COMPONENTS << _MOST | _SEALED_UNKNOWN


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
    order = {key: 1 << place for place, key in enumerate(vocabulary("components").terms) if place < _MOST}
    mask = 0
    for component in components:
        mask |= order.get(component, _UNKNOWN_COMPONENT)
    return mask


def is_component(name: str) -> bool:
    """Whether the vocabulary has this component."""
    return name in vocabulary("components").terms


@cache
def component_names(mask: int) -> tuple[str, ...]:
    """The components of a mask, under a seal or not; one that is not known, or none in common, is `sealed`."""
    mask = _without_seal(mask)
    names = tuple(sorted(key for key in vocabulary("components").terms if mask & compartments((key,))))
    return (*names, SEALED) if mask & _UNKNOWN_COMPONENT else names


@cache
def every_component() -> int:
    """The mask of all components, the unknown one too. It opens no seal."""
    return compartments(vocabulary("components").terms) | _UNKNOWN_COMPONENT


def everything() -> int:
    """The mask of a guard: all components, and every seal."""
    return every_component() | _SEALS


def sealed(mask: int) -> int:
    """The same components under a seal: it opens to who has a component's `seals`, never to `every_component`."""
    return (mask & _COMPONENTS) << _MOST or _SEALED_UNKNOWN


def seals(components: Iterable[str]) -> int:
    """The mask of the components by name, and of what is sealed for them."""
    mask = compartments(components)
    return mask | (mask & _COMPONENTS) << _MOST


def is_sealed(mask: int) -> bool:
    """Whether a record of this mask is sealed."""
    return bool(mask & _SEALS)


def _without_seal(mask: int) -> int:
    return (mask >> _MOST & _COMPONENTS or _UNKNOWN_COMPONENT) if is_sealed(mask) else mask


def narrowed(first: int, second: int) -> int:
    """What both masks allow; where nothing is left, nobody's. A seal on either stays."""
    if is_sealed(first) or is_sealed(second):
        return sealed(narrowed(_without_seal(first), _without_seal(second)))
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


def given(consents: Iterable[Consent]) -> int:
    """The uses that were agreed to at some time: the operation's own, and what is said beyond.

    One word that is not known here closes all.
    """
    allowed = own_use()
    try:
        for consent in consents:
            if consent.given:
                allowed |= _uses_of(consent)
    except KeyError:
        return 0
    return allowed


def agreed(consents: Iterable[Consent]) -> int:
    """The uses that are agreed to; a withdrawal counts, unless the use was given again on a later day."""
    consents = tuple(consents)
    said = stated(consents)
    return given(consents) & ~(withdrawn((said,), (said,)) if said else 0)


def taken_back(consents: Iterable[Consent]) -> int:
    """The uses that were withdrawn; all, where one word of a withdrawal is not known here."""
    return sum_of(bits for bits, gives, _ in _statements(consents) if not gives)


def stated(consents: Iterable[Consent]) -> str | None:
    """What is withdrawn, and given on a day, as text: uses, whether given, day. None where there is nothing such."""
    said = [one for one in _statements(consents) if not one[1] or one[2]]
    return msgspec.json.encode(said).decode() if said else None


def withdrawn(versions: Iterable[str], heads: Sequence[str | None]) -> int:
    """The uses that versions took back, and that not all heads give again with a later day. As `stated`."""
    again = [[one for one in _read(head) if one[1]] for head in heads]
    taken = 0
    for version in versions:
        for bits, gives, day in _read(version):
            if not gives:
                lifted = [sum_of(more for more, _, on in gifts if _later(on, day)) for gifts in again]
                taken |= bits & ~reduce(and_, lifted, every_use() if lifted else 0)
    return taken


_STATED = msgspec.json.Decoder(list[tuple[int, bool, str]])


def _read(said: str | None) -> list[tuple[int, bool, str]]:
    return _STATED.decode(said) if said else []


def _statements(consents: Iterable[Consent]) -> list[tuple[int, bool, str]]:
    found = []
    for consent in consents:
        try:
            found.append((_uses_of(consent), consent.given, consent.on or ""))
        except KeyError:
            found.append((0 if consent.given else every_use(), consent.given, consent.on or ""))
    return found


def _later(day: str, than: str) -> bool:
    """Whether a partial day is surely after another."""
    return bool(day and than) and (day + "-01-01")[:10] > (than + "-99-99")[:10]


def sum_of(masks: Iterable[int]) -> int:
    """What any of the masks holds."""
    return reduce(or_, masks, 0)


def _uses_of(consent: Consent) -> int:
    purposes = consent.purposes or (tuple(vocabulary("consent_purposes").terms) if not consent.given else ())
    return sum({use(consent.recipient, purpose) for purpose in purposes})


def taking_back(mask: int) -> tuple[Consent, ...]:
    """Withdrawals of exactly these uses."""
    purposes = tuple(vocabulary("consent_purposes").terms)
    found = []
    for recipient in vocabulary("consent_recipients").terms:
        taken = tuple(purpose for purpose in purposes if mask & use(recipient, purpose))
        if taken:
            found.append(Consent(recipient=recipient, purposes=taken, given=False))
    return tuple(found)
