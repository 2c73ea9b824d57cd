"""Rules on a choice and the records beside it: apart for weeks, or never shown by any record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding
from withstand.analysis.coherence.roles import CONDUCT
from withstand.evidence.records import Incident, Obstruction, Reprisal
from withstand.inducement.rules.conduct import Harm, harms
from withstand.ledger.fields import Record
from withstand.mission.rules.choices import AGAINST, WITH, Choice, about, choices
from withstand.mission.rules.readings import area_of, readings
from withstand.mission.rules.thresholds import counts_until, thresholds
from withstand.vocabulary.words import text

LIMITED = "obstructing"
"""The word for conduct that limits protection work: seen as such, it is a pattern already."""

Weight = tuple[int, int]
"""How much a record says on a day: of harm, of obstruction."""


@dataclass(frozen=True)
class Said:
    """What a record says of an authority, and the days on whose window it lies."""

    record: str
    first: date
    last: date
    weight: Weight


def stance_and_records_apart(case: Case) -> Iterator[Finding]:
    """A stance and the records have lain apart for as many weeks as leadership set. To work with an authority was
    chosen, and a record of harm by it, or by its line in that place, lies in the window, or a pattern of obstruction
    does; or to stand against it was chosen, and no record of either does. Only records count, and of those that were
    refuted none.
    """
    weeks = thresholds(case).weeks_apart
    for one in choices(case):
        if one.fields.choice == WITH:
            beside = list(_contrary(case, one))
            many = thresholds(case).systematic_from
            since = _since(case.day, beside, lambda harm, blocked, many=many: harm > 0 or blocked >= many)  # type: ignore[misc]
        elif one.fields.choice == AGAINST:
            beside = list(_shown(case, one))
            since = _since(case.day, beside, lambda harm, blocked: harm + blocked == 0)
        else:
            continue
        since = max(since, one.since) if since is not None else None
        if since is None or case.day - since < timedelta(weeks=weeks):
            continue
        counted = [each.record for each in beside if each.first <= case.day <= each.last]
        yield about(
            case, "stance_and_records_apart", one, *counted, variant="" if counted else "none",
            since=text(since), number=text(len(counted)), weeks=text((case.day - since).days // 7),
        )  # fmt: skip


def _since(day: date, said: list[Said], apart: Callable[[int, int], bool]) -> date | None:
    """The first of the days up to this one on all of which what is said lies apart; none where it does not today."""
    turns: dict[date, list[Weight]] = {}
    for one in said:
        turns.setdefault(one.first, []).append(one.weight)
        if one.last < day:
            turns.setdefault(one.last + timedelta(days=1), []).append((-one.weight[0], -one.weight[1]))
    harm = blocked = 0
    since = date.min if apart(0, 0) else None
    for turn in sorted(one for one in turns if one <= day):
        harm += sum(one for one, _ in turns[turn])
        blocked += sum(one for _, one in turns[turn])
        if not apart(harm, blocked):
            since = None
        elif since is None:
            since = turn
    return since


def _contrary(case: Case, choice: Choice) -> Iterator[Said]:
    """What speaks against working with an authority: of itself anywhere; of its line in the place, or in no place that
    anybody says.
    """
    months, many = thresholds(case).window_months, thresholds(case).systematic_from
    actor = case.subject.key
    for harm in harms(case, actor):
        if actor in harm.actors or _there(choice, area_of(case, harm.record)):
            yield _said(case, harm, months)
    for one in readings(case, actor):
        if one.points_to == AGAINST and (one.own or _there(choice, one.area)):
            weight = (0, many) if one.conduct == LIMITED else (1, 0)
            yield Said(one.record, one.first, counts_until(max(one.first, one.last), months), weight)


def _there(choice: Choice, area: str) -> bool:
    return not choice.area or not area or area == choice.area


def _said(case: Case, harm: Harm, months: int) -> Said:
    last = counts_until(max(harm.when.earliest, min(harm.when.latest, case.day)), months)
    blocked = case.said(harm.record, Obstruction)
    weight = (0, 1) if blocked is not None and not blocked.violations else (1, 0)
    return Said(harm.record, harm.when.earliest, last, weight)


def _shown(case: Case, choice: Choice) -> Iterator[Said]:
    """What shows that an authority obstructs or harms: records of it or its line in the place, and those on which the
    stance itself rests.
    """
    months = thresholds(case).window_months
    linked = {one for one in case.to(choice.record, "rests_on") if _shows(case, one)}
    linked |= {basis for one in linked for basis in case.to(one, "rests_on") if _shows(case, basis)}
    for record in sorted(_own(case) | linked):
        fields = case.seen[record].fields
        if isinstance(fields, Incident | Reprisal | Obstruction) and (record in linked or _in(choice, case, record)):
            last = counts_until(max(fields.when.earliest, min(fields.when.latest, case.day)), months)
            yield Said(record, fields.when.earliest, last, (1, 0))


def _in(choice: Choice, case: Case, record: str) -> bool:
    return not choice.area or area_of(case, record) == choice.area


def against_without_record(case: Case) -> Iterator[Finding]:
    """To stand against an authority was chosen, and the stance rests on no record of obstruction or harm by it or its
    line: on an incident, an obstruction, a reprisal, or observed conduct that itself rests on one. A record that names
    nobody counts, because the stance says of whom it is; one that names only others, or was refuted, does not.
    """
    for one in choices(case):
        linked = case.to(one.record, "rests_on")
        if one.fields.choice == AGAINST and not any(_shows(case, each) for each in linked):
            yield about(case, "against_without_record", one, *linked, number=text(len(linked)))


def _shows(case: Case, record: str) -> bool:
    """Whether a record tells of obstruction or harm by the subject or its line, or by nobody who is named."""
    fields = case.said(record, Record)
    if isinstance(fields, Incident | Reprisal | Obstruction):
        refuted = isinstance(fields, Incident) and fields.verification == "refuted"
        named = any(case.to(record, role) for role in CONDUCT)
        return not refuted and (not named or record in _own(case))
    seen = {one.record for one in readings(case, case.subject.key) if one.points_to == AGAINST}
    return record in seen and any(_shows(case, one) for one in case.to(record, "rests_on"))


def _own(case: Case) -> frozenset[str]:
    """Records of what the subject and its line are said to have done."""
    return case.kept("own harms", lambda: frozenset(one.record for one in harms(case, case.subject.key)))
