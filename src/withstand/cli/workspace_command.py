"""`withstand init`, `lock` and `destroy`: a workspace begins, closes, and ends."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from withstand.cli.opening import sessions, warn, warn_open
from withstand.cli.passphrases import ROOT, WORKSPACE, passphrase
from withstand.cli.terminal import piped, print_json, say
from withstand.errors import InputError
from withstand.evidence.actor_table import COLUMNS
from withstand.installation.destroying import OUT_OF_REACH, Destroyed, destroy
from withstand.installation.founding import Founded, Plan, check_new, found
from withstand.installation.keyring import read_keyring
from withstand.installation.passphrases import long_enough
from withstand.installation.root_key import fingerprint
from withstand.installation.serving import lock_server, lock_servers
from withstand.installation.sessions import runtime_folder
from withstand.kinds import REGISTRY
from withstand.settings import read_settings
from withstand.workspace import open_workspace


def run_init(
    folder: Path, office: str, *, joins: bool, encrypted: bool, passphrase_file: Path | None, root_file: Path | None
) -> None:
    """Make a workspace with its ledger and its keys."""
    plan = Plan(
        folder, office.strip() or folder.resolve().name, date.today(), joins, COLUMNS, None, None  # noqa: DTZ011
    )  # fmt: skip
    check_new(plan)
    if encrypted:
        wanted = replace(WORKSPACE, instead="; a workspace for practice only needs none with --not-encrypted")
        plan = replace(plan, passphrase=long_enough(passphrase(wanted, passphrase_file, new=True), WORKSPACE.what))
        if not joins:
            root = long_enough(passphrase(ROOT, root_file, new=True), ROOT.what)
            plan = replace(plan, root_passphrase=root)
    made = found(plan, REGISTRY)
    if plan.passphrase is None:
        warn_open(folder)
    else:
        given = plan.passphrase
        keyring = read_keyring(made.workspace, lambda: given)
        sessions().keep(made.workspace, keyring, read_settings(folder).lock_after)
    _tell(made, plan)


def _tell(made: Founded, plan: Plan) -> None:
    folder = made.workspace.folder
    if piped():
        print_json(
            {
                "workspace": str(folder),
                "office": plan.office,
                "installation": made.installation,
                "encrypted": plan.passphrase is not None,
                "operation": made.operation or None,
                "fingerprint": fingerprint(made.operation) if made.operation else made.request_fingerprint,
                "root_key_sheet": str(made.sheet) if made.sheet else None,
                "request": str(made.request) if made.request else None,
            }
        )
        return
    say(f"Workspace made: {folder}, office {plan.office}")
    if made.request is not None:
        say(
            f"Request written: {made.request}. Send it to headquarters; it is no secret.",
            f"Fingerprint of the request, to compare over the telephone: {made.request_fingerprint}",
            f"When the welcome comes: withstand ledger join WELCOME --workspace {folder}",
        )
        return
    say(
        f"Root key written: {made.sheet}. Print it, put it into a safe, and delete the file: there is no other copy.",
        f"Fingerprint of the operation: {fingerprint(made.operation)}",
        f"Next: withstand data add FILE --workspace {folder}",
        f"Then: withstand review --workspace {folder}",
        f"Name partners of the state and other actors in {made.workspace.actors}",
    )


def run_lock(folder: Path | None) -> None:
    """End the session of a workspace, or all of this user's, and close what a server holds open."""
    workspace = None if folder is None else open_workspace(folder)
    ended, runtime = sessions().end(workspace), runtime_folder(os.environ)
    servers = lock_servers(runtime) if workspace is None else int(lock_server(workspace, runtime))
    if piped():
        print_json({"sessions_ended": ended, "servers_locked": servers})
        return
    say("Locked." if ended or servers else "Nothing was open.")


def run_destroy(folder: Path, *, sure: bool) -> None:
    """Destroy the keys and what the operation put into the folder, and say what stays out of reach."""
    workspace = open_workspace(folder)
    name = folder.resolve().name
    if not sure:
        if not sys.stdin.isatty():
            raise InputError("destroy asks to type the folder's name, and there is no terminal: give --yes.")
        say(f"Everything of the operation's own in {folder} will be unreadable for ever.")
        sys.stdout.write(f"Type the folder's name, {name}, to go on: ")
        sys.stdout.flush()
        if sys.stdin.readline().strip() != name:
            raise InputError("That is not its name. Nothing was destroyed.")
    done = destroy(workspace, sessions())
    if piped():
        print_json(
            {
                "workspace": str(folder),
                "removed": done.removed,
                "failed": done.failed,
                "was_encrypted": done.encrypted,
                "out_of_reach": OUT_OF_REACH,
            }
        )
    else:
        _tell_destroyed(folder, done)
    if done.failed:
        warn(f"not everything could be destroyed: {', '.join(done.failed)}")
        sys.exit(2)


def _tell_destroyed(folder: Path, done: Destroyed) -> None:
    say(f"Destroyed in {folder}: {', '.join(done.removed)}")
    if not done.encrypted:
        say("It was not encrypted: what it held was overwritten, but copies that the disk made may be readable.")
    say("Out of reach:", *(f"  {one}" for one in OUT_OF_REACH), "Data sets are public and stay.")
