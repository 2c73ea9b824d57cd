"""The review from event data: where civilians are in danger, from whom, and how far that can be known."""

from __future__ import annotations

from withstand.analysis.gate import judge
from withstand.analysis.ladder import coherent, forecast
from withstand.analysis.observability import sight, sight_by_year
from withstand.analysis.panel import Panel
from withstand.analysis.state_share import state_share
from withstand.mission import tallies
from withstand.mission.asked import Evidence, Question
from withstand.mission.findings import Findings, Occasion, review_of
from withstand.mission.ground import Ground, ground
from withstand.mission.limits import not_known
from withstand.mission.own_records import OwnFrames, own_records
from withstand.mission.own_values import OwnRecords
from withstand.mission.review_values import Outlook, Review, YearSight
from withstand.mission.track_record import Progress, TrackRecords
from withstand.vocabulary.terms import vocabulary

ALWAYS = ("host_state", "non_state")
LEAST_POSITIVE_MONTHS = 24
_RECENT = 60


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
) -> Review:
    """The review of some events; one evidence, one question, one result."""
    findings, found = find(evidence, question, records, progress)
    own = beside(evidence.own, found, question) if evidence.own else None
    return review_of(findings, Occasion(evidence.manifest, evidence.past_reviews, evidence.made), own)


def beside(frames: OwnFrames, found: Ground, question: Question) -> OwnRecords:
    """The operation's own records beside the events."""
    names = question.areas.names([area.area_id for area in question.areas.areas])
    return own_records(frames, tallies.against_civilians(found.placed), found.as_of, names)


def find(evidence: Evidence, question: Question, records: TrackRecords, progress: Progress) -> tuple[Findings, Ground]:
    """What the question finds in the events, and what that stands on."""
    progress("placing events in areas", 0, 1)
    found = ground(evidence, question)
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
        months=found.span.months,
        made="",
        releases=tuple(sorted(set(evidence.events["source_version"].drop_nulls()))),
        totals=tallies.class_totals(civilians, as_of, classes),
        years=tallies.year_tallies(civilians, years, classes),
        sights=tuple(YearSight(*pair) for pair in zip(years, sight_by_year(placed, years), strict=True)),
        sight=sight(tallies.since(placed, as_of, tallies.RECENT_MONTHS)),
        shares=(
            state_share(recent, "last 12 months"),
            state_share(tallies.since(civilians, as_of, 60), "last 5 years"),
            state_share(civilians, f"since {years[0]}"),
        ),
        areas=tallies.area_rows(placed, question.areas, found.countries, found.span.first, as_of, classes),
        outlooks=outlooks,
        places=tallies.places(civilians, as_of),
        in_short=(),
        changes=(),
        not_known=(),
        manifest={},
    )
    limits = not_known(made, found, question.areas, evidence.notes)
    return Findings(made, limits, evidence.events.height), found


def _outlooks(country: str, panel: Panel, records: TrackRecords, progress: Progress) -> list[Outlook]:
    """Each country is fitted, tested and judged on its own record: skill in one says nothing of another."""
    backtests = records.of(panel, classes_to_forecast(panel), progress)
    made: list[Outlook] = []
    for (target, window), backtest in backtests.items():
        verdict = judge(backtest)
        areas = forecast(panel, target, window, verdict, backtest)
        if made and made[-1].perpetrator == target:
            areas = coherent(made[-1].areas, areas, backtest)
        made.append(
            Outlook(
                country=country,
                perpetrator=target,
                window=window,
                verdict=verdict,
                test_years=backtest.years,
                test_forecasts=backtest.forecasts,
                test_positives=backtest.positives,
                test_events=backtest.events,
                bands=() if backtest.refusal else backtest.model(verdict.model).steps[0].track,
                areas=areas,
            )
        )
    return made
