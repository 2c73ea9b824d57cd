"""The mission in three ledgers: every entry at its instant, every bundle on its way, as each office would have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from withstand.demo.mission_data import Accepted, LinkByKey, Mission, Redacted, Sent, Told, shipped_mission
from withstand.inducement.parts import Dissent
from withstand.kinds import REGISTRY
from withstand.ledger.acts import Person, redact
from withstand.ledger.bundles import export, receive
from withstand.ledger.ids import Clock, instant_of
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.ledger.ledger import Ledger
from withstand.mission.accepting import Accepting, acceptance_draft
from withstand.mission.coherence import touching
from withstand.picture.audience import HOLDER
from withstand.picture.guard import Guard

ON_ITS_WAY = timedelta(minutes=4)
"""A bundle is taken in this long after it was made."""


@dataclass(frozen=True)
class Station:
    """An enrolled office of the demonstration: its ledger, and the age identity that opens bundles for it."""

    ledger: Ledger
    identity: str = field(repr=False)


@dataclass
class _Build:
    """The stations, and what was saved so far: records by key, versions by key and number."""

    stations: Mapping[str, Station]
    people: Sequence[Person]
    records: dict[str, str] = field(default_factory=dict)
    versions: dict[tuple[str, int], str] = field(default_factory=dict)

    def ledger(self, office: str, at: datetime) -> Ledger:
        """An office's ledger with its clock at that moment."""
        ledger = self.stations[office].ledger
        ledger.clock = _stopped(instant_of(at))
        return ledger

    def give_back(self, clocks: Mapping[str, Clock]) -> None:
        """The clocks that the ledgers had before."""
        for office, clock in clocks.items():
            self.stations[office].ledger.clock = clock

    def save(self, told: Told, number: int) -> None:
        """One version of a record, in the office that entered it."""
        edit = told.edits[number - 1] if number else None
        ledger = self.ledger(*((edit.office, edit.entered_on) if edit else (told.office, told.entered_on)))
        kind = REGISTRY.by_word(told.kind)
        classification, compartments = told.rights(number)
        draft = Draft(
            kind,
            kind.read(told.version(number)),
            classification,
            compartments,
            record=self.records[told.key] if edit else "",
            supersedes=tuple(self.versions[told.key, one] for one in edit.replaces) if edit else (),
            links=self.links(edit.links if edit else told.links),
            checked=True,
        )
        saved = append(ledger, [draft])[0]
        self.records[told.key], self.versions[told.key, number] = saved.record, saved.entry

    def links(self, links: Sequence[LinkByKey]) -> tuple[LinkTo, ...]:
        """Links by key as links to what was saved under it."""
        return tuple(LinkTo(link.role, self.records[link.to], link.about) for link in links)

    def accept(self, one: Accepted) -> None:
        """A finding that an office accepts for a time, as it stands there then."""
        ledger, day = self.ledger(one.office, one.entered_on), one.entered_on.date()
        guard, about = Guard(ledger), self.records[one.about]
        looked = touching(guard, [about], day)
        finding = next(found for found in looked.findings if (found.rule, found.subject) == (one.rule, about))
        dissent = tuple(Dissent(by=by, opinion=opinion) for by, opinion in one.dissent)
        said = Accepting(one.by_role, one.decided_by, one.reasons, date.fromisoformat(one.expires), dissent)
        draft = acceptance_draft(guard, looked, HOLDER, finding.id, said, day)
        self.records[one.key] = append(ledger, [draft])[0].record

    def redact(self, redacted: Redacted) -> None:
        """Let an office forget a text, and with its next bundles all others."""
        ledger = self.ledger(redacted.office, redacted.entered_on)
        on = redacted.entered_on.date().isoformat()
        redact(ledger, self.records[redacted.key], redacted.reason, on, self.people)

    def send(self, sent: Sent) -> None:
        """Carry a bundle from one office to another."""
        receiver = self.stations[sent.receiver]
        bundle = export(self.ledger(sent.sender, sent.entered_on), receiver.ledger.signer.installation)
        name = f"{sent.sender} {sent.entered_on.date().isoformat()}.bundle"
        receive(self.ledger(sent.receiver, sent.entered_on + ON_ITS_WAY), bundle.content, receiver.identity, name)


def load_mission(
    stations: Mapping[str, Station], people: Sequence[Person], mission: Mission | None = None
) -> dict[str, str]:
    """Enter the mission (the shipped one) into the ledgers of its OFFICES; returns the records' ids by key.

    The ledgers belong to one operation, know each other's enrolment and that of the two people, and hold nothing
    dated after January 2031. Their clocks are set to each entry's instant, and given back at the end.
    """
    build = _Build(stations, people)
    clocks: dict[str, Clock] = {office: station.ledger.clock for office, station in stations.items()}
    with ExitStack() as stack:
        for station in stations.values():
            stack.enter_context(station.ledger.hurrying())
        stack.callback(build.give_back, clocks)
        for _, act in sorted(_acts(build, mission or shipped_mission()), key=lambda timed: timed[0]):
            act()
    return build.records


def _acts(build: _Build, mission: Mission) -> Iterator[tuple[datetime, Callable[[], None]]]:
    for told in mission.records:
        yield told.entered_on, partial(build.save, told, 0)
        for number, edit in enumerate(told.edits, start=1):
            yield edit.entered_on, partial(build.save, told, number)
    for accepted in mission.acceptances:
        yield accepted.entered_on, partial(build.accept, accepted)
    for redacted in mission.redactions:
        yield redacted.entered_on, partial(build.redact, redacted)
    for sent in mission.bundles:
        yield sent.entered_on, partial(build.send, sent)


def _stopped(instant: int) -> Clock:
    return lambda: instant
