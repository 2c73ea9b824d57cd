"""Stance, our responses and effects of presence for the page of a review."""

from __future__ import annotations

from dataclasses import dataclass

from withstand.analysis.stance.regions import REGIONS
from withstand.brief.maps import Outlines
from withstand.brief.response.tables import BOOK, STATE
from withstand.brief.stance.review_part import StanceLine, stance_lines, stance_maps, stance_sentences
from withstand.mission.own_parts import Cell, OwnEffects, OwnParts, OwnResponses
from withstand.mission.stance.saying import word
from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary

OWN_VERSION, EFFECTS = "own", "effects_words"


@dataclass(frozen=True)
class Table:
    """Headings and cells in words; the first column is no number."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class OwnPage:
    """All that the template needs."""

    title: str
    maps: tuple[str, ...]
    sentences: tuple[str, ...]
    lines: tuple[StanceLine, ...]
    left: tuple[str, ...]
    regions: str
    months: int
    notes: tuple[str, ...]
    responses_title: str
    responses: tuple[str, ...]
    responses_notes: tuple[str, ...]
    state: Table | None
    effects: tuple[str, ...]
    estimates: Table | None


def own_page(parts: OwnParts, drawn: Outlines | None) -> OwnPage:
    """In English, as the page is."""
    stance, responses = parts.stance, parts.responses
    lines, left = stance_lines(stance)
    return OwnPage(
        title=word("title_table"),
        maps=stance_maps(stance, drawn) if drawn is not None and lines else (),
        sentences=stance_sentences(stance),
        lines=lines,
        left=left,
        regions=" · ".join(word(one) for one in REGIONS),
        months=stance.window_months,
        notes=stance.notes["en"],
        responses_title=said(BOOK, "title_response"),
        responses=responses.said["en"],
        responses_notes=responses.notes["en"],
        state=_state(responses),
        effects=parts.effects.said["en"],
        estimates=_estimates(parts.effects),
    )


def _state(responses: OwnResponses) -> Table | None:
    """What the state acted on, by class, partners and proxies apart."""
    rows = [row for row in responses.state if row["version"] == OWN_VERSION]
    if not rows:
        return None
    columns = ("perpetrator", *STATE)
    return Table(
        said(BOOK, "title_state"), tuple(said(BOOK, column) for column in columns),
        tuple((_class(row["perpetrator"]), *(_cell(column, row[column]) for column in STATE)) for row in rows),
    )  # fmt: skip


def _class(perpetrator: Cell) -> str:
    terms = vocabulary("perpetrators").terms
    name = str(perpetrator)
    return terms[name].label() if name in terms else said(BOOK, name)


def _cell(column: str, value: Cell) -> str:
    if value is None:
        return "–"
    return f"{100 * float(value):.0f}\N{NO-BREAK SPACE}%" if column in ("least", "most") else str(value)


def _estimates(effects: OwnEffects) -> Table | None:
    if not effects.rows:
        return None
    return Table(
        "Effects of presence, a month in an area: any recorded event, and the log of events.",
        ("Perpetrator", "Recorded", "Where", "Estimate", "95 %", "p", "Smallest that could have been seen", "Expected"),
        tuple(
            (
                _class(row["perpetrator"]), said(EFFECTS, str(row["outcome"])), said(EFFECTS, str(row["place"])),
                _number(row["estimate"], signed=True),
                f"{_number(row['low'], signed=True)} to {_number(row['high'], signed=True)}",
                _number(row["p"]), _number(row["smallest"]), _number(row["expected"]),
            )
            for row in effects.rows
        ),
    )  # fmt: skip


def _number(value: Cell, *, signed: bool = False) -> str:
    if value is None:
        return "–"
    return f"{float(value):{'+' if signed else ''}.3f}".replace("-", "\N{MINUS SIGN}")
