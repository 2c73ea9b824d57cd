"""What the page of a request says: where it stands, its way, answers, risk, conditions, decisions, deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from withstand.inducement.answering import Answering
from withstand.inducement.case import Held
from withstand.inducement.deliveries import Account, Given, accounts
from withstand.inducement.following import GoodConduct
from withstand.inducement.needs import Missing
from withstand.inducement.parts import Criterion
from withstand.inducement.records import GOOD_CONDUCT
from withstand.inducement.requests import Condition, RiskAssessment, Screening
from withstand.inducement.workflow import Standing, standing
from withstand.ledger import rights
from withstand.ledger.fields import last_day
from withstand.picture.picture import Picture
from withstand.picture.seen import Seen
from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary
from withstand.web.records import saying, titles


@dataclass(frozen=True)
class Named:
    """A record by its name, with its page."""

    record: str
    name: str
    address: str


@dataclass(frozen=True)
class WayStep:
    """A step on the way. `lacks`: why it does not count; none for one that counts."""

    action: str
    on: date
    state: str
    role: str
    reasons: str
    address: str
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Body:
    """A body and its answer. `state`: waiting, sealed, hidden or open; only what is open has answers."""

    body: str
    state: str
    answers: tuple[tuple[Held[Screening], str], ...] = ()


@dataclass(frozen=True)
class Rated:
    """A criterion of the vocabulary, and how it was rated: not at all, as unknown, or from 0 to 4."""

    criterion: str
    held: Criterion | None

    @property
    def rating(self) -> str:
        """The rating for its mark; unknown where there is none."""
        return "unknown" if self.held is None or self.held.rating is None else str(self.held.rating)


@dataclass(frozen=True)
class Group:
    """The criteria of a group: those of which something was said, and those that nobody rated."""

    rated: tuple[Rated, ...]
    open: tuple[Rated, ...]


@dataclass(frozen=True)
class Assessed:
    """An assessment with its criteria by group."""

    held: Held[RiskAssessment]
    address: str
    groups: tuple[tuple[str, Group], ...]
    unrated: int


@dataclass(frozen=True)
class Put:
    """A condition that was put, as of a day."""

    held: Held[Condition]
    address: str
    overdue: bool
    owners: tuple[Named, ...]


@dataclass(frozen=True)
class GivenLine:
    """So much of an item by one delivery, with what is wrong about its day."""

    given: Given
    address: str
    why: str


@dataclass(frozen=True)
class RequestPage:
    """A request for an audience, as of a day."""

    picture: Picture
    held: Answering
    day: date

    @cached_property
    def stands(self) -> Standing:
        """Where it stands."""
        return standing(self.held.workflow, self.day)

    @cached_property
    def read(self) -> dict[str, Seen]:
        """Every record that is named, as far as it may be seen."""
        case = self.held.case
        held = (case.request.links, *(one.links for one in case.decisions), *(one.links for one in case.conditions))
        return self.picture.several({*case.records, *(target for links in held for _, target in links)})

    @property
    def classification(self) -> str:
        """The highest classification among the records that the page names or quotes."""
        shown = (*self.read.values(), *self._conduct.values())
        return max((one.classification for one in shown), key=rights.level)

    def named(self, records: Iterable[str]) -> tuple[Named, ...]:
        """Records by name, as far as they may be seen."""
        seen = (self.read[one] for one in records if one in self.read)
        return tuple(Named(one.record, saying.isolated(titles.title(one)), titles.address(one)) for one in seen)

    def address(self, record: str) -> str:
        """The page of a record; empty where it may not be seen."""
        return titles.address(self.read[record]) if record in self.read else ""

    def says(self, missing: Missing) -> str:
        """What is missing, without what this reader may not know."""
        return self.held.said(missing, saying.language())

    @property
    def why_none(self) -> str:
        """Why no support may be given on the day."""
        return self.gap(*self.stands.why_none(self.day))

    @staticmethod
    def gap(word: str, since: date | None) -> str:
        """Why no approval holds."""
        return said("approval_gaps", word, saying.language(), day=saying.day(since.isoformat()) if since else "")

    @property
    def recipients(self) -> tuple[Named, ...]:
        """Who is to receive the support."""
        return self.named(self.held.case.recipients)

    @property
    def linked(self) -> tuple[tuple[str, tuple[Named, ...]], ...]:
        """Who asked, who is responsible, which request it follows, which operation it supports."""
        roles = ("asked_by", "responsible", "follows", "supports")
        found = ((role, self.named(self.held.case.request.linked(role))) for role in roles)
        return tuple((role, several) for role, several in found if several)

    @property
    def way(self) -> tuple[WayStep, ...]:
        """The steps that count."""
        reasons = self._reasons()
        return tuple(
            WayStep(
                one.action, one.on, one.after, one.role, reasons.get(one.record, ""), self.address(one.record)
            )
            for one in self.stands.counted
        )  # fmt: skip

    @property
    def void(self) -> tuple[WayStep, ...]:
        """The steps that do not count, with what they lack."""
        reasons = self._reasons()
        return tuple(
            WayStep(
                one.action, one.on, "", "", reasons.get(one.record, ""), self.address(one.record),
                tuple(self.says(missing) for missing in one.missing),
            )
            for one in self.stands.void
        )  # fmt: skip

    def _reasons(self) -> Mapping[str, str]:
        case = self.held.case
        found = {one.record: one.fields.reasons for one in case.moves}
        return found | {one.record: one.fields.reasons for one in case.decisions}

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Who was asked and who has answered; what, only once all have, or to the body whose answer it is."""
        case, held = self.held.case, self.held
        return tuple(self._body(one) for one in dict.fromkeys((*case.request.fields.bodies, *sorted(held.answered))))

    def _body(self, body: str) -> Body:
        answers = tuple((one, self.address(one.record)) for one in self.held.case.screenings if one.fields.body == body)
        if body not in self.held.answered:
            return Body(body, "waiting")
        if not (self.held.opened or body in self.held.own):
            return Body(body, "sealed")
        return Body(body, "open", answers) if answers else Body(body, "hidden")

    @property
    def assessments(self) -> tuple[Assessed, ...]:
        """The assessments, the latest first."""
        order = sorted(self.held.case.assessments, key=lambda one: (one.fields.on, one.entered), reverse=True)
        return tuple(Assessed(one, self.address(one.record), *_by_group(one.fields)) for one in order)

    @property
    def conditions(self) -> tuple[Put, ...]:
        """The conditions by their day."""
        opened = vocabulary("condition_status").keys_where("open")
        return tuple(
            Put(
                one, self.address(one.record), one.fields.status in opened and last_day(one.fields.due) < self.day,
                self.named(one.linked("owned_by")),
            )
            for one in sorted(self.held.case.conditions, key=lambda one: (one.fields.due, one.record))
        )  # fmt: skip

    @property
    def accounts(self) -> tuple[tuple[str, Account, tuple[tuple[object, tuple[GivenLine, ...]], ...]], ...]:
        """Deliveries item by item by decision: the decision's day in words, what was given, each line."""
        days = {one.record: saying.day(one.fields.on) for one in self.held.case.decisions}
        return tuple(
            (
                days.get(one.decision, ""),
                one,
                tuple((line, tuple(self._given(given) for given in line.given)) for line in one.lines),
            )
            for one in accounts(self.held.case, self.stands)
            if one.lines
        )

    def _given(self, given: Given) -> GivenLine:
        return GivenLine(given, self.address(given.delivery), self.gap(given.why, given.since) if given.why else "")

    @cached_property
    def _conduct(self) -> dict[str, Seen]:
        case = self.held.case
        about = [*case.recipients, case.request.record, *(one.record for one in case.conditions)]
        ties = self.picture.ties(about, outward=False)
        found = self.picture.several({one.source for one in ties if one.role in ("by", "answers")})
        return {record: one for record, one in found.items() if one.kind is GOOD_CONDUCT}

    @property
    def good_conduct(self) -> tuple[tuple[Named, GoodConduct], ...]:
        """What the recipients did well, or what answers this request or its conditions; the latest first."""
        shown = (
            (Named(one.record, saying.isolated(titles.title(one)), titles.address(one)), one.fields)
            for one in self._conduct.values()
            if isinstance(one.fields, GoodConduct)
        )
        return tuple(sorted(shown, key=lambda pair: (pair[1].when.start, pair[0].record), reverse=True))

    def add_links(self) -> tuple[tuple[str, str], ...]:
        """What can be added to the request, by kind, with the address of its form."""
        request = self.held.case.request.record
        recipients = tuple(one.record for one in self.recipients)
        decision = self.stands.approval.decision.record if self.stands.approval else ""
        ties = {
            "condition": (("request", request),),
            "delivery": (("request", request), *((("decision", decision),) if decision in self.read else ())),
            "monitoring": (("request", request),),
            "good_conduct": (*(("by", one) for one in recipients[:1]), ("answers", request)),
            "operation": tuple(("with", one) for one in recipients[:1]),
            "transfer": tuple(("to", one) for one in recipients[:1]),
        }
        return tuple((kind, _form(kind, pairs)) for kind, pairs in ties.items())


def _form(kind: str, ties: Iterable[tuple[str, str]]) -> str:
    query = "&".join(f"tie={role}:{record}" for role, record in ties)
    return f"{reverse('enter-kind', args=[kind.replace('_', '')])}?{query}"


def _by_group(assessment: RiskAssessment) -> tuple[tuple[tuple[str, Group], ...], int]:
    given = {one.criterion: one for one in assessment.criteria}
    groups = []
    for group in vocabulary("risk_groups").terms:
        rows = [Rated(key, given.get(key)) for key in vocabulary("risk_criteria").keys_where("group", group)]
        said, unsaid = ([one for one in rows if (one.held is not None) is there] for there in (True, False))
        groups.append((group, Group(tuple(said), tuple(unsaid))))
    rated = sum(one.rating is not None for one in assessment.criteria)
    return tuple(groups), len(vocabulary("risk_criteria").terms) - rated
