"""Denials by weight, and violence after denials, as sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from withstand.analysis.obstruction.before_violence import Followed
from withstand.analysis.obstruction.weighted import Weighed
from withstand.brief.obstruction.counts import Asked
from withstand.brief.obstruction.sheet import Sheet, Value
from withstand.mission.weighing import Held

Note = tuple[str, Mapping[str, object]]
WEIGHTS = (
    "number", "weight", "low", "high", "share", "rank", "rank_by_number", "first", "before", "last", "none",
)  # fmt: skip


def weight_notes(held: Sequence[Held], last: int = 0) -> Iterator[Note]:
    """What the weights rest on: the model that each class is shown by, or why there is none."""
    yield "weight_how", {}
    for country in held:
        for perpetrator, forecast in country.by_class.items():
            yield f"weight_{forecast.shown}", {"perpetrator": perpetrator}
        for perpetrator, why in country.refused.items():
            yield "weight_refused", {"perpetrator": perpetrator, "why": why}
    if last:
        yield "weight_last", {"number": last}


def weighted_sheet(
    weighed: Mapping[str, Sequence[Weighed]], group: str, held: Sequence[Held], asked: Asked
) -> Sheet:  # fmt: skip
    """Denials by area or agency, the heaviest first, by class of perpetrator."""
    rows: list[dict[str, Value]] = []
    for perpetrator, found in weighed.items():
        by_number = sorted(found, key=lambda one: (-one.number, one.group))
        for place, one in enumerate(found, start=1):
            weight = one.weight
            rows.append(
                {
                    "perpetrator": perpetrator, group: one.group or None, "number": one.number,
                    "weight": weight.mean if weight else None, "low": weight.low if weight else None,
                    "high": weight.high if weight else None, "share": one.share, "rank": place if weight else None,
                    "rank_by_number": by_number.index(one) + 1, "first": one.first, "before": one.before,
                    "last": one.last, "none": one.none,
                }
            )  # fmt: skip
    last = max((sum(one.last for one in found) for found in weighed.values()), default=0)
    models = {one: forecast.model for country in held for one, forecast in country.by_class.items()}
    return Sheet(
        "title_weighted", ("perpetrator", group), ("perpetrator", group, *WEIGHTS), tuple(rows),
        (*weight_notes(held, last), asked.seen_by), asked.about | {"models": models}, None, asked.areas,
        shares=("share", "first"),
    )  # fmt: skip


FOLLOWS = (
    "months", "areas", "denial_months", "violent_months", "effect", "smallest", "p", "adjusted", "shifts", "why",
)  # fmt: skip


def follows_sheet(tests: Mapping[str, Sequence[Followed]], held: Sequence[Held], asked: Asked) -> Sheet:
    """Tests of whether violence follows denials, by country and class."""
    rows: list[dict[str, Value]] = []
    notes: list[Note] = []
    made = [one for found in tests.values() for one in found]
    done = [one for one in made if one.p is not None]
    if done:
        notes = [("follows_how", {"shifts": done[0].shifts}), ("follows_tests", {"number": len(done)})]
    for country, found in tests.items():
        for one in found:
            measured = {name: getattr(one, name) for name in FOLLOWS}
            outcome = "beyond_forecast" if one.beyond_forecast else "violence"
            rows.append({"country": country, "perpetrator": one.perpetrator, "outcome": outcome, **measured})
            if not one.beyond_forecast and one.p is not None:
                key = "follows_attempts" if one.per_attempt else "follows_counts"
                notes.append((key, {"perpetrator": one.perpetrator}))
    notes += [note for note in weight_notes(held) if note[0] != "weight_how"]
    groups = ("country", "perpetrator", "outcome")
    windows = sorted({one.window for one in made})
    return Sheet(
        "title_follows", groups, (*groups, *FOLLOWS), tuple(rows), (*notes, asked.seen_by),
        asked.about | {"window_months": windows}, shares=(),
    )  # fmt: skip
