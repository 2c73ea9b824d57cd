"""The record of presence: posts, patrols and people seen in a place, our own or an actor's."""

from __future__ import annotations

from typing import Annotated

from withstand.ledger.fields import FreeText, Number, Place, Record, Span, coded
from withstand.ledger.kinds import Kind, Role

PRESENCE_NAME = "evidence.Presence"


class Presence(Record, frozen=True, kw_only=True):
    """How much of whom was in a place while the claim holds. What nobody counted is absent, never zero.

    `presence_of` is the side; an actor is named by a link. The operation's own bases and patrols are `own_side`.
    """

    presence_of: Annotated[str, coded("perpetrators")]
    where: Place
    when: Span
    posts: Number | None = None
    patrols: Number | None = None
    personnel: Number | None = None
    narrative: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """Nothing counted."""
        if self.posts is None and self.patrols is None and self.personnel is None:
            return (("posts", "say how many posts, patrols or people there were: none is 0, not known is left out"),)
        return ()


PRESENCE = Kind(
    PRESENCE_NAME,
    Presence,
    roles=(
        Role("present", ("actors.Unit", "actors.Office", "actors.Group")),
        Role("source", ("evidence.Source",), consent=True),
    ),
    when="when",
    where="where",
    title="presence_of",
)
