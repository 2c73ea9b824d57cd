"""A study of presence as JSON, and as a folder of tables with its manifest."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from withstand.analysis.effects.event_time import first_month
from withstand.analysis.effects.presence_design import bin_label
from withstand.analysis.effects.specification import Specified
from withstand.analysis.effects.study_values import Effect, Study, plain_effect, plain_estimate, plain_value
from withstand.errors import InputError
from withstand.mission.effects_words import account, bare_sentence, card, limits
from withstand.mission.presence_ground import PresenceGround

_COLUMNS = (
    "perpetrator", "outcome", "place", "donut", "estimate", "error", "low", "high", "p_randomisation", "p_error",
    "mde", "mde_from", "expected", "rows", "units", "use",
)  # fmt: skip


def study_plain(made: Study, placed: PresenceGround, manifest: Mapping[str, object], language: str) -> dict[str, Any]:
    """Everything, with its sentences."""
    return {
        "manifest": dict(manifest),
        "account": account(made, placed, language),
        "limits": limits(made, language),
        "cards": {who: card(made, who, language, placed.names) for who in made.perpetrators},
        "counted": asdict(made.counted),
        "descriptive": [
            {**asdict(one), "first": first_month(one.first), "months": bin_label(one.first)} for one in made.descriptive
        ],
        "effects": [plain_effect(one) for one in made.effects],
        "without_donut": {
            "why_not": {who: bare_sentence(made, who, language) for who in made.perpetrators},
            "effects": [plain_effect(one) for one in made.bare],
        },
        "counts": [
            {
                "perpetrator": one.perpetrator,
                "dose": one.dose,
                "donut": one.donut,
                **plain_estimate(one.estimate),
                "randomisation": plain_value(asdict(one.chance)) if one.chance else None,
                "dropped": dict(one.dropped),
            }
            for one in made.counts
        ],
        "not_estimated": [asdict(one) for one in made.without],
    }


def spec_plain(found: Specified, manifest: Mapping[str, object]) -> dict[str, Any]:
    """A specification and what it gave."""
    return {
        "manifest": dict(manifest),
        "specification": asdict(found.specification),
        "rows_read": found.rows_read,
        "rows_unasked": found.rows_unasked,
        "rows_incomplete": found.rows_incomplete,
        "dropped": dict(found.dropped),
        "log_likelihood": plain_value(found.log_likelihood),
        "also": plain_value(dict(found.also)),
        "estimates": [
            {"name": name, **plain_estimate(one), "mde_from": "standard_error"} for name, one in found.estimates
        ],
        "left_out": [plain_value(asdict(one)) for one in found.left_out],
    }


def write_study(
    folder: Path, made: Study, placed: PresenceGround, manifest: Mapping[str, object], language: str
) -> list[Path]:
    """effects.json with everything, effects.csv, event-time.csv and manifest.json."""
    _folder(folder)
    rows = [_row(one, "yes" if one.donut else "no") for one in made.effects]
    rows += [_row(one, "no") for one in made.bare if made.donut]
    bins = [
        (
            one.perpetrator,
            bin_label(one.first),
            one.units,
            one.unit_months,
            one.with_event,
            one.any,
            one.events,
            one.deaths,
        )
        for one in made.descriptive
    ]
    header = ("perpetrator", "months", "units", "unit_months", "with_event", "any", "events", "deaths")
    return [
        _json(folder / "effects.json", study_plain(made, placed, manifest, language)),
        _csv(folder / "effects.csv", _COLUMNS, rows),
        _csv(folder / "event-time.csv", header, bins),
        _json(folder / "manifest.json", dict(manifest)),
    ]


def write_spec(folder: Path, found: Specified, manifest: Mapping[str, object]) -> list[Path]:
    """effects.json, effects.csv and manifest.json."""
    _folder(folder)
    rows = [
        (name, one.value, one.error, one.low, one.high, one.p, one.mde, one.rows, one.clusters)
        for name, one in found.estimates
    ]
    header = ("name", "estimate", "error", "low", "high", "p", "mde", "rows", "clusters")
    return [
        _json(folder / "effects.json", spec_plain(found, manifest)),
        _csv(folder / "effects.csv", header, rows),
        _json(folder / "manifest.json", dict(manifest)),
    ]


def _row(one: Effect, use: str) -> tuple[object, ...]:
    found = one.estimate
    return (
        one.perpetrator, one.outcome, one.place, one.donut, found.value, found.error, found.low, found.high,
        one.chance.p if one.chance else None, found.p, one.mde, one.mde_from, one.expected, found.rows, found.clusters,
        use,
    )  # fmt: skip


def _folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--out is {folder.name}, which is a file; give a folder.")
    folder.mkdir(parents=True, exist_ok=True)


def _json(path: Path, content: Mapping[str, object]) -> Path:
    return _whole(path, json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def _csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    import io

    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([[plain_value(cell) for cell in row] for row in rows])
    return _whole(path, sheet.getvalue())


def _whole(path: Path, text: str) -> Path:
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
    return path
