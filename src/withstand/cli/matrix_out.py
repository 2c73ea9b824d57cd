"""`withstand matrix write`, `carry`, `agenda`, `action-sheet`: the group's week out of a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from withstand.brief.matrix.area_names import area_names
from withstand.brief.matrix.layout import Layout, own_layout, read_layout
from withstand.brief.matrix.rows import read_rows
from withstand.brief.matrix.table import MatrixTable, find_matrix
from withstand.brief.matrix.writing import Writing, write_matrix
from withstand.brief.records.handing_out import hand_out, refuse_existing
from withstand.brief.records.release import LEVELS, Coarseness
from withstand.brief.records.scanning import Clearance, TextNotCleared
from withstand.brief.records.words import LANGUAGES
from withstand.brief.week_pages import week_paper
from withstand.cli.record_commands import author_of
from withstand.cli.records_out import print_findings
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.errors import InputError
from withstand.installation.opening import Opened
from withstand.ledger.journal import Draft, append
from withstand.mission.records import ACTION, THREAT
from withstand.mission.week.carrying import CarriedForward, carry_forward
from withstand.mission.week.from_picture import known
from withstand.mission.week.week import Week, week
from withstand.mission.week.words import rating_words
from withstand.mission.wording import count, day
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture
from withstand.settings import read_settings


@dataclass(frozen=True)
class Meeting:
    """A meeting of the group: its day, the day of the last one where somebody says it, the mission's civil days."""

    on: date
    since: date | None
    day_of: Callable[[datetime], date]

    @classmethod
    def of(cls, workspace: Path, on: datetime | None, since: datetime | None) -> Meeting:
        """The meeting that options name, today where they name none.

        Raises:
            InputError: the last meeting is not before this one.
        """
        settings = read_settings(workspace)
        when = on.date() if on else settings.present_day(datetime.now(UTC))
        before = since.date() if since else None
        if before is not None and before >= when:
            raise InputError(f"--since {before} is not before the meeting of {when}.")
        return cls(when, before, settings.today)

    def week(self, picture: Picture) -> Week:
        """The week that the picture shows."""
        return week(known(picture, self.day_of), self.on, self.since)


def run_write(
    picture: Picture,
    meeting: Meeting,
    out: Path,
    like: Path | None,
    mapping: Path | None,
    areas: Path | None,
    *,
    language: str,
    level: str,
    keep_code: str,
    keep_text: str,
) -> None:
    """Write the matrix, and say what is in it.

    Raises:
        TextNotCleared: after the findings were printed.
        InputError: an option cannot be.
    """
    if language not in LANGUAGES:
        raise InputError(f"Labels are in {', '.join(LANGUAGES)}; not in {language!r}.")
    if level not in LEVELS:
        raise InputError(f"Areas go outside by {' or '.join(LEVELS)}; not by {level!r}.")
    if out.suffix.lower() != ".xlsx":
        raise InputError(f"{out.name}: a matrix is written as .xlsx.")
    if mapping is not None and not mapping.exists():
        raise InputError(f"{mapping} is not there; make it first: withstand matrix read FILE --mapping {mapping}.")
    layout, original = _look(like, read_layout(mapping) if mapping else None, language)
    named = area_names(areas, layout.language)
    how = Writing(
        layout, original, named.names, named.provinces, Coarseness(level),
        tuple(named.names.values()), _clearance(keep_code, keep_text),
    )  # fmt: skip
    with _telling_findings():
        written = write_matrix(picture, meeting.week(picture), out, how)
    if piped():
        manifests = [one.plain() for one in written.manifests]
        counts = {"threats": written.threats, "actions": written.actions, "answering_none": written.unanswering}
        print_json({"file": str(out), **counts, "receipt": written.receipt, "manifests": manifests})
        return
    say(
        f"{out}: {count(written.threats, 'threat')}, {count(written.actions, 'action')}; "
        f"{written.classification.replace('_', ' ')}, for {picture.audience.name}."
    )
    if written.unanswering:
        say(f"{count(written.unanswering, 'action')} of the week answer no threat in it: they are on the action sheet.")
    if picture.audience.outside:
        say("Made for outside: texts are left out, places are coarse, small numbers are not shown.")


def _look(like: Path | None, layout: Layout | None, language: str) -> tuple[Layout, MatrixTable | None]:
    """The layout, and the original whose look is taken."""
    if like is None:
        return layout or own_layout(language), None
    table = find_matrix(like, layout)
    read_rows(table)
    return table.layout, table


def run_page(
    name: str, picture: Picture, meeting: Meeting, out: Path, areas: Path | None, keep_code: str, keep_text: str
) -> None:
    """Write the agenda or the action sheet; the ledger keeps a receipt.

    Raises:
        TextNotCleared: after the findings were printed.
    """
    refuse_existing(out)
    seen = meeting.week(picture)
    named = area_names(areas)
    with _telling_findings():
        paper = week_paper(picture, seen, name, named.names, _clearance(keep_code, keep_text))
    entry = hand_out(picture, out, name, paper.content, paper.tables, paper.decided)
    if piped():
        print_json({"file": str(out), "on": seen.on.isoformat(), "since": seen.since.isoformat(), "receipt": entry})
        return
    since = day(seen.since.isoformat())
    say(f"{out}: {count(len(seen.threats), 'threat')}, {count(len(seen.actions), 'action')}, since {since}.")


@contextmanager
def _telling_findings() -> Iterator[None]:
    """Print what the scan found before the refusal goes on its way."""
    try:
        yield
    except TextNotCleared as asked:
        print_findings(asked)
        raise


def _clearance(code: str, reason: str) -> Clearance | None:
    return Clearance(code, reason) if code or reason else None


def run_carry(found: Opened, meeting: Meeting, author: str, *, enter: bool) -> None:
    """Show what changed since the last meeting, and mark what is open as reviewed where asked."""
    held = known(Picture(found.ledger, HOLDER), meeting.day_of)
    seen = week(held, meeting.on, meeting.since)
    carried = carry_forward(held, meeting.on)
    saved = len(_enter(found, carried, author)) if enter else None
    if piped():
        print_json(_plain(seen, carried, saved))
        return
    rows = [
        [line.change, line.fields.threat[:60], rating_words(line), str(line.weeks), str(line.overdue)]
        for line in seen.threats
    ]
    title = f"{day(seen.on.isoformat())}, since {day(seen.since.isoformat())}"
    print_table(title, ["change", "threat", "rating", "weeks as it is", "overdue actions"], rows, left=3)
    say(f"Carried forward: {count(len(carried.threats), 'threat')}, {count(len(carried.actions), 'action')}.")
    say(*(f"Left: {record}, {why}." for record, why in carried.left if "already" not in why))
    say(
        f"Entered as reviewed on {day(seen.on.isoformat())}: {saved} versions, in one go."
        if saved is not None
        else "Nothing was entered: add --enter."
    )


def _enter(found: Opened, carried: CarriedForward, author: str) -> list[str]:
    token = author_of(found, author)
    drafts = [
        Draft(kind, one.fields, one.course.classification, one.course.compartments, one.course.record,
              (one.course.version,), (), token)
        for kind, many in ((THREAT, carried.threats), (ACTION, carried.actions))
        for one in many
    ]  # fmt: skip
    return [one.entry for one in append(found.ledger, drafts)] if drafts else []


def _plain(seen: Week, carried: CarriedForward, saved: int | None) -> dict[str, object]:
    return {
        "on": seen.on.isoformat(),
        "since": seen.since.isoformat(),
        "threats": [
            {
                "record": line.record,
                "change": line.change,
                "weeks": line.weeks,
                "never_reassessed": line.never_reassessed,
                "rests_on_no_access": line.blind is not None,
                "overdue": line.overdue,
                "judgements": [{"field": one.field, "before": one.before, "after": one.after} for one in line.judged],
            }
            for line in seen.threats
        ],
        "actions": [{"record": line.record, "change": line.change, "late": line.late} for line in seen.actions],
        "carried": {"threats": len(carried.threats), "actions": len(carried.actions)},
        "left": [{"record": record, "reason": why} for record, why in carried.left],
        "saved": saved,
    }
