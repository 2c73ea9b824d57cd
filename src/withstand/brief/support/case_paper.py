"""A request whole, as a reader may see it: what was asked, where it stands, what was decided, given and seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from withstand import __version__
from withstand.brief.papers.paper import Block, Heading, Paper, Para
from withstand.brief.papers.plain import plain
from withstand.brief.support.case_blocks import (
    condition_blocks,
    decision_blocks,
    framework_blocks,
    request_blocks,
    risk_blocks,
    screening_blocks,
)
from withstand.brief.support.following_blocks import account_blocks, history_blocks, monitoring_blocks
from withstand.brief.support.tongue import Tongue
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


def case_paper(picture: Picture, held: Answering, day: date, language: str = "en") -> Paper:
    """The request as a paper."""
    case, stands, tongue = held.case, standing(held.workflow, day), Tongue(language)
    seen = picture.several({*case.records, *actors_of(case)})
    marking = max((one.classification for one in seen.values()), key=rights.level)
    known = instant_text(picture.known_at) if picture.known_at is not None else instant_text(picture.ledger.clock())
    return Paper(
        title=tongue.said("title", title=tongue.text(case.request.fields.title)),
        subtitle=tongue.said(
            "subtitle", audience=tongue.text(picture.audience.name), day=tongue.on(day), known=tongue.text(known)
        ),
        marking=tongue.label("classifications", marking),
        blocks=tuple(_blocks(picture, held, stands, tongue)),
        footer=tongue.said("footer", version=__version__),
        language=language,
    )


def standing_words(stands: Standing, tongue: Tongue) -> str:
    """Where a request stands and under which approval."""
    state = tongue.label("support_states", stands.state)
    said = tongue.said("state_since", state=state, day=tongue.on(stands.since))
    approval = stands.approval
    if approval is None:
        return tongue.said("no_support", stands=said, day=tongue.on(stands.day))
    said = tongue.said("support_until", stands=said, day=tongue.on(approval.last))
    return tongue.said("soon", stands=said) if stands.warned else said


def _blocks(picture: Picture, held: Answering, stands: Standing, tongue: Tongue) -> Iterator[Block]:
    case, say = held.case, tongue.said
    names = names_in(picture, actors_of(case))
    yield Para(standing_words(stands, tongue), note=True)
    yield from request_blocks(case, names, tongue)
    yield Heading(say("framework"))
    yield from framework_blocks(case, tongue)
    yield Heading(say("screening"))
    yield from screening_blocks(case, held.answered, held.own, tongue, opened=held.opened)
    yield Heading(say("risk"))
    yield from risk_blocks(case, tongue)
    yield Heading(say("conditions"))
    if not case.conditions:
        yield Para(say("none_recorded"))
    yield from condition_blocks(case.conditions, tongue)
    yield Heading(say("decisions"))
    if not case.decisions:
        yield Para(say("none_recorded"))
    for decision in case.decisions:
        yield from decision_blocks(decision, names, tongue)
    yield Heading(say("deliveries"))
    yield from account_blocks(accounts(case, stands), decision_names(case, tongue), tongue)
    yield Heading(say("monitoring"))
    yield from monitoring_blocks(case.monitoring, tongue)
    yield Heading(say("steps"))
    yield from history_blocks(held, stands, tongue)


def decision_names(case: SupportCase, tongue: Tongue) -> dict[str, str]:
    """What decisions are called."""
    return {
        one.record: tongue.said(
            "decision_of", day=tongue.on(one.fields.on),
            action=tongue.label("support_actions", one.fields.decided).lower(),
        )
        for one in case.decisions
    }  # fmt: skip


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
