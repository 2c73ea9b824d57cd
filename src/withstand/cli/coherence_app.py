"""`withstand coherence` and `withstand support watch`: every command with its help."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import As, Author, KeepText

coherence = typer.Typer()

On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day on which the rules look; else today.")
]
Language = Annotated[str, typer.Option(help="Language of the sentences: en, fr, es, ar.")]


Touching = Annotated[
    list[str] | None, typer.Option("--touching", help="Only cases of which this record is part; may be repeated.")
]
OneRule = Annotated[str, typer.Option("--rule", help="Only what this rule finds.")]


@coherence.callback(invoke_without_command=True)
def about(
    context: typer.Context,
    workspace: Annotated[Path | None, typer.Option(help="A folder made by `withstand init`: as `list`.")] = None,
    touching: Touching = None,
    rule: OneRule = "",
    on: On = None,
    profile: As = "holder",
    language: Language = "en",
    passphrase_file: PassphraseFile = None,
) -> None:
    """What does not go together in what is recorded, by rules. Without a command it lists, as `list`."""
    if context.invoked_subcommand is None and workspace is None:
        typer.echo(context.get_help())
    elif context.invoked_subcommand is None and workspace is not None:
        list_(workspace, touching, rule, on, profile, language, passphrase_file)


@coherence.command("list")
def list_(
    workspace: Workspace,
    touching: Touching = None,
    rule: OneRule = "",
    on: On = None,
    profile: As = "holder",
    language: Language = "en",
    passphrase_file: PassphraseFile = None,
) -> None:
    """List what the rules find, the gravest first: who should act, ways out, what is accepted and until when."""
    from withstand.cli.coherence_commands import run_list
    from withstand.cli.opening import opened

    with opened(workspace, passphrase_file) as found:
        run_list(found, profile, tuple(touching or ()), rule, on.date() if on else None, language)


@coherence.command()
def accept(
    finding: Annotated[str, typer.Argument(help="A finding's id, or how it begins.")],
    workspace: Workspace,
    reason: Annotated[str, typer.Option(help="Why; it is kept.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day on which it is accepted.")],
    role: Annotated[str, typer.Option(help="Role in which it is accepted; `withstand words acceptance_roles`.")],
    by: Annotated[str, typer.Option("--by", help="Who answers for it: a function, as “Deputy head of mission”.")],
    dissent: Annotated[
        list[str] | None, typer.Option("--dissent", help="component:opinion, as human_rights:too early; repeatable.")
    ] = None,
    profile: As = "holder",
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Accept a finding for a time, in a role that may. It is shown as accepted, and stands again after."""
    from withstand.cli.coherence_commands import run_accept
    from withstand.cli.opening import opened
    from withstand.mission.accepting import Accepting

    with opened(workspace, passphrase_file, writing=True) as found:
        said = Accepting(role, by, reason, until.date())
        run_accept(found, profile, finding, said, tuple(dissent or ()), keep_text, author)


@coherence.command()
def end(
    finding: Annotated[str, typer.Argument(help="The id of a finding that is accepted, or how it begins.")],
    workspace: Workspace,
    reason: Annotated[str, typer.Option(help="Why it is accepted no longer; it is kept.")],
    profile: As = "holder",
    keep_text: KeepText = "",
    author: Author = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """End an acceptance before its day. The finding stands again from today."""
    from withstand.cli.coherence_commands import run_end
    from withstand.cli.opening import opened

    with opened(workspace, passphrase_file, writing=True) as found:
        run_end(found, profile, finding, reason, keep_text, author)


@coherence.command()
def rules() -> None:
    """Print all rules as a document: what each asks, how grave it is, who acts, ways out."""
    from withstand.mission.rule_book import rule_book

    typer.echo(rule_book(), nl=False)


def watch(
    workspace: Workspace,
    enter: Annotated[
        bool, typer.Option("--enter", help="Enter the steps that open reviews; else they are shown.")
    ] = False,
    language: Language = "en",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say which reviews the findings of today open, each once; with --enter, open them. None is closed."""
    from withstand.cli.coherence_commands import run_watch
    from withstand.cli.opening import opened

    with opened(workspace, passphrase_file, writing=enter) as found:
        run_watch(found, language, enter=enter)


def add_to(app: typer.Typer) -> None:
    """Add the commands to a program; `watch` joins the group `support`, which is made where there is none."""
    app.add_typer(coherence, name="coherence")
    groups = [one.typer_instance for one in app.registered_groups if one.name == "support"]
    if groups and groups[0] is not None:
        groups[0].command()(watch)
        return
    support = typer.Typer(help="Support with conditions.", no_args_is_help=True)
    support.command()(watch)
    support.callback()(_about)
    app.add_typer(support, name="support")


def _about() -> None:
    """Support with conditions: from the request to what followed."""
