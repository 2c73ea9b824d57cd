"""`withstand ledger`: every command with its help; what it does is loaded when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from withstand.cli.ledger_options import (
    And,
    AndFile,
    By,
    ByFile,
    PassphraseFile,
    Reason,
    RootKey,
    RootPassphraseFile,
    Workspace,
)

ledger = typer.Typer(help="Prove, exchange and guard what the operation's offices recorded.", no_args_is_help=True)


@ledger.command()
def verify(workspace: Workspace, passphrase_file: PassphraseFile = None) -> None:
    """Check every chain, signature and text, and name the first bad entry."""
    from withstand.cli.proof_command import run_verify

    run_verify(workspace, passphrase_file)


@ledger.command()
def rebuild(workspace: Workspace, passphrase_file: PassphraseFile = None) -> None:
    """Make lists, links and search again from the entries."""
    from withstand.cli.proof_command import run_rebuild

    run_rebuild(workspace, passphrase_file)


@ledger.command()
def offices(workspace: Workspace, passphrase_file: PassphraseFile = None) -> None:
    """List the installations of the operation, how far each is held here, and personal keys."""
    from withstand.cli.proof_command import run_offices

    run_offices(workspace, passphrase_file)


@ledger.command()
def conflicts(workspace: Workspace, passphrase_file: PassphraseFile = None) -> None:
    """List records of which several versions stand side by side, by their headers."""
    from withstand.cli.proof_command import run_conflicts

    run_conflicts(workspace, passphrase_file)


@ledger.command()
def export(
    workspace: Workspace,
    receiver: Annotated[str, typer.Option("--for", help="The office, or the start of its installation's id.")],
    out: Annotated[Path, typer.Option(help="The bundle to write.")],
    whole: Annotated[bool, typer.Option("--whole", help="Everything, not only what it lacks.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write a bundle for another office: all it lacks, texts only as it is cleared, encrypted to it alone."""
    from withstand.cli.exchange_command import run_export

    run_export(workspace, receiver, out, passphrase_file, whole=whole)


@ledger.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A bundle made for this office.")],
    workspace: Workspace,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Take in a bundle; again and in any order does no harm."""
    from withstand.cli.exchange_command import run_import

    run_import(file, workspace, passphrase_file)


@ledger.command()
def request(
    workspace: Workspace,
    out: Annotated[Path, typer.Option(help="The request to write.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write this installation's request to be enrolled again."""
    from withstand.cli.enrolment_command import run_request

    run_request(out, workspace, passphrase_file)


@ledger.command()
def enrol(
    file: Annotated[Path, typer.Argument(help="The request of an office.")],
    workspace: Workspace,
    clearance: Annotated[str, typer.Option(help="unclassified, confidential or strictly_confidential.")],
    root_key: RootKey,
    components: Annotated[str, typer.Option(help="Components whose records it may read, with commas; or all.")] = "",
    office: Annotated[str, typer.Option(help="The office that you expect the request to be of.")] = "",
    out: Annotated[Path | None, typer.Option(help="The welcome to write; else beside the request.")] = None,
    root_passphrase_file: RootPassphraseFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Let an office in (root key), or clear it anew, and write its welcome."""
    from withstand.cli.enrolment_command import run_enrol

    run_enrol(
        file, workspace, office, clearance, components, root_key, root_passphrase_file, out, passphrase_file
    )  # fmt: skip


@ledger.command()
def join(
    file: Annotated[Path, typer.Argument(help="The welcome from headquarters.")],
    workspace: Workspace,
    operation: Annotated[str, typer.Option(help="The operation's fingerprint, compared with headquarters.")] = "",
    passphrase_file: PassphraseFile = None,
) -> None:
    """Join the operation that a welcome is from."""
    from withstand.cli.enrolment_command import run_join

    run_join(file, workspace, operation, passphrase_file)


@ledger.command("replace-key")
def replace_key(
    workspace: Workspace,
    root_key: RootKey,
    root_passphrase_file: RootPassphraseFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Exchange this installation's signing key (root key)."""
    from withstand.cli.enrolment_command import run_replace_key

    run_replace_key(workspace, root_key, root_passphrase_file, passphrase_file)


@ledger.command()
def revoke(
    office: Annotated[str, typer.Argument(help="The office, or the start of its installation's id.")],
    workspace: Workspace,
    after: Annotated[int, typer.Option(min=0, help="The last entry of it that still counts.")],
    root_key: RootKey,
    reason: Reason = "",
    root_passphrase_file: RootPassphraseFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Shut out a lost or stolen installation: its later entries are quarantined everywhere (root key)."""
    from withstand.cli.enrolment_command import run_revoke

    run_revoke(workspace, office, after, reason, root_key, root_passphrase_file, passphrase_file)


@ledger.command()
def person(
    name: Annotated[str, typer.Argument(help="Somebody who takes part in acts of two.")],
    workspace: Workspace,
    root_key: RootKey,
    person_passphrase_file: Annotated[Path | None, typer.Option(help="Their own passphrase; else asked.")] = None,
    root_passphrase_file: RootPassphraseFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Give somebody a personal key under a passphrase of their own (root key)."""
    from withstand.cli.enrolment_command import run_person

    run_person(workspace, name, root_key, root_passphrase_file, person_passphrase_file, passphrase_file)


@ledger.command("revoke-person")
def revoke_person(
    who: Annotated[str, typer.Argument(help="Their name, if their key lies here, or the start of the key.")],
    workspace: Workspace,
    root_key: RootKey,
    day: Annotated[str, typer.Option("--from", help="First day on which acts no longer hold; else today.")] = "",
    reason: Reason = "",
    root_passphrase_file: RootPassphraseFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """End somebody's part in acts of two (root key)."""
    from withstand.cli.enrolment_command import run_revoke_person

    run_revoke_person(workspace, who, day, reason, root_key, root_passphrase_file, passphrase_file)


@ledger.command()
def redact(
    record: Annotated[str, typer.Argument(help="The record.")],
    workspace: Workspace,
    reason: Reason,
    by: By,
    and_: And,
    by_file: ByFile = None,
    and_file: AndFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Forget a record's texts for good, here and wherever this is merged (two people)."""
    from withstand.cli.acts_command import run_redact

    run_redact(workspace, record, reason, ((by, by_file), (and_, and_file)), passphrase_file)


@ledger.command()
def lower(
    record: Annotated[str, typer.Argument(help="The record.")],
    workspace: Workspace,
    to: Annotated[str, typer.Option(help="Its new classification.")],
    reason: Reason,
    by: By,
    and_: And,
    by_file: ByFile = None,
    and_file: AndFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Lower a record's classification (two people)."""
    from withstand.cli.acts_command import run_lower

    run_lower(workspace, record, to, reason, ((by, by_file), (and_, and_file)), passphrase_file)


@ledger.command()
def widen(
    record: Annotated[str, typer.Argument(help="The record.")],
    workspace: Workspace,
    reason: Reason,
    by: By,
    and_: And,
    to: Annotated[list[str] | None, typer.Option(help="A component to open it to as well; none: to all.")] = None,
    by_file: ByFile = None,
    and_file: AndFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Open a record to more components (two people)."""
    from withstand.cli.easing_command import run_widen

    run_widen(workspace, record, tuple(to or ()), reason, ((by, by_file), (and_, and_file)), passphrase_file)


@ledger.command()
def regive(
    record: Annotated[str, typer.Argument(help="The record: a source, or what rests on one.")],
    workspace: Workspace,
    reason: Reason,
    by: By,
    and_: And,
    by_file: ByFile = None,
    and_file: AndFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Set aside a withdrawal of consent, or a link to a source, that was entered by mistake (two people).

    A source that agrees again is entered as consent given on a later day; that takes one person.
    """
    from withstand.cli.easing_command import run_regive

    run_regive(workspace, record, reason, ((by, by_file), (and_, and_file)), passphrase_file)


@ledger.command()
def erase(workspace: Workspace, passphrase_file: PassphraseFile = None) -> None:
    """Erase, here, the texts of records whose time to be kept has ended."""
    from withstand.cli.acts_command import run_erase

    run_erase(workspace, passphrase_file)


@ledger.command()
def acts(
    workspace: Workspace,
    out: Annotated[Path, typer.Option(help="The file to write.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the acts of two known here, for `withstand restore --redactions`."""
    from withstand.cli.acts_command import run_acts

    run_acts(out, workspace, passphrase_file)


@ledger.command()
def authors(
    workspace: Workspace,
    destroy: Annotated[bool, typer.Option("--destroy", help="Destroy the table: nobody can tell any more.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List who wrote under which token at this installation, or destroy that knowledge."""
    from withstand.cli.acts_command import run_authors

    run_authors(workspace, passphrase_file, end=destroy)
