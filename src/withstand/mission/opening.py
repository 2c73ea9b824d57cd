"""What stands out in a review, in a few sentences. An official of the state described may read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import ceil, floor

from withstand.analysis.result_values import AreaForecast
from withstand.mission.review_values import Outlook, Review
from withstand.mission.wording import class_name, count, day, isolated, listed, months, percent

MOST_NAMED = 3
STANDS_OUT = 0.02
_STALE_MONTHS = 2


def in_short(review: Review) -> tuple[str, ...]:
    """The opening of the brief: what was recorded, by whom, the state's part, and what is most probable where."""
    return (*_recorded(review), *_share(review), *_own(review), *_age(review), *_highest(review))


def _recorded(review: Review) -> Iterable[str]:
    low, best, high, events = (
        sum(getattr(total.recent, part) for total in review.totals) for part in ("low", "best", "high", "events")
    )
    until = day(review.as_of)
    if not events:
        ever = sum(entry.tally.events for entry in review.years)
        yield f"In the 12 months to {until} no {review.violence_label} was recorded. That is not the same as none."
        if not ever:
            yield f"The file holds no {review.violence_label} at all: look whether its export left it out."
        return
    span = "" if low == best == high else f" (low to high {min(low, high):,} to {max(low, high):,})"
    before = sum(total.before.best for total in review.totals)
    earlier = f"; in the 12 months before, {before:,}" if review.months >= 24 else ""
    period = "12 months" if review.months >= 12 else count(review.months, "month")
    yield (
        f"In the {period} to {until} the data hold {count(events, 'event')} of {review.violence_label} with "
        f"{count(best, 'recorded death')}{span}{earlier}."
    )
    parts = [
        f"{class_name(total.perpetrator)} {total.recent.best:,} in {count(total.recent.events, 'event')}"
        for total in sorted(review.totals, key=lambda total: -total.recent.best)
        if total.recent.events
    ]
    yield f"By recorded perpetrator: {'; '.join(parts)}."


def _share(review: Review) -> Iterable[str]:
    recent = review.shares[0]
    answers = recent.answers
    if not answers:
        return
    if max(answers) == 0:
        yield "None of these deaths is recorded as the state's, under any rule."
        return
    low, high = floor(min(answers)), ceil(max(answers))
    why = "who counts as the state, and the count taken" if len(recent.shares) > 1 else "the count taken"
    yield (
        f"The state's part in this is between {low} % and {high} %, depending on {why}; the table gives every rule."
        if high - low > 1
        else f"The state's part in this is {low} to {high} % under every rule and count."
    )


def _own(review: Review) -> Iterable[str]:
    """What the operation itself recorded, apart from the data set's counts."""
    if review.own is None:
        return
    same, since = (sum(one.incidents for one in part) for part in (review.own.same_period, review.own.since))
    if not same and not since:
        yield "The operation itself recorded no incident in this time. That is not the same as none."
        return
    later = f", and {since:,} after the data end" if since else ""
    yield (
        f"The operation itself recorded {count(same, 'incident')} in these 12 months{later}. They are in none of the "
        "counts above; a section of their own says by whom."
    )


def _age(review: Review) -> Iterable[str]:
    """A sentence where the months forecast have passed when the review is made."""
    if not review.made:
        return
    made, until = date.fromisoformat(review.made), date.fromisoformat(review.as_of)
    behind = (made.year - until.year) * 12 + made.month - until.month
    if behind > _STALE_MONTHS:
        yield (
            f"The data end {count(behind, 'month')} before the day on which this was made. The probabilities were "
            f"those of {day(review.as_of)}; they are no forecast of today."
        )


def _highest(review: Review) -> Iterable[str]:
    longest = max((outlook.window for outlook in review.outlooks), default=0)
    for outlook in review.outlooks:
        if outlook.window == longest and outlook.areas:
            yield _most_probable(review, outlook)


def _most_probable(review: Review, outlook: Outlook) -> str:
    names = {row.area_id: isolated(row.name) for row in review.areas}
    ranked = sorted(outlook.areas, key=lambda area: (-area.p_any, area.area))
    where = f" ({outlook.country})" if len(review.countries) > 1 else ""
    who = class_name(outlook.perpetrator) + where
    when = months(ranked[0].first_month, ranked[0].last_month)
    top, least = ranked[0].p_any, ranked[-1].p_any
    if top < STANDS_OUT or (len(ranked) > 1 and top < 1.25 * least):
        return f"For deaths by {who} in {when} no area stands out; the probabilities lie around {percent(top)}."
    named = ranked[:MOST_NAMED]
    places = listed(
        [f"{names[area.area]} ({percent(area.p_any)}; {_came_true(area, first=area is named[0])})" for area in named]
    )
    basis = "" if outlook.verdict.shown == "hurdle" else ", by history alone"
    said = f"Deaths by {who} that are recorded in {when} are most probable{basis}: {places}."
    high = [names[area.area] for area in named if _said_too_much(area)]
    if not high:
        return said
    return f"{said} In the tests, forecasts as high as for {listed(high)} came true less often than they said."


def _came_true(area: AreaForecast, *, first: bool) -> str:
    """What became of the test forecasts at the same level, beside the forecast that it qualifies; spelt out `first`."""
    if not area.track or not area.track[0].forecasts:
        return "no test forecast was at this level"
    track = area.track[0]
    return f"{track.came_true:,} of {track.forecasts:,}{' test forecasts at this level' if first else ''} came true"


def _said_too_much(area: AreaForecast) -> bool:
    """Whether the test forecasts at this level came true in a smaller share than the level begins with."""
    track = area.track[0] if area.track else None
    return track is not None and track.forecasts > 0 and track.came_true < track.low * track.forecasts
