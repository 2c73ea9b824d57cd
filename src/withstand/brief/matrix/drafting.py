"""A proposal as drafts: every new and changed threat and action once, under the rights of what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec

from withstand.brief.matrix.area_names import AreaNames
from withstand.brief.matrix.proposal import UNCHANGED, Proposal, Proposed, ProposedThreat
from withstand.brief.records.template_cells import comparable
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Fields, Record, TextKept
from withstand.ledger.journal import Draft, LinkTo
from withstand.ledger.kinds import Kind
from withstand.ledger.ledger import OFFICE_AUTHOR
from withstand.mission.records import ACTION, THREAT, Action, Threat

Rights = tuple[str, tuple[str, ...]]
"""Classification and compartments."""


@dataclass(frozen=True)
class Drafting:
    """How drafts are made. `judge` gives the record of some fields once its texts were looked at, with the decisions of
    the version before; `rights` are those of what is new.
    """

    new_id: Callable[[], str]
    judge: Callable[[Kind, Fields, tuple[TextKept, ...]], Record]
    rights: Rights
    author: str = OFFICE_AUTHOR


@dataclass
class Drafted:
    """Drafts, and rows of which none could be made, each with the reason."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def names_used(areas: AreaNames, proposal: Proposal) -> frozenset[str]:
    """Names of places, those that the matrix itself uses too: the scan of texts does not take them for people."""
    places = (row.threat.fields.where for row in proposal.threats)
    named = {name for place in places for name in (place.area, place.name) if name and comparable(name)}
    return frozenset((*areas.names.values(), *areas.provinces.values(), *named))


def drafted(proposal: Proposal, how: Drafting) -> Drafted:
    """The drafts of everything that is new or changed."""
    found, taken = Drafted(), set[str]()
    for row in proposal.threats:
        for one in _of_row(how, row, found):
            if one.record not in taken:
                taken.add(one.record)
                found.drafts.append(one)
    return found


def _of_row(how: Drafting, row: ProposedThreat, found: Drafted) -> Iterator[Draft]:
    course = row.threat.course
    record = course.record if course else how.new_id()
    if row.threat.state != UNCHANGED:
        yield from _draft(how, THREAT, row.threat, record, how.rights, (), found)
    rights = (course.classification, course.compartments) if course else how.rights
    for action in row.actions:
        if action.state == UNCHANGED:
            continue
        new = action.course is None
        links = (LinkTo("answers", record),) if new else ()
        yield from _draft(
            how, ACTION, action, action.course.record if action.course else how.new_id(), rights, links, found
        )


def _draft(
    how: Drafting,
    kind: Kind,
    one: Proposed[Threat] | Proposed[Action],
    record: str,
    rights: Rights,
    links: tuple[LinkTo, ...],
    found: Drafted,
) -> Iterator[Draft]:
    course = one.course
    earlier = course.steps[-1].fields.text_kept if course is not None else ()
    try:
        fields = how.judge(kind, msgspec.to_builtins(one.fields), earlier)
    except InvalidRecord as problem:
        found.problems.append((one.row, str(problem)))
        return
    level, components = (course.classification, course.compartments) if course is not None else rights
    supersedes = (course.version,) if course is not None else ()
    yield Draft(kind, fields, level, components, record, supersedes, links, how.author)
