"""The words of a dry run on its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from withstand.brief.matrix.proposal import CHANGED, NEW, UNCHANGED
from withstand.web.records import saying
from withstand.web.week.dry_run import MOST_SHOWN, ChangeSeen, DryRun, LineSeen
from withstand.web.week.mapping import RATED, ColumnRow, orders, scales, targets
from withstand.web.week.matrix_rows import action_address, threat_address
from withstand.web.week.models import MatrixUpload
from withstand.web.week.tongue import READERS, counted

EXAMPLE = "threat_ratings: rouge = high"
_CODED = {
    "rating": "threat_ratings", "likelihood": "likelihood", "vulnerability": "vulnerability", "impact": "impact",
    "imminence": "imminence", "state_posture": "postures", "access": "access", "owner": "components",
    "confidence": "confidence", "host_answer": "host_answers", "intent": "intents", "capability": "capabilities",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line of the dry run in words; `address` leads to the record that is there."""

    row: int
    is_threat: bool
    state: str
    state_words: str
    what: str
    where: str
    stands: str
    changes: str
    address: str


def page_words(upload: MatrixUpload, run: DryRun, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that the page of a dry run shows; `typed` is what somebody chose and could not be taken."""
    lines = [one for one in run.lines if one.state != UNCHANGED]
    return {
        "upload": upload,
        "run": run,
        "columns": list(_columns(run, typed)),
        "targets": targets(),
        "scales": scales(),
        "orders": orders(),
        "order": typed.get("order", run.order),
        "example": EXAMPLE,
        "own_words": typed.get("words", run.words),
        "mapping_name": typed.get("mapping-name", ""),
        "reason": typed.get("reason", ""),
        "lines": [_line(one) for one in lines[:MOST_SHOWN]],
        "more_lines": max(0, len(lines) - MOST_SHOWN),
        "counts": list(_counts(run)),
        "aside": run.aside[:MOST_SHOWN],
        "more_aside": max(0, len(run.aside) - MOST_SHOWN),
        "missing": [(threat_address(record), what) for record, what in run.missing[:MOST_SHOWN]],
        "texts": [
            (one.what, saying.field_label(one.field.partition("[")[0].partition(".")[0]),
             saying.label("text_findings", one.found), one.words)
            for one in run.texts[:MOST_SHOWN]
        ],
    }  # fmt: skip


def _columns(run: DryRun, typed: Mapping[str, Any]) -> Iterator[ColumnRow]:
    for number, one in enumerate(run.columns):
        if not (one.heading or one.filled):
            continue
        to = str(typed.get(f"to-{number}", one.to))
        scale = str(typed.get(f"scale-{number}", one.scale))
        yield ColumnRow(
            number, one.heading, to, int(scale) if scale.isdecimal() else 0, one.to in RATED, one.sample, one.filled
        )  # fmt: skip


def _line(one: LineSeen) -> Line:
    if one.is_threat:
        where, stands = one.where, READERS.label("threat_ratings", one.stands)
    else:
        where = READERS.label("components", one.owner) if one.owner else ""
        stands = READERS.day(one.stands) if one.stands else ""
    address = (threat_address if one.is_threat else action_address)(one.record) if one.record else ""
    return Line(
        one.row, one.is_threat, one.state, _state(one.state), one.what, where, stands,
        "; ".join(map(_change, one.changes)), address,
    )  # fmt: skip


def _state(state: str) -> str:
    return {NEW: _("New"), CHANGED: _("Changed"), UNCHANGED: _("As it is")}[state]


def _change(one: ChangeSeen) -> str:
    field = saying.field_label(one.field)
    before, after = (_value(one.field, value) for value in (one.before, one.after))
    if not (before or after):
        return field
    return READERS.said("%(field)s: %(before)s → %(after)s", field=field, before=before or "–", after=after or "–")


def _value(field: str, key: str) -> str:
    return READERS.label(_CODED[field], key) if field in _CODED and key else key


def _counts(run: DryRun) -> Iterator[tuple[str, str]]:
    for state in (NEW, CHANGED, UNCHANGED):
        threats, actions = run.counts[state]
        yield _state(state), f"{counted(threats, 'threat')}, {counted(actions, 'action')}"
