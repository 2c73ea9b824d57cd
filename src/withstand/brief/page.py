"""The brief as one self-contained page: no script, nothing fetched, printable on A4."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from withstand import __version__
from withstand.analysis.ladder import AreaForecast, TrackRecord
from withstand.brief import figures
from withstand.brief.figures import Outlines
from withstand.mission.review_values import AreaRow, Outlook, Review, Tally
from withstand.mission.wording import count, day, listed, month, months, percent
from withstand.vocabulary.terms import vocabulary

MOST_ROWS = 30


@dataclass(frozen=True)
class Line:
    """One area in the table of a class."""

    row: AreaRow
    recent: Tally
    spark: str
    next_month: str
    ladder: str
    history: str
    track: str
    seen: str


@dataclass(frozen=True)
class Section:
    """One class: its map, its table, and how it was tested."""

    perpetrator: str
    by_history: tuple[str, ...]
    when: str
    next_month: str
    map: str
    lines: tuple[Line, ...]
    left_out: int
    base_rates: str
    reliability: tuple[str, ...]


def page(review: Review, drawn: Outlines, set_aside: str = "") -> str:
    """The brief as HTML. `set_aside` says where rows that were not events are listed."""
    return _template().render(
        review=review,
        words=vocabulary("perpetrators"),
        sections=tuple(_sections(review, drawn)),
        over_time=figures.over_time(review),
        set_aside=set_aside,
        version=__version__,
        day=day,
        month=month,
        listed=listed,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("withstand.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["n"] = lambda number: f"{number:,}"
    environment.filters["pc"] = lambda share: "–" if share is None else f"{share:.0f} %"
    environment.filters["visible"] = _visible
    environment.filters["drawing"] = _drawing
    return environment.get_template("review.html")


def _visible(text: object) -> str:
    """Text without the control characters that no page may hold."""
    return "".join(
        letter if letter.isprintable() or letter in "\n\t" else "\N{REPLACEMENT CHARACTER}" for letter in str(text)
    )


def _drawing(svg: str) -> Markup:
    """A chart's SVG as it is: the charts escape every text they hold."""
    return Markup(svg)  # noqa: S704


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
            by_history=tuple(outlook.country for outlook in far if outlook.verdict.shown == "history"),
            when=months(later[0].first_month, later[0].last_month),
            next_month=month(later[0].first_month),
            map=figures.outlook_map(review, perpetrator, later, drawn),
            lines=tuple(_line(rows[area.area], soon[area.area], area, float(top)) for area in shown),
            left_out=len(ranked) - len(shown),
            base_rates="; ".join(_base_rate(outlook, named=several) for outlook in far if outlook.bands),
            reliability=tuple(figures.reliability_chart(outlook, named=several) for outlook in far if outlook.bands),
        )


def _base_rate(outlook: Outlook, *, named: bool) -> str:
    rate = percent(outlook.areas[0].track[0].base_rate)
    return f"{outlook.country} {rate}" if named else rate


def _line(row: AreaRow, soon: AreaForecast, later: AreaForecast, top: float) -> Line:
    seen = row.sight
    return Line(
        row=row,
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
