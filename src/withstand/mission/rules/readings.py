"""Observed conduct in a case: readings of an authority and its line, how old they are, and what each points to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.reading import main_area
from withstand.analysis.coherence.roles import TOWARDS
from withstand.inducement.rules.support import entered_on
from withstand.ledger.fields import Span, first_day
from withstand.mission.rules.thresholds import counts_until, half_life, thresholds
from withstand.mission.stance_records import ObservedConduct
from withstand.vocabulary.terms import vocabulary

PROTECTS, AGAINST = "with", "against"


@dataclass(frozen=True)
class Reading:
    """One record of observed conduct. `first` and `last` are the days of which it speaks, none after its entry.

    `sure`: the last of them as early as it can have been; `own`: it is of the authority itself, not of its line alone.
    """

    record: str
    conduct: str
    area: str
    first: date
    last: date
    sure: date
    own: bool
    settled: bool

    @property
    def points_to(self) -> str:
        """The stance to which the word alone points; empty for a word that this program does not have."""
        term = vocabulary("conduct").terms.get(self.conduct)
        return str(term.facts["points_to"]) if term is not None else ""


def readings(case: Case, actor: str) -> tuple[Reading, ...]:
    """All readings of an actor and of those who were above or below it then."""
    return case.kept(f"readings {actor}", lambda: tuple(_readings(case, actor)))


def _readings(case: Case, actor: str) -> Iterator[Reading]:
    for record, fields in case.each(ObservedConduct):
        entered = entered_on(case.entered(record))
        first, sure, last = days_spoken_of(fields.when, min(case.day, entered))
        named = set(case.to(record, TOWARDS))
        own = actor in named
        if first <= case.day and (own or not named.isdisjoint(case.line(actor, first, max(first, last)))):
            settled = case.seen[record].heads == 1
            yield Reading(record, fields.conduct, fields.where.area, first, last, sure, own, settled)


def days_spoken_of(when: Span, until: date) -> tuple[date, date, date]:
    """The first day that a span can mean, its last day as early as it can be, and as late; none after `until`."""
    sure = until if when.ongoing else first_day(when.end or when.start)
    return when.earliest, min(sure, until), min(when.latest, until)


def against(case: Case, actor: str) -> tuple[Reading, ...]:
    """Readings in the window that point against relying on an actor: of itself or its line, anywhere."""
    months = thresholds(case).window_months
    return tuple(
        one for one in readings(case, actor)
        if one.points_to == AGAINST and case.day <= counts_until(one.last, months)
    )  # fmt: skip


def protecting(case: Case, actor: str, area: str) -> Reading | None:
    """The reading that shows an actor protecting in an area: not older than the half-life, and none of it there that
    says anything else since.
    """
    here = [one for one in readings(case, actor) if one.own and one.area == area]
    shown = [
        one for one in here if one.points_to == PROTECTS and one.settled and one.sure >= case.day - half_life(case)
    ]
    best = max(shown, key=lambda one: (one.sure, one.record), default=None)
    if best is None or any(one.points_to != PROTECTS and one.last >= best.sure for one in here):
        return None
    return best


def area_of(case: Case, record: str) -> str:
    """The area of a record's main place; empty where nobody says."""
    return main_area(case.seen[record])
