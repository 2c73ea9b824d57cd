"""Dialogue in the workspace of a test: offices, each with all that is said and promised, under names of their own."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from support_site import enter
from web_site import Site

from withstand.actors.records import OFFICE, Office
from withstand.dialogue.parts import Ask
from withstand.dialogue.records import COMMITMENT, ENGAGEMENT, SHARED_GOAL, Commitment, Engagement, SharedGoal
from withstand.ledger.fields import Record, Span
from withstand.ledger.journal import Draft, LinkTo
from withstand.ledger.kinds import Kind

LAST_DAY = date(2090, 3, 10)
_numbers = itertools.count(1)


def told(day: date, shift: int = 0) -> str:
    """A day as pages tell it."""
    on = day + timedelta(days=shift)
    return f"{on.day} {on:%B %Y}"


@dataclass
class World:
    """An office and what is said with it, each with a name of its own.

    Each is earlier than those before it, which therefore lie ahead and show on no page of its day.
    """

    site: Site
    level: str = "unclassified"
    owner: str = "police"
    like: World | None = None

    def __post_init__(self) -> None:
        number = next(_numbers)
        self.mark = f"zw{number:03d}x"
        self.day: date = self.like.day if self.like else LAST_DAY - timedelta(days=200 * number)
        name = f"Office {self.mark}"
        self.office = enter(self.site, Draft(OFFICE, Office(name=name, side="host_state"), "unclassified"))

    def days(self, shift: int) -> str:
        """So many days from its day."""
        return (self.day + timedelta(days=shift)).isoformat()

    def entered(self, kind: Kind, fields: Record, *links: LinkTo) -> str:
        """A record of it."""
        return enter(self.site, Draft(kind, fields, self.level, links=links))

    def goal(self, **more: Any) -> str:
        """A shared goal under way."""
        fields: dict[str, Any] = {
            "goal": f"Goal {self.mark}", "when": Span(start=self.days(-60)), "issue": "checkpoints",
            "their_interest": "trade", "owner": self.owner, "goal_status": "under_way", "review_by": self.days(20),
            "next_step": f"Step {self.mark}", **more,
        }  # fmt: skip
        return self.entered(SHARED_GOAL, SharedGoal(**fields), LinkTo("shared_with", self.office))

    def promise(self, side: str = "theirs", **more: Any) -> str:
        """A promise that is due."""
        fields: dict[str, Any] = {
            "promise": f"Promise {side} {self.mark}", "promise_side": side, "when": Span(start=self.days(-40)),
            "made_in": "meeting", "issue": "checkpoints", "test": f"Test {self.mark}", "due": self.days(-4),
            "owner": self.owner, **more,
        }  # fmt: skip
        role = "promised_to" if side == "ours" else "promised_by"
        return self.entered(COMMITMENT, Commitment(**fields), LinkTo(role, self.office))

    def engagement(self, name: str, shift: int, *links: LinkTo, **more: Any) -> str:
        """An engagement so many days from the day."""
        fields: dict[str, Any] = {
            "subject": f"{name} {self.mark}", "when": Span(start=self.days(shift)), "level": "province",
            "channel": "meeting", "lead": self.owner, **more,
        }  # fmt: skip
        return self.entered(ENGAGEMENT, Engagement(**fields), LinkTo("met", self.office), *links)

    def protest(self, shift: int = -45, **more: Any) -> str:
        """A protest without a reply."""
        return self.engagement(f"Protest{shift}", shift, **{"tone": "protest", "channel": "note_verbale", **more})

    def asked(self, shift: int = -8, **more: Any) -> str:
        """A meeting at which something was asked, with a follow-up that is due."""
        ask = Ask(issue="checkpoints", topic=f"the mill {self.mark}", wants="stop", ask="Take it down")
        about: dict[str, Any] = {
            "asks": (ask,), "follow_up": f"Send the list {self.mark}", "follow_up_owner": self.owner,
            "follow_up_due": self.days(-2), **more,
        }  # fmt: skip
        return self.engagement("Asked", shift, **about)

    def all(self) -> World:
        """Everything at once."""
        self.goal()
        self.promise()
        self.promise("ours", due=self.days(6))
        self.protest()
        self.asked()
        self.engagement("Planned", 9, held="planned")
        return self
