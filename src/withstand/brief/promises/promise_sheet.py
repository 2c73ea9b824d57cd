"""Promises as a workbook: what it is, each promise, what was kept of how many, and the history of each."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from withstand.brief.papers.handing import PaperManifest
from withstand.brief.promises.due_calendar import WORDS, status_words
from withstand.brief.records.cells import safe
from withstand.brief.records.words import word
from withstand.dialogue.commitments import Promise, Tally

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

COUNTS = (
    "made", "settled", "kept", "broken", "overdue", "waiting", "undated", "in_part", "unknown", "disputed", "dropped",
)  # fmt: skip
_LABEL = 31
"""The most letters that the name of a worksheet may have."""

Cell = str | int


def promise_sheet(
    found: Sequence[Promise],
    counted: Sequence[Tally],
    names: Mapping[str, str],
    about: PaperManifest,
    language: str = "en",
) -> bytes:
    """The workbook. `names` are those of actors that the audience may see; no cell of it is a formula."""
    import xlsxwriter  # type: ignore[import-untyped]

    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime.fromisoformat(about.made_at).replace(tzinfo=None)
    book.set_properties({"title": word(WORDS, "promises", language), "author": about.program, "created": made})
    strong = book.add_format({"bold": True, "text_wrap": True})

    def sheet(key: str, rows: Sequence[Sequence[Cell]]) -> Worksheet:
        one = book.add_worksheet(word(WORDS, key, language)[:_LABEL])
        if language == "ar":
            one.right_to_left()
        _fill(one, rows, strong)
        return one

    sheet("promises", [_headings(language), *(_promise(one, names, language) for one in found)]).activate()
    sheet("counts", [*_counts(counted, language), [], [word(WORDS, "note", language)]])
    sheet("history", [*_history(found, language)])
    _fill(book.add_worksheet("About"), [[name, value] for name, value in about.facts().rows], strong)
    book.close()
    return sink.getvalue()


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Cell]], strong: Any) -> None:
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, place, value)
            elif value:
                sheet.write_string(line, place, safe(value), strong if line == 0 else None)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max((len(row) for row in rows), default=1), 22)


def _headings(language: str) -> list[Cell]:
    def of(book: str, *keys: str) -> list[Cell]:
        return [word(book, key, language) for key in keys]

    return [
        *of("columns", "record", "classification"),
        *of("fields", "promise", "promise_side"),
        *of(WORDS, "by", "to"),
        *of("fields", "issue", "topic", "when", "made_in", "reference", "due"),
        *of(WORDS, "timing"),
        *of("fields", "commitment_status", "status_on", "owner", "host_owner", "test", "evidence_needed"),
        *of("fields", "verified_by", "verified_on", "consequence_agreed"),
        *of(WORDS, "condition"),
    ]


def _promise(one: Promise, names: Mapping[str, str], language: str) -> list[Cell]:
    fields = one.fields

    def who(role: str) -> str:
        return "; ".join(sorted(names.get(actor, actor) for actor in one.linked(role)))

    return [
        one.record,
        word("classifications", one.seen.classification, language),
        fields.promise,
        word("promise_sides", fields.promise_side, language),
        who("promised_by"),
        who("promised_to"),
        word("dialogue_issues", fields.issue, language),
        fields.topic,
        fields.when.start,
        word("commitment_sources", fields.made_in, language),
        fields.reference,
        fields.due or "",
        word("due", one.due, language) if one.due else "",
        status_words(one, language),
        one.since or "",
        word("components", fields.owner, language),
        fields.host_owner,
        fields.test,
        fields.evidence_needed,
        word("components", fields.verified_by, language) if fields.verified_by else "",
        fields.verified_on or "",
        fields.consequence_agreed,
        "; ".join(f"{each.title} ({word('condition_status', each.status, language)})" for each in one.conditions),
    ]


def _counts(counted: Sequence[Tally], language: str) -> Iterator[list[Cell]]:
    keys: list[tuple[str, str]] = [(WORDS, "side"), ("fields", "issue"), *((WORDS, key) for key in COUNTS)]
    yield [word(book, key, language) for book, key in keys]
    for row in counted:
        sides: list[Cell] = [word("promise_sides", row.side, language), word("dialogue_issues", row.issue, language)]
        yield [*sides, *(int(getattr(row, key)) for key in COUNTS)]


def _history(found: Sequence[Promise], language: str) -> Iterator[list[Cell]]:
    yield [
        word("columns", "record", language), word("fields", "promise", language),
        word("fields", "commitment_status", language), word("fields", "status_on", language),
        word(WORDS, "entered", language),
    ]  # fmt: skip
    for one in found:
        for step in one.history.steps:
            entered = step.entered.isoformat() if step.entered else word(WORDS, "before", language)
            yield [
                one.record, one.fields.promise, word("commitment_status", step.status, language), step.since or "",
                entered,
            ]  # fmt: skip
