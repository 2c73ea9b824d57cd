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
from withstand.mission.own_values import OwnClass
from withstand.mission.own_words import own_class_name, own_sentences
from withstand.mission.review_values import AreaRow, Outlook, Review, Tally
from withstand.mission.wording import count, day, listed, month, months, percent, visible
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
    test_record: str
    reliability: tuple[str, ...]


def page(review: Review, drawn: Outlines, set_aside: str = "") -> str:
    """The brief as HTML. `set_aside` says where rows that were not events are listed."""
    return _template().render(
        review=review,
        words=vocabulary("perpetrators"),
        sections=tuple(class_sections(review, drawn)),
        over_time=figures.over_time(review),
        set_aside=set_aside,
        version=__version__,
        day=day,
        month=month,
        listed=listed,
        own_sentences=own_sentences(review.own) if review.own else (),
        own_tables=_own_tables(review),
        own_class_name=own_class_name,
        classification=_classification(review),
    )


def _own_tables(review: Review) -> tuple[tuple[str, tuple[OwnClass, ...]], ...]:
    """The operation's own incidents in the data's last 12 months, and since."""
    if review.own is None:
        return ()
    both = (("The data's last 12 months", review.own.same_period), ("After the data end", review.own.since))
    return tuple((title, classes) for title, classes in both if classes)


def _classification(review: Review) -> str:
    return vocabulary("classifications").label(review.own.classification) if review.own else ""


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
    environment.filters["visible"] = visible
    environment.filters["drawing"] = _drawing
    return environment.get_template("review.html")


def _drawing(svg: str) -> Markup:
    """A chart's SVG as it is: the charts escape every text they hold."""
    return Markup(svg)  # noqa: S704


def class_sections(review: Review, drawn: Outlines) -> Iterable[Section]:
    """The sections of a review, one a class, with their charts."""
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
            map=figures.outlook_map(review, perpetrator, later, drawn),
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
