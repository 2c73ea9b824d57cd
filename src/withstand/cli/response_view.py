"""`withstand response`: the cases gathered, audited, and shown or written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from withstand.analysis.response.audit import Audit, audited
from withstand.brief.obstruction.sheet import Sheet
from withstand.brief.obstruction.writing import write_sheet
from withstand.brief.papers.tongue import known_language
from withstand.brief.response.card import card
from withstand.brief.response.tables import COMPARED, Asked, response_sheet, state_sheet
from withstand.cli.looking import looking
from withstand.cli.obstruction_out import shown_cell
from withstand.cli.opening import warn
from withstand.cli.request import LEVELS
from withstand.cli.support_view import day_of
from withstand.cli.terminal import piped, print_json, print_table, say
from withstand.dialogue.records import ENGAGEMENT
from withstand.errors import InputError, UnrecognisedFile
from withstand.evidence.dispatched import DISPATCHED
from withstand.evidence.records import ALERT, INCIDENT, VISIT
from withstand.ledger.journal import append
from withstand.mission.from_workspace import areas_of
from withstand.mission.kept_audit import kept_audit, kept_draft
from withstand.mission.records import ACTION, THREAT
from withstand.mission.responded import responded
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary
from withstand.workspace import Workspace

RESPONSE, STATE, HOLDER = "response", "state", "holder"
_KINDS = (INCIDENT, ALERT, VISIT, ACTION, THREAT, ENGAGEMENT, DISPATCHED)
_ON_TERMINAL = tuple(
    one for one in COMPARED if one not in ("ratio_low", "ratio_high", "gap_least", "gap_most", "p", "why")
)
_DIGITS = 6


@dataclass(frozen=True)
class Asking:
    """The options of the command."""

    folder: Path
    within: int
    visits_only: bool
    since: date | None
    until: date | None
    on: date | None
    level: str
    profile: str
    language: str
    seed: int
    passphrase_file: Path | None
    keep: str = ""

    def __post_init__(self) -> None:
        known_language(self.language)
        if self.keep and self.keep not in vocabulary("components").terms:
            raise InputError(
                f"--keep is {self.keep!r}, and that is no component; there are: "
                f"{', '.join(vocabulary('components').terms)}."
            )
        if self.keep and (self.since or self.until or self.visits_only or not self.within or self.profile != HOLDER):
            raise InputError(
                "What is kept speaks for the whole operation: --keep goes with --within of a day or more, and not with "
                "--since, --until, --visits or another profile than the holder's."
            )
        if self.level and self.level not in LEVELS:
            raise InputError(f"--level is {self.level!r}; it must be {' or '.join(LEVELS)}.")
        if self.since and self.until and self.since > self.until:
            raise InputError(f"The period ends, {self.until}, before it begins, {self.since}.")


def run_response(asking: Asking, table: str, out: Path | None, *, as_json: bool) -> None:
    """Audit, and show: the card, our responses, and apart what the state acted on."""
    if table not in (RESPONSE, STATE):
        raise InputError(f"--table is {table!r}; it must be {RESPONSE} or {STATE}.")
    with looking(asking.folder, asking.passphrase_file, asking.profile) as picture:
        audit, asked = _audit(asking, picture)
        ours, theirs = response_sheet(audit, asked, asking.language), state_sheet(audit, asked)
        kept = _keep(asking, picture, audit, asked) if asking.keep else ""
        if out is not None:
            _write(picture, ours if table == RESPONSE else theirs, out, asking.language)
            return
    told = card(audit, asking.language)
    if as_json or piped():
        beyond = {name: list(one.beyond_chance) for name, one in audit.versions.items()}
        print_json(
            {"card": list(told), "beyond_chance": beyond, "response": _plain(ours, asking.language),
             "state": _plain(theirs, asking.language), **({"record": kept} if kept else {})}
        )  # fmt: skip
        return
    say(*told, "")
    _show(ours, asking.language)
    _show(theirs, asking.language)
    if kept:
        say(f"Kept as record {kept}: rules of coherence read it from now on.")


def _keep(asking: Asking, picture: Picture, audit: Audit, asked: Asked) -> str:
    """Save what the audit came to; it names nobody and holds no text."""
    told = kept_audit(audit, asking.keep, date.fromisoformat(asked.on))
    read = [seen for kind in _KINDS for seen in picture.each(kind)]
    return append(picture.ledger, [kept_draft(picture, told, read)])[0].record


def _audit(asking: Asking, picture: Picture) -> tuple[Audit, Asked]:
    on = asking.on or day_of(asking.folder, None)
    workspace = Workspace(asking.folder)
    finest = _level(workspace)
    level = asking.level or finest
    finer = areas_of(workspace, finest) if level != finest else None
    cases = responded(picture, areas_of(workspace, level), on, finer, visits_only=asking.visits_only)
    since, until = asking.since or date.min, asking.until or on
    chosen = cases.filter(pl.col("day").is_between(since, until))
    asked = Asked(
        picture.audience.name, asking.since.isoformat() if asking.since else "", until.isoformat(), on.isoformat(),
        level, asking.visits_only,
    )  # fmt: skip
    return audited(chosen, asking.within, asking.seed), asked


def _level(workspace: Workspace) -> str:
    """The finest level of which the workspace has areas; without any, the codes that records give stand."""
    if workspace.areas is not None:
        try:
            if areas_of(workspace, "admin2").areas:
                return "admin2"
        except UnrecognisedFile:
            pass
    return "admin1"


def _write(picture: Picture, sheet: Sheet, out: Path, language: str) -> None:
    about, receipt = write_sheet(picture, sheet, out, language, _KINDS, "response")
    if not receipt:
        warn("the workspace is read-only: the ledger keeps no receipt of this file; note by hand who gets it")
    if piped():
        print_json({"file": str(out), "receipt": receipt, "manifest": about.plain()})
    else:
        say(f"{out}: {about.classification.replace('_', ' ')}, for {about.audience}; {len(sheet.rows)} rows.")


def _plain(sheet: Sheet, language: str) -> dict[str, object]:
    plain = sheet.plain(language)
    rows = [
        {name: round(value, _DIGITS) if isinstance(value, float) else value for name, value in row.items()}
        for row in plain["rows"]
    ]
    return plain | {"rows": rows}


def _show(sheet: Sheet, language: str) -> None:
    """The table without the columns a terminal has no room for, and without rows that repeat an earlier version."""
    kept = [place for place, name in enumerate(sheet.columns) if name not in COMPARED or name in _ON_TERMINAL]
    header = [sheet.heading(sheet.columns[place], language) for place in kept]
    told = [[shown_cell(sheet, sheet.columns[place], line[place]) for place in kept] for line in sheet.lines(language)]
    rows = [line for number, line in enumerate(told) if line[1:] not in [one[1:] for one in told[:number]]]
    print_table(sheet.headline(language), header, rows, left=len(sheet.groups))
    say(*sheet.sentences(language), "")
