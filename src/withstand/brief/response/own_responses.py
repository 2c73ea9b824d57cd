"""The audit of our own responses, as the review tells it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from withstand.analysis.response.audit import audited
from withstand.brief.obstruction.sheet import Sheet
from withstand.brief.papers.tongue import LANGUAGES
from withstand.brief.response.card import card
from withstand.brief.response.tables import Asked, response_sheet, state_sheet
from withstand.evidence.area_set import AreaSet
from withstand.mission.own_parts import Cell, OwnResponses
from withstand.mission.responded import responded
from withstand.picture.picture import Picture

WITHIN, SEED = 14, 0
"""Days within which a response counts, at the most, and the seed of the intervals: as `withstand response` has them."""


def own_responses(picture: Picture, areas: AreaSet, day: date, finer: AreaSet | None = None) -> OwnResponses:
    """The audit of all cases up to a day that the picture's audience may see."""
    cases = responded(picture, areas, day, finer)
    audit = audited(cases, WITHIN, SEED)
    asked = Asked(picture.audience.name, "", day.isoformat(), day.isoformat(), areas.level)
    ours = response_sheet(audit, asked)
    return OwnResponses(
        until=day.isoformat(),
        within=WITHIN,
        seed=SEED,
        cases=cases.height,
        said={language: card(audit, language) for language in LANGUAGES},
        notes={
            language: response_sheet(audit, asked, language).sentences(language) if cases.height else ()
            for language in LANGUAGES
        },
        ours=_rows(ours),
        state=_rows(state_sheet(audit, asked)),
    )


def _rows(sheet: Sheet) -> tuple[Mapping[str, Cell], ...]:
    return tuple(
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
        for row in sheet.rows
    )
