"""`withstand support names`: every command with its help; what a command does is loaded when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import Author

names = typer.Typer(
    help="Names that came with a request: kept apart and encrypted, screened by one body, destroyed with its answer.",
    no_args_is_help=True,
)

Request = Annotated[str, typer.Argument(help="A request for support: its id, or the end of it.")]
Body = Annotated[str, typer.Option("--body", help="The body that screens them (withstand words components).")]


@names.command()
def take(
    request: Request,
    file: Annotated[Path, typer.Argument(help="XLSX or CSV with a column `name`, or with one column.")],
    workspace: Workspace,
    body: Body,
    days: Annotated[int, typer.Option(help="Days until they are destroyed, judged or not (at most 90).")] = 30,
    actors: Annotated[
        bool, typer.Option("--actors", help="Names of units, offices or groups; else of persons.")
    ] = False,
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Take names in and look for them on the lists on file (withstand actors lists)."""
    from withstand.cli.support_names import run_take

    run_take(workspace, request, body, file, days, author, passphrase_file, actors=actors)


@names.command()
def show(request: Request, workspace: Workspace, body: Body, passphrase_file: PassphraseFile = None) -> None:
    """Show which have a like name on a list and why, what was judged, and until when they are kept."""
    from withstand.cli.support_names import run_show

    run_show(workspace, request, body, passphrase_file)


@names.command()
def judge(
    request: Request,
    number: Annotated[int, typer.Argument(help="The number of the name, as `show` has it.")],
    verdict: Annotated[str, typer.Argument(help="same, not_same or cannot_tell.")],
    workspace: Workspace,
    body: Body,
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say whether a name is that of the one on a list."""
    from withstand.cli.support_names import run_judge

    run_judge(workspace, request, body, number, verdict, author, passphrase_file)


@names.command()
def conclude(
    request: Request, workspace: Workspace, body: Body, author: Author = "", passphrase_file: PassphraseFile = None
) -> None:
    """Destroy the names. Numbers and lists wait for the body's answer (withstand support screen), which takes them."""
    from withstand.cli.support_names import run_conclude

    run_conclude(workspace, request, body, author, passphrase_file)
