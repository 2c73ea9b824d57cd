"""`withstand promises`, `followups`, `goals`, `demarches`: every command with its help."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import As, Author, KnownAt

demarches = typer.Typer(help="Demarches and protests: which wait for a reply, and which could be made as one.")

AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="As it stood on this day; else today.")
]
Of = Annotated[str, typer.Option("--of", help="Only those to or of this office, unit or group: its id or its name.")]
Components = Annotated[
    list[str] | None, typer.Option("--component", help="Only those that this component follows; may be repeated.")
]
Language = Annotated[str, typer.Option(help="Language of a file: en, fr, es, ar.")]
KeepCode = Annotated[str, typer.Option(help="Code of the findings of the scan that may go out.")]
KeepReason = Annotated[str, typer.Option("--keep-text", help="Why they may.")]
Engagement = Annotated[str, typer.Argument(help="An engagement: its id, or the end of it.")]


def promises(
    workspace: Workspace,
    of: Of = "",
    side: Annotated[str, typer.Option(help="ours or theirs; what both promised is in either.")] = "",
    due_by: Annotated[
        datetime | None,
        typer.Option("--due-by", formats=["%Y-%m-%d"], help="Only open ones due, or perhaps due, by this day."),
    ] = None,
    components: Components = None,
    as_of: AsOf = None,
    calendar: Annotated[
        Path | None, typer.Option(help="Write the open ones that have a day to a calendar (.ics).")
    ] = None,
    sheet: Annotated[Path | None, typer.Option(help="Write them to a workbook (.xlsx).")] = None,
    language: Language = "en",
    profile: As = "holder",
    known_at: KnownAt = None,
    keep_code: KeepCode = "",
    keep_text: KeepReason = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """List promises, theirs and ours: where each stands, what is due, what was kept of how many."""
    from withstand.cli.dialogue_view import looking_on
    from withstand.cli.promises_view import Asked, run_promises

    asked = Asked(of, side, due_by.date() if due_by else None, tuple(components or ()), language, keep_code, keep_text)
    with looking_on(workspace, passphrase_file, profile, known_at, as_of) as (picture, day):
        run_promises(picture, day, asked, calendar, sheet)


def followups(
    workspace: Workspace,
    components: Components = None,
    as_of: AsOf = None,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List what was left to do after engagements, and which of them nobody has looked at after 7, 30 or 90 days."""
    from withstand.cli.dialogue_view import looking_on, run_followups

    with looking_on(workspace, passphrase_file, profile, known_at, as_of) as (picture, day):
        run_followups(picture, day, tuple(components or ()))


def goals(
    workspace: Workspace,
    all_: Annotated[bool, typer.Option("--all", help="Those that are over or not agreed yet too.")] = False,
    as_of: AsOf = None,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List shared goals that both pursue: the next step, who owns it, and which are past their review."""
    from withstand.cli.dialogue_view import looking_on, run_goals

    with looking_on(workspace, passphrase_file, profile, known_at, as_of) as (picture, day):
        run_goals(picture, day, all_=all_)


@demarches.callback(invoke_without_command=True)
def about(
    context: typer.Context,
    workspace: Annotated[Path | None, typer.Option(help="A folder made by `withstand init`: as `list`.")] = None,
    as_of: AsOf = None,
    profile: As = "holder",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Demarches and protests: which wait for a reply, and which could be made as one. Without a command: `list`."""
    if context.invoked_subcommand is None and workspace is None:
        typer.echo(context.get_help())
    elif context.invoked_subcommand is None and workspace is not None:
        list_(workspace, as_of=as_of, profile=profile, passphrase_file=passphrase_file)


@demarches.command("list")
def list_(
    workspace: Workspace,
    state: Annotated[str, typer.Option(help="Only those that stand there (withstand words demarche_states).")] = "",
    of: Of = "",
    components: Components = None,
    patience: Annotated[
        int, typer.Option("--days", min=1, max=3650, help="Days without reply, where no day was named for it.")
    ] = 30,
    repeated: Annotated[bool, typer.Option("--repeated", help="Only those that were repeated.")] = False,
    contradictory: Annotated[
        bool, typer.Option("--contradictory", help="Only those that ask the opposite of another.")
    ] = False,
    as_of: AsOf = None,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List demarches and protests, written and oral: without reply, waiting, answered, repeated, contradictory."""
    from withstand.cli.demarches_view import Asked, run_list
    from withstand.cli.dialogue_view import looking_on

    asked = Asked(state, of, tuple(components or ()), patience, repeated=repeated, contradictory=contradictory)
    with looking_on(workspace, passphrase_file, profile, known_at, as_of) as (picture, day):
        run_list(picture, day, asked)


@demarches.command()
def joint(
    workspace: Workspace,
    near: Annotated[int, typer.Option("--days", min=0, max=3650, help="How many days may lie between two.")] = 21,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Propose demarches that could be made as one: one office or line, one topic or record, different makers."""
    from withstand.cli.demarches_view import run_joint
    from withstand.cli.dialogue_view import looking_on

    with looking_on(workspace, passphrase_file, profile, known_at, None) as (picture, _):
        run_joint(picture, near)


@demarches.command()
def merge(
    one: Engagement,
    other: Engagement,
    workspace: Workspace,
    into: Annotated[
        str, typer.Option("--into", help="The joint demarche, one of the two or a third; else both stay, as joint.")
    ] = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say that two demarches are made as one. Nothing is deleted: they link to the joint one."""
    from withstand.cli.demarches_view import run_merge
    from withstand.cli.opening import opened

    with opened(workspace, passphrase_file, writing=True) as found:
        run_merge(found, one, other, into, author)


@demarches.command()
def apart(
    one: Engagement,
    other: Engagement,
    workspace: Workspace,
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say that two demarches stay apart; they are proposed no more."""
    from withstand.cli.demarches_view import run_apart
    from withstand.cli.opening import opened

    with opened(workspace, passphrase_file, writing=True) as found:
        run_apart(found, one, other, author)


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the program."""
    for command in (promises, followups, goals):
        app.command()(command)
    app.add_typer(demarches, name="demarches")
