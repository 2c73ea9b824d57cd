"""`withstand meet` with its help; what it does is loaded when it runs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import As, KnownAt
from withstand.cli.support_app import KeepCode, KeepReason, Out
from withstand.errors import InputError


def meet(
    office: Annotated[str, typer.Argument(help="A unit, office or group: its id or its name.")],
    workspace: Workspace,
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day of the meeting.")],
    language: Annotated[str, typer.Option(help="Language of the page: en, fr, es or ar.")] = "en",
    pocket: Annotated[bool, typer.Option("--pocket", help="One page of A4, without assessments (default).")] = False,
    sanitised: Annotated[bool, typer.Option("--sanitised", help="All lines, without assessments.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="With assessments, and what sources have not cleared: for the desk.")
    ] = False,
    out: Out = None,
    profile: As = "holder",
    known_at: KnownAt = None,
    keep_code: KeepCode = "",
    keep_text: KeepReason = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the page before a meeting: who they are, what they can deliver, what is open, what to say and what not."""
    from withstand.cli.looking import looking
    from withstand.cli.meet_command import run_meet

    if pocket + sanitised + full > 1:
        raise InputError("A page is one of these: --pocket, --sanitised, --full. Leave the others out.")
    form: Literal["pocket", "sanitised", "full"] = "full" if full else "sanitised" if sanitised else "pocket"
    with looking(workspace, passphrase_file, profile, known_at) as picture:
        run_meet(picture, office, on.date(), language, form, out, keep_code, keep_text)


def add_to(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command()(meet)
