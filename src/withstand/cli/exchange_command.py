"""`withstand ledger export` and `import`: bundles to and from other offices."""

from __future__ import annotations

from pathlib import Path

from withstand.cli.opening import opened, warn
from withstand.cli.terminal import piped, print_json, say, showing_progress
from withstand.errors import WorkspaceError
from withstand.installation.files import free_name, read_bytes, write_whole
from withstand.installation.overview import conflicts
from withstand.installation.strange import strange_versions
from withstand.installation.successors import receiver_named
from withstand.ledger.bundles import export, receive


def run_export(folder: Path, receiver: str, out: Path, passphrase_file: Path | None, *, whole: bool) -> None:
    """Write what another office lacks, encrypted to it alone."""
    if out.exists():
        raise WorkspaceError(f"{out} is there already; nothing was overwritten. Free is: --out {free_name(out)}.")
    with showing_progress() as progress, opened(folder, passphrase_file, writing=True) as found:
        sent = export(found.ledger, receiver_named(found.ledger, receiver), whole=whole, progress=progress)
        write_whole(out, sent.content, new=True)
    withheld = sent.manifest.entries - sent.manifest.bodies
    if piped():
        print_json(
            {
                "written": str(out),
                "for": sent.receiver.office,
                "installation": sent.receiver.id,
                "entries": sent.manifest.entries,
                "bodies": sent.manifest.bodies,
                "without_body": withheld,
            }
        )
        return
    say(
        f"Bundle for {sent.receiver.office}: {out}",
        f"{sent.manifest.entries:,} entries it lacked, as far as is known here; {sent.manifest.bodies:,} with their "
        f"text, {withheld:,} without: not cleared for it, redacted, or not here.",
        f"There: withstand ledger import {out.name}",
    )


def run_import(file: Path, folder: Path, passphrase_file: Path | None) -> None:
    """Take in a bundle."""
    content = read_bytes(file, "The bundle")
    with showing_progress() as progress, opened(folder, passphrase_file, writing=True) as found:
        received = receive(found.ledger, content, found.keyring.identity, file.name, progress)
        open_conflicts, aside = conflicts(found), strange_versions(found)
    merged = received.merged
    if merged.clocks_ahead:
        ahead = ", ".join(sorted(merged.clocks_ahead))
        warn(f"the clock of {ahead} runs more than a day ahead; its times are kept as given and not followed")
    if merged.clocks_back:
        back = ", ".join(sorted(merged.clocks_back))
        warn(f"entries of {back} say that they are older than those they follow; no clock of this program does that")
    if piped():
        print_json(
            {
                "from": received.sender,
                "entries": received.manifest.entries,
                "new": merged.new,
                "bodies_filled": merged.bodies,
                "waiting": merged.waiting,
                "quarantined": merged.quarantined,
                "clocks_ahead": sorted(merged.clocks_ahead),
                "clocks_back": sorted(merged.clocks_back),
                "conflicts": len(open_conflicts),
                "strange": len(aside),
            }
        )
        return
    say(f"From {received.sender}: {received.manifest.entries:,} entries, {merged.new:,} of them new.")
    if merged.bodies:
        say(f"{merged.bodies:,} texts came for entries that were here without one.")
    if merged.waiting:
        say(f"{merged.waiting:,} entries wait for earlier ones of their chain: import those bundles too.")
    if merged.quarantined:
        say(f"{merged.quarantined:,} entries were signed with a revoked key: kept as proof, shown nowhere.")
    if open_conflicts:
        say(f"{len(open_conflicts)} records have versions side by side: withstand ledger conflicts")
    if aside:
        say(f"{len(aside)} versions do not count, or close their record: withstand ledger conflicts")
