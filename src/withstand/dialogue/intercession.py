"""The record of an intercession: a named principal speaks with a superior of those an alert is about.

What is said is written anew. It carries no source, no exact place and no exact time of the alert.
"""

from __future__ import annotations

from typing import Annotated

from withstand.actors.records import ACTORS
from withstand.evidence.records import Component
from withstand.ledger.fields import FreeText, Line, PartialDay, Place, Record, Span, Value, coded
from withstand.ledger.kinds import Kind, Role

INTERCESSION_NAME = "dialogue.Intercession"
PROPOSED, CONFIRMED, SPOKEN, ENDED, DROPPED = "proposed", "confirmed", "spoken", "ended", "dropped"
_MONTH = len("2032-01")


class KeptWords(Value, frozen=True, kw_only=True):
    """Something that the check of the words pointed at, and why the author keeps it."""

    gives_away: Annotated[str, coded("exposure_findings")]
    words: Line
    reason: Line


class Intercession(Record, frozen=True, kw_only=True):
    """Words for a superior, written apart from the alert, and checked against all that it holds.

    `where` is the area that may be named, `about_month` the month or year. The author proposes, another person
    confirms; `superior_did` is what the superior did then.
    """

    when: Span
    by_role: Annotated[str, coded("acceptance_roles")]
    lead: Component
    spoken_words: FreeText
    where: Place | None = None
    about_month: PartialDay | None = None
    reasons: FreeText
    kept_words: tuple[KeptWords, ...] = ()
    intercession_status: Annotated[str, coded("intercession_status")] = PROPOSED
    reviewed_by: Line = ""
    superior_did: Annotated[str, coded("superior_did")] | None = None

    def problems(self) -> tuple[tuple[str, str], ...]:
        """Nothing to say; a day, a site or a point; confirmed by nobody."""
        found = []
        if not self.spoken_words.strip():
            found.append(("spoken_words", "write what the principal says"))
        if not self.reasons.strip():
            found.append(("reasons", "say why somebody speaks with a superior"))
        if self.where is not None and (self.where.name or self.where.latitude is not None or not self.where.area):
            found.append(("where", "name an area only, without a site or a point"))
        if self.about_month is not None and len(self.about_month) > _MONTH:
            found.append(("about_month", "name a month or a year, not a day"))
        if self.intercession_status not in (PROPOSED, DROPPED) and not self.reviewed_by:
            found.append(("reviewed_by", "a person other than the author confirms the check of the words"))
        return tuple(found)


INTERCESSION = Kind(
    INTERCESSION_NAME,
    Intercession,
    roles=(
        Role("rests_on", ("evidence.Alert",), many=False, consent=True, required=True),
        Role("interceded_with", ACTORS, many=False, required=True),
        Role("concerns", ACTORS, required=True),
    ),
    when="when",
    where="where",
    title="intercession_status",
    by_workflow="withstand alerts intercede",
)
