"""Parts of the records of dialogue: what is asked, and what was seen afterwards."""

from __future__ import annotations

from typing import Annotated

from withstand.ledger.fields import FreeText, Line, PartialDay, Value, coded

Issue = Annotated[str, coded("dialogue_issues")]


class Ask(Value, frozen=True, kw_only=True):
    """One thing asked of an authority, so that anybody can check whether it was done.

    `topic` is what the ask is about, in the same words each time: "checkpoint at the mill bridge".
    Until `answer_by` the ask stays between us and them.
    """

    issue: Issue
    topic: Line
    wants: Annotated[str, coded("ask_wants")]
    ask: Line
    test: FreeText = ""
    answer_by: PartialDay | None = None
    response: Annotated[str, coded("ask_responses")] = "unknown"

    @property
    def same_topic(self) -> tuple[str, str]:
        """What two asks share that are about one thing."""
        return self.issue, " ".join(self.topic.casefold().split())


class Observed(Value, frozen=True, kw_only=True):
    """What was seen of a change 7, 30 or 90 days after, and what else may explain it."""

    after: Annotated[str, coded("observed_after")]
    change: Annotated[str, coded("observed_changes")]
    seen_on: PartialDay | None = None
    seen: FreeText = ""
    rival: FreeText = ""

    def problems(self) -> tuple[tuple[str, str], ...]:
        """A change without what was seen; an improvement without what else may explain it."""
        if self.change in ("improved", "worse") and not self.seen:
            return (("seen", "say what was seen; where nobody could see, that is the answer"),)
        if self.change == "improved" and not self.rival:
            return (("rival", "say what else may explain it: others’ work, the season, less access"),)
        return ()


class Stood(Value, frozen=True, kw_only=True):
    """Where a promise stood since a day, as was known when it was entered: the history of a list that is imported."""

    commitment_status: Annotated[str, coded("commitment_status")]
    status_on: PartialDay
