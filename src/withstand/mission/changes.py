"""What is different since the last review: in the data, and in what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from withstand.mission.review_values import Change, Outlook, Review
from withstand.mission.wording import count, day, listed, percent

POINTS = 0.10


def changes_since(last: Mapping[str, Any] | None, review: Review, events: pl.DataFrame) -> tuple[Change, ...]:
    """Changes against the last review (its JSON), or none where there is no last review."""
    if last is None:
        return ()
    return (*_data(last, review, events), *_totals(last, review), *_outlooks(last, review))


def _data(last: Mapping[str, Any], review: Review, events: pl.DataFrame) -> Iterable[Change]:
    before, now = last["manifest"].get("sha256"), review.manifest.get("sha256")
    when = day(str(last["as_of"]))
    if before == now:
        yield Change("data", f"The data are the same as in the last review, which stood at {when}.")
        return
    known = last["manifest"].get("events")
    held = events.height
    more = held - int(str(known)) if str(known).isdigit() else 0
    word = "more" if more >= 0 else "fewer"
    yield Change(
        "data",
        f"The last review stood at {when}. The data now hold {count(abs(more), 'event')} {word}"
        " (`withstand data compare` lists what was added, removed and recoded).",
    )


def _totals(last: Mapping[str, Any], review: Review) -> Iterable[Change]:
    before = {entry["perpetrator"]: entry["recent"]["best"] for entry in last["totals"]}
    moved = [
        f"{total.perpetrator.replace('_', ' ')} {before[total.perpetrator]:,} to {total.recent.best:,}"
        for total in review.totals
        if total.perpetrator in before and before[total.perpetrator] != total.recent.best
    ]
    if moved:
        yield Change("deaths", f"Recorded deaths of civilians in the last 12 months: {'; '.join(moved)}.")


def _outlooks(last: Mapping[str, Any], review: Review) -> Iterable[Change]:
    earlier = {(entry["country"], entry["perpetrator"], entry["window"]): entry for entry in last["outlooks"]}
    for outlook in review.outlooks:
        before = earlier.get((outlook.country, outlook.perpetrator, outlook.window))
        if before is None:
            continue
        if before["verdict"]["shown"] != outlook.verdict.shown:
            yield Change("method", _method(outlook))
            continue
        yield from _moved(before, outlook, review)


def _method(outlook: Outlook) -> str:
    shown = "the model passes its test" if outlook.verdict.shown == "hurdle" else "the model no longer passes its test"
    return (
        f"{outlook.perpetrator.replace('_', ' ').capitalize()}, {outlook.window} months: {shown}, so what is shown is "
        f"{'the model' if outlook.verdict.shown == 'hurdle' else 'history'} now. "
        "Figures do not compare with the last review's."
    )


def _moved(before: Mapping[str, Any], outlook: Outlook, review: Review) -> Iterable[Change]:
    names = {row.area_id: row.name for row in review.areas}
    old = {entry["area"]: entry["p_any"] for entry in before["areas"]}
    moved = [
        (area.p_any - old[area.area], f"{names[area.area]} ({percent(old[area.area])} to {percent(area.p_any)})")
        for area in outlook.areas
        if area.area in old and abs(area.p_any - old[area.area]) >= POINTS
    ]
    span = "next month" if outlook.window == 1 else f"next {outlook.window} months"
    who = outlook.perpetrator.replace("_", " ")
    for word, chosen in (("Higher", [m for m in moved if m[0] > 0]), ("Lower", [m for m in moved if m[0] < 0])):
        if chosen:
            ordered = [text for _, text in sorted(chosen, key=lambda item: -abs(item[0]))]
            yield Change("outlook", f"{word} than in the last review, {who}, {span}: {listed(ordered)}.")
