"""What the data of a review cannot tell, each as a sentence with its figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from withstand.analysis.result_values import Verdict
from withstand.evidence.area_set import AREA, AreaSet
from withstand.mission.ground import Ground
from withstand.mission.review_values import Review
from withstand.mission.tallies import RECENT_MONTHS, against_civilians, since, tally
from withstand.mission.wording import class_name, count, day, isolated, listed
from withstand.vocabulary.terms import vocabulary


def not_known(review: Review, found: Ground, areas: AreaSet, notes: tuple[str, ...]) -> tuple[str, ...]:
    """All limits of a review, the general one first."""
    return (
        "A probability here is about deaths that will be recorded, not about all violence. A low one does not mean "
        "that a place is safe, and no method has been able to say in which month a massacre happens.",
        *_source(review),
        *_later(review, found),
        *_quiet(review),
        *_unlocated(review, found.placed, areas),
        *_perpetrators(review, found.placed),
        *_reports(review),
        *_gates(review),
        *_rare(review, found),
        *(f"While reading: {note}." for note in (*areas.notes, *notes)),
    )


def _source(review: Review) -> Iterable[str]:
    if review.source == "acled":
        yield (
            "ACLED counts everybody killed in an event, so deaths in events that target civilians may include others, "
            "and it gives no low and high counts."
        )
    else:
        yield (
            "UCDP counts only deaths of which a report names the perpetrator's organisation, from actors that reach 25 "
            "deaths in a year; injuries, abductions and sexual violence are not in it."
        )
    if any(version.count(".") >= 2 for version in review.releases):
        yield "Events of UCDP candidate releases are provisional: many are recoded or dropped in the yearly release."


def _later(review: Review, found: Ground) -> Iterable[str]:
    if found.later:
        lie, are = ("lies", "is") if found.later == 1 else ("lie", "are")
        yield f"{count(found.later, 'event')} {lie} after {day(review.as_of)} and {are} not used."


def _quiet(review: Review) -> Iterable[str]:
    never = sorted(isolated(row.name) for row in review.areas if row.quiet_months is None)
    silent = sorted(isolated(row.name) for row in review.areas if (row.quiet_months or 0) >= RECENT_MONTHS)
    if silent:
        yield (
            f"No event of any kind was recorded for 12 months or longer in {listed(silent)}. Whether it was quiet "
            "there or nobody could see, the data do not tell."
        )
    if never:
        yield f"Nothing was ever recorded in {listed(never)}; the figures there rest on other areas."


def _unlocated(review: Review, placed: pl.DataFrame, areas: AreaSet) -> Iterable[str]:
    lost = against_civilians(placed).filter(pl.col(AREA).is_null())
    if lost.height:
        recent = tally(since(lost, date.fromisoformat(review.as_of), RECENT_MONTHS))
        whole = tally(lost)
        yield (
            f"{count(whole.events, 'event')} with {count(whole.best, 'death')} ({recent.best:,} of them in the last 12 "
            "months) could not be placed in an area. They count in the totals and in no area."
        )
    if not areas.areas:
        return
    vague = list(vocabulary("precision").keys_where("imprecise"))
    strays = placed.filter(pl.col(AREA).is_null() & ~pl.col("place_precision").is_in(vague).fill_null(value=False))
    names = list(strays[areas.level].drop_nulls().value_counts(sort=True)[areas.level].head(8))
    if strays.height:
        of = f" ({listed([isolated(name) for name in names])})" if names else ""
        lie = "lies" if strays.height == 1 else "lie"
        yield f"{count(strays.height, 'event')} with a precise place{of} {lie} in no area of {areas.source}."


def _perpetrators(review: Review, placed: pl.DataFrame) -> Iterable[str]:
    civilians = against_civilians(placed)
    period = f"since {review.first_month[:4]}"
    unknown = tally(civilians.filter(pl.col("perpetrator_class") == "unknown"))
    if unknown.events:
        yield (
            f"In {count(unknown.events, 'event')} with {count(unknown.best, 'death')} {period} the perpetrator's class "
            "is not known. They belong to no class, not to armed groups."
        )
    external = civilians.filter(pl.col("perpetrator_step") == "acled_external_not_placed")
    if external.height:
        named = list(external["perpetrator"].drop_nulls().value_counts(sort=True)["perpetrator"])
        yield (
            f"{count(external.height, 'event')} {period} are by external forces that no rule places: "
            f"{listed([isolated(name) for name in named])}. Say what they are in the table of actors, and the state's "
            "part changes accordingly."
        )
    killed = int(placed.filter(~pl.col("against_civilians"))["civilians_best"].sum() or 0)
    if killed:
        yield (
            f"A further {count(killed, 'civilian')} died {period} in fights between armed parties. The data do not say "
            "which side killed them, so they are in no count here."
        )


def _reports(review: Review) -> Iterable[str]:
    seen = review.sight
    if seen.counted:
        uncounted = seen.events - seen.counted
        rest = f"; for {uncounted:,} more nobody counted the reports" if uncounted else ""
        yield f"Of {count(seen.counted, 'event')} in the last 12 months, {seen.single:,} rest on one report{rest}."
    yield (
        "Events of the last months are often added or recoded later; compare vintages before reading a fall as a fall. "
        "The tests used the data as they stand today, not as they stood at the time."
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
        where = f" ({country})" if len(review.countries) > 1 else ""
        yield (
            f"For {class_name(perpetrator)}{where}, {listed(windows)}, the model did not pass its test, so history is "
            f"shown: {why}."
        )


def _reasons(verdict: Verdict) -> Iterable[str]:
    """Why the gate refused, in a reader's words; the figures are in the table of tests."""
    failed = {check.name: check for check in verdict.checks if not check.passed}
    rungs = [check for name, check in failed.items() if name.startswith("brier_")]
    worse = [check.name.removeprefix("brier_") for check in rungs if check.judged]
    rare = [check.name.removeprefix("brier_") for check in rungs if not check.judged]
    if worse:
        steps = listed([f"{step} or more" for step in worse])
        yield f"no better than the best simple rule, as far as the 90 % interval can tell, for {steps} deaths"
    if rare:
        yield f"too few cases of {listed([f'{step} or more' for step in rare])} deaths to judge it by"
    if "log_loss" in failed:
        yield "further from what happened, in log loss, than the best simple rule"
    if "calibration_slope" in failed:
        yield "its probabilities were not on scale"
    if "positives" in failed:
        yield f"only {failed['positives'].value:.0f} area-months with a death in the test years"
    if "record" in failed:
        yield "the record is too short for a test"


def _rare(review: Review, found: Ground) -> Iterable[str]:
    shown = {outlook.perpetrator for outlook in review.outlooks}
    missing = [
        class_name(key) for key in vocabulary("perpetrators").terms if key in found.panel.one_sided and key not in shown
    ]
    if missing:
        yield f"Too rarely recorded for a forecast of their own: {listed(missing)}. They are counted, not forecast."
