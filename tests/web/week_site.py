"""Threats and actions in the workspace of a test, on days of its own."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from web_site import Site

from withstand.ledger.fields import Place, Span
from withstand.ledger.journal import Draft, LinkTo, append
from withstand.mission.records import ACTION, THREAT, Action, Threat

FULL: dict[str, Any] = {"clearance": "strictly_confidential", "components": ["*"]}
_numbers = itertools.count(1)


def unmistakable(word: str) -> str:
    """A word that no other test writes."""
    return f"{word}{next(_numbers):03d}zz"


def threat(site: Site, text: str, *compartments: str, level: str = "confidential", **more: Any) -> str:
    """A threat in the ledger; returns its id."""
    fields: dict[str, Any] = {
        "threat": text,
        "where": Place(area="VM0101", precision="admin2"),
        "when": Span(start="2026-01-05", ongoing=True),
    }
    return _entered(site, Draft(THREAT, Threat(**{**fields, **more}), level, compartments))


def action(site: Site, text: str, answers: str = "", *compartments: str, **more: Any) -> str:
    """An action in the ledger; returns its id."""
    fields = {"task": text, "when": Span(start="2026-01-05"), **more}
    links = (LinkTo("answers", answers),) if answers else ()
    return _entered(site, Draft(ACTION, Action(**fields), "confidential", compartments, links=links))


def _entered(site: Site, draft: Draft) -> str:
    with site.holding.opened() as opened:
        return append(opened.ledger, [draft])[0].record


def stands(site: Site, record: str) -> Any:
    """What a record says now, and how many versions it has."""
    from withstand.picture.audience import HOLDER
    from withstand.picture.picture import Picture

    with site.holding.opened() as opened:
        picture = Picture(opened.ledger, HOLDER)
        return picture.get(record), picture.history(record)


def today(site: Site) -> date:
    """The mission's day."""
    return site.holding.settings.today(site.clock.now)


def days_ago(site: Site, days: int) -> str:
    """A day before today."""
    return (today(site) - timedelta(days=days)).isoformat()
