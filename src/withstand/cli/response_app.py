"""`withstand response`: whether we ourselves respond alike; what the command does is loaded when it runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace
from withstand.cli.record_app import As


def response(
    workspace: Workspace,
    within: Annotated[int, typer.Option(min=0, max=90, help="Days within which a response counts.")] = 14,
    visits: Annotated[bool, typer.Option("--visits", help="Count only visits that came to the place.")] = False,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Cases from this day on; else from the first.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Cases up to this day; else to the last.")
    ] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="What was done up to this day; else to today.")
    ] = None,
    level: Annotated[
        str, typer.Option(help="Level of the areas: admin1 or admin2; else the finest that there is.")
    ] = "",
    table: Annotated[str, typer.Option(help="What --out writes: response, or state.")] = "response",
    out: Annotated[Path | None, typer.Option(help="File to write: .xlsx or .csv; else it is shown.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, also on a terminal.")] = False,
    keep: Annotated[
        str, typer.Option(help="Component that keeps what the audit came to as a record, which rules then read.")
    ] = "",
    seed: Annotated[int, typer.Option(min=0, help="Of the draws behind the intervals.")] = 0,
    language: Annotated[str, typer.Option(help="Language of words: en, fr, es, ar.")] = "en",
    profile: As = "holder",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Audit our own responses: how often and how fast after incidents and alerts, by who is suspected."""
    from withstand.cli.response_view import Asking, run_response

    run_response(
        Asking(
            workspace, within, visits, since.date() if since else None, until.date() if until else None,
            on.date() if on else None, level, profile, language, seed, passphrase_file, keep,
        ),
        table, out, as_json=as_json,
    )  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Hang the command into the program."""
    app.command()(response)
