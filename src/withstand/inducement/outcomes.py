"""What was decided about requests and what followed: of one, of those like it, and of all in statistics.

Counts only, with how many there are; never a probability. What follows is seen only where support was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from withstand.inducement.case import Held, SupportCase
from withstand.inducement.decisions import APPROVALS, SupportDecision
from withstand.inducement.workflow import Standing, standing

SMALLEST_SHARE = 10
"""Below so many no percentage is printed: one more or less would move it by a tenth and more."""

FOLLOWED = ("trigger", "suspend", "withdraw", "reinstate", "expire")
"""Steps after a decision that say what became of it."""


@dataclass(frozen=True)
class Outcome:
    """One request: where it stands, what was decided last (empty: nothing), and which steps followed that."""

    case: SupportCase
    standing: Standing
    decision: Held[SupportDecision] | None
    followed: tuple[str, ...]

    @property
    def decided(self) -> str:
        """The word for the decision."""
        return self.decision.fields.decided if self.decision else ""

    @property
    def approved(self) -> bool:
        """Whether support was approved, in whatever way."""
        return self.decided in APPROVALS


def outcome(case: SupportCase, day: date, workflow: SupportCase | None = None) -> Outcome:
    """What was decided about a request by a day, and what followed. `workflow`: the case from which it follows where
    it stands, if that holds more than may be shown.
    """
    stands = standing(workflow or case, day)
    decisions = {one.record: one for one in case.decisions}
    places = [place for place, step in enumerate(stands.counted) if step.record in decisions]
    if not places:
        return Outcome(case, stands, None, ())
    later = stands.counted[places[-1] + 1 :]
    followed = tuple(dict.fromkeys(step.action for step in later if step.action in FOLLOWED))
    return Outcome(case, stands, decisions[stands.counted[places[-1]].record], followed)


@dataclass(frozen=True)
class ReferenceClass:
    """Earlier requests that are like one: the same type of support, to an actor of the same type.

    `decided` counts them by their last decision, `followed` those after which a step was taken. `open` had none yet.
    """

    support: str
    recipient_type: str
    requests: int
    decided: tuple[tuple[str, int], ...]
    followed: tuple[tuple[str, int], ...]
    open: int

    @property
    def approved(self) -> int:
        """How many were approved, in whatever way."""
        return sum(number for word, number in self.decided if word in APPROVALS)


def reference_class(
    outcomes: Iterable[Outcome], support: str, recipient_type: str, type_of: Callable[[str], str],
    besides: frozenset[str] = frozenset(),
) -> ReferenceClass:  # fmt: skip
    """The requests like one, as far as their records may be seen. `type_of` is the type of an actor; `besides` are
    requests that are left out.
    """
    like = [
        one
        for one in outcomes
        if one.case.request.record not in besides
        and one.case.request.fields.support == support
        and any(type_of(actor) == recipient_type for actor in one.case.recipients)
    ]
    decided = tuple((word, sum(one.decided == word for one in like)) for word in (*APPROVALS, "defer", "refuse"))
    followed = tuple((word, sum(one.approved and word in one.followed for one in like)) for word in FOLLOWED)
    return ReferenceClass(
        support, recipient_type, len(like),
        tuple(one for one in decided if one[1]), tuple(one for one in followed if one[1]),
        sum(one.decision is None for one in like),
    )  # fmt: skip
