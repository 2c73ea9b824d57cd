"""Why an audience sees a record, or does not: every refusal can be explained, without telling what is refused."""

from __future__ import annotations

from dataclasses import dataclass

from withstand.ledger import rights
from withstand.ledger.ledger import Ledger
from withstand.ledger.store.queries import state_of
from withstand.picture.audience import Audience
from withstand.picture.picture import Picture
from withstand.picture.seen import UNKNOWN, classification_word
from withstand.vocabulary.terms import vocabulary


@dataclass(frozen=True)
class Ground:
    """One condition and whether it holds: text, clearance, components, use, day, moment, or known at all.

    `about` are keys of vocabularies that say what it asks, or a day.
    """

    what: str
    holds: bool
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """The verdict, and each condition with whether it holds."""

    record: str
    audience: Audience
    visible: bool
    grounds: tuple[Ground, ...]

    @property
    def conditions(self) -> tuple[tuple[str, bool], ...]:
        """Each condition in words, and whether it holds."""
        return tuple((self._said(ground), ground.holds) for ground in self.grounds)

    def _said(self, ground: Ground) -> str:
        name, label = self.audience.name, vocabulary("classifications").label
        match ground.what:
            case "text":
                return _TEXTS[ground.about[0]]
            case "clearance":
                own = label(self.audience.clearance).lower()
                return f"{_restricted(ground.about[0])}, and {name} is cleared for {own}"
            case "components":
                names = " or ".join(vocabulary("components").label(one) for one in ground.about)
                return f"it is open to {names or 'every component'}"
            case "sealed":
                names = " or ".join(vocabulary("components").label(one) for one in ground.about)
                return f"every body has answered; until then it is sealed, and opens to {names or 'nobody'} alone"
            case "use":
                return f"its sources allow use by {ground.about[0].replace('_', ' ')} for {ground.about[1]}"
            case "day":
                return f"it is of {ground.about[0]} or before"
            case "moment":
                return "it was known at that moment"
        return "a record with this id is known here"


_TEXTS = {
    "redact": "its text was redacted by two people",
    "erase": "its text was erased when its time had come",
    "here": "its text is here, not withheld",
}


def explain(ledger: Ledger, record: str, audience: Audience, picture: Picture | None = None) -> Explanation:
    """Each condition that a record must meet for an audience, and whether it does."""
    state = state_of(ledger.database, record)
    if state is None:
        return Explanation(record, audience, False, (Ground("known", holds=False),))
    _, level, mask, use, present, first, gone, _ = state
    names = tuple(one for one in rights.component_names(mask) if one != rights.SEALED)
    grounds = [
        Ground("text", bool(present), (gone if gone in _TEXTS else "here",)),
        Ground("clearance", level <= audience.level, (classification_word(level),)),
        Ground("sealed" if rights.is_sealed(mask) else "components", not mask or bool(mask & audience.mask), names),
        Ground("use", bool(use & audience.use), (audience.recipient, audience.purpose)),
    ]
    if picture is not None and picture.as_of is not None:
        day = picture.as_of.isoformat()
        grounds.append(Ground("day", first is None or first <= day, (day,)))
    holds = all(ground.holds for ground in grounds)
    if picture is not None and holds and picture.known_at is not None:
        holds = picture.holds(record)
        grounds.append(Ground("moment", holds))
    return Explanation(record, audience, holds, tuple(grounds))


def _restricted(word: str) -> str:
    if word == UNKNOWN:
        return "its classification is a word that this program does not know, so it is closed: update Withstand"
    return f"it is {vocabulary('classifications').label(word).lower()}"
