"""A proposal entered: new and changed threats and actions in one append, after the scan of their texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from withstand.brief.matrix.proposal import UNCHANGED, Proposal, Proposed, ProposedThreat
from withstand.cli.clearing import cleared
from withstand.cli.entered import Entered
from withstand.cli.record_commands import author_of, with_retention
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.ids import uuid7
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.kinds import Kind
from withstand.mission.records import ACTION, THREAT, Action, Threat
from withstand.picture.audience import HOLDER
from withstand.picture.names import known_names
from withstand.picture.picture import Picture

MOST_TOLD = 5


@dataclass(frozen=True)
class _Entering:
    """Where and how drafts are made."""

    opened: Opened
    entered: Entered
    familiar: frozenset[str]
    author: str


def enter_proposal(opened: Opened, proposal: Proposal, entered: Entered, names: frozenset[str]) -> int:
    """Enter what is new and what changed, all or nothing; returns how many versions were saved.

    Raises:
        InputError: texts may name people and nothing was said about it; nothing was saved.
    """
    familiar = known_names(Picture(opened.ledger, HOLDER)) | names
    entering = _Entering(opened, entered, familiar, author_of(opened, entered.author))
    drafts: list[Draft] = []
    problems: list[str] = []
    taken: set[str] = set()
    for row in proposal.threats:
        for one in _drafts(entering, row, problems):
            if one.record in taken:
                continue
            taken.add(one.record)
            drafts.append(one)
    if problems:
        more = f" And {len(problems) - MOST_TOLD} more." if len(problems) > MOST_TOLD else ""
        raise InputError(f"{' '.join(problems[:MOST_TOLD])}{more} Nothing of this file was entered.")
    return len(append(opened.ledger, drafts)) if drafts else 0


def _drafts(entering: _Entering, row: ProposedThreat, problems: list[str]) -> Iterator[Draft]:
    ledger = entering.opened.ledger
    course = row.threat.course
    record = course.record if course else uuid7(ledger.clock(), ledger.randomness, ledger.signer.installation)
    if row.threat.state != UNCHANGED:
        yield from _draft(entering, THREAT, row.threat, record, (), problems)
    rights = (course.classification, course.compartments) if course else None
    for action in row.actions:
        if action.state == UNCHANGED:
            continue
        if action.course is None:
            new = uuid7(ledger.clock(), ledger.randomness, ledger.signer.installation)
            yield from _draft(entering, ACTION, action, new, (LinkTo("answers", record),), problems, rights)
        else:
            yield from _draft(entering, ACTION, action, action.course.record, (), problems)


def _draft(
    entering: _Entering,
    kind: Kind,
    one: Proposed[Threat] | Proposed[Action],
    record: str,
    links: tuple[LinkTo, ...],
    problems: list[str],
    rights: tuple[str, tuple[str, ...]] | None = None,
) -> Iterator[Draft]:
    """A draft under the rights of what is there, of its threat, or of the office's presets."""
    office, entered, course = entering.opened.settings.office, entering.entered, one.course
    try:
        fields = kind.read(with_retention(entering.opened, kind, msgspec.to_builtins(one.fields)))
        earlier = course.steps[-1].fields.text_kept if course is not None else ()
        fields = cleared(kind, fields, entered.keep_text, entering.familiar, earlier)
    except InvalidRecord as problem:
        problems.append(f"Row {one.row}: {problem}")
        return
    if course is not None:
        rights = (course.classification, course.compartments)
    preset = (entered.classification or office.classification, entered.compartments or office.compartments)
    level, components = rights or preset
    supersedes = (course.version,) if course is not None else ()
    yield Draft(kind, fields, level, components, record, supersedes, links, entering.author)
