"""Requests for support in a case of coherence, each with where it stands on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TypeVar, cast

from withstand.analysis.coherence.case import Case
from withstand.analysis.coherence.finding import Finding, finding
from withstand.inducement.approvals import Approval
from withstand.inducement.case import Held, SupportCase
from withstand.inducement.cases import held_of
from withstand.inducement.decisions import Move, SupportDecision
from withstand.inducement.following import Delivery, Monitoring
from withstand.inducement.requests import Condition, Framework, RiskAssessment, Screening, SupportRequest
from withstand.inducement.workflow import Standing, standing
from withstand.ledger.contents import folded
from withstand.ledger.fields import Record, Span
from withstand.vocabulary.words import Words

BOOK = "support_findings"
Fields = TypeVar("Fields", bound=Record)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Support:
    """One request with all that hangs on it, and where it stands at the end of the day."""

    case: SupportCase
    now: Standing

    @property
    def request(self) -> str:
        """The request."""
        return self.case.request.record

    @property
    def title(self) -> str:
        """What it is called."""
        return self.case.request.fields.title

    @property
    def entity(self) -> str:
        """The component that asks to give it."""
        return self.case.request.fields.requested_by

    @property
    def live(self) -> Approval | None:
        """The approval under which support may be given on the day; none where its giving has come to an end."""
        return None if self.now.state in ("monitoring", "closed") else self.now.approval

    def finding(
        self, rule: str, *records: str, component: str = "", variant: str = "", who: str = "", **words: Words
    ) -> Finding:  # fmt: skip
        """A finding about this request."""
        about = {"title": Words((self.title,)), **words}
        return finding(rule, BOOK, self.request, records, component, variant, who, **about)


def supports(case: Case) -> tuple[Support, ...]:
    """The requests of a case of which everything is here."""
    return case.kept("supports", lambda: tuple(_supports(case)))


def mine(case: Case) -> tuple[Support, ...]:
    """Those whose support is for the subject of the case; all, where it names nobody that can be read."""
    return tuple(one for one in supports(case) if case.subject.key in (one.request, *one.case.recipients))


def _supports(case: Case) -> list[Support]:
    found = []
    for request in sorted(case.whole):
        fields = case.said(request, SupportRequest)
        if fields is not None:
            found.append(case.kept(("support", request), partial(_support, case, request, fields), everywhere=True))
    return found


def _support(case: Case, request: str, fields: SupportRequest) -> Support:
    made = _support_case(case, request, fields)
    return Support(made, standing(made, case.day))


def _support_case(case: Case, request: str, fields: SupportRequest) -> SupportCase:
    about = {*case.leading_to(request, "request"), *case.leading_to(request, "screens")}
    gathered: dict[type[Record], list[Held[Record]]] = {}
    for record in about:
        seen = case.seen[record]
        if seen.fields is not None:
            gathered.setdefault(type(seen.fields), []).append(held_of(seen, case.links_of(record)))

    def of(model: type[Fields]) -> tuple[Held[Fields], ...]:
        found = sorted(gathered.get(model, ()), key=lambda one: (one.entered, one.record))
        return cast(tuple[Held[Fields], ...], tuple(found))

    asked = cast(Held[SupportRequest], held_of(case.seen[request], case.links_of(request)))
    return SupportCase(
        asked, of(Screening), of(RiskAssessment), of(Condition), of(SupportDecision), of(Move), of(Delivery),
        of(Monitoring), _frameworks(case, asked, folded(fields.country)),
    )  # fmt: skip


def _frameworks(case: Case, request: Held[SupportRequest], country: str) -> tuple[Held[Framework], ...]:
    named = request.linked("framework")
    return tuple(
        cast(Held[Framework], held_of(case.seen[record], ()))
        for record, fields in case.each(Framework)
        if record in named or folded(fields.country) == country
    )


def entered_on(entered: int) -> date:
    """The day in UTC of an instant in microseconds."""
    return (_EPOCH + timedelta(microseconds=entered)).date()


def days_of(span: Span, until: date) -> tuple[date, ...]:
    """Every day that a span can mean, up to a day."""
    first, last = span.earliest, min(span.latest, until)
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def may_hold(valid: Span | None, day: date) -> bool:
    """Whether a claim holds or may hold on a day; one without days may."""
    if valid is None:
        return True
    open_end = valid.end is None and not valid.ongoing
    return valid.earliest <= day and (day <= valid.latest or open_end)
