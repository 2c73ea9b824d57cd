"""`withstand vet`: everything relevant about one unit on one page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from withstand.brief.papers.plain import plain
from withstand.brief.papers.tongue import known_language
from withstand.brief.support.vetting import vetting_paper
from withstand.cli.looking import actor
from withstand.cli.paper_out import give, write_paper
from withstand.errors import InputError
from withstand.inducement.vetting import Vetting, vet
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary


def run_vet(
    picture: Picture, unit: str, day: date, support: str, language: str, out: Path | None, code: str, reason: str
) -> None:  # fmt: skip
    """Show what is recorded of a unit as of a day, or write it to a file.

    Raises:
        InputError: there is no such unit, no such type of support, or no such language.
    """
    known_language(language)
    if support and support not in vocabulary("support_types").terms:
        raise InputError(f"There is no type of support {support!r}: withstand words support_types.")
    record = actor(picture, unit)
    found = vet(picture, record, day, support)
    paper, content = vetting_paper(found, picture, language), vetting_plain(found)
    if out is None:
        give(paper, content)
    else:
        write_paper(picture, out, "vetting", paper, content, found.seen, code, reason)


def vetting_plain(found: Vetting) -> dict[str, Any]:
    """The vetting as JSON."""
    return {
        "unit": plain(found.unit),
        "as_of": found.day.isoformat(),
        "type": found.type.rpartition(" ")[2],
        "gaps": plain(found.gaps),
        "record": {name: plain(getattr(found, name)) for name in ("own", "below", "above")},
        "line": [
            {
                "actor": one.actor, "name": found.names.get(one.actor, ""), "side": one.side, "now": one.now,
                "tie": plain(one.tie),
                "steps": one.steps,
            }
            for one in found.line
        ],
        "listings": plain(found.listings),
        "postings": plain(found.postings),
        "positions": plain(found.positions),
        "requests": [
            {
                "request": one.case.request.record, "title": one.case.request.fields.title,
                "support": one.case.request.fields.support, "state": one.standing.state,
                "since": one.standing.since.isoformat(), "decided": one.decided,
                "decision": plain(one.decision), "followed": list(one.followed),
            }
            for one in found.requests
        ],
        "open_conditions": plain(found.conditions),
        "good_conduct": plain(found.conduct),
        "ladders": plain(found.ladders),
        "like_requests": plain(found.like),
        "looks": plain(found.looks),
        "classification": found.classification,
    }  # fmt: skip
