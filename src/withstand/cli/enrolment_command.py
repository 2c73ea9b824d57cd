"""`withstand ledger request`, `enrol`, `join`, `replace-key`, `revoke`, `person`, `revoke-person`."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

from withstand.cli.opening import opened, opened_with_passphrase, root_key, today
from withstand.cli.passphrases import Wanted, passphrase
from withstand.cli.terminal import piped, print_json, say, showing_progress
from withstand.errors import InputError
from withstand.installation.files import read_bytes, write_whole
from withstand.installation.joining import enrol, join, read_request, read_welcome, request_of, request_text
from withstand.installation.keyring import write_keyring
from withstand.installation.opening import Standing
from withstand.installation.passphrases import long_enough
from withstand.installation.people import new_person, revoke_person
from withstand.installation.root_key import fingerprint
from withstand.installation.stating import checked_clearance, checked_components, replace_key, revoke


def run_request(out: Path, folder: Path, passphrase_file: Path | None) -> None:
    """Write this installation's request again."""
    with opened(folder, passphrase_file) as found:
        write_whole(out, request_text(found.keyring), new=True)
        mark = request_of(found.keyring).fingerprint
    if piped():
        print_json({"written": str(out), "fingerprint": mark})
        return
    say(f"Request written: {out}, fingerprint {mark}. Send it to headquarters; it is no secret.")


def run_enrol(
    file: Path, folder: Path, office: str, clearance: str, components: str, sheet: Path, root_file: Path | None,
    out: Path | None, passphrase_file: Path | None,
) -> None:  # fmt: skip
    """Let an installation in; write its welcome."""
    request = read_request(read_bytes(file, "The request"), file.name)
    cleared, named = checked_clearance(clearance), checked_components(components)
    target = out or file.with_name(f"{file.stem.removesuffix('-request')}-welcome.age")
    if target.exists():
        raise InputError(f"{target} is there already; move it away, or name another file with --out.")
    with opened(folder, passphrase_file, writing=True) as found:
        root = root_key(sheet, root_file)
        write_whole(target, enrol(found, request, root, office, cleared, named), new=True)
        operation = found.ledger.operation
    if piped():
        print_json(
            {
                "office": request.office,
                "installation": request.installation,
                "instead_of": request.instead_of or None,
                "request_fingerprint": request.fingerprint,
                "welcome": str(target),
                "fingerprint": fingerprint(operation),
            }
        )
        return
    say(
        f"{request.office} is enrolled, cleared for: {cleared.replace('_', ' ')}; components: "
        f"{', '.join(named) or 'none'}",
        f"Fingerprint of the request: {request.fingerprint}. Does the office read out the same? If not: "
        f"withstand ledger revoke {request.installation[:13]} --after 0",
        f"Welcome written: {target}. Send it; there: withstand ledger join {target.name}",
        f"Fingerprint of the operation, which they will be asked for: {fingerprint(operation)}",
    )
    if request.instead_of:
        say(f"It was restored from a backup of {request.instead_of[:13]}: revoke that one if it is lost.")


def run_join(file: Path, folder: Path, given: str, passphrase_file: Path | None) -> None:
    """Believe a welcome whose operation a person has confirmed."""
    content = read_bytes(file, "The welcome")
    with opened(folder, passphrase_file) as found:
        welcome = read_welcome(content, found.keyring, file.name)
        join(found, welcome, given or _confirmed(welcome.operation))
        offices = sorted({one.office for one in found.ledger.trust.installations.values()})
        standing = found.standing
    if piped():
        print_json({"operation": welcome.operation, "fingerprint": fingerprint(welcome.operation), "offices": offices,
                    "enrolled": standing is Standing.ENROLLED})  # fmt: skip
        return
    say(f"Joined. Offices of the operation: {', '.join(offices)}")


def _confirmed(operation: str) -> str:
    """The fingerprint, once a person has compared it."""
    mark = fingerprint(operation)
    if not sys.stdin.isatty():
        raise InputError(
            f"The operation's fingerprint is {mark}. Compare it with headquarters', then repeat with "
            f'--operation "{mark}".'
        )
    say(f"The operation's fingerprint is  {mark}", "Compare it with the one on the root-key sheet, by telephone.")
    sys.stdout.write("Type its last four digits to join: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().lower() != mark[-4:]:
        raise InputError("Those are not its last digits. Nothing was believed.")
    return mark


def run_replace_key(folder: Path, sheet: Path, root_file: Path | None, passphrase_file: Path | None) -> None:
    """Exchange this installation's signing key."""
    with opened_with_passphrase(folder, passphrase_file) as (found, given):
        found.must_write()
        root = root_key(sheet, root_file)
        first, keyring = replace_key(
            found, root, lambda keys: write_keyring(found.workspace, keys, given), secrets.token_hex(32)
        )
        key = request_of(keyring).key
    if piped():
        print_json({"from_entry": first, "key": key})
        return
    say(f"From its entry {first:,} on, this installation signs with a new key ({key[:16]}).")


def run_revoke(
    folder: Path, name: str, after: int, reason: str, sheet: Path, root_file: Path | None, passphrase_file: Path | None
) -> None:  # fmt: skip
    """Shut an installation out."""
    with showing_progress() as progress, opened(folder, passphrase_file, writing=True) as found:
        root = root_key(sheet, root_file)
        progress("making the projections again without it", 0, 1)
        lost = revoke(found, root, name, after, reason)
        held, _ = found.ledger.frontier().get(lost.id, (0, ""))
    if piped():
        print_json({"office": lost.office, "installation": lost.id, "after": after, "held": held,
                    "quarantined": max(0, held - after)})  # fmt: skip
        return
    say(
        f"{lost.office} ({lost.id[:13]}) is revoked after its entry {after:,}; {max(0, held - after):,} later entries "
        "held here are quarantined: kept as proof, shown nowhere. No bundle is made for it any more.",
        "Send every office a bundle now: they hold to this as soon as they import it.",
    )


def run_person(
    folder: Path, name: str, sheet: Path, root_file: Path | None, own_file: Path | None, passphrase_file: Path | None
) -> None:  # fmt: skip
    """Make and enrol somebody's personal key."""
    with opened(folder, passphrase_file, writing=True) as found:
        root = root_key(sheet, root_file)
        wanted = Wanted(f"personal passphrase of {name}", "--person-passphrase-file")
        own = long_enough(passphrase(wanted, own_file, new=True), wanted.what)
        path, key = new_person(found, root, name, own)
    if piped():
        print_json({"name": name, "key": key, "file": str(path)})
        return
    say(f"{name} may take part in acts of two. Key {key[:16]}, kept under their own passphrase in {path}")


def run_revoke_person(
    folder: Path, who: str, day: str, reason: str, sheet: Path, root_file: Path | None, passphrase_file: Path | None
) -> None:  # fmt: skip
    """End somebody's part in acts of two."""
    with opened(folder, passphrase_file, writing=True) as found:
        key = revoke_person(found, root_key(sheet, root_file), who, day or today(found), reason)
    if piped():
        print_json({"key": key, "from": day or "today"})
        return
    say(f"Acts dated {day or 'today'} or later no longer hold with the key {key[:16]}.")
