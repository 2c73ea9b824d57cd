"""`withstand init`, `lock`, `destroy`, `backup`, `restore`: a workspace as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import PassphraseFile, RootPassphraseFile, Workspace


def init(
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
    office: Annotated[str, typer.Option(help="The office that writes here; else the folder's name.")] = "",
    join: Annotated[bool, typer.Option("--join", help="Join an operation: write a request to headquarters.")] = False,
    not_encrypted: Annotated[
        bool, typer.Option("--not-encrypted", help="For practice only: no passphrase, everything readable.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    root_passphrase_file: RootPassphraseFile = None,
) -> None:
    """Make a workspace: an encrypted ledger with its keys, data sets, a table of actors, past reviews."""
    from withstand.cli.workspace_command import run_init

    run_init(
        folder, office, joins=join, encrypted=not not_encrypted, passphrase_file=passphrase_file,
        root_file=root_passphrase_file,
    )  # fmt: skip


def lock(
    workspace: Annotated[Path | None, typer.Option(help="A folder made by `withstand init`; else all.")] = None,
) -> None:
    """Close what is open: the passphrase is asked again."""
    from withstand.cli.workspace_command import run_lock

    run_lock(workspace)


def destroy(
    folder: Annotated[Path, typer.Argument(help="A workspace.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Destroy a workspace's keys and records in seconds, and say what stays out of reach."""
    from withstand.cli.workspace_command import run_destroy

    run_destroy(folder, sure=yes)


def backup(
    file: Annotated[Path, typer.Argument(help="The backup to write.")],
    workspace: Workspace,
    with_authors: Annotated[bool, typer.Option("--with-authors", help="Take along who wrote what.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write everything of a workspace into one encrypted file."""
    from withstand.cli.backup_command import run_backup

    run_backup(file, workspace, passphrase_file, with_authors=with_authors)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
    redactions: Annotated[
        Path | None, typer.Option(help="What `withstand ledger acts` wrote at an office that kept working.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Restore a backup as a new installation, without what was redacted since."""
    from withstand.cli.backup_command import run_restore

    run_restore(file, folder, redactions, passphrase_file)


def words(
    vocabulary: Annotated[str, typer.Argument(help="A vocabulary: violations, perpetrators, components …")] = "",
    kind: Annotated[str, typer.Option(help="The fields and links of a kind instead: incident, alert, visit …")] = "",
    language: Annotated[str, typer.Option(help="Language of labels: en, fr, es, ar.")] = "en",
) -> None:
    """List the words that fields take, or the fields of a kind; no workspace is needed."""
    from withstand.cli.words_command import run_words

    run_words(vocabulary, kind, language)


def add_to(app: typer.Typer) -> None:
    """Add these commands to a program."""
    for command in (init, lock, destroy, backup, restore, words):
        app.command()(command)
