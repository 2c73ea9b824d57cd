"""Shared goals: what both want, which are live, whose review day has passed, what the next step is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from withstand.dialogue.due import OVERDUE, due_order, due_word
from withstand.dialogue.records import SHARED_GOAL, SharedGoal
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.vocabulary.terms import vocabulary

LIVE = vocabulary("goal_status").keys_where("live")
PROPOSED = "proposed"


@dataclass(frozen=True)
class Goal:
    """A shared goal and what it links to, as (role, record) pairs. `review` is a word of the vocabulary `due`."""

    seen: Seen
    fields: SharedGoal
    links: tuple[tuple[str, str], ...]
    review: str

    @property
    def record(self) -> str:
        """Its id."""
        return self.seen.record

    @property
    def live(self) -> bool:
        """Whether both are pursuing it. One of which two versions stand beside each other is not known to be."""
        return self.fields.goal_status in LIVE and self.seen.heads == 1

    @property
    def overdue(self) -> bool:
        """Whether it is pursued, or proposed, and the day on which it was to be looked at again has passed."""
        return self.review == OVERDUE and (self.live or self.fields.goal_status == PROPOSED)

    def linked(self, *roles: str) -> tuple[str, ...]:
        """Records that it links to in one of these roles."""
        return tuple(target for role, target in self.links if role in roles)


def goals(picture: Picture, day: date) -> tuple[Goal, ...]:
    """The shared goals of a picture: live ones first, what is to be looked at again first among them."""
    seen = {one.record: one for one in picture.each(SHARED_GOAL) if isinstance(one.fields, SharedGoal)}
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for tie in picture.ties(seen):
        links[tie.source].append((tie.role, tie.target))
    found = (
        Goal(one, one.fields, tuple(sorted(links[record])), due_word(one.fields.review_by, day))
        for record, one in seen.items()
        if isinstance(one.fields, SharedGoal)
    )
    return tuple(sorted(found, key=lambda one: (not one.live, *due_order(one.fields.review_by), one.record)))
