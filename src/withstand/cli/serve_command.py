"""`withstand serve`: the workspace in the browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from withstand.cli.opening import opened_keyring, warn_open
from withstand.cli.terminal import say
from withstand.errors import WorkspaceError
from withstand.installation.sessions import runtime_folder
from withstand.settings import read_settings
from withstand.web.holding import Holding
from withstand.web.serving import Serving
from withstand.workspace import open_workspace

_USUAL_MINUTES = 15


def run_serve(
    folder: Path, serving: Serving, passphrase_file: Path | None, lock_after: int | None, *, practice: bool = False
) -> None:
    """Serve until stopped. `practice`: with the accounts of the demonstration."""
    workspace = open_workspace(folder)
    keyring = opened_keyring(folder, passphrase_file)
    minutes = (read_settings(folder).lock_after or _USUAL_MINUTES) if lock_after is None else lock_after
    runtime = runtime_folder(os.environ)
    holding = Holding(workspace, keyring, lock_after=minutes, address=serving.address, runtime=runtime)
    try:
        if not holding.encrypted:
            warn_open(folder)
        _serve(holding, serving, practice=practice)
    finally:
        holding.end()


def _serve(holding: Holding, serving: Serving, *, practice: bool) -> None:
    from withstand.web.server import make_ready, serve

    begun = make_ready(holding, serving, practice=practice)

    def ready() -> None:
        say(f"{holding.settings.office.name}: {serving.address}", *begun.lines())
        if holding.encrypted and holding.lock_after:
            say(f"It locks after {holding.lock_after} minutes that nobody uses it, or with: withstand lock")
        say("Stop with Ctrl-C.")
        sys.stdout.flush()

    try:
        serve(holding, serving, ready)
    except OSError as problem:
        raise WorkspaceError(
            f"Port {serving.port} on {serving.host} cannot be had ({problem.strerror or problem}): "
            "another program has it, perhaps another workspace. Choose another with --port."
        ) from None
    say("Stopped.")
