"""What words would give away, told to whoever asks: in full of what they may see, of the rest only whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from withstand.dialogue.exposure import Giveaway
from withstand.dialogue.interceding import SOURCE, check_words
from withstand.dialogue.intercession import Intercession
from withstand.picture.guard import Guard, guarded
from withstand.picture.picture import Picture
from withstand.web.warning.places import gazetteer
from withstand.web.warning.verdicts import blocked


@dataclass(frozen=True)
class _OwnSight(Guard):
    """What one reader may see, where the check asks for all that is known."""

    own: Picture | None = None

    @property
    def picture(self) -> Picture:
        """The reader's picture."""
        return self.own or super().picture

    def once_linked(self, record: str, role: str) -> tuple[str, ...]:
        """Where the links lead that the reader may see."""
        return tuple(one.other for one in self.picture.links(record, role))


@dataclass(frozen=True)
class Looked:
    """`found` is what the reader may know of; `left` of it is not decided. `blocked`: whom to ask about the rest."""

    found: tuple[Giveaway, ...]
    left: tuple[Giveaway, ...]
    blocked: str = ""


def look(picture: Picture, alert: str, superior: str, said: Intercession) -> Looked:
    """Check words on all that is known, and tell of it what the reader of the picture may know.

    Raises:
        NotFound: the alert is not here.
    """
    areas, guard = gazetteer(), Guard(picture.ledger)
    seen = check_words(_OwnSight(picture.ledger, own=picture), alert, said, areas, superior)
    whole = check_words(guard, alert, said, areas, superior)
    if set(whole.left) <= set(seen.found):
        return Looked(seen.found, seen.left)
    behind = guard.picture.several((alert, superior, *guard.once_linked(alert, SOURCE))).values()
    return Looked(seen.found, seen.left, blocked(guarded(guard.ledger, True, behind)))
