"""`withstand serve`: the workspace in the browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from withstand.cli.opening import opened_keyring, warn_open
from withstand.cli.terminal import say
from withstand.errors import WorkspaceError
from withstand.installation.sessions import runtime_folder
from withstand.settings import read_settings
from withstand.web.holding import Holding
from withstand.web.serving import Serving
from withstand.workspace import open_workspace


def run_serve(
    folder: Path, serving: Serving, passphrase_file: Path | None, lock_after: int | None,
    also: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Serve until stopped. `also` runs once accounts can be made, before the address is printed."""
    workspace = open_workspace(folder)
    keyring = opened_keyring(folder, passphrase_file)
    minutes = read_settings(folder).lock_after if lock_after is None else lock_after
    runtime = runtime_folder(os.environ)
    holding = Holding(workspace, keyring, lock_after=minutes, address=serving.address, runtime=runtime)
    try:
        _serve(holding, serving, also)
    finally:
        holding.end()


def _serve(holding: Holding, serving: Serving, also: Callable[[], None]) -> None:
    from withstand.web.server import make_ready, serve

    link = make_ready(holding, serving)
    also()
    if not holding.encrypted:
        warn_open(holding.workspace.folder)

    def ready() -> None:
        say(f"{holding.settings.office.name}: {serving.address}")
        if link:
            say(
                "Nobody can sign in yet. Open this link within a day to become its administrator; it works once:",
                f"  {link}",
            )
        if holding.encrypted and holding.lock_after:
            say(f"It locks after {holding.lock_after} minutes that nobody uses it, or with: withstand lock")
        say("Stop with Ctrl-C.")

    try:
        serve(holding, serving, ready)
    except OSError as problem:
        raise WorkspaceError(
            f"Port {serving.port} on {serving.host} cannot be had ({problem.strerror or problem}): "
            "another program has it, perhaps another workspace. Choose another with --port."
        ) from None
    say("Stopped.")
