"""What stands out in a review, in a few sentences. An official of the state described may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from withstand.mission.review_values import Outlook, Review
from withstand.mission.wording import class_name, count, day, isolated, listed, months, percent

RECORDED, BY_CLASS, SHARE, AGE, OUTLOOK = "recorded", "by_class", "share", "age", "outlook"
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
    return tuple(one.sentence for one in said(review))


def said(review: Review) -> tuple[Said, ...]:
    """The same, with what each sentence is about."""
    parts = ((RECORDED, _recorded(review)), (BY_CLASS, _parts(review)), (SHARE, _share(review)), (AGE, _age(review)))
    general = tuple(Said(topic, sentence) for topic, sentences in parts for sentence in sentences)
    return (*general, *_highest(review))


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


def _parts(review: Review) -> Iterable[str]:
    parts = [
        f"{class_name(total.perpetrator)} {total.recent.best:,} in {count(total.recent.events, 'event')}"
        for total in sorted(review.totals, key=lambda total: -total.recent.best)
        if total.recent.events
    ]
    if parts:
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


def _highest(review: Review) -> Iterable[Said]:
    longest = max((outlook.window for outlook in review.outlooks), default=0)
    for outlook in review.outlooks:
        if outlook.window == longest and outlook.areas:
            yield Said(OUTLOOK, _most_probable(review, outlook), outlook.perpetrator)


def _most_probable(review: Review, outlook: Outlook) -> str:
    names = {row.area_id: isolated(row.name) for row in review.areas}
    ranked = sorted(outlook.areas, key=lambda area: (-area.p_any, area.area))
    where = f" ({outlook.country})" if len(review.countries) > 1 else ""
    who = class_name(outlook.perpetrator) + where
    when = months(ranked[0].first_month, ranked[0].last_month)
    top, least = ranked[0].p_any, ranked[-1].p_any
    if top < STANDS_OUT or (len(ranked) > 1 and top < 1.25 * least):
        return f"For deaths by {who} in {when} no area stands out; the probabilities lie around {percent(top)}."
    places = listed([f"{names[area.area]} ({percent(area.p_any)})" for area in ranked[:MOST_NAMED]])
    basis = "" if outlook.verdict.shown == "hurdle" else ", by history alone"
    return f"Deaths by {who} that are recorded in {when} are most probable{basis}: {places}."
