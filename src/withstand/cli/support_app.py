"""`withstand support`: reading requests for support; what a command does is loaded when it runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from withstand.cli import support_entries
from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import As, KnownAt
from withstand.cli.support_names_app import names

support = typer.Typer(
    help="Due diligence on support: where requests stand, what each still needs, what was decided and what followed.",
    no_args_is_help=True,
)
support_entries.add_to(support)
support.add_typer(names, name="names")

Request = Annotated[str, typer.Argument(help="A request for support: its id, or the end of it.")]
On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Where it stood at the end of this day.")
]
Out = Annotated[Path | None, typer.Option(help="File to write: .html, .docx, .pdf or .json; else it is shown.")]
Language = Annotated[str, typer.Option(help="Language of the paper: en, fr, es or ar.")]
KeepCode = Annotated[str, typer.Option(help="Code of the findings of the scan that may go out.")]
KeepReason = Annotated[str, typer.Option("--keep-text", help="Why they may.")]
OnDay = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Only what is of this day or before."),
]


@support.command("list")
def list_(
    workspace: Workspace,
    state: Annotated[str, typer.Option(help="Only those that stand there (withstand words support_states).")] = "",
    on: On = None,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List requests and where each stands, the latest first."""
    from withstand.cli.looking import looking
    from withstand.cli.support_view import day_of, run_list

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        run_list(picture, day_of(workspace, on), state)


@support.command()
def show(
    request: Request,
    workspace: Workspace,
    out: Out = None,
    on: On = None,
    language: Language = "en",
    profile: As = "holder",
    known_at: KnownAt = None,
    keep_code: KeepCode = "",
    keep_text: KeepReason = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show one request whole: who has answered, risk, conditions, decisions, deliveries against them, steps."""
    from withstand.cli.looking import looking
    from withstand.cli.support_view import day_of, run_show

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        run_show(picture, request, day_of(workspace, on), language, out, keep_code, keep_text)


@support.command()
def steps(
    request: Request,
    workspace: Workspace,
    role: Annotated[str, typer.Option(help="Only what this role may do (withstand words support_roles).")] = "",
    profile: As = "holder",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say who may take which step next, and what each still lacks."""
    from withstand.cli.looking import looking
    from withstand.cli.support_view import day_of, run_steps

    with looking(workspace, passphrase_file, profile) as picture:
        run_steps(picture, request, day_of(workspace, None), role)


@support.command()
def dossier(
    request: Request,
    workspace: Workspace,
    out: Annotated[Path, typer.Option(help="File to write: .docx, .pdf, .html or .json.")],
    decision: Annotated[str, typer.Option(help="The decision it is about; else the last one.")] = "",
    language: Language = "en",
    profile: As = "holder",
    keep_code: KeepCode = "",
    keep_text: KeepReason = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the dossier of a decision: all evidence as it was known then, and apart from it what followed."""
    from withstand.cli.dossier_command import run_dossier
    from withstand.cli.looking import looking
    from withstand.cli.support_view import day_of

    with looking(workspace, passphrase_file, profile) as picture:
        run_dossier(picture, request, decision, day_of(workspace, None), language, out, keep_code, keep_text)


@support.command()
def statistics(
    workspace: Workspace,
    out: Out = None,
    on: On = None,
    language: Language = "en",
    profile: As = "holder",
    known_at: KnownAt = None,
    keep_code: KeepCode = "",
    keep_text: KeepReason = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Time in each state, agreement of bodies with decisions, conditions met, residual levels, what was overturned."""
    from withstand.cli.looking import looking
    from withstand.cli.support_view import day_of, run_statistics

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        run_statistics(picture, day_of(workspace, on), language, out, keep_code, keep_text)


@support.command()
def diagram(
    out: Annotated[Path | None, typer.Option(help="File to write (.svg); else the table of steps is shown.")] = None,
) -> None:
    """Draw the states of a request and the steps between them, from the table that the program goes by."""
    from withstand.cli.diagram_command import run_diagram

    run_diagram(out)


def vet(
    unit: Annotated[str, typer.Argument(help="A unit, office or group: its id or its name.")],
    workspace: Workspace,
    as_of: OnDay = None,
    support_type: Annotated[
        str, typer.Option("--support", help="Count like requests of this type too (withstand words support_types).")
    ] = "",
    out: Out = None,
    language: Language = "en",
    profile: As = "holder",
    known_at: KnownAt = None,
    keep_code: KeepCode = "",
    keep_text: KeepReason = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show on one page what is recorded of a unit: two ledgers, its line, decisions, conditions, what is not known."""
    from withstand.cli.looking import looking
    from withstand.cli.support_view import day_of
    from withstand.cli.vet_command import run_vet

    day = day_of(workspace, as_of)
    on = datetime.combine(day, datetime.min.time())
    with looking(workspace, passphrase_file, profile, known_at, on) as picture:
        run_vet(picture, unit, day, support_type, language, out, keep_code, keep_text)


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the program."""
    app.add_typer(support, name="support")
    app.command()(vet)
