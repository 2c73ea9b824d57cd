"""What a review says in words: what stands out, and what the data cannot tell. An official of the state may read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from math import ceil, floor

import polars as pl

from withstand.analysis.gate import Verdict
from withstand.analysis.panel import Panel
from withstand.evidence.areas import AREA, AreaSet
from withstand.mission.review_values import Change, Review
from withstand.mission.tallies import RECENT_MONTHS, against_civilians, since, tally
from withstand.mission.wording import count, day, listed, months, percent
from withstand.vocabulary.terms import vocabulary

MOST_NAMED = 3


def with_sentences(review: Review, changes: tuple[Change, ...], not_known: tuple[str, ...]) -> Review:
    """The review with its opening, its changes and its limits in words."""
    opening = (*_recorded(review), *_share(review), *_highest(review))
    return replace(review, in_short=tuple(opening), changes=changes, not_known=not_known)


def label(perpetrator: str) -> str:
    """A class's name inside a sentence."""
    name = vocabulary("perpetrators").label(perpetrator)
    return name[0].lower() + name[1:] if not name.startswith(("UN", "The UN")) else name.replace("The UN", "the UN")


def _recorded(review: Review) -> Iterable[str]:
    best = sum(total.recent.best for total in review.totals)
    low = sum(total.recent.low for total in review.totals)
    high = sum(total.recent.high for total in review.totals)
    events = sum(total.recent.events for total in review.totals)
    before = sum(total.before.best for total in review.totals)
    until = day(review.as_of)
    if not events:
        yield f"In the 12 months to {until} no {review.violence_label} was recorded. That is not the same as none."
        return
    span = "" if low == best == high else f" (low to high {min(low, high):,} to {max(low, high):,})"
    yield (
        f"In the 12 months to {until}, {count(events, 'event')} of {review.violence_label} with "
        f"{count(best, 'recorded death')} of civilians{span} are in the data; in the 12 months before, {before:,}."
    )
    parts = [
        f"{label(total.perpetrator)} {total.recent.best:,} in {count(total.recent.events, 'event')}"
        for total in sorted(review.totals, key=lambda total: -total.recent.best)
        if total.recent.events
    ]
    yield f"By recorded perpetrator: {'; '.join(parts)}."


def _share(review: Review) -> Iterable[str]:
    recent = review.shares[0]
    answers = [
        a for share in recent.shares for a in (share.lowest, share.deaths, share.highest, share.events) if a is not None
    ]
    if not answers:
        return
    low, high = floor(min(answers)), ceil(max(answers))
    how = "The rules differ by more than five points" if recent.differ else "The rules agree within five points"
    yield (
        f"The state's part in these deaths is between {low} % and {high} %, depending on who counts as the state and "
        f"on the count taken. {how}; all are in the table."
    )


def _highest(review: Review) -> Iterable[str]:
    names = {row.area_id: row.name for row in review.areas}
    longest = max((outlook.window for outlook in review.outlooks), default=0)
    for outlook in review.outlooks:
        ranked = sorted(outlook.areas, key=lambda area: -area.p_any)[:MOST_NAMED]
        if outlook.window != longest or not ranked:
            continue
        places = listed([f"{names[area.area]} ({percent(area.p_any)})" for area in ranked])
        basis = "" if outlook.verdict.shown == "hurdle" else " (by history alone)"
        when = months(ranked[0].first_month, ranked[0].last_month)
        who = label(outlook.perpetrator) + _of(review, outlook.country)
        yield f"Recorded deaths of civilians by {who} in {when} are most probable{basis} in {places}."


def _of(review: Review, country: str) -> str:
    """The country's name where a review has several."""
    return f" ({country})" if len(review.countries) > 1 else ""


def not_known(
    review: Review, placed: pl.DataFrame, areas: AreaSet, panel: Panel, notes: tuple[str, ...]
) -> tuple[str, ...]:
    """What these data cannot tell, each as a sentence with its figure."""
    return (
        "A probability here is about deaths that will be recorded, not about all violence. A low one does not mean "
        "that a place is safe, and no method has been able to say in which month a massacre happens.",
        *_quiet(review),
        *_unlocated(review, placed, areas),
        *_perpetrators(placed),
        *_sources(review),
        *_gates(review),
        *_rare(review, panel),
        *(f"While reading: {note}." for note in (*areas.notes, *notes)),
    )


def _quiet(review: Review) -> Iterable[str]:
    never = sorted(row.name for row in review.areas if row.quiet_months is None)
    silent = sorted(
        row.name for row in review.areas if row.quiet_months is not None and row.quiet_months >= RECENT_MONTHS
    )
    if silent:
        yield (
            f"No event of any kind was recorded for 12 months or longer in {listed(silent)}. Whether it was quiet "
            "there or nobody could see, the data do not tell."
        )
    if never:
        yield f"Nothing was ever recorded in {listed(never)}; the figures there rest on other areas."


def _unlocated(review: Review, placed: pl.DataFrame, areas: AreaSet) -> Iterable[str]:
    civilians = against_civilians(placed)
    lost = civilians.filter(pl.col(AREA).is_null())
    if lost.height:
        recent = tally(since(lost, date.fromisoformat(review.as_of), RECENT_MONTHS))
        whole = tally(lost)
        yield (
            f"{count(whole.events, 'event')} with {count(whole.best, 'death')} ({recent.best:,} of them in the last 12 "
            "months) could not be placed in an area. They count in the totals and in no area."
        )
    if areas.areas:
        vague = list(vocabulary("precision").keys_where("imprecise"))
        strays = placed.filter(pl.col(AREA).is_null() & ~pl.col("place_precision").is_in(vague).fill_null(value=False))
        names = list(strays[areas.level].drop_nulls().value_counts(sort=True)[areas.level].head(8))
        if strays.height:
            of = f", of {listed(names)}" if names else ""
            yield (
                f"{count(strays.height, 'event')} with a precise place{of}, "
                f"{'lie' if strays.height > 1 else 'lies'} in no area of {areas.source}."
            )


def _perpetrators(placed: pl.DataFrame) -> Iterable[str]:
    civilians = against_civilians(placed)
    unknown = tally(civilians.filter(pl.col("perpetrator_class") == "unknown"))
    if unknown.events:
        yield (
            f"In {count(unknown.events, 'event')} with {count(unknown.best, 'death')} the perpetrator's class is not "
            "known. They belong to no class, not to armed groups."
        )
    external = civilians.filter(pl.col("perpetrator_step") == "acled_external_not_placed")
    if external.height:
        named = list(external["perpetrator"].drop_nulls().value_counts(sort=True)["perpetrator"])
        yield (
            f"{count(external.height, 'event')} are by external forces that no rule places: {listed(named)}. Say what "
            "they are in the table of actors, and the state's part changes accordingly."
        )
    in_fights = placed.filter(~pl.col("against_civilians"))
    killed = int(in_fights["civilians_best"].sum() or 0)
    if killed:
        yield (
            f"A further {count(killed, 'civilian')} died in fights between armed parties. The data do not say which "
            "side killed them, so they are in no count here."
        )


def _sources(review: Review) -> Iterable[str]:
    seen = review.sight
    if seen.events and seen.one_source is not None:
        share = seen.sources_uncounted or 0.0
        uncounted = f"; for {percent(share)} of all events nobody counted" if share else ""
        yield (
            f"Of the events of the last 12 months whose reports were counted, {percent(seen.one_source)} rest on one "
            f"report{uncounted}."
        )
    yield (
        "Events of the last months are often added or recoded later; compare vintages before reading a fall as a fall."
    )


def _gates(review: Review) -> Iterable[str]:
    """One sentence for each class and reason; windows that were refused for the same reasons share it."""
    refused: dict[tuple[str, str, str], list[str]] = {}
    for outlook in review.outlooks:
        if outlook.verdict.shown == "history":
            window = "next month" if outlook.window == 1 else f"next {outlook.window} months"
            why = "; ".join(_reasons(outlook.verdict))
            refused.setdefault((outlook.country, outlook.perpetrator, why), []).append(window)
    for (country, perpetrator, why), windows in refused.items():
        who = label(perpetrator) + _of(review, country)
        yield f"For {who}, {listed(windows)}, the model did not pass its test, so history is shown: {why}."


def _reasons(verdict: Verdict) -> Iterable[str]:
    """Why the gate refused, in a reader's words; the figures are in the table of tests."""
    failed = {check.name: check for check in verdict.checks if not check.passed}
    steps = [name.removeprefix("brier_") for name in failed if name.startswith("brier_")]
    if steps:
        yield f"no better than history for {listed([f'{step} or more' for step in steps])} deaths"
    if "log_loss" in failed:
        yield "worse than history where it was most certain"
    if "calibration_slope" in failed:
        yield "its probabilities were not on scale"
    if "positives" in failed:
        yield f"only {failed['positives'].value:.0f} area-months with a death in the test years to judge it by"
    if "record" in failed:
        yield "the record is too short for a test"


def _rare(review: Review, panel: Panel) -> Iterable[str]:
    shown = {outlook.perpetrator for outlook in review.outlooks}
    missing = [label(key) for key in vocabulary("perpetrators").terms if key in panel.one_sided and key not in shown]
    if missing:
        yield f"Too rarely recorded for a forecast of their own: {listed(missing)}. They are counted, not forecast."
