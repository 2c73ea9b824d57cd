"""`withstand actors`: every command with its help; what a command does is loaded when it runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import AndFile, ByFile, PassphraseFile, Workspace
from withstand.cli.record_app import As, Author, Classification, Compartments, KeepText, KnownAt

actors = typer.Typer(
    help="Units, offices and groups: who stood under whom, what came in and goes out, whose events these are.",
    no_args_is_help=True,
)

Day = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day it is about; else today.")]
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
    from withstand.settings import read_settings

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        day = as_of.date() if as_of else read_settings(workspace).present_day(datetime.now(UTC))
        run_tree(picture, day, of, up=up)


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


@actors.command(name="import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="A research sheet, our own sheet (CSV, XLSX), or entities (JSON lines).")
    ],
    workspace: Workspace,
    enter: Annotated[bool, typer.Option("--enter", help="Enter it: all that was not set aside, or nothing.")] = False,
    kind: Annotated[str, typer.Option(help="What an organization of a file of entities is.")] = "unit",
    side: Annotated[str, typer.Option(help="The class of its actors, where it says none.")] = "unknown",
    relation: Annotated[str, typer.Option(help="What a membership is that names no relation of ours.")] = "",
    source: Annotated[str, typer.Option(help="The source record that its claims rest on.")] = "",
    grade: Annotated[str, typer.Option(help="The grade of all its claims, as B2; else what the file says.")] = "",
    classification: Classification = "",
    compartments: Compartments = None,
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say what a file of actors would enter and what it sets aside; enter it with --enter. Persons are left out."""
    from withstand.brief.actors.ftm_in import Choices
    from withstand.cli.actors_in import Importing, run_import
    from withstand.cli.entered import Entered
    from withstand.cli.opening import opened

    asked = Importing(file, Choices(kind, side, relation), source, grade, enter)
    entered = Entered((), None, classification, tuple(compartments or ()), (), keep_text, author)
    with opened(workspace, passphrase_file, writing=enter) as found:
        run_import(found, asked, entered)


@actors.command()
def export(
    workspace: Workspace,
    out: Annotated[Path, typer.Option(help="File to write (.jsonl).")] = Path("actors.jsonl"),
    profile: As = "holder",
    known_at: KnownAt = None,
    keep_code: Annotated[str, typer.Option(help="Code of the findings of the scan that may go out.")] = "",
    keep_text: KeepText = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the actors as entities of FollowTheMoney, as a profile may take them away, with manifest and receipt."""
    from withstand.cli.actors_out import run_export
    from withstand.cli.looking import looking

    with looking(workspace, passphrase_file, profile, known_at, leaving=True) as picture:
        run_export(picture, out, keep_code, keep_text)


@actors.command()
def template(
    out: Annotated[Path, typer.Option(help="File to write (.csv).")] = Path("actors-template.csv"),
) -> None:
    """Write an empty sheet of actors to fill in."""
    from withstand.cli.actors_out import run_template

    run_template(out)
