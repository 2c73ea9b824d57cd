"""The review from event data: where civilians are in danger, from whom, and how far that can be known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from withstand.analysis.gate import judge
from withstand.analysis.ladder import forecast
from withstand.analysis.monthly import Span, dense, monthly
from withstand.analysis.observability import sight, sight_by_year
from withstand.analysis.panel import Panel
from withstand.analysis.state_share import state_share
from withstand.errors import InputError
from withstand.evidence.areas import AREA, AreaSet, neighbours, place
from withstand.mission import sentences, tallies
from withstand.mission.changes import changes_since
from withstand.mission.period import add_months, complete_until, month_end, span_until
from withstand.mission.review_values import Outlook, Review, YearSight
from withstand.mission.track_record import WINDOWS, Progress, TrackRecords
from withstand.vocabulary.terms import vocabulary

ALWAYS = ("host_state", "non_state")
MOST_COUNTRIES = 6
LEAST_POSITIVE_MONTHS = 24
_RECENT = 60


@dataclass(frozen=True)
class Question:
    """What is asked of the events: which countries, at which level, as of which day."""

    areas: AreaSet = field(default_factory=lambda: AreaSet("the events' own names", "admin1"))
    countries: tuple[str, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True)
class Evidence:
    """Events (EVENT), what is known of where they come from, and the last review of the workspace."""

    events: pl.DataFrame
    manifest: Mapping[str, object]
    notes: tuple[str, ...] = ()
    last_review: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Ground:
    """The events of the question placed in areas, and the monthly panel made of them."""

    placed: pl.DataFrame
    countries: Mapping[str, str]
    span: Span
    as_of: date
    basis: str
    panel: Panel


def ground(evidence: Evidence, question: Question) -> Ground:
    """Choose the countries, settle the period, place the events, count by month.

    Raises:
        InputError: no such country, too many countries, no event in time, or no event in any area.
    """
    events = _chosen(evidence.events, question.countries)
    until, basis = complete_until(events)
    if question.as_of is not None:
        until, basis = _asked(question.as_of, until)
    span = span_until(events, until)
    events = events.filter(pl.col("date_end") <= until)
    several = events["country"].n_unique() > 1
    placed = place(events.lazy(), question.areas, several_countries=several).collect()
    countries = _countries_of_areas(placed, question.areas)
    if not countries:
        raise InputError(
            f"None of the {events.height:,} events lies in an area of {question.areas.source} at level "
            f"{question.areas.level}. Give boundaries of this country with --areas, or another --level."
        )
    ids = tuple(countries)
    touching = neighbours(ids, question.areas, placed.drop_nulls(AREA))
    counts = monthly(placed.lazy()).collect()
    panel = dense(counts, ids, tuple(countries.values()), span, touching)
    return Ground(placed, countries, span, until, basis, panel)


def _chosen(events: pl.DataFrame, countries: tuple[str, ...]) -> pl.DataFrame:
    held = events.group_by("country").len().sort("len", "country", descending=[True, False])
    names = {str(name).casefold(): str(name) for name in held["country"]}
    if countries:
        unknown = [country for country in countries if country.casefold() not in names]
        if unknown:
            most = ", ".join(held["country"].head(8))
            raise InputError(f"The file holds no events in {', '.join(unknown)}. It holds: {most}.")
        return events.filter(pl.col("country").is_in([names[country.casefold()] for country in countries]))
    if held.height > MOST_COUNTRIES:
        most = ", ".join(held["country"].head(8))
        raise InputError(
            f"The file holds events in {held.height} countries. Name those to review with --country, for example "
            f"--country {str(held['country'][0])!r}. The most events are in: {most}."
        )
    return events


def _asked(day: date, covered: date) -> tuple[date, str]:
    """The last whole month by the day asked for, but never beyond what the data cover."""
    whole = day if day == month_end(day) else month_end(add_months(day, -1))
    if whole > covered:
        return covered, f"the data end here, before the day asked for ({day})"
    return whole, f"asked for as of {day}"


def _countries_of_areas(placed: pl.DataFrame, areas: AreaSet) -> dict[str, str]:
    """Each area's country: that of most of its events; areas without events belong to the file's main country."""
    counted = placed.drop_nulls(AREA).group_by(AREA, "country").len().sort("len", "country", descending=[True, False])
    found = {row[0]: row[1] for row in reversed(counted.select(AREA, "country").rows())}
    if not found:
        return {}
    main = str(placed.group_by("country").len().sort("len", "country", descending=[True, False])["country"][0])
    ids = {area.area_id for area in areas.areas} | set(found)
    return {area: found.get(area, main) for area in sorted(ids)}


def classes_to_forecast(panel: Panel) -> tuple[str, ...]:
    """The classes with enough recent record to be worth a forecast, the country's own forces and non-state always."""
    order = [key for key in vocabulary("perpetrators").terms if key in panel.one_sided]
    recent = {key: int((panel.one_sided[key][:, -_RECENT:] > 0).sum()) for key in order}
    return tuple(key for key in order if key in ALWAYS or recent[key] >= LEAST_POSITIVE_MONTHS)


def review(
    evidence: Evidence,
    question: Question,
    records: TrackRecords,
    progress: Progress = lambda _step, _done, _total: None,
    on_ground: Callable[[Ground], None] = lambda _: None,
) -> Review:
    """The review of some events; one evidence, one question, one result."""
    progress("placing events in areas", 0, 1)
    found = ground(evidence, question)
    on_ground(found)
    placed, as_of = found.placed, found.as_of
    civilians = tallies.against_civilians(placed)
    classes = tuple(
        key for key in vocabulary("perpetrators").terms if key in set(civilians[tallies.CLASS]) | set(ALWAYS)
    )
    years = range(found.span.first.year, as_of.year + 1)
    recent = tallies.since(civilians, as_of, tallies.RECENT_MONTHS)
    outlooks = tuple(
        outlook
        for country in sorted(set(found.countries.values()))
        for outlook in _outlooks(country, found.panel.of_country(country), records, progress)
    )
    progress("writing the findings", 0, 1)
    source = str(placed["source"].mode().sort()[0])
    made = Review(
        title=", ".join(sorted(set(placed["country"]))),
        countries=tuple(sorted(set(placed["country"]))),
        source=source,
        source_label=vocabulary("datasets").label(source),
        violence_label=str(vocabulary("datasets").terms[source].facts["deaths"]),
        as_of=as_of.isoformat(),
        as_of_basis=found.basis,
        first_month=found.span.first.isoformat()[:7],
        totals=tallies.class_totals(civilians, as_of, classes),
        years=tallies.year_tallies(civilians, years, classes),
        sights=tuple(YearSight(*pair) for pair in zip(years, sight_by_year(placed, years), strict=True)),
        sight=sight(tallies.since(placed, as_of, tallies.RECENT_MONTHS)),
        shares=(
            state_share(recent, "last 12 months"),
            state_share(tallies.since(civilians, as_of, 60), "last 5 years"),
            state_share(civilians, f"since {years[0]}"),
        ),
        areas=tallies.area_rows(placed, question.areas, found.countries, as_of, classes),
        outlooks=outlooks,
        places=tallies.places(civilians, as_of),
        in_short=(),
        changes=(),
        not_known=(),
        manifest=evidence.manifest,
    )
    return sentences.with_sentences(
        made,
        changes_since(evidence.last_review, made, evidence.events),
        sentences.not_known(made, placed, question.areas, found.panel, evidence.notes),
    )


def _outlooks(country: str, panel: Panel, records: TrackRecords, progress: Progress) -> list[Outlook]:
    """Each country is fitted, tested and judged on its own record: skill in one says nothing of another."""
    targets = classes_to_forecast(panel)
    backtests = records.of(panel, targets, progress)
    made = []
    for target in targets:
        for window in WINDOWS:
            backtest = backtests[target, window]
            verdict = judge(backtest)
            areas = forecast(panel, target, window, verdict, backtest)
            made.append(
                Outlook(
                    country=country,
                    perpetrator=target,
                    window=window,
                    verdict=verdict,
                    test_years=backtest.years,
                    test_forecasts=backtest.forecasts,
                    test_positives=backtest.positives,
                    bands=() if backtest.refusal else backtest.model(verdict.model).steps[0].track,
                    areas=areas,
                )
            )
    return made
