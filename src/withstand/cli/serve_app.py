"""The options of `withstand serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, Workspace


def serve(
    workspace: Workspace,
    port: Annotated[int, typer.Option(help="Port.")] = 8641,
    host: Annotated[str, typer.Option(help="Address to listen on; beyond this machine only with TLS.")] = "127.0.0.1",
    tls_cert: Annotated[Path | None, typer.Option(help="Certificate with its chain (PEM).")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its private key (PEM).")] = None,
    name: Annotated[list[str] | None, typer.Option(help="Name under which browsers ask for it; repeatable.")] = None,
    lock_after: Annotated[
        int | None, typer.Option(min=0, help="Minutes unused until it locks; 0: never; else the workspace's setting.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Serve the workspace to browsers, on this machine unless told otherwise."""
    from withstand.cli.serve_command import run_serve
    from withstand.web.serving import Serving

    serving = Serving(host, port, tls_cert, tls_key, tuple(name or ()))
    run_serve(workspace, serving, passphrase_file, lock_after)


def add_to(app: typer.Typer) -> None:
    """Add the command to a program."""
    app.command()(serve)
