"""A file on its way out: written whole or not at all, and entered in the ledger as given out before it has its name."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import mkstemp

import msgspec

from withstand.actors.records import GROUP, OFFICE, UNIT
from withstand.brief.records.rows import Table
from withstand.brief.records.scanning import Clearance, Finding, findings_of, require_clearance
from withstand.errors import InputError
from withstand.ledger.fields import TextKept
from withstand.ledger.journal import Draft, append
from withstand.ledger.receipts import Stretches, frontier_points, receipt
from withstand.ledger.system import Stretch
from withstand.picture.names import known_names
from withstand.picture.picture import Picture


def refuse_existing(path: Path) -> None:
    """Nothing is overwritten.

    Raises:
        InputError: the file is there already.
    """
    if path.exists():
        raise InputError(f"{path.name} exists already; give another name, or move it away first.")


def cleared(
    picture: Picture, tables: Iterable[Table], known: Sequence[str], clearance: Clearance | None
) -> tuple[tuple[Finding, ...], tuple[TextKept, ...]]:
    """What the scan found in texts that would go out, and the decision about it.

    Raises:
        TextNotCleared: texts may point to people, and nobody has decided about it.
    """
    findings: list[Finding] = []
    for of in tables:
        names = _actors(picture) if of.outside else known_names(picture)
        findings.extend(findings_of(of, (*known, *names)))
    return tuple(findings), require_clearance(tuple(findings), clearance)


def _actors(picture: Picture) -> tuple[str, ...]:
    """Names of actors that the audience sees. Names of places from records vouch for nothing outside."""
    found: list[str] = []
    for kind in (UNIT, OFFICE, GROUP):
        for seen in picture.each(kind):
            found.extend([seen.title, *seen.raw.get("aliases", ())])
    return tuple(found)


def hand_out(
    picture: Picture, path: Path, word: str, content: bytes, tables: Sequence[Table], kept: tuple[TextKept, ...]
) -> str:  # fmt: skip
    """Write a file and its receipt; the receipt is on the disk before the file has its name. Returns the receipt.

    Nothing has a receipt that stays inside the operation and comes from a workspace that is read-only.

    Raises:
        InputError: it would go outside from a workspace that is read-only, or there is no room for it.
    """
    if picture.ledger.read_only and any(of.outside for of in tables):
        raise InputError(
            "This workspace is read-only, so no receipt can be entered: nothing goes outside without one. Export it "
            "where the workspace can be written."
        )
    scratch = _scratch(path, content)
    if picture.ledger.read_only:
        scratch.replace(path)
        return ""
    try:
        draft = given_out(picture, f"{word}{path.suffix}", content, tables, kept)
        saved = append(picture.ledger, [draft])[0]
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
    return saved.entry


def given_out(
    picture: Picture, name: str, content: bytes, tables: Iterable[Table], kept: tuple[TextKept, ...]
) -> Draft:  # fmt: skip
    """The receipt of a file. It names what the file is and its digest, for every office gets it: never what somebody
    called the file, who may have named a person.
    """
    ledger, audience = picture.ledger, picture.audience
    word, dot, ending = name.partition(".")
    told = f"{word}-{hashlib.sha256(content).hexdigest()[:12]}{dot}{ending}"
    draft = receipt(
        "export", audience.recipient, told, content, frontier_points(ledger), _bodies(tables), audience.name
    )  # fmt: skip
    return replace(draft, fields=msgspec.structs.replace(draft.fields, text_kept=kept)) if kept else draft


def _bodies(tables: Iterable[Table]) -> tuple[Stretch, ...]:
    stretches = Stretches()
    held = {(one.header.installation, one.header.sequence) for of in tables for one in of.seen}
    for installation, sequence in sorted(held):
        stretches.add(installation, sequence)
    return stretches.parts()


def _scratch(path: Path, content: bytes) -> Path:
    try:
        handle, name = mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as problem:
        raise InputError(f"{path} cannot be written ({problem.strerror}); choose another folder.") from None
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as sink:
            sink.write(content)
    except OSError as problem:
        scratch.unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written ({problem.strerror}); free some space.") from None
    return scratch
