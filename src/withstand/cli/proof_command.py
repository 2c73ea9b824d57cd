"""`withstand ledger verify`, `rebuild`, `offices` and `conflicts`: what the ledger says of itself."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from withstand.cli.opening import opened, warn
from withstand.cli.terminal import piped, print_json, print_table, say, showing_progress
from withstand.installation.opening import Standing
from withstand.installation.overview import Conflict, OfficeRow, conflicts, offices, rebuild_all
from withstand.installation.people import personal_keys
from withstand.installation.strange import strange_versions
from withstand.ledger.errors import LedgerError
from withstand.ledger.folding import projections_hold
from withstand.ledger.ids import instant_text
from withstand.ledger.verifying import ChainReport, verify


def run_verify(folder: Path, passphrase_file: Path | None) -> None:
    """Check every chain, signature and commitment, then what was made from them; a chain's first bad entry is named."""
    with showing_progress() as progress, opened(folder, passphrase_file) as found:
        report = verify(found.ledger, progress)
        progress("comparing lists and search with the entries", 0, 1)
        differences = projections_hold(found.ledger) if report.holds else ()
        names = {one.id: one.office for one in found.ledger.trust.installations.values()}
    if piped():
        print_json(
            {
                "holds": report.holds and not differences,
                "chains": [_plain(chain) for chain in report.chains],
                "differences": [{"table": one.table, "about": one.about, "what": one.what} for one in differences],
            }
        )
    else:
        header = ["office", "installation", "entries", "bodies", "not here", "witnessed", "only its own word", "holds"]
        print_table("", header, [_row(chain, names) for chain in report.chains], left=2)
        say("Every chain holds." if report.holds else "NOT every chain holds.")
        say(*(f"Does not follow from the entries: {one.table} {one.about} {one.what}" for one in differences[:20]))
    if not report.holds:
        fault = report.faults[0]
        office = fault.office or names.get(fault.installation, fault.installation[:8])
        raise LedgerError(
            f"Entry {fault.sequence} of {office} does not hold: {fault.what}. Restore a backup, then import what other "
            "offices have."
        )
    if differences:
        raise LedgerError(
            f"The entries hold, but {len(differences)} things made from them were changed in the file. Somebody wrote "
            "into it past this program; make them again: withstand ledger rebuild."
        )


def _plain(chain: ChainReport) -> dict[str, Any]:
    fault = chain.fault
    return {
        "installation": chain.installation,
        "office": chain.office,
        "entries": chain.entries,
        "bodies": chain.bodies,
        "absent": chain.absent,
        "witnessed": chain.witnessed,
        "unwitnessed": chain.unwitnessed,
        "fault": None if fault is None else {"sequence": fault.sequence, "what": fault.what},
    }


def _row(chain: ChainReport, names: dict[str, str]) -> list[str]:
    numbers = (chain.entries, chain.bodies, chain.absent, chain.witnessed, chain.unwitnessed)
    verdict = "yes" if chain.fault is None else f"NO: entry {chain.fault.sequence}"
    office = chain.office or names.get(chain.installation, "")
    return [office, chain.installation[:13], *(f"{number:,}" for number in numbers), verdict]


def run_rebuild(folder: Path, passphrase_file: Path | None) -> None:
    """Make the projections again."""
    with showing_progress() as progress, opened(folder, passphrase_file) as found:
        progress("making the projections again", 0, 1)
        entries = rebuild_all(found)
    if piped():
        print_json({"entries": entries})
        return
    say(f"{entries:,} entries were projected again.")


def run_offices(folder: Path, passphrase_file: Path | None) -> None:
    """List who belongs to the operation and how far each chain is held here."""
    with opened(folder, passphrase_file) as found:
        rows, keys, standing = offices(found), personal_keys(found), found.standing
    if piped():
        plain = {"standing": standing.name.lower(), "installations": [_office_plain(row) for row in rows]}
        print_json({**plain, "people": [{"key": key, "may_act": may} for key, may in keys.items()]})
        return
    header = ["office", "installation", "cleared for", "components", "held", "waiting", "state"]
    print_table("", header, [_office_row(row) for row in rows], left=4)
    for key, may in keys.items():
        say(f"Personal key {key[:16]}: {'may act' if may else 'revoked'}")
    if standing is not Standing.ENROLLED:
        say(f"This installation {standing.value}.")


def _office_plain(row: OfficeRow) -> dict[str, Any]:
    return {
        "office": row.office,
        "installation": row.installation,
        "this_one": row.own,
        "clearance": row.clearance,
        "components": row.components,
        "held": row.held,
        "waiting": row.waiting,
        "revoked_after": row.revoked_after,
    }


def _office_row(row: OfficeRow) -> list[str]:
    state = "this one" if row.own else "" if row.clearance else "not enrolled"
    if row.revoked_after is not None:
        state = f"revoked after {row.revoked_after:,}"
    components = "all" if row.every_component else ", ".join(row.components) or "none"
    clearance = row.clearance.replace("_", " ")
    return [row.office, row.installation[:13], clearance, components, f"{row.held:,}", f"{row.waiting:,}", state]


def run_conflicts(folder: Path, passphrase_file: Path | None) -> None:
    """List records of which several versions stand side by side; headers only."""
    with opened(folder, passphrase_file) as found:
        listed, aside = conflicts(found), strange_versions(found)
    if not listed:
        warn("No versions stand side by side here.")
    if piped():
        print_json({"conflicts": [_conflict_plain(one) for one in listed], "strange": [asdict(one) for one in aside]})
        return
    rows = [
        [one.record, one.kind, head.office, instant_text(head.recorded_at), head.id, "shown" if head.shown else ""]
        for one in listed
        for head in one.heads
    ]
    print_table("", ["record", "kind", "office", "recorded", "version", ""], rows, left=6)
    say(f"{len(listed)} conflicts." if len(listed) != 1 else "One conflict.")
    if aside:
        strange = [[one.record, one.office, one.version, one.why] for one in aside]
        print_table("Versions that do not count", ["record", "office", "version", "why"], strange, left=4)


def _conflict_plain(one: Conflict) -> dict[str, Any]:
    heads = [
        {"version": head.id, "office": head.office, "recorded_at": instant_text(head.recorded_at),
         "author": head.author, "shown": head.shown}
        for head in one.heads
    ]  # fmt: skip
    return {"record": one.record, "kind": one.kind, "heads": heads}
