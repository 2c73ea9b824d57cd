"""What is told to authorities keeps to the routing of alerts: the check of every such record that is written here.

An engagement, a shared goal or a promise is refused where it would tell those it is with of an alert that may not go to
them: by a link to it, by a link to what rests on it, or in its very words. Links that stand already are not asked about
again, so that what was done can still be followed up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from types import MappingProxyType

from withstand.dialogue.records import COMMITMENT_NAME, ENGAGEMENT_NAME, GOAL_NAME
from withstand.dialogue.wordings import runs, words
from withstand.evidence.records import ACTORS, ALERT, Alert
from withstand.ledger.errors import InvalidRecord
from withstand.ledger.fields import Record, Span
from withstand.ledger.forms import texts_of
from withstand.ledger.kinds import Check
from withstand.ledger.ledger import Ledger
from withstand.picture.actors import Actors
from withstand.picture.actors import everybody as read_everybody
from withstand.picture.audience import Audience
from withstand.picture.guard import Guard, Guarded, guarded
from withstand.picture.leaving import Links, ever_linked, rested_on
from withstand.picture.routing import untold
from withstand.picture.seen import Seen

PERSON, HELD_BY, POST_IN = "actors.Person", "held_by", "post_in"
_STRANGER = Audience("whoever writes")
_NOT_TOLD = frozenset(
    {
        "assessment_of_it", "our_red_lines", "their_red_lines", "scenarios", "they_raised", "observed", "follow_up",
        "verification_text", "reply", "correction", "text_kept",
    }
)  # fmt: skip
"""Texts that are ours alone, or that they themselves said."""

HINT = "Leave it out. A named principal may speak with a superior in other words: withstand alerts intercede."
UNPLACED = "it is not known with whom this person stands, so no alert is told to them"
LINKED = "{why} {hint}"
WORDED = "the words “{run}” are those of an alert. {why} {hint}"


@dataclass(frozen=True)
class Telling:
    """How a kind of record tells: the roles of those it is told to, and of what it tells them."""

    told_to: tuple[str, ...]
    tells: tuple[str, ...] = ()


TELLING: Mapping[str, Telling] = MappingProxyType(
    {
        ENGAGEMENT_NAME: Telling(("met",), ("raises", "repeats", "joint_with", "merged_into")),
        GOAL_NAME: Telling(("shared_with",), ("answers", "rests_on")),
        COMMITMENT_NAME: Telling(("promised_by", "promised_to")),
    }
)


class AgainstRouting(InvalidRecord):
    """A record that would tell of an alert those whom it may not reach.

    Told to nobody in particular, it says whom to ask; `told_to` says as much as a reader may see.
    """

    def __init__(self, kind: str, refused: tuple[tuple[str, Guarded[str]], ...], reader: Audience = _STRANGER) -> None:
        self.refused = refused
        said = dict.fromkeys((field, why.told_to(reader, why.finding)) for field, why in refused)
        super().__init__(kind, tuple(said))

    def told_to(self, reader: Audience) -> AgainstRouting:
        """The same, as much of it as a reader may see."""
        return AgainstRouting(self.kind, self.refused, reader)


@contextmanager
def telling(reader: Audience) -> Iterator[None]:
    """Whoever writes within is told as much of a refusal as they may see."""
    try:
        yield
    except AgainstRouting as refused:
        raise refused.told_to(reader) from None


def keep_to_routing(ledger: Ledger, written: Sequence[tuple[str, frozenset[str]]]) -> None:
    """Refuse records that tell of an alert those whom it may not reach.

    Raises:
        AgainstRouting: one does.
    """
    guard = Guard(ledger)
    seen = guard.picture.several(record for record, _ in written)
    known = _Known(
        guard, frozenset(run for held in seen.values() for said in _said(held).values() for run in runs(said))
    )
    for record, roles in written:
        one = seen.get(record)
        if one is not None and one.kind is not None and (refused := tuple(_refused(known, one, roles))):
            raise AgainstRouting(one.kind.name, refused)


@dataclass
class _Known:
    """What is known while some records are written; each is read once, when it is first asked for."""

    guard: Guard
    said: frozenset[tuple[str, ...]]

    @cached_property
    def everybody(self) -> Actors:
        """All actors and their chains."""
        return read_everybody(self.guard)

    @cached_property
    def links(self) -> Mapping[str, Links]:
        """Every link that was ever made."""
        return ever_linked(self.guard)

    @cached_property
    def told(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        """Runs of words that are said and stand in some version of an alert, and in which alerts."""
        found: dict[tuple[str, ...], frozenset[str]] = {}
        for record, alert in self.guard.once_said(ALERT) if self.said else ():
            if isinstance(alert, Alert) and alert.narrative:
                for run in self.said.intersection(runs(words(alert.narrative))):
                    found[run] = found.get(run, frozenset()) | {record}
        return found


CHECKS: Mapping[str, Check] = MappingProxyType(dict.fromkeys(TELLING, keep_to_routing))


def _refused(known: _Known, seen: Seen, roles: frozenset[str]) -> Iterator[tuple[str, Guarded[str]]]:
    guard = known.guard
    telling = TELLING[seen.kind.name] if seen.kind is not None else Telling(())
    links = guard.picture.links(seen.record)
    listeners = [one.other for one in links if one.role in telling.told_to]
    if not listeners or seen.fields is None:
        return
    behind: dict[str, str] = {}
    if not roles.isdisjoint((*telling.told_to, *telling.tells)):
        for link in links:
            if link.role in telling.tells:
                behind |= dict.fromkeys(rested_on(guard, link.other, lambda: known.links), link.role)
    worded = dict(_worded(known, seen))
    if not behind and not worded:
        return
    on = _day(guard.ledger, seen.fields)
    recipients = tuple(_placed(guard, listeners))
    for alert in {**behind, **worded}:
        for listener, actor in recipients:
            why = untold(guard, alert, actor, on, known.everybody) if actor else _unplaced(guard, alert, listener)
            if why is None:
                continue
            if alert in behind:
                yield behind[alert], _with(why, LINKED.format(why=why.finding, hint=HINT))
            if alert in worded:
                field, run = worded[alert]
                yield field, _with(why, WORDED.format(run=run, why=why.finding, hint=HINT))


def _worded(known: _Known, seen: Seen) -> Iterator[tuple[str, tuple[str, str]]]:
    """Alerts whose telling stands in a record word for word: the field, and the words."""
    for path, said in _said(seen).items():
        for run in sorted(runs(said)):
            yield from ((alert, (path, " ".join(run))) for alert in sorted(known.told.get(run, ())))


def _said(seen: Seen) -> dict[str, tuple[str, ...]]:
    """The words of what a record tells, by field; none of what is ours alone."""
    if seen.kind is None or seen.fields is None:
        return {}
    return {
        path: words(text)
        for path, text, _ in texts_of(seen.fields, seen.kind.forms)
        if path.partition("[")[0] not in _NOT_TOLD
    }


def _placed(guard: Guard, listeners: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Those told, and with each the actors it stands for: a person all whose post it held; nobody, where unknown."""
    for listener in listeners:
        kind = guard.picture.get(listener).kind
        if kind is not None and kind.name in ACTORS:
            yield listener, listener
            continue
        postings = [one.other for one in guard.picture.links(listener, HELD_BY, outward=False)]
        actors = {one.other for posting in postings for one in guard.picture.links(posting, POST_IN)}
        yield from ((listener, actor) for actor in sorted(actors) or ("",))


def _unplaced(guard: Guard, alert: str, listener: str) -> Guarded[str]:
    return guarded(guard.ledger, UNPLACED, guard.picture.several((alert, listener)).values())


def _with(why: Guarded[str], sentence: str) -> Guarded[str]:
    return Guarded(sentence, why.classification, why.compartments, why.rests_on, why.use)


def _day(ledger: Ledger, fields: Record) -> date:
    """The day by which ties count: of the meeting where it lies ahead, else today."""
    today = datetime.fromtimestamp(ledger.clock() / 1_000_000, UTC).date()
    when = getattr(fields, "when", None)
    return max(today, when.latest) if isinstance(when, Span) and not when.ongoing else today
