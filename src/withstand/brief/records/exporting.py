"""Export the records of a picture: checked, written whole or not at all, and entered in the ledger as given out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from withstand.brief.records.as_csv import csv_of, hxl_of
from withstand.brief.records.as_json import geojson_of, json_of
from withstand.brief.records.as_xlsx import xlsx_of
from withstand.brief.records.handing_out import cleared, given_out, hand_out, refuse_existing
from withstand.brief.records.manifest import Manifest, manifest
from withstand.brief.records.release import BY_DISTRICT, Coarseness
from withstand.brief.records.rows import Table, table
from withstand.brief.records.scanning import Clearance, Finding
from withstand.errors import InputError
from withstand.ledger.fields import TextKept
from withstand.ledger.journal import append
from withstand.ledger.kinds import Kind
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
    refuse_existing(path)
    made = _made(picture, kind, where, form, options)
    entry = hand_out(picture, path, kind.word.lower(), made.content, [made.of], made.kept)
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
    draft = given_out(picture, f"{kind.word.lower()}{ENDINGS[form]}", made.content, [made.of], made.kept)
    saved = append(picture.ledger, [draft])[0]
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
    findings, kept = cleared(picture, [of], options.known, options.clearance)
    about = manifest(picture, kind, where, of, options.coarse)
    return _Made(of, findings, kept, about, FORMS[form](of, about, options.language))


def _exported(path: Path, form: str, made: _Made, entry: str) -> Exported:
    return Exported(path, form, len(made.of.rows), made.of.left_out, made.findings, made.about, entry)
