"""Stances that stand on the day of a case, and the rules on them alone: past their review, two that contradict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding, finding
from withstand.analysis.coherence.roles import TOWARDS
from withstand.ledger.contents import folded
from withstand.ledger.fields import last_day
from withstand.mission.rules.thresholds import thresholds
from withstand.mission.stance_records import Stance
from withstand.vocabulary.words import Words, terms, text

BOOK = "stance_findings"
WITH, AGAINST = "with", "against"


@dataclass(frozen=True)
class Choice:
    """A stance that stands towards the subject of a case; `area` is empty where it holds everywhere."""

    record: str
    fields: Stance
    area: str

    @property
    def since(self) -> date:
        """The day since when it may stand."""
        return self.fields.when.earliest

    def words(self, case: Case) -> dict[str, Words]:
        """What every sentence on it names."""
        where = self.fields.where
        place = (where.name or where.area) if where is not None else ""
        return {
            "unit": text(case.title(case.subject.key)), "matter": text(self.fields.matter), "place": text(place or "–"),
            "choice": word(case, self.fields.choice), "day": text(self.fields.when.start),
        }  # fmt: skip


def choices(case: Case) -> tuple[Choice, ...]:
    """Those that stand: begun, not ended, not taken back, not replaced by one that has begun."""
    return case.kept("choices", lambda: tuple(_choices(case)))


def _choices(case: Case) -> Iterator[Choice]:
    for record, fields in case.each(Stance):
        if case.subject.key in case.to(record, TOWARDS) and _stands(case, record, fields):
            yield Choice(record, fields, fields.where.area if fields.where is not None else "")


def _stands(case: Case, record: str, fields: Stance) -> bool:
    if fields.when.earliest > case.day or (fields.when.end is not None and fields.when.latest < case.day):
        return False
    if fields.taken_back is not None and last_day(fields.taken_back) <= case.day:
        return False
    later = (case.said(one, Stance) for one in case.leading_to(record, "replaces"))
    return not any(one is not None and one.when.earliest <= case.day for one in later)


def word(case: Case, choice: str) -> Words:
    """A choice in the words of leadership, else of the vocabulary."""
    said = str(getattr(thresholds(case), f"said_{choice}", "")).strip()
    return text(said) if said else terms("stances", choice)


def about(
    case: Case, rule: str, choice: Choice, *records: str, variant: str = "", **words: Words
) -> Finding:  # fmt: skip
    """A finding about a stance; who chose it acts."""
    named = {**choice.words(case), **words}
    return finding(
        rule, BOOK, choice.record, (case.subject.key, *records), choice.fields.author, variant, case.subject.key,
        **named,
    )  # fmt: skip


def stance_review_overdue(case: Case) -> Iterator[Finding]:
    """The day has passed on which somebody meant to look again at a stance that was chosen, and it still stands."""
    for one in choices(case):
        if last_day(one.fields.review_by) < case.day:
            yield about(case, "stance_review_overdue", one, review=text(one.fields.review_by))


def stances_contradict(case: Case) -> Iterator[Finding]:
    """Two stances stand towards one authority, one to work with it and one against it, in one place and one matter: of
    the same issue and of the same words, or in answer to the same threat. A stance without a place holds everywhere.
    """
    for one, other in combinations(choices(case), 2):
        if {one.fields.choice, other.fields.choice} != {WITH, AGAINST} or not _together(case, one, other):
            continue
        first, second = sorted((one, other), key=lambda each: (each.since, case.entered(each.record), each.record))
        yield about(
            case, "stances_contradict", second, first.record, by=terms("components", second.fields.author),
            other=word(case, first.fields.choice), other_by=terms("components", first.fields.author),
            other_day=text(first.fields.when.start),
        )  # fmt: skip


def _together(case: Case, one: Choice, other: Choice) -> bool:
    threats = {*case.to(one.record, "answers")} & {*case.to(other.record, "answers")}
    same = one.fields.issue == other.fields.issue and folded(one.fields.matter) == folded(other.fields.matter)
    apart = one.area != other.area and _placed(one) and _placed(other)
    return not apart and (same or bool(threats))


def _placed(choice: Choice) -> bool:
    return bool(choice.area)
