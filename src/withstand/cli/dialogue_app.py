"""`withstand influence`, `channels` and `rehearse`; what a command does is loaded when it runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import As, KnownAt

OnDay = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="As it stood on this day; else today.")
]
Silent = Annotated[int, typer.Option(min=1, max=3660, help="Days without contact after which a channel is silent.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (influence, channels, rehearse):
        app.command()(command)


def influence(
    target: Annotated[str, typer.Argument(help="Whose conduct is asked for: a unit, office or group, by id or name.")],
    issue: Annotated[str, typer.Argument(help="What is asked about (withstand words dialogue_issues).")],
    workspace: Workspace,
    as_of: OnDay = None,
    silent_after: Silent = 60,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say who may deliver an ask, what they delivered before, and the shortest ways to them."""
    from withstand.cli.influence_command import run_influence
    from withstand.cli.looking import looking
    from withstand.cli.support_view import day_of

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        run_influence(picture, target, issue, day_of(workspace, as_of), silent_after)


def channels(
    workspace: Workspace,
    as_of: OnDay = None,
    silent_after: Silent = 60,
    every: Annotated[bool, typer.Option("--all", help="Those spoken with lately too.")] = False,
    profile: As = "holder",
    known_at: KnownAt = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List offices and levels with which nobody of ours has spoken for a time."""
    from withstand.cli.influence_command import run_channels
    from withstand.cli.looking import looking
    from withstand.cli.support_view import day_of

    with looking(workspace, passphrase_file, profile, known_at) as picture:
        run_channels(picture, day_of(workspace, as_of), silent_after, every=every)


def rehearse(
    rehearsal: Annotated[str, typer.Argument(help="Which one; without it, all are listed.")] = "",
    role: Annotated[str, typer.Option(help="Only the card of this role; else the guide of whoever leads it.")] = "",
    language: Annotated[str, typer.Option(help="en, fr, es or ar.")] = "en",
    folder: Annotated[Path | None, typer.Option(help="A folder with packs of your own (.toml) beside ours.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write: .html, .docx, .pdf or .json; else it is shown.")
    ] = None,
) -> None:
    """Rehearse ten minutes at a checkpoint, a police station, a governor's office: guide and cards for each role."""
    from withstand.cli.rehearse_command import run_rehearse

    run_rehearse(rehearsal, role, language, folder, out)
