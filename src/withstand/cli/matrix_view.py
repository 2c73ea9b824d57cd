"""What was read of a matrix, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from withstand.brief.matrix.found import MatrixRead
from withstand.brief.matrix.layout import COLUMNS
from withstand.brief.matrix.proposal import CHANGED, NEW, UNCHANGED, Proposal, Proposed
from withstand.cli.terminal import print_table, say
from withstand.mission.records import Action, Threat
from withstand.mission.week.words import label, owner_words, place_name
from withstand.mission.wording import count
from withstand.picture.seen import Change
from withstand.vocabulary.terms import vocabulary

MOST_ROWS = 60
_SHORT = 60
_NOT_READ = "this column is not read"


def print_read(read: MatrixRead, proposal: Proposal, names: Mapping[str, str], *, entered: bool) -> None:
    """The mapping, the records that the rows are or would be, and everything that was set aside."""
    terms = vocabulary(COLUMNS).terms
    mapped = [
        [one.heading or f"column {place}", terms[one.to].label() if one.to else "not read", one.to]
        for place, one in enumerate(read.layout.columns, start=1)
        if one.heading or one.to
    ]
    print_table(f"Columns of the sheet {read.layout.sheet or '1'}", ["heading", "holds", "to ="], mapped, left=3)
    rows = list(_rows(proposal, names))
    print_table("", ["row", "", "threat or action", "where or who", "stands", "changed"], rows[:MOST_ROWS], left=6)
    if len(rows) > MOST_ROWS:
        say(f"… and {len(rows) - MOST_ROWS} more lines.")
    aside = [
        [str(one.row), one.column, one.value[:_SHORT], one.reason] for one in proposal.aside if one.reason != _NOT_READ
    ]
    if aside:
        print_table("Set aside", ["row", "column", "what stands there", "why"], aside[:MOST_ROWS], left=4)
        if len(aside) > MOST_ROWS:
            say(f"… and {len(aside) - MOST_ROWS} more; piped, the command lists them all.")
    for heading, cells in read.unmapped.items():
        say(f"Not read: {heading}, {count(cells, 'cell')} with something in it.")
    say(*read.notes)
    if proposal.missing:
        named = "; ".join(course.steps[-1].fields.threat for course in proposal.missing[:8])
        say(f"Open and not in this matrix, left as they are: {count(len(proposal.missing), 'threat')} ({named}).")
    verb = "were" if entered else "would be"
    told = [
        f"{state} {threats} and {actions}"
        for state in (NEW, CHANGED, UNCHANGED)
        for threats, actions in [proposal.count(state)]
    ]
    say(f"Threats and actions {verb}: {', '.join(told)}.")


def _rows(proposal: Proposal, names: Mapping[str, str]) -> Iterator[list[str]]:
    for row in proposal.threats:
        threat = row.threat.fields
        yield [
            str(row.threat.row), row.threat.state, threat.threat[:_SHORT], place_name(threat.where, names),
            label("threat_ratings", threat.rating), _changed(row.threat),
        ]  # fmt: skip
        for one in row.actions:
            yield [
                "", one.state, f"  → {one.fields.task[:_SHORT]}", owner_words(one.fields), one.fields.due or "",
                _changed(one),
            ]  # fmt: skip


def _changed(one: Proposed[Threat] | Proposed[Action]) -> str:
    return ", ".join(_change(change) for change in one.changes)


def _change(change: Change) -> str:
    if isinstance(change.after, str | int | None) and isinstance(change.before, str | int | None):
        return f"{change.field}: {_value(change.before)} → {_value(change.after)}"
    return change.field


def _value(value: str | int | None) -> str:
    return "–" if value is None else str(value)[:30]


def plain_read(
    read: MatrixRead, proposal: Proposal, mapping: Path | None, saved: int | None, beside: Path | None, *, entered: bool
) -> dict[str, Any]:
    """What was read, as one JSON document."""
    return {
        "file": str(read.table.path),
        "sheet": read.layout.sheet,
        "header_rows": list(read.table.header),
        "columns": [{"heading": one.heading, "to": one.to} for one in read.layout.columns],
        "mapping": str(mapping) if mapping else None,
        "threats": [
            {**_plain(row.threat), "actions": [_plain(one) for one in row.actions]} for row in proposal.threats
        ],
        "set_aside": [
            {"row": one.row, "column": one.column, "value": one.value, "reason": one.reason} for one in proposal.aside
        ],
        "unmapped": dict(read.unmapped),
        "cells": dict(read.fates),
        "other_sheets": dict(read.table.others),
        "missing": [course.record for course in proposal.missing],
        "notes": list(read.notes),
        "entered": entered,
        "saved": saved,
        "written_beside": str(beside) if beside else None,
    }


def _plain(one: Proposed[Threat] | Proposed[Action]) -> dict[str, Any]:
    return {
        "row": one.row,
        "state": one.state,
        "record": one.course.record if one.course else None,
        "fields": msgspec.to_builtins(one.fields),
        "changes": [{"field": change.field, "before": change.before, "after": change.after} for change in one.changes],
    }
