"""Stance in a review, in words: sentences, the rows of the table, and the two maps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from withstand.analysis.stance.regions import REGIONS
from withstand.brief.charts.drawing import Caption
from withstand.brief.maps import Outlines, on_map
from withstand.brief.stance.patterns import SEVERAL, STATES
from withstand.brief.stance.stance_map import StanceArea, stance_map
from withstand.mission.own_parts import UNDETERMINED, UNKNOWN, OwnStance, StanceChoice, StanceRow, Why
from withstand.mission.stance.pointing import Reason
from withstand.mission.stance.saying import reason_said
from withstand.mission.stance.saying import word as stance_text
from withstand.mission.stance.thresholds import AGAINST, DESPITE, WITH
from withstand.mission.wording import isolated, partial_day
from withstand.vocabulary.sentences import said
from withstand.vocabulary.terms import vocabulary

WORDS = "review_words"
MOST_ROWS, MOST_TOLD, MOST_WHYS, MOST_SILENT = 40, 6, 3, 20
_ORDER = (AGAINST, DESPITE, WITH, UNDETERMINED, UNKNOWN)


@dataclass(frozen=True)
class ChoiceLine:
    """A choice in words; `late` where its review is overdue, `apart` where the evidence points elsewhere."""

    said: str
    matter: str
    review_by: str
    late: bool
    apart: str


@dataclass(frozen=True)
class StanceLine:
    """A row of the table in words."""

    area: str
    who: str
    conduct: str
    differ: bool
    records: tuple[str, ...]
    points_to: str
    with_partners: str
    why: tuple[str, ...]
    sure: str
    parts: str
    chosen: tuple[ChoiceLine, ...]


def text(key: str, language: str = "en", /, **about: object) -> str:
    """A sentence of the review."""
    return said(WORDS, key, language, **about)


def state_said(stance: OwnStance, state: str, language: str = "en") -> str:
    """A state in leadership's words."""
    if state == UNKNOWN:
        return text("nothing_known", language)
    if state == UNDETERMINED:
        return text("undetermined", language)
    return stance.said.get(state) or vocabulary("stances").label(state, language)


def stance_sentences(stance: OwnStance, language: str = "en") -> tuple[str, ...]:
    """Of the whole: in how many areas it points to what, where choice and evidence part, what waits for review."""
    return tuple(_sentences(stance, language))


def _sentences(stance: OwnStance, language: str) -> Iterator[str]:
    if all(row.silent for row in stance.rows):
        yield text("stance_nothing", language)
    else:
        yield from _counts(stance, language)
    parted = sorted(
        {(one.record, row.area): (one, row) for row in stance.rows for one in row.chosen if one.points_to}.values(),
        key=lambda pair: (-pair[0].weeks, pair[0].record, pair[1].area),
    )
    for one, row in parted[:MOST_TOLD]:
        yield f"{isolated(row.name)} · {isolated(one.matter)}: {apart_said(stance, one, language)}"
    if len(parted) > MOST_TOLD:
        yield text("stance_more", language, number=len(parted) - MOST_TOLD)
    for _, matter, by in stance.overdue[:MOST_TOLD]:
        yield stance_text("review_overdue", language, matter=isolated(matter), day=_day(by, language))
    if len(stance.overdue) > MOST_TOLD:
        yield text("stance_more", language, number=len(stance.overdue) - MOST_TOLD)


def _counts(stance: OwnStance, language: str) -> Iterator[str]:
    sides: dict[str, Counter[str]] = {}
    for row in stance.rows:
        if row.is_class:
            sides.setdefault(row.side, Counter())[row.points_to] += 1
    semicolon = "؛ " if language == "ar" else "; "
    for side, held in sides.items():
        counts = semicolon.join(f"{state_said(stance, one, language)} {held[one]}" for one in STATES if held[one])
        yield text("stance_counts", language, who=vocabulary("perpetrators").label(side, language), counts=counts)


def apart_said(stance: OwnStance, one: StanceChoice, language: str = "en") -> str:
    """A choice and evidence that points elsewhere."""
    return stance_text(
        "apart", language, choice=state_said(stance, one.choice, language),
        stance=state_said(stance, one.points_to, language), since=_day(one.since, language), weeks=one.weeks,
    )  # fmt: skip


def stance_lines(stance: OwnStance) -> tuple[tuple[StanceLine, ...], tuple[str, ...]]:
    """The rows of the table by area, and what is left out of it in sentences."""
    told = [row for row in stance.rows if not row.silent]
    chosen = sorted(told, key=lambda row: (-row.apart, not row.chosen, _ORDER.index(row.points_to)))[:MOST_ROWS]
    shown = [row for row in told if row in chosen]
    left = []
    if len(told) > len(shown):
        left.append(text("stance_rest", number=len(told) - len(shown)))
    silent = [row for row in stance.rows if row.silent]
    if silent and told:
        left.append(text("stance_silent", number=len(silent), which=_which(silent)))
    return tuple(_line(stance, row) for row in shown), tuple(left)


def _which(rows: Iterable[StanceRow]) -> str:
    """Authorities by area, as many as a paragraph bears."""
    by_area: dict[str, list[str]] = {}
    for row in rows:
        by_area.setdefault(isolated(row.name), []).append(isolated(row.who))
    parts = [f"{area}: {', '.join(who)}" for area, who in by_area.items()]
    return "; ".join(parts[:MOST_SILENT]) + (" …" if len(parts) > MOST_SILENT else "")


def _line(stance: OwnStance, row: StanceRow) -> StanceLine:
    differs = row.points_to_with_partners != row.points_to
    return StanceLine(
        row.name, row.who, vocabulary("conduct").label(row.conduct), row.components_differ, tuple(_records(row)),
        state_said(stance, row.points_to), state_said(stance, row.points_to_with_partners) if differs else "",
        tuple(whys_said(row.why))[:MOST_WHYS], _sure(row), _parts(row.shares),
        tuple(_choice(stance, one) for one in row.chosen),
    )  # fmt: skip


def whys_said(whys: Iterable[Why], language: str = "en") -> Iterator[str]:
    """What it rests on, in sentences."""
    for one in whys:
        yield reason_said(Reason(one.key, one.about), language)


def _records(row: StanceRow) -> Iterator[str]:
    yield f"harm {row.harm}" + (f" (graded: {row.harm_graded})" if row.harm else "")
    yield f"obstruction {row.obstruction}"
    if row.may_be:
        yield f"may be theirs {row.may_be}"
    if row.partners:
        yield f"of partners and proxies {row.partners}"


def _sure(row: StanceRow) -> str:
    if row.shares is None:
        return "–"
    if row.mostly_prior:
        return "mostly prior"
    return stance_text(row.sure) if row.sure else text("undetermined")


def _parts(shares: Mapping[str, int] | None) -> str:
    return "" if shares is None else " · ".join(str(round(shares[name] / 10)) for name in REGIONS)


def _choice(stance: OwnStance, one: StanceChoice) -> ChoiceLine:
    matter = f"{one.matter} ({stance_text('disputed')})" if one.disputed else one.matter
    return ChoiceLine(
        state_said(stance, one.choice), matter, partial_day(one.review_by), one.overdue,
        f"evidence elsewhere for {one.weeks} weeks" if one.points_to else "",
    )  # fmt: skip


def stance_maps(stance: OwnStance, drawn: Outlines) -> tuple[str, ...]:
    """Of each class as a whole: what the evidence points to, and what was chosen where anything was."""
    found = []
    for authority in dict.fromkeys(row.authority for row in stance.rows if row.is_class):
        rows = {row.area: row for row in stance.rows if row.authority == authority}
        who = next(iter(rows.values())).who
        subtitle = text("of_whom", who=who, day=_day(stance.day))
        evidence = [(area, row.points_to) for area, row in rows.items()]
        found.append(_map(stance, rows, evidence, Caption(text("map_evidence"), subtitle), drawn))
        chosen = [(area, _chosen(row)) for area, row in rows.items()]
        if any(state != UNKNOWN for _, state in chosen):
            found.append(_map(stance, rows, chosen, Caption(text("map_chosen"), subtitle), drawn))
    return tuple(one for one in found if one)


def _chosen(row: StanceRow) -> str:
    words = list(dict.fromkeys(one.choice for one in row.chosen))
    return UNKNOWN if not words else words[0] if len(words) == 1 else SEVERAL


def _map(
    stance: OwnStance, rows: Mapping[str, StanceRow], states: list[tuple[str, str]], caption: Caption, drawn: Outlines
) -> str:
    areas = [
        StanceArea(area, on_map(rows[area].name), drawn.polygons.get(area, ()), state, rows[area].apart >= 0)
        for area, state in states
    ]
    of_choices = caption.title == text("map_chosen")
    used = {state for _, state in states}
    key = [
        (state, _key(stance, state, of_choices=of_choices))
        for state in (*STATES, SEVERAL)
        if state in used or state in (WITH, DESPITE, AGAINST) or (state == UNDETERMINED and not of_choices)
    ]
    return stance_map(caption, areas, key, text("parted"))


def _key(stance: OwnStance, state: str, *, of_choices: bool) -> str:
    if state == SEVERAL:
        return text("several")
    if of_choices and state == UNKNOWN:
        return text("nothing_chosen")
    return state_said(stance, state)


def _day(day: str, language: str = "en") -> str:
    return partial_day(day) if language == "en" else day
