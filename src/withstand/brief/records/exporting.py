"""Export the records of a picture: checked, written whole or not at all, and entered in the ledger as given out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkstemp
from types import MappingProxyType

import msgspec

from withstand.actors.records import GROUP, OFFICE, UNIT
from withstand.brief.records.as_csv import csv_of, hxl_of
from withstand.brief.records.as_json import geojson_of, json_of
from withstand.brief.records.as_xlsx import xlsx_of
from withstand.brief.records.manifest import Manifest, manifest
from withstand.brief.records.release import BY_DISTRICT, Coarseness
from withstand.brief.records.rows import Table, table
from withstand.brief.records.scanning import Clearance, Finding, findings_of, require_clearance
from withstand.errors import InputError
from withstand.ledger.fields import TextKept
from withstand.ledger.journal import Draft, append
from withstand.ledger.kinds import Kind
from withstand.ledger.receipts import Stretches, frontier_points, receipt
from withstand.ledger.system import Stretch
from withstand.picture.names import known_names
from withstand.picture.picture import ALL, Filter, Picture

Written = Callable[[Table, Manifest, str], bytes]
FORMS: Mapping[str, Written] = MappingProxyType(
    {
        "csv": lambda of, about, _: csv_of(of, about),
        "xlsx": xlsx_of,
        "json": lambda of, about, _: json_of(of, about),
        "hxl": lambda of, about, _: hxl_of(of, about),
        "geojson": lambda of, about, _: geojson_of(of, about),
    }
)
ENDINGS: Mapping[str, str] = MappingProxyType({"hxl": ".hxl.csv", **{f: f".{f}" for f in FORMS if f != "hxl"}})


@dataclass(frozen=True)
class Options:
    """How an export is made: language of labels, finest areas outside, names that are not people, what was decided."""

    language: str = "en"
    coarse: Coarseness = BY_DISTRICT
    known: tuple[str, ...] = ()
    clearance: Clearance | None = None


@dataclass(frozen=True)
class Exported:
    """A file that was written; `receipt` is empty where the workspace is read-only. `newer` are records that a newer
    program wrote and this one cannot put in columns.
    """

    path: Path
    form: str
    rows: int
    newer: tuple[str, ...]
    findings: tuple[Finding, ...]
    manifest: Manifest
    receipt: str


DEFAULT = Options()


def export(
    picture: Picture, kind: Kind, where: Filter = ALL, form: str = "csv", *, path: Path, options: Options = DEFAULT
) -> Exported:
    """Write the records of a kind to a new file, and a receipt to the ledger.

    Raises:
        TextNotCleared: texts may point to people, and nobody has decided about it.
        InputError: the form is not known, the file exists, or this kind does not go there.
    """
    _known_form(form)
    if path.exists():
        raise InputError(f"{path.name} exists already; give another name, or move it away first.")
    made = _made(picture, kind, where, form, options)
    entry = _write(picture, path, made.content, _receipt(picture, _told_name(kind, form, made.content), made))
    return _exported(path, form, made, entry)


def export_bytes(
    picture: Picture, kind: Kind, where: Filter = ALL, form: str = "csv", *, name: str, options: Options = DEFAULT
) -> tuple[Exported, bytes]:
    """The same as bytes that lie on no disk: the receipt is written, then they may go out under that name.

    Raises:
        TextNotCleared, InputError: as `export`.
    """
    _known_form(form)
    made = _made(picture, kind, where, form, options)
    saved = append(picture.ledger, [_receipt(picture, _told_name(kind, form, made.content), made)])[0]
    return _exported(Path(name), form, made, saved.entry), made.content


@dataclass(frozen=True)
class _Made:
    of: Table
    findings: tuple[Finding, ...]
    kept: tuple[TextKept, ...]
    about: Manifest
    content: bytes


def _known_form(form: str) -> None:
    if form not in FORMS:
        raise InputError(f"Records are not exported as {form!r}; choose one of {', '.join(FORMS)}.")


def _made(picture: Picture, kind: Kind, where: Filter, form: str, options: Options) -> _Made:
    of = table(picture, kind, where, options.coarse)
    names = _actors(picture) if of.outside else known_names(picture)
    findings = findings_of(of, (*options.known, *names))
    kept = require_clearance(findings, options.clearance)
    if picture.ledger.read_only and of.outside:
        raise InputError(
            "This workspace is read-only, so no receipt can be entered: nothing goes outside without one. Export it "
            "where the workspace can be written."
        )
    about = manifest(picture, kind, where, of, options.coarse)
    return _Made(of, findings, kept, about, FORMS[form](of, about, options.language))


def _receipt(picture: Picture, name: str, made: _Made) -> Draft:
    ledger, audience = picture.ledger, picture.audience
    draft = receipt(
        "export", audience.recipient, name, made.content, frontier_points(ledger), _bodies(made.of), audience.name
    )  # fmt: skip
    return _with(draft, made.kept)


def _exported(path: Path, form: str, made: _Made, entry: str) -> Exported:
    return Exported(path, form, len(made.of.rows), made.of.left_out, made.findings, made.about, entry)


def _actors(picture: Picture) -> tuple[str, ...]:
    """Names of actors that the audience sees. Names of places from records vouch for nothing outside."""
    found: list[str] = []
    for kind in (UNIT, OFFICE, GROUP):
        for seen in picture.each(kind):
            found.extend([seen.title, *seen.raw.get("aliases", ())])
    return tuple(found)


def _bodies(of: Table) -> tuple[Stretch, ...]:
    stretches = Stretches()
    for installation, sequence in sorted((one.header.installation, one.header.sequence) for one in of.seen):
        stretches.add(installation, sequence)
    return stretches.parts()


def _told_name(kind: Kind, form: str, content: bytes) -> str:
    """The file in its receipt, which every office gets: never as somebody called it, who may have named a person."""
    return f"{kind.word.lower()}-{hashlib.sha256(content).hexdigest()[:12]}{ENDINGS[form]}"


def _write(picture: Picture, path: Path, content: bytes, draft: Draft) -> str:
    """The receipt is on the disk before the file has its name: no file goes out unlisted, but from a workspace that
    is read-only, inside the operation.
    """
    scratch = _scratch(path, content)
    if picture.ledger.read_only:
        scratch.replace(path)
        return ""
    try:
        saved = append(picture.ledger, [draft])[0]
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
    return saved.entry


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


def _with(draft: Draft, kept: tuple[TextKept, ...]) -> Draft:
    return replace(draft, fields=msgspec.structs.replace(draft.fields, text_kept=kept)) if kept else draft
