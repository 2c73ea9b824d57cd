"""What a rehearsal is: a situation, cards for each role, what may be relied on, the ten minutes, and looking back."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

MINUTES = 10
"""How long a rehearsal takes, looking back included."""

Key = Annotated[str, Meta(pattern=r"^[a-z][a-z_]{1,39}$")]
Short = Annotated[str, Meta(min_length=1, max_length=160)]
Text = Annotated[str, Meta(min_length=1, max_length=600)]
Minute = Annotated[int, Meta(ge=0, le=MINUTES)]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of a pack."""


class Right(Part, frozen=True, kw_only=True):
    """Something that an agreement on the status of forces or of the mission usually gives, and how to say it."""

    right: Text
    say: Text


class Card(Part, frozen=True, kw_only=True):
    """What the player of one role reads, and nobody else: it fits the screen of a phone.

    `ours`: the role is of the operation. `staff` are those who should play or watch it: soldier, liaison, police,
    interpreter, civilian, leader.
    """

    key: Key
    title: Short
    ours: bool = False
    staff: tuple[Key, ...] = ()
    knows: tuple[Text, ...]
    wants: tuple[Text, ...]
    never: tuple[Text, ...] = ()
    opening: Text = ""


class Turn(Part, frozen=True, kw_only=True):
    """What happens from a minute on: said to all, or told to one role alone."""

    minute: Minute
    happens: Text
    to: Key | None = None


class Pack(Part, frozen=True, kw_only=True):
    """One rehearsal in one language."""

    key: Key
    version: Short
    language: Annotated[str, Meta(pattern=r"^[a-z]{2}$")]
    title: Short
    situation: Text
    aims: tuple[Text, ...]
    rights: tuple[Right, ...]
    protocol: tuple[Text, ...]
    interpreter: tuple[Text, ...]
    roles: tuple[Card, ...]
    turns: tuple[Turn, ...]
    look_back: tuple[Text, ...]

    def problems(self) -> tuple[str, ...]:
        """What does not hold between the parts, each a sentence."""
        found = []
        keys = [card.key for card in self.roles]
        if len(set(keys)) < len(keys):
            found.append("two roles have one key: give each its own")
        if len(keys) < 3 or not any(card.ours for card in self.roles) or all(card.ours for card in self.roles):
            found.append("there are to be three roles at least, some of ours and some of theirs")
        if not any("interpreter" in card.staff for card in self.roles):
            found.append("no role is for an interpreter: add one")
        found.extend(
            f"what happens at minute {turn.minute} is told to {turn.to}, and there is no such role"
            for turn in self.turns
            if turn.to is not None and turn.to not in keys
        )
        minutes = [turn.minute for turn in self.turns]
        if minutes != sorted(minutes) or not minutes or minutes[0] != 0:
            found.append("the turns are to begin at minute 0 and to follow each other")
        parts = {"aims": self.aims, "rights": self.rights, "protocol": self.protocol, "interpreter": self.interpreter}
        found.extend(f"{name} is empty: say at least one" for name, held in parts.items() if not held)
        if not self.look_back:
            found.append("look_back is empty: ask at least one question afterwards")
        return tuple(found)

    def card(self, key: str) -> Card | None:
        """The card of a role."""
        return next((card for card in self.roles if card.key == key), None)

    def told_to(self, key: str) -> tuple[Turn, ...]:
        """What the player of a role hears, minute by minute."""
        return tuple(turn for turn in self.turns if turn.to in (None, key))

    def shape(self) -> object:
        """All but the words: the same in every language of one pack."""
        return (
            self.key, self.version, len(self.aims), len(self.rights), len(self.protocol), len(self.interpreter),
            tuple((one.key, one.ours, one.staff, *map(len, (one.knows, one.wants, one.never))) for one in self.roles),
            tuple((one.minute, one.to) for one in self.turns), len(self.look_back),
        )  # fmt: skip
