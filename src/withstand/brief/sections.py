"""Drawing the findings: for every class its map, its table of areas and how it was tested."""

from __future__ import annotations

from collections.abc import Iterable

from withstand.analysis.result_values import AreaForecast, TrackRecord
from withstand.brief import figures
from withstand.brief.drawing_values import Drawing, Line, Section
from withstand.brief.maps import Outlines, outlook_map
from withstand.mission.review_values import AreaRow, Outlook, Review, Tally
from withstand.mission.wording import count, month, months, percent
from withstand.vocabulary.terms import vocabulary

MOST_ROWS = 30


def drawing_of(review: Review, drawn: Outlines) -> Drawing:
    """The drawing of a review: its findings are enough."""
    return Drawing(tuple(_sections(review, drawn)), figures.over_time(review))


def _sections(review: Review, drawn: Outlines) -> Iterable[Section]:
    rows = {row.area_id: row for row in review.areas}
    several = len(review.countries) > 1
    for perpetrator in dict.fromkeys(outlook.perpetrator for outlook in review.outlooks):
        outlooks = [outlook for outlook in review.outlooks if outlook.perpetrator == perpetrator]
        longest = max(outlook.window for outlook in outlooks)
        far = [outlook for outlook in outlooks if outlook.window == longest]
        soon = {area.area: area for outlook in outlooks if outlook.window != longest for area in outlook.areas}
        later = [area for outlook in far for area in outlook.areas]
        ranked = sorted(later, key=lambda area: (-area.p_any, area.area))
        top = max(max(row.months.get(perpetrator, (0,))) for row in review.areas)
        shown = ranked[:MOST_ROWS]
        yield Section(
            perpetrator=perpetrator,
            by_history=tuple(
                _months_of(outlook, named=several) for outlook in outlooks if outlook.verdict.shown == "history"
            ),
            when=months(later[0].first_month, later[0].last_month),
            next_month=month(later[0].first_month),
            map=outlook_map(review, perpetrator, later, drawn),
            lines=tuple(_line(rows[area.area], soon[area.area], area, float(top)) for area in shown),
            left_out=len(ranked) - len(shown),
            test_record=" ".join(_test_record(outlook, named=several) for outlook in far if outlook.test_years),
            reliability=tuple(figures.reliability_chart(outlook, named=several) for outlook in far if outlook.bands),
        )


def _months_of(outlook: Outlook, *, named: bool) -> str:
    first = outlook.areas[0]
    return months(first.first_month, first.last_month) + (f" in {outlook.country}" if named else "")


def _test_record(outlook: Outlook, *, named: bool) -> str:
    """How often each rung was reached in the test years: what a typical area and window had."""
    years = f"{outlook.test_years[0]}–{outlook.test_years[-1]}"
    any_death, ten, twenty_five = (number or "none" for number in outlook.test_events)
    where = f" in {outlook.country}" if named else ""
    return (
        f"Of {outlook.test_forecasts:,} test windows {years}{where}, {any_death} had a recorded death, {ten} had 10 or "
        f"more, {twenty_five} had 25 or more."
    )


def _line(row: AreaRow, soon: AreaForecast, later: AreaForecast, top: float) -> Line:
    seen = row.sight
    return Line(
        name=row.name,
        recent=_recent(row, later.target),
        spark=figures.spark_cell(row, later.target, top),
        next_month=percent(soon.p_any),
        ladder=figures.ladder_cell(later),
        history=f"{later.last_12.with_deaths} of {later.last_12.months}",
        track=_track(later.track[0]) if later.track else "not tested",
        seen=_seen(seen.events, seen.sources),
    )


def _recent(row: AreaRow, perpetrator: str) -> Tally:
    """A model's class holds several recorded classes: their sum."""
    terms = vocabulary("perpetrators").terms
    members = [tally for name, tally in row.recent.items() if terms[name].facts["model"] == perpetrator]
    return Tally(*(sum(getattr(tally, part) for tally in members) for part in ("events", "low", "best", "high")))


def _track(track: TrackRecord) -> str:
    return f"{track.came_true:,} of {track.forecasts:,}"


def _seen(events: int, sources: float | None) -> str:
    if not events:
        return "nothing recorded"
    reports = "reports not counted" if sources is None else f"{sources:.1f} reports each"
    return f"{count(events, 'event')}, {reports}"
