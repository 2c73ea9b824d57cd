"""Rules on who was excluded from one support and has a part in another, and on who commands since it was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding
from withstand.analysis.coherence.roles import DECISION, EXCLUDES, HELD_BY, PERSON, POSTED, POSTING, SAME_HOLDER
from withstand.inducement.approvals import Approval
from withstand.inducement.rules.support import Support, may_hold, mine
from withstand.ledger.fields import Span
from withstand.vocabulary.words import Words, text

COMMANDS = ("commander", "deputy", "unknown", "")
"""Types of posts whose holder leads; a post of which nothing is said may be one."""


@dataclass(frozen=True)
class _Part:
    """Somebody excluded by one decision has a part in what another supports: by which records; since when, if it is
    known.
    """

    decision: str
    records: tuple[str, ...]
    moved: bool
    who: Words


def excluded_elsewhere(case: Case) -> Iterator[Finding]:
    """A unit or the holder of a post was excluded from one support and has a part in another that may be given now: as
    its recipient, or in a post of the recipient or of its command line. Posts are one person's only where a link says
    so; the same name says nothing.
    """
    yield from _excluded(case, "excluded_elsewhere", moved=False)


def excluded_moved_in(case: Case) -> Iterator[Finding]:
    """A unit or the holder of a post that was excluded from one support has come under, or into, the recipient of
    another since that was decided.
    """
    yield from _excluded(case, "excluded_moved_in", moved=True)


def _excluded(case: Case, rule: str, *, moved: bool) -> Iterator[Finding]:
    actor = case.subject.key
    for support in mine(case):
        approval = support.live
        if approval is None or actor == support.request:
            continue
        for part in _parts(case, support, approval):
            if part.moved is moved:
                elsewhere = [case.title(one) for one in case.to(part.decision, "request")]
                yield support.finding(
                    rule, approval.decision.record, part.decision, actor, *part.records,
                    *case.to(part.decision, "request"), who=actor, unit=text(case.title(actor)),
                    excluded=part.who, elsewhere=text(*elsewhere or ("–",)), until=text(approval.last),
                )  # fmt: skip


def _parts(case: Case, support: Support, approval: Approval) -> Iterator[_Part]:
    actor, decided = case.subject.key, date.fromisoformat(approval.decision.fields.on)
    own = {target for one in support.case.decisions for target in one.linked(EXCLUDES)}
    below = case.below(actor, case.day, case.day)
    line = case.line(actor, case.day, case.day)
    for decision in _excluding(case):
        if support.request in case.to(decision, "request"):
            continue
        for excluded in case.to(decision, EXCLUDES):
            if excluded == actor:
                yield _Part(decision, (), False, text(case.title(excluded)))
            elif excluded in below and excluded not in own:
                ties = [one.relation for one in case.chains.ties if one.lower == excluded]
                since = [
                    one.valid.earliest for one in case.chains.ties if one.lower == excluded and one.valid is not None
                ]  # fmt: skip
                later = bool(since) and max(since) > decided
                yield _Part(decision, (excluded, *ties), later, text(case.title(excluded)))
            elif case.kind(excluded) == POSTING:
                for post in sorted(_posts_of_holder(case, excluded) - own):
                    units = [one for one in case.to(post, POSTED) if one in line]
                    valid = _valid(case, post)
                    if units and may_hold(valid, case.day) and not _posts_of_holder(case, post) & own:
                        later = valid is not None and valid.earliest > decided
                        yield _Part(decision, (excluded, post, *units), later, _post(case, post))


def _excluding(case: Case) -> list[str]:
    return [one for one in sorted(case.seen) if case.kind(one) == DECISION and case.to(one, EXCLUDES)]


def _posts_of_holder(case: Case, post: str) -> set[str]:
    """A posting and those that a link says are of the same person."""
    found, edge = {post}, {post}
    while edge:
        near = {one for each in edge for _, one in case.links_of(each) if case.kind(one) in (POSTING, PERSON)}
        near |= {one for each in edge for role in (HELD_BY, SAME_HOLDER) for one in case.leading_to(each, role)}
        edge = near - found
        found |= edge
    return {one for one in found if case.kind(one) == POSTING}


def command_changed(case: Case) -> Iterator[Finding]:
    """Since support was approved, another holds the command of the recipient, or the recipient has come under or above
    another unit: what was screened is not what is supported.
    """
    actor = case.subject.key
    for support in mine(case):
        approval = support.live
        if approval is None or actor == support.request:
            continue
        decided = date.fromisoformat(approval.decision.fields.on)
        posts = [one for one in case.leading_to(actor, POSTED) if _commands(case, one)]
        new = [one for one in posts if _began(_valid(case, one), decided, case.day)]
        moved = {
            one.relation for one in case.chains.ties
            if actor in (one.lower, one.upper) and _began(one.valid, decided, case.day)
        }  # fmt: skip
        for records, variant in ((new, ""), (sorted(moved), "moved")):
            if records:
                yield support.finding(
                    "command_changed", approval.decision.record, actor, *records, variant=variant,
                    who=actor, unit=text(case.title(actor)), decided=text(decided), until=text(approval.last),
                )  # fmt: skip


def _commands(case: Case, post: str) -> bool:
    return case.kind(post) == POSTING and str(case.seen[post].raw.get("type", "")) in COMMANDS


def _began(valid: Span | None, after: date, until: date) -> bool:
    return valid is not None and after < valid.earliest <= until


def _valid(case: Case, record: str) -> Span | None:
    fields = case.seen[record].fields
    return None if fields is None else fields.valid


def _post(case: Case, post: str) -> Words:
    """A post in words: never a name."""
    raw = case.seen[post].raw
    units = tuple(case.title(one) for one in case.to(post, POSTED))
    if raw.get("title"):
        return text(raw["title"], *units)
    return Words((str(raw.get("type", "unknown")),), "posting_types", beside=units)
