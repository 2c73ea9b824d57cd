"""`withstand backup` and `withstand restore`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from withstand.cli.opening import opened_with_passphrase, warn, warn_open
from withstand.cli.passphrases import WORKSPACE, passphrase
from withstand.cli.terminal import piped, print_json, say, showing_progress
from withstand.errors import InputError
from withstand.installation.backup import back_up
from withstand.installation.files import read_bytes
from withstand.installation.passphrases import long_enough
from withstand.installation.restoring import Restored, restore
from withstand.kinds import REGISTRY

_AGE, _ARMOURED = b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----"
UNKNOWN_LATER = (
    "texts that were redacted after this backup was made are readable again here. Ask an office that kept working for "
    "its acts (withstand ledger acts --out FILE) and restore with --redactions FILE, or import its next bundle at once"
)


def run_backup(file: Path, folder: Path, passphrase_file: Path | None, *, with_authors: bool) -> None:
    """Back everything up into one encrypted file."""
    with showing_progress() as progress, opened_with_passphrase(folder, passphrase_file) as (found, given):
        if given is None:
            given = long_enough(passphrase(replace(WORKSPACE, what="passphrase of the backup"), passphrase_file,
                                           new=True), "passphrase of the backup")  # fmt: skip
        contents = back_up(found, file, given, datetime.now(UTC), with_authors=with_authors, progress=progress)
    if piped():
        print_json({"written": str(file), "files": len(contents.parts), "authors": contents.authors,
                    "made": contents.made})  # fmt: skip
        return
    say(
        f"Backup written: {file}, {len(contents.parts)} files.",
        "The passphrase of the workspace opens it. Keep it away from the laptop.",
    )
    if not contents.authors:
        say("Who wrote what is not in it: give --with-authors to take that along.")


def run_restore(
    file: Path, folder: Path, redactions: Path | None, passphrase_file: Path | None
) -> None:  # fmt: skip
    """Restore a backup as a new installation."""
    closed = read_bytes(file, "The backup")
    acts = None if redactions is None else (redactions.name, read_bytes(redactions, "The file of acts"))
    if folder.exists():
        raise InputError(f"{folder} is there already; nothing was overwritten. Name a new folder.")
    _is_backup(closed, file)
    given = passphrase(replace(WORKSPACE, what="passphrase of the backup"), passphrase_file)
    with showing_progress() as progress:
        day = datetime.now(UTC).date().isoformat()
        restored = restore(closed, file.name, folder, given, REGISTRY, day, acts, progress)
    if not restored.contents.encrypted:
        warn_open(folder)
    if restored.obeyed is None:
        warn(UNKNOWN_LATER)
    for fault in restored.verification.faults:
        warn(f"{fault.office or fault.installation[:8]}, entry {fault.sequence}: {fault.what}")
    _tell(restored, folder)


def _is_backup(closed: bytes, file: Path) -> None:
    """Refuse what cannot be a backup before a passphrase is asked for it.

    Raises:
        InputError: it is something else.
    """
    if closed.startswith(_AGE + b"-> scrypt "):
        return
    what = "it is empty" if not closed else "it is no age file"
    if closed.startswith((_AGE, _ARMOURED)):
        what = "it was made for an office, as a bundle or a welcome is (withstand ledger import, withstand ledger join)"
    raise InputError(f"{file} is no backup of a workspace: {what}. Name a file that withstand backup wrote.")


def _tell(restored: Restored, folder: Path) -> None:
    contents, obeyed = restored.contents, restored.obeyed
    entries = sum(chain.entries for chain in restored.verification.chains)
    if piped():
        print_json(
            {
                "workspace": str(folder),
                "made": contents.made,
                "installation": restored.installation,
                "instead_of": contents.installation,
                "request": str(restored.request),
                "request_fingerprint": restored.request_fingerprint,
                "redactions_known_until": obeyed.on if obeyed else None,
                "acts_obeyed": [act.record for act in obeyed.acts] if obeyed else [],
                "erased": restored.erased,
                "entries": entries,
                "holds": restored.verification.holds,
            }
        )
        return
    say(
        f"Restored: {folder}, as it was at {contents.made}; {entries:,} entries, "
        f"{'every chain holds' if restored.verification.holds else 'NOT every chain holds'}.",
    )
    if obeyed is not None:
        say(f"Acts known at {obeyed.office} until {obeyed.on}: {len(obeyed.acts)} were new here and were obeyed.")
    if restored.erased:
        say(f"Erased, because their time has ended: {len(restored.erased)} records.")
    say(
        f"It is a new installation. Its request: {restored.request}, fingerprint {restored.request_fingerprint}.",
        f"If the old one ({contents.installation[:13]}) is lost: withstand ledger revoke, at headquarters.",
    )
