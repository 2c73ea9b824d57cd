"""`withstand matrix read`: what a matrix holds, what is new or changed, what was set aside; entered where asked."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from withstand.brief.matrix.area_names import area_names
from withstand.brief.matrix.drafting import names_used
from withstand.brief.matrix.found import MatrixRead
from withstand.brief.matrix.layout import layout_toml, read_layout
from withstand.brief.matrix.proposal import Proposal, propose_records, reviewed
from withstand.brief.matrix.rows import read_rows
from withstand.brief.matrix.table import find_matrix
from withstand.cli.entered import Entered
from withstand.cli.matrix_entering import enter_proposal
from withstand.cli.matrix_view import plain_read, print_read
from withstand.cli.terminal import piped, print_json, say
from withstand.errors import InputError
from withstand.evidence.set_aside import write_set_aside
from withstand.installation.opening import Opened
from withstand.mission.week.from_picture import known
from withstand.mission.week.known import Known
from withstand.picture.audience import HOLDER
from withstand.picture.picture import Picture

NOTHING_KNOWN = Known("", (), (), {})


@dataclass(frozen=True)
class Given:
    """What the command was given: the file, how to read it, the day, and whether to enter what it says."""

    file: Path
    mapping: Path | None
    sheet: str
    on: date | None
    areas: Path | None
    enter: bool
    reviewed: bool


def run_read(given: Given, workspace: Path | None, entered: Entered, passphrase_file: Path | None) -> None:
    """Read, compare, show; enter where asked.

    Raises:
        InputError: the file is no matrix, or nothing of it can be entered.
    """
    from withstand.cli.opening import opened

    if given.enter and workspace is None:
        raise InputError("Say where to enter it: --workspace FOLDER.")
    if not given.file.exists():
        raise InputError(f"{given.file} is not there; check the path.")
    opening = opened(workspace, passphrase_file, writing=given.enter) if workspace else nullcontext(None)
    with opening as found:
        _read(given, found, entered)


def _read(given: Given, found: Opened | None, entered: Entered) -> None:
    areas = area_names(given.areas)
    kept = read_layout(given.mapping) if given.mapping and given.mapping.exists() else None
    read = read_rows(find_matrix(given.file, kept, given.sheet), areas.codes)
    written = _keep_mapping(given, read) if kept is None else None
    on = given.on or _today(found)
    proposal = propose_records(read, _known(found), on, areas.names)
    if given.reviewed:
        proposal = reviewed(proposal, on)
    saved, beside = None, None
    if given.enter and found is not None:
        if not proposal.threats:
            raise InputError(
                f"{given.file.name} holds no threat that can be entered; see what was set aside without --enter."
            )
        saved = enter_proposal(found, proposal, entered, names_used(areas, proposal))
        beside = _set_aside(given.file, proposal)
    if piped():
        print_json(plain_read(read, proposal, written, saved, beside, entered=given.enter))
        return
    print_read(read, proposal, areas.names, entered=given.enter)
    if written:
        say(f"The mapping is in {written}: correct what is wrong there, and give it again with --mapping {written}.")
    if saved is not None:
        say(f"Entered: {saved} versions of records, in one go.")
        if beside:
            say(f"What was set aside is listed in {beside}.")
    else:
        say("Nothing was entered. To enter it: --enter --workspace FOLDER.")


def _known(found: Opened | None) -> Known:
    if found is None:
        return NOTHING_KNOWN
    return known(Picture(found.ledger, HOLDER), found.settings.today)


def _today(found: Opened | None) -> date:
    now = datetime.now(UTC)
    return found.settings.present_day(now) if found else now.date()


def _keep_mapping(given: Given, read: MatrixRead) -> Path | None:
    if given.mapping is None:
        return None
    try:
        given.mapping.write_text(layout_toml(read.layout), encoding="utf-8")
    except OSError as problem:
        raise InputError(f"{given.mapping} cannot be written ({problem.strerror}); choose another folder.") from None
    return given.mapping


def _set_aside(file: Path, proposal: Proposal) -> Path | None:
    if not proposal.aside:
        return None
    target = file.with_name(f"{file.stem}.set-aside.csv")
    write_set_aside(target, proposal.aside)
    return target
