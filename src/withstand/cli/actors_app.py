"""`withstand actors`: every command with its help; what a command does is loaded when it runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import AndFile, ByFile, PassphraseFile, Workspace
from withstand.cli.record_app import As, KnownAt

actors = typer.Typer(
    help="Units, offices and groups: who stood under whom, what came in and goes out, whose events these are.",
    no_args_is_help=True,
)

Day = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day it is about; else today.")
]
Areas = Annotated[Path | None, typer.Option(help="Boundaries (GeoJSON) or P-codes (CSV, XLSX): names for codes.")]


@actors.command()
def tree(
    workspace: Workspace,
    as_of: Day = None,
    of: Annotated[str, typer.Option(help="Only of this unit: a record, or a name it bore that day.")] = "",
    up: Annotated[bool, typer.Option("--up/--down", help="Who stands above it; else who stands below.")] = False,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Who stood under whom on a day, where they were, and whether that holds or may hold."""
    from withstand.cli.actors_tree import run_tree
    from withstand.cli.looking import looking

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        run_tree(picture, as_of.date() if as_of else None, of, up=up)


@actors.command()
def persons(
    workspace: Workspace,
    on: Annotated[bool, typer.Option("--on", help="Switch it on.")] = False,
    off: Annotated[bool, typer.Option("--off", help="Switch it off: what is there stays.")] = False,
    reason: Annotated[str, typer.Option(help="Why; it stays in the ledger.")] = "",
    by: Annotated[str, typer.Option("--by", help="The first person.")] = "",
    and_: Annotated[str, typer.Option("--and", help="The second person.")] = "",
    by_file: ByFile = None,
    and_file: AndFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say whether persons may be records here; switch it on or off (two people)."""
    from withstand.cli.actors_persons import run_persons

    run_persons(workspace, on, off, reason, ((by, by_file), (and_, and_file)), passphrase_file)


@actors.command()
def attribute(
    workspace: Workspace,
    events: Annotated[Path, typer.Option(help="Conflict events, as for `withstand review`.")],
    areas: Areas = None,
    state_partners: Annotated[
        list[str] | None, typer.Option("--state-partner", help="Actor to count as a partner of the state, by name.")
    ] = None,
    version: Annotated[str, typer.Option("--data-version", help="Release, if the file name hides it.")] = "",
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Attribute events of a data set to units by explicit rules; what is unresolved is listed, never guessed."""
    from withstand.cli.actors_attribute import run_attribute
    from withstand.cli.looking import looking

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        run_attribute(picture, workspace, events, areas, tuple(state_partners or ()), version)
