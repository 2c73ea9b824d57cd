"""A request whole, as a reader may see it: what was asked, where it stands, what was decided, given and seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from withstand import __version__
from withstand.brief.papers.paper import Block, Heading, Paper, Para
from withstand.brief.papers.plain import plain
from withstand.brief.support.case_blocks import (
    account_blocks,
    condition_blocks,
    decision_blocks,
    framework_blocks,
    history_blocks,
    monitoring_blocks,
    request_blocks,
    risk_blocks,
    screening_blocks,
)
from withstand.brief.support.words import label, on
from withstand.inducement.answering import Answering
from withstand.inducement.case import SupportCase
from withstand.inducement.deliveries import accounts
from withstand.inducement.workflow import Standing, standing
from withstand.ledger import rights
from withstand.ledger.ids import instant_text
from withstand.picture.picture import Picture


def names_in(picture: Picture, actors: Iterable[str]) -> dict[str, str]:
    """The names of actors, as far as they may be seen."""
    return {record: seen.title for record, seen in picture.several(actors).items()}


def actors_of(case: SupportCase) -> Iterator[str]:
    """The actors that a case names."""
    yield from (target for _, target in case.request.links)
    yield from (target for one in case.decisions for _, target in one.links)


def case_paper(picture: Picture, held: Answering, day: date) -> Paper:
    """The request as a paper."""
    case, stands = held.case, standing(held.workflow, day)
    seen = picture.several({*case.records, *actors_of(case)})
    marking = max((one.classification for one in seen.values()), key=rights.level)
    known = instant_text(picture.known_at) if picture.known_at is not None else instant_text(picture.ledger.clock())
    return Paper(
        title=f"Request for support: {case.request.fields.title}",
        subtitle=f"Made for {picture.audience.name}: it holds what that reader may see. On {on(day)}, as known at "
        f"{known}.",
        marking=label("classifications", marking),
        blocks=tuple(_blocks(picture, held, stands)),
        footer=f"Withstand {__version__}. Nothing here was filled in from a recommendation. Unknown is not safe.",
    )


def standing_words(stands: Standing) -> str:
    """Where a request stands and under which approval."""
    said = f"{label('support_states', stands.state)}, since {on(stands.since)}."
    approval = stands.approval
    if approval is None:
        return f"{said} No support may be given on {on(stands.day)}."
    soon = " That is soon: decide again before." if stands.warned else ""
    return f"{said} Support may be given until {on(approval.last)}.{soon}"


def _blocks(picture: Picture, held: Answering, stands: Standing) -> Iterator[Block]:
    case = held.case
    names = names_in(picture, actors_of(case))
    yield Para(standing_words(stands), note=True)
    yield from request_blocks(case, names)
    yield Heading("Country framework")
    yield from framework_blocks(case)
    yield Heading("Screening")
    yield from screening_blocks(case, held.answered, held.own, opened=held.opened)
    yield Heading("Risk")
    yield from risk_blocks(case)
    yield Heading("Conditions")
    if not case.conditions:
        yield Para("None is recorded.")
    yield from condition_blocks(case.conditions)
    yield Heading("Decisions")
    if not case.decisions:
        yield Para("None is recorded.")
    for decision in case.decisions:
        yield from decision_blocks(decision, names)
    yield Heading("Deliveries against the decision")
    yield from account_blocks(accounts(case, stands), decision_names(case))
    yield Heading("Monitoring")
    yield from monitoring_blocks(case.monitoring)
    yield Heading("Steps")
    yield from history_blocks(held, stands)


def decision_names(case: SupportCase) -> dict[str, str]:
    """What decisions are called."""
    return {
        one.record: f"the decision of {on(one.fields.on)}, {label('support_actions', one.fields.decided).lower()}"
        for one in case.decisions
    }


def case_plain(held: Answering, day: date) -> dict[str, Any]:
    """The request as JSON."""
    case, stands = held.case, standing(held.workflow, day)
    approval = stands.approval
    asked = dict.fromkeys((*case.request.fields.bodies, *held.answered))
    return {
        "request": plain(case.request),
        "state": stands.state,
        "since": stands.since.isoformat(),
        "support_may_be_given_until": approval.last.isoformat() if approval else None,
        "ends_soon": stands.warned,
        "bodies": [{"body": one, "answered": one in held.answered} for one in asked],
        "answers_open": held.opened,
        "screenings": plain(case.screenings),
        "assessments": plain(case.assessments),
        "conditions": plain(case.conditions),
        "decisions": plain(case.decisions),
        "deliveries": plain(case.deliveries),
        "accounts": [
            {
                "decision": account.decision,
                "items": [
                    {**plain(line), "delivered": line.delivered, "beyond": line.beyond, "outside": plain(line.outside)}
                    for line in account.lines
                ],
            }
            for account in accounts(case, stands)
        ],
        "monitoring": plain(case.monitoring),
        "frameworks": plain(case.frameworks),
        "steps": plain(stands.counted),
        "steps_that_do_not_count": [
            {
                "step": one.action,
                "on": one.on.isoformat(),
                "record": one.record,
                "lacked": [held.said(m) for m in one.missing],
            }
            for one in stands.void
        ],
        "records": sorted(case.records),
    }
