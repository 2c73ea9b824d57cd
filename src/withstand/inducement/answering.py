"""A case as an audience sees it beside where it stands, which follows from everything that is known.

Who has answered is told, never what, until every body has; evidence that an audience may not see still counts for the
steps that rest on it, and is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from withstand.inducement.case import SupportCase
from withstand.inducement.cases import ABOUT, cases_of, support_case
from withstand.inducement.needs import Missing
from withstand.inducement.outcomes import Outcome, outcome
from withstand.inducement.records import FRAMEWORK
from withstand.picture.audience import Audience
from withstand.picture.guard import Guard
from withstand.picture.picture import Picture
from withstand.vocabulary.sentences import said

_TELLING = {"risk_acceptable": "risk_hidden"}
"""Needs whose sentence tells what evidence says, and the sentence for whom may not see that evidence."""


@dataclass(frozen=True)
class Answering:
    """A request for an audience. `case` is what may be shown; `workflow` is only asked where it stands.

    `own`: the body whose own answers are open to this audience.
    """

    case: SupportCase
    workflow: SupportCase
    answered: tuple[str, ...]
    opened: bool
    own: frozenset[str]

    def said(self, missing: Missing, language: str = "en") -> str:
        """What a step lacks, without what this audience may not know."""
        if missing.need in _TELLING and not self.case.assessments:
            return said("support_needs", _TELLING[missing.need], language)
        return missing.said(language)


def answering(guard: Guard, sight: Picture, request: str, day: date) -> Answering:
    """A request for an audience, as known when its picture is.

    Raises:
        NotFound: there is no such request, as far as the audience may know.
    """
    seen = support_case(sight, request)
    return _answering(seen, support_case(guard.known_at(sight.known_at, sight.known_by), request), sight.audience, day)


def answerings(guard: Guard, sight: Picture, cases: Iterable[SupportCase], day: date) -> Iterator[Answering]:
    """The requests that an audience sees, each beside where it stands, in a few questions for all of them."""
    seen = {one.request.record: one for one in cases}
    everything = guard.known_at(sight.known_at, sight.known_by)
    whole = seen | {one.request.record: one for one in cases_of(everything, _narrowed(everything, sight, seen))}
    for request, one in seen.items():
        yield _answering(one, whole[request], sight.audience, day)


def outcomes(guard: Guard, sight: Picture, cases: Iterable[SupportCase], day: date) -> Iterator[Outcome]:
    """Where requests stand that an audience sees, and what was decided about each."""
    for held in answerings(guard, sight, cases, day):
        yield outcome(held.case, day, held.workflow)


def _narrowed(everything: Picture, sight: Picture, seen: Mapping[str, SupportCase]) -> Iterable[str]:
    """The requests about which there is more than the audience sees."""
    if everything.count(FRAMEWORK) != sight.count(FRAMEWORK):
        return seen
    about: dict[str, set[str]] = {request: set() for request in seen}
    for tie in everything.ties(seen, outward=False):
        if tie.role in ABOUT:
            about[tie.target].add(tie.source)
    return [request for request, records in about.items() if not records <= set(seen[request].records)]


def _answering(seen: SupportCase, whole: SupportCase, audience: Audience, day: date) -> Answering:
    answered = tuple(dict.fromkeys(one.fields.body for one in whole.screenings))
    opened = bool(answered) and not whole.unanswered(day)
    own = frozenset({audience.body} - {""})
    shown = tuple(one for one in seen.screenings if opened or one.fields.body in own)
    workflow = replace(whole, request=seen.request, moves=seen.moves, decisions=seen.decisions)
    return Answering(replace(seen, screenings=shown), workflow, answered, opened, own)
