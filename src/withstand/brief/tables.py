"""The review as CSV tables that spreadsheets open: cells that look like formulas are neutralised."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from withstand.evidence.set_aside import neutral_cell
from withstand.mission.review_values import Review

Row = Sequence[object]


def write_tables(folder: Path, review: Review) -> tuple[Path, ...]:
    """Write areas, outlook, years, totals, state share, tests and manifest into `folder`; of a workspace's own records
    stance, our responses, what the state acted on, and effects too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, tuple[Row, Iterable[Row]]] = {
        "areas": _areas(review),
        "outlook": _outlook(review),
        "years": _years(review),
        "totals": _totals(review),
        "state-share": _shares(review),
        "tests": _tests(review),
        "manifest": (("item", "value"), [(name, value) for name, value in review.manifest.items()]),
    }
    if review.own is not None and review.own.parts is not None:
        from withstand.brief.part_tables import part_tables

        tables |= part_tables(review.own.parts)
    paths = []
    for name, (header, rows) in tables.items():
        path = folder / f"{name}.csv"
        if review.own is not None:
            path.unlink(missing_ok=True)
            path.touch(0o600)
        with path.open("w", encoding="utf-8-sig", newline="") as sink:
            writer = csv.writer(sink)
            writer.writerow(header)
            writer.writerows([_cell(value) for value in row] for row in rows)
        paths.append(path)
    return tuple(paths)


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}"
    return neutral_cell(value) if isinstance(value, str) else value


def _areas(review: Review) -> tuple[Row, Iterable[Row]]:
    header = [
        "area_id",
        "area",
        "country",
        "perpetrator",
        "events_12_months",
        "deaths_low",
        "deaths_best",
        "deaths_high",
        "reports_per_event",
        "imprecise_share",
        "months_without_event",
    ]
    return header, (
        (
            *(row.area_id, row.name, row.country, name, tally.events, tally.low, tally.best, tally.high),
            *(row.sight.sources, row.sight.imprecise, row.quiet_months),
        )
        for row in review.areas
        for name, tally in row.recent.items()
    )


def _outlook(review: Review) -> tuple[Row, Iterable[Row]]:
    header = [
        "area_id",
        "area",
        "perpetrator",
        "first_month",
        "last_month",
        "shown",
        "model",
        "p_any",
        "p_10",
        "p_25",
        "history_p_any",
        "history_p_10",
        "history_p_25",
        "test_forecasts_at_this_level",
        "came_true",
        "base_rate",
    ]
    names = {row.area_id: row.name for row in review.areas}
    return header, (
        (
            *(area.area, names[area.area], outlook.perpetrator, area.first_month, area.last_month),
            *(area.shown, area.model, area.p_any, area.p_10, area.p_25),
            *(area.history_p_any, area.history_p_10, area.history_p_25),
            *((track.forecasts, track.came_true, track.base_rate) if track else (None, None, None)),
        )
        for outlook in review.outlooks
        for area in outlook.areas
        for track in (area.track[0] if area.track else None,)
    )


def _years(review: Review) -> tuple[Row, Iterable[Row]]:
    header = ("year", "perpetrator", "events", "deaths_low", "deaths_best", "deaths_high")
    return header, (
        (entry.year, entry.perpetrator, entry.tally.events, entry.tally.low, entry.tally.best, entry.tally.high)
        for entry in review.years
    )


def _totals(review: Review) -> tuple[Row, Iterable[Row]]:
    header = [
        "perpetrator",
        "events",
        "deaths_low",
        "deaths_best",
        "deaths_high",
        "events_before",
        "deaths_best_before",
    ]
    return header, (
        (
            *(total.perpetrator, total.recent.events, total.recent.low, total.recent.best, total.recent.high),
            *(total.before.events, total.before.best),
        )
        for total in review.totals
    )


def _shares(review: Review) -> tuple[Row, Iterable[Row]]:
    header = ["period", "rule", "percent_of_deaths", "lowest", "highest", "percent_of_events"]
    return header, (
        (entry.period, share.label, share.deaths, share.lowest, share.highest, share.events)
        for entry in review.shares
        for share in entry.shares
    )


def _tests(review: Review) -> tuple[Row, Iterable[Row]]:
    header = ["country", "perpetrator", "window_months", "shown", "model", "check", "passed", "sentence"]
    return header, (
        (outlook.country, outlook.perpetrator, outlook.window, outlook.verdict.shown, outlook.verdict.model, *check)
        for outlook in review.outlooks
        for check in ((entry.name, entry.passed, entry.sentence) for entry in outlook.verdict.checks)
    )
