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
class Explanation:
    """The verdict, and each condition with whether it holds."""

    record: str
    audience: str
    visible: bool
    conditions: tuple[tuple[str, bool], ...]


def explain(ledger: Ledger, record: str, audience: Audience, picture: Picture | None = None) -> Explanation:
    """Each condition that a record must meet for an audience, and whether it does."""
    state = state_of(ledger.database, record)
    if state is None:
        return Explanation(record, audience.name, False, (("a record with this id is known here", False),))
    _, level, mask, use, present, first, gone, _ = state
    text = {"redact": "its text was redacted by two people", "erase": "its text was erased when its time had come"}
    label = vocabulary("classifications").label
    names = " or ".join(vocabulary("components").label(one) for one in rights.component_names(mask) if one != "sealed")
    purpose = f"{audience.recipient.replace('_', ' ')} for {audience.purpose}"
    conditions = [
        (text.get(gone, "its text is here, not withheld"), bool(present)),
        (
            f"{_restricted(level)}, and {audience.name} is cleared for {label(audience.clearance).lower()}",
            level <= audience.level,
        ),
        (
            f"it is open to {names or 'every component'}" if mask else "it is open to every component",
            not mask or bool(mask & audience.mask),
        ),
        (f"its sources allow use by {purpose}", bool(use & audience.use)),
    ]
    if picture is not None and picture.as_of is not None:
        day = picture.as_of.isoformat()
        conditions.append((f"it is of {day} or before", first is None or first <= day))
    holds = all(holds for _, holds in conditions)
    if picture is not None and holds and picture.known_at is not None:
        known = picture.holds(record)
        conditions.append(("it was known at that moment", known))
        holds = known
    return Explanation(record, audience.name, holds, tuple(conditions))


def _restricted(level: int) -> str:
    word = classification_word(level)
    if word == UNKNOWN:
        return "its classification is a word that this program does not know, so it is closed: update Withstand"
    return f"it is {vocabulary('classifications').label(word).lower()}"
