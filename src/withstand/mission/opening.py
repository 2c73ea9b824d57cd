"""What stands out in a review, in a few sentences. An official of the state described may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from withstand.analysis.result_values import AreaForecast
from withstand.mission.review_values import Outlook, Review
from withstand.mission.worded import of_class, of_clauses, of_count, of_day, of_list, of_months, of_percent
from withstand.mission.wording import isolated
from withstand.telling import Told

RECORDED, BY_CLASS, SHARE, OWN, AGE, OUTLOOK = "recorded", "by_class", "share", "own", "age", "outlook"
MOST_NAMED = 3
STANDS_OUT = 0.02
_STALE_MONTHS = 2


@dataclass(frozen=True)
class Said:
    """A sentence, what it is about, and the class that it is about where it is one's."""

    topic: str
    sentence: str
    perpetrator: str = ""


def in_short(review: Review) -> tuple[str, ...]:
    """The opening of the brief: what was recorded, by whom, the state's part, and what is most probable where."""
    return tuple(str(one.sentence) for one in said(review))


def said(review: Review) -> tuple[Said, ...]:
    """The same, with what each sentence is about."""
    parts = (
        (RECORDED, _recorded(review)),
        (BY_CLASS, _parts(review)),
        (SHARE, _share(review)),
        (OWN, _own(review)),
        (AGE, _age(review)),
    )
    general = tuple(Said(topic, sentence) for topic, sentences in parts for sentence in sentences)
    return (*general, *_highest(review))


def _recorded(review: Review) -> Iterable[str]:
    low, best, high, events = (
        sum(getattr(total.recent, part) for total in review.totals) for part in ("low", "best", "high", "events")
    )
    until = of_day(review.as_of)
    if not events:
        ever = sum(entry.tally.events for entry in review.years)
        yield Told(
            "In the 12 months to {until} no {violence} was recorded. That is not the same as none.",
            until=until, violence=Told(review.violence_label),
        )  # fmt: skip
        if not ever:
            yield Told(
                "The file holds no {violence} at all: look whether its export left it out.",
                violence=Told(review.violence_label),
            )
        return
    span = (
        ""
        if low == best == high
        else Told(" (low to high {low:,} to {high:,})", low=min(low, high), high=max(low, high))
    )
    before = sum(total.before.best for total in review.totals)
    earlier = Told("; in the 12 months before, {before:,}", before=before) if review.months >= 24 else ""
    yield Told(
        "In the {period} to {until} the data hold {events} of {violence} with {deaths}{span}{earlier}.",
        period=of_count(min(review.months, 12), "month"), until=until, events=of_count(events, "event"),
        violence=Told(review.violence_label), deaths=of_count(best, "recorded death"), span=span, earlier=earlier,
    )  # fmt: skip


def _parts(review: Review) -> Iterable[str]:
    parts = [
        Told(
            "{who} {deaths:,} in {events}",
            who=of_class(total.perpetrator),
            deaths=total.recent.best,
            events=of_count(total.recent.events, "event"),
        )
        for total in sorted(review.totals, key=lambda total: -total.recent.best)
        if total.recent.events
    ]
    if parts:
        yield Told("By recorded perpetrator: {parts}.", parts=of_clauses(parts))


def _share(review: Review) -> Iterable[str]:
    recent = review.shares[0]
    answers = recent.answers
    if not answers:
        return
    if max(answers) == 0:
        yield Told("None of these deaths is recorded as the state's, under any rule.")
        return
    low, high = floor(min(answers)), ceil(max(answers))
    why = Told("who counts as the state, and the count taken" if len(recent.shares) > 1 else "the count taken")
    yield (
        Told(
            "The state's part in this is between {low} % and {high} %, depending on {why}; the table gives every rule.",
            low=low, high=high, why=why,
        )
        if high - low > 1
        else Told("The state's part in this is {low} to {high} % under every rule and count.", low=low, high=high)
    )  # fmt: skip


def _own(review: Review) -> Iterable[str]:
    """What the operation itself recorded, apart from the data set's counts."""
    if review.own is None:
        return
    same, since = (sum(one.incidents for one in part) for part in (review.own.same_period, review.own.since))
    if not same and not since:
        yield Told("The operation itself recorded no incident in this time. That is not the same as none.")
        return
    later = Told(", and {since:,} after the data end", since=since) if since else ""
    yield Told(
        "The operation itself recorded {incidents} in these 12 months{later}. They are in none of the counts above; a "
        "section of their own says by whom.",
        incidents=of_count(same, "incident"), later=later,
    )  # fmt: skip


def _age(review: Review) -> Iterable[str]:
    """A sentence where the months forecast have passed when the review is made."""
    if not review.made:
        return
    made, until = date.fromisoformat(review.made), date.fromisoformat(review.as_of)
    behind = (made.year - until.year) * 12 + made.month - until.month
    if behind > _STALE_MONTHS:
        yield Told(
            "The data end {months} before the day on which this was made. The probabilities were those of {day}; they "
            "are no forecast of today.",
            months=of_count(behind, "month"), day=of_day(review.as_of),
        )  # fmt: skip


def _highest(review: Review) -> Iterable[Said]:
    longest = max((outlook.window for outlook in review.outlooks), default=0)
    for outlook in review.outlooks:
        if outlook.window == longest and outlook.areas:
            yield Said(OUTLOOK, _most_probable(review, outlook), outlook.perpetrator)


def _most_probable(review: Review, outlook: Outlook) -> str:
    names = {row.area_id: isolated(row.name) for row in review.areas}
    ranked = sorted(outlook.areas, key=lambda area: (-area.p_any, area.area))
    where = Told(" ({country})", country=outlook.country) if len(review.countries) > 1 else ""
    who = Told("{who}{where}", who=of_class(outlook.perpetrator), where=where)
    when = of_months(ranked[0].first_month, ranked[0].last_month)
    top, least = ranked[0].p_any, ranked[-1].p_any
    if top < STANDS_OUT or (len(ranked) > 1 and top < 1.25 * least):
        return Told(
            "For deaths by {who} in {when} no area stands out; the probabilities lie around {percent}.",
            who=who, when=when, percent=of_percent(top),
        )  # fmt: skip
    named = ranked[:MOST_NAMED]
    places = [
        Told(
            "{area} ({percent}; {track})",
            area=names[area.area], percent=of_percent(area.p_any), track=_came_true(area, first=area is named[0]),
        )
        for area in named
    ]  # fmt: skip
    basis = "" if outlook.verdict.shown == "hurdle" else Told(", by history alone")
    said = Told(
        "Deaths by {who} that are recorded in {when} are most probable{basis}: {places}.",
        who=who, when=when, basis=basis, places=of_list(places),
    )  # fmt: skip
    high = [names[area.area] for area in named if _said_too_much(area)]
    if not high:
        return said
    return Told(
        "{said} In the tests, forecasts as high as for {areas} came true less often than they said.",
        said=said, areas=of_list(high),
    )  # fmt: skip


def _came_true(area: AreaForecast, *, first: bool) -> str:
    """What became of the test forecasts at the same level, beside the forecast that it qualifies; spelt out `first`."""
    if not area.track or not area.track[0].forecasts:
        return Told("no test forecast was at this level")
    track = area.track[0]
    if first:
        return Told(
            "{number:,} of {all:,} test forecasts at this level came true", number=track.came_true, all=track.forecasts
        )
    return Told("{number:,} of {all:,} came true", number=track.came_true, all=track.forecasts)


def _said_too_much(area: AreaForecast) -> bool:
    """Whether the test forecasts at this level came true in a smaller share than the level begins with."""
    track = area.track[0] if area.track else None
    return track is not None and track.forecasts > 0 and track.came_true < track.low * track.forecasts
