"""What is different since the last review: in the data, and in what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from withstand.mission.review_values import Change, Outlook, Review
from withstand.mission.wording import class_name, count, day, isolated, listed, percent

POINTS = 0.10
_SAME_QUESTION = ("areas", "countries_asked_for", "actors_named", "perpetrator_rule")
_Past = Mapping[str, Any]


def changes_since(past: Iterable[_Past], review: Review, events: int) -> tuple[Change, ...]:
    """Changes against the newest of the `past` reviews (their JSON, newest first) that asked the same question.

    A look back at an earlier day is no last review of a later one. `events` is the number of events held now.
    """
    last = None
    for last in past:
        if _comparable(last, review):
            return (*_data(last, review, events), *_totals(last, review), *_outlooks(last, review))
    if last is None:
        return ()
    why = "other areas, countries, actors or rules, or a later day"
    return (Change("question", f"The workspace's earlier reviews asked for {why}; nothing is compared."),)


def _comparable(last: _Past, review: Review) -> bool:
    asked = last.get("manifest", {})
    same = all(asked.get(fact) == review.manifest.get(fact) for fact in _SAME_QUESTION)
    return same and str(last.get("as_of", "9999")) <= review.as_of and "outlooks" in last


def _data(last: _Past, review: Review, events: int) -> Iterable[Change]:
    when = day(str(last["as_of"]))
    moved = "" if last["as_of"] == review.as_of else f" This one stands at {day(review.as_of)}."
    if last["manifest"].get("sha256") == review.manifest.get("sha256"):
        yield Change("data", f"The data are the same as in the last review, which stood at {when}.{moved}")
        return
    known = last["manifest"].get("events")
    more = events - int(known) if isinstance(known, int) else 0
    yield Change(
        "data",
        f"The last review stood at {when}.{moved} The data hold {count(abs(more), 'event')} "
        f"{'more' if more >= 0 else 'fewer'} (`withstand data compare` lists what was added, removed and recoded).",
    )


def _totals(last: _Past, review: Review) -> Iterable[Change]:
    before = {entry["perpetrator"]: entry["recent"]["best"] for entry in last["totals"]}
    moved = [
        f"{class_name(total.perpetrator)} from {before[total.perpetrator]:,} to {total.recent.best:,}"
        for total in review.totals
        if total.perpetrator in before and before[total.perpetrator] != total.recent.best
    ]
    if moved:
        yield Change("deaths", f"Recorded deaths in the last 12 months: {'; '.join(moved)}.")


def _outlooks(last: _Past, review: Review) -> Iterable[Change]:
    earlier = {(entry["country"], entry["perpetrator"], entry["window"]): entry for entry in last["outlooks"]}
    for outlook in review.outlooks:
        before = earlier.get((outlook.country, outlook.perpetrator, outlook.window))
        if before is None:
            continue
        if before["verdict"]["shown"] != outlook.verdict.shown:
            yield Change("method", _method(outlook))
        else:
            yield from _moved(before, outlook, review)


def _window(outlook: Outlook) -> str:
    return "next month" if outlook.window == 1 else f"next {outlook.window} months"


def _method(outlook: Outlook) -> str:
    who = f"{class_name(outlook.perpetrator)}, {_window(outlook)}"
    what = (
        "passes its test, so the model is shown"
        if outlook.verdict.shown == "hurdle"
        else "no longer passes its test, so history is shown"
    )
    return f"For {who}, the model {what}. Figures do not compare with the last review's."


def _moved(before: _Past, outlook: Outlook, review: Review) -> Iterable[Change]:
    names = {row.area_id: isolated(row.name) for row in review.areas}
    old = {entry["area"]: entry["p_any"] for entry in before["areas"]}
    moved = [
        (area.p_any - old[area.area], f"{names[area.area]} ({percent(old[area.area])} to {percent(area.p_any)})")
        for area in outlook.areas
        if area.area in old and abs(area.p_any - old[area.area]) >= POINTS
    ]
    for word, chosen in (("Higher", [m for m in moved if m[0] > 0]), ("Lower", [m for m in moved if m[0] < 0])):
        if chosen:
            ordered = [text for _, text in sorted(chosen, key=lambda item: -abs(item[0]))]
            who = f"{class_name(outlook.perpetrator)}, {_window(outlook)}"
            yield Change("outlook", f"{word} than in the last review, for {who}: {listed(ordered)}.")
