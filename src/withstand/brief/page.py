"""The brief as one self-contained page: no script, nothing fetched, printable on A4."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from withstand import __version__
from withstand.analysis.ladder import TrackRecord
from withstand.brief import figures
from withstand.brief.figures import Outlines
from withstand.mission.review_values import AreaRow, Outlook, Review, Tally
from withstand.mission.sentences import label
from withstand.mission.wording import count, day, month, percent
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
    """One class: its maps, its table, and how it was tested."""

    perpetrator: str
    outlook: Outlook
    when: str
    next_month: str
    map: str
    lines: tuple[Line, ...]
    left_out: int
    base_rate: str | None
    reliability: str | None


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
        label=label,
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
    classes = dict.fromkeys(outlook.perpetrator for outlook in review.outlooks)
    for perpetrator in classes:
        near, far = sorted(
            (outlook for outlook in review.outlooks if outlook.perpetrator == perpetrator),
            key=lambda outlook: outlook.window,
        )
        ranked = sorted(far.areas, key=lambda area: (-area.p_any, area.area))
        rows = {row.area_id: row for row in review.areas}
        top = max((max(row.months.get(perpetrator, (0,))) for row in review.areas), default=0)
        shown = ranked[:MOST_ROWS]
        yield Section(
            perpetrator=perpetrator,
            outlook=far,
            when=figures.outlook_title(far),
            next_month=figures.outlook_title(near),
            map=figures.outlook_map(review, far, drawn),
            lines=tuple(_line(rows[area.area], near, far, float(top)) for area in shown),
            left_out=len(ranked) - len(shown),
            base_rate=percent(ranked[0].track[0].base_rate) if ranked and ranked[0].track else None,
            reliability=figures.reliability_chart(far) if far.bands else None,
        )


def _line(row: AreaRow, near: Outlook, far: Outlook, top: float) -> Line:
    later = next(area for area in far.areas if area.area == row.area_id)
    soon = next(area for area in near.areas if area.area == row.area_id)
    seen = row.sight
    return Line(
        row=row,
        recent=_recent(row, far.perpetrator),
        spark=figures.spark_cell(row, far.perpetrator, top),
        next_month=percent(soon.p_any),
        ladder=figures.ladder_cell(row, far),
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
