"""`withstand matrix`: every command with its help; what a command does is loaded when it runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import As, Author, Classification, Compartments, KeepText, KnownAt

matrix = typer.Typer(
    help="The protection matrix: read it, write it, carry it forward, print agenda and action sheet.",
    no_args_is_help=True,
)

On = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="Day of the meeting, as it was known then; else today."),
]
Since = Annotated[
    datetime | None,
    typer.Option("--since", formats=["%Y-%m-%d"], help="Day of the last meeting; else as the records say."),
]
Mapping = Annotated[
    Path | None,
    typer.Option(help="What the columns hold (TOML). Written where it is not there yet: correct it, and keep it."),
]
Areas = Annotated[Path | None, typer.Option(help="Boundaries (GeoJSON) or P-codes (CSV, XLSX): names for codes.")]
KeepCode = Annotated[str, typer.Option(help="Code of the findings of the scan that may go out.")]
Out = Annotated[Path, typer.Option(help="File to write (.html).")]


@matrix.command()
def read(
    file: Annotated[Path, typer.Argument(help="A matrix as people keep it (XLSX, CSV).")],
    workspace: Annotated[
        Path | None, typer.Option(help="A folder made by `withstand init`: what is there is compared.")
    ] = None,
    mapping: Mapping = None,
    sheet: Annotated[str, typer.Option(help="Sheet of the workbook; else the one with most known headings.")] = "",
    on: On = None,
    areas: Areas = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show only; this is what happens without --enter.")
    ] = False,
    enter: Annotated[bool, typer.Option("--enter", help="Enter what is new and what changed, all or nothing.")] = False,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="The group looked at all of it on that day: say so in each record.")
    ] = False,
    classification: Classification = "",
    compartments: Compartments = None,
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say which threats and actions a matrix holds, what changed, what was set aside; with --enter, enter them."""
    from withstand.cli.entered import Entered
    from withstand.cli.matrix_in import Given, run_read

    entered = Entered(
        classification=classification, compartments=tuple(compartments or ()), keep_text=keep_text, author=author
    )
    day = on.date() if on else None
    given = Given(file, mapping, sheet, day, areas, enter=enter and not dry_run, reviewed=reviewed)
    run_read(given, workspace, entered, passphrase_file)


@matrix.command()
def write(
    file: Annotated[Path, typer.Argument(help="Workbook to write (.xlsx).")],
    workspace: Workspace,
    like: Annotated[Path | None, typer.Option(help="A matrix whose columns, headings and look it takes.")] = None,
    mapping: Mapping = None,
    on: On = None,
    since: Since = None,
    areas: Areas = None,
    language: Annotated[str, typer.Option(help="Language of our own layout: en, fr, es, ar.")] = "en",
    level: Annotated[str, typer.Option(help="Outside, places go no finer: admin1, admin2.")] = "admin2",
    profile: As = "holder",
    known_at: KnownAt = None,
    keep_code: KeepCode = "",
    keep_text: Annotated[str, typer.Option(help="Why they may.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the open threats and actions as a matrix, as a profile may see them; the ledger keeps a receipt."""
    from withstand.cli.looking import looking
    from withstand.cli.matrix_out import Meeting, run_write

    with looking(workspace, passphrase_file, profile, known_at or on, leaving=True) as picture:
        meeting = Meeting.of(workspace, on, since)
        run_write(
            picture, meeting, file, like, mapping, areas, language=language, level=level, keep_code=keep_code,
            keep_text=keep_text,
        )  # fmt: skip


@matrix.command()
def carry(
    workspace: Workspace,
    on: On = None,
    since: Since = None,
    enter: Annotated[bool, typer.Option("--enter", help="Enter them as reviewed on that day.")] = False,
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Carry the open threats and actions forward: what changed since the last meeting; --enter marks them reviewed."""
    from withstand.cli.matrix_out import Meeting, run_carry
    from withstand.cli.opening import opened

    with opened(workspace, passphrase_file, writing=enter) as found:
        run_carry(found, Meeting.of(workspace, on, since), author, enter=enter)


@matrix.command()
def agenda(
    workspace: Workspace,
    out: Out = Path("agenda.html"),
    on: On = None,
    since: Since = None,
    areas: Areas = None,
    profile: As = "holder",
    known_at: KnownAt = None,
    keep_code: KeepCode = "",
    keep_text: Annotated[str, typer.Option(help="Why they may.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the agenda: new, raised, not seen, overdue, not reassessed, to be decided. It prints on A4."""
    from withstand.cli.looking import looking
    from withstand.cli.matrix_out import Meeting, run_page

    with looking(workspace, passphrase_file, profile, known_at or on) as picture:
        run_page("agenda", picture, Meeting.of(workspace, on, since), out, areas, keep_code, keep_text)


@matrix.command("action-sheet")
def action_sheet(
    workspace: Workspace,
    out: Out = Path("action-sheet.html"),
    on: On = None,
    since: Since = None,
    areas: Areas = None,
    profile: As = "holder",
    known_at: KnownAt = None,
    keep_code: KeepCode = "",
    keep_text: Annotated[str, typer.Option(help="Why they may.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write who does what, where, by when: by component, overdue first. It prints on A4."""
    from withstand.cli.looking import looking
    from withstand.cli.matrix_out import Meeting, run_page

    with looking(workspace, passphrase_file, profile, known_at or on) as picture:
        run_page("action-sheet", picture, Meeting.of(workspace, on, since), out, areas, keep_code, keep_text)
