"""Export the records of a picture: checked, written whole or not at all, and entered in the ledger as given out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from withstand.brief.records.as_csv import csv_of, hxl_of
from withstand.brief.records.as_json import geojson_of, json_of
from withstand.brief.records.as_xlsx import xlsx_of
from withstand.brief.records.handing_out import cleared, hand_out, refuse_existing
from withstand.brief.records.manifest import Manifest, manifest
from withstand.brief.records.release import BY_DISTRICT, Coarseness
from withstand.brief.records.rows import Table, table
from withstand.brief.records.scanning import Clearance, Finding
from withstand.errors import InputError
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
    """A file that was written. `newer` are records that a newer program wrote and this one cannot put in columns."""

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
    if form not in FORMS:
        raise InputError(f"Records are not exported as {form!r}; choose one of {', '.join(FORMS)}.")
    refuse_existing(path)
    of = table(picture, kind, where, options.coarse)
    findings, kept = cleared(picture, [of], options.known, options.clearance)
    about = manifest(picture, kind, where, of, options.coarse)
    content = FORMS[form](of, about, options.language)
    entry = hand_out(picture, path, content, [of], kept)
    return Exported(path, form, len(of.rows), of.left_out, findings, about, entry)
