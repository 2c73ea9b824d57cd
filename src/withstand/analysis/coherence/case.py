"""A case: all records about an actor or a place, its command line up and down then, its area, within a window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from withstand.actors.chains import Chains
from withstand.ledger.fields import Record
from withstand.ledger.ids import made_at
from withstand.picture.seen import Seen, Tie

Fields = TypeVar("Fields", bound=Record)
Kept = TypeVar("Kept")


@dataclass(frozen=True, order=True)
class Subject:
    """Whose case it is: an actor or another record by its id, or a place by its area."""

    kind: str
    key: str


@dataclass(frozen=True)
class Case:
    """What one subject's records say, on a day. Every tie has both its ends among the records.

    `whole` are the requests for support of which everything is here; of others only what leads to this case is.
    """

    subject: Subject
    day: date
    seen: Mapping[str, Seen]
    ties: tuple[Tie, ...]
    chains: Chains
    whole: frozenset[str] = frozenset()
    _memory: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    _shared: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _out(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return _grouped(((tie.source, tie.role), tie.target) for tie in self.ties)

    @cached_property
    def _in(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return _grouped(((tie.target, tie.role), tie.source) for tie in self.ties)

    @cached_property
    def _links(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for tie in self.ties:
            found[tie.source].append((tie.role, tie.target))
        return {source: tuple(links) for source, links in found.items()}

    def to(self, record: str, role: str) -> tuple[str, ...]:
        """The records to which one leads in a role."""
        return self._out.get((record, role), ())

    def leading_to(self, record: str, role: str) -> tuple[str, ...]:
        """The records that lead to one in a role."""
        return self._in.get((record, role), ())

    def links_of(self, record: str) -> tuple[tuple[str, str], ...]:
        """Role and record of everything to which one leads."""
        return self._links.get(record, ())

    def each(self, model: type[Fields]) -> Iterator[tuple[str, Fields]]:
        """All records of a class, with their ids, in their order."""
        for record in self._by_model.get(model, ()):
            fields = self.seen[record].fields
            if isinstance(fields, model):
                yield record, fields

    def said(self, record: str, model: type[Fields]) -> Fields | None:
        """What a record says, if it is here and of that class."""
        seen = self.seen.get(record)
        return seen.fields if seen is not None and isinstance(seen.fields, model) else None

    def entered(self, record: str) -> int:
        """When a record was first entered, in microseconds."""
        seen = self.seen[record]
        return seen.header.recorded_at if seen.version == seen.record else made_at(record)

    def kind(self, record: str) -> str:
        """The name of a record's kind."""
        return self.seen[record].tag.partition("@")[0]

    def title(self, record: str) -> str:
        """What a list calls a record; its id where it is not here."""
        seen = self.seen.get(record)
        return record if seen is None else seen.title

    def kept(self, name: object, make: Callable[[], Kept], *, everywhere: bool = False) -> Kept:
        """Something worked out from this case once, for all rules; or, where it is the same `everywhere`, once for all
        cases that are looked at together.
        """
        memory = self._shared if everywhere else self._memory
        if name not in memory:
            memory[name] = make()
        found: Kept = memory[name]
        return found

    def beside(self, shared: dict[object, Any]) -> Case:
        """The case, looked at together with others that keep things in the same place."""
        return replace(self, _shared=shared)

    @cached_property
    def _by_model(self) -> Mapping[type[Record], list[str]]:
        found: dict[type[Record], list[str]] = defaultdict(list)
        for record in sorted(self.seen):
            fields = self.seen[record].fields
            if fields is not None:
                found[type(fields)].append(record)
        return found

    def line(self, actor: str, first: date, last: date) -> Mapping[str, bool]:
        """An actor and everybody above and below it on one of these days: whether every claim on the way holds, else
        one of them only may.
        """
        last = max(first, min(last, self.day))
        found = {actor: True}
        for day in self._turns(first, last):
            for one in (*self.chains.superiors(actor, day), *self.chains.subordinates(actor, day)):
                found[one.actor] = found.get(one.actor, False) or one.holds
        return found

    def above(self, actor: str, first: date, last: date) -> Mapping[str, tuple[str, ...]]:
        """Everybody who may give an actor orders on one of these days, with the relations on the way."""
        last = max(first, min(last, self.day))
        found: dict[str, tuple[str, ...]] = {}
        for day in self._turns(first, last):
            for one in self.chains.superiors(actor, day):
                found.setdefault(one.actor, tuple(tie.relation for tie in one.way))
        return found

    def below(self, actor: str, first: date, last: date) -> Mapping[str, bool]:
        """The same of those below alone."""
        last = max(first, min(last, self.day))
        found: dict[str, bool] = {}
        for day in self._turns(first, last):
            for one in self.chains.subordinates(actor, day):
                found[one.actor] = found.get(one.actor, False) or one.holds
        return found

    def _turns(self, first: date, last: date) -> list[date]:
        """The days on which a chain may be another than on the day before."""
        spans = [tie.valid for tie in self.chains.ties if tie.valid is not None]
        ends = {day for span in spans for day in (span.earliest, span.latest) if first <= day <= last}
        return sorted({first, last, *ends})


def _grouped(pairs: Iterator[tuple[tuple[str, str], str]]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, other in pairs:
        found[key].append(other)
    return {key: tuple(sorted(set(others))) for key, others in found.items()}
