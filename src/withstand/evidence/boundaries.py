"""Boundary files and P-code lists as people have them: GeoJSON, and OCHA's tables in CSV or XLSX."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from withstand.errors import UnreadableFile, UnrecognisedFile
from withstand.evidence.area_set import Area, AreaSet
from withstand.evidence.formats import plain

LEVELS = ("admin1", "admin2")
_LANGUAGES = ("en", "fr", "es", "ar", "pt")
_REMEDY = "Give a GeoJSON file in longitude and latitude, or OCHA's list of P-codes as CSV or XLSX"

_SINGLE_LEVEL_CODE = ("shapeid", "pcode", "id")
_SINGLE_LEVEL_NAME = ("shapename", "name")


def area_set(path: Path, level: str) -> AreaSet:
    """The areas in `path` at `level` (admin1, admin2); smaller areas are joined into the level asked for.

    Raises:
        UnreadableFile: damaged, projected, or not a list of areas.
        UnrecognisedFile: no codes or names of that level in it.
    """
    try:
        with path.open("rb") as source:
            start = source.read(4096).lstrip(b"\xef\xbb\xbf \r\n\t")
    except OSError as problem:
        raise UnreadableFile(path, f"it cannot be read ({problem.strerror})", "Check the path") from None
    if start.startswith(b"{"):
        entries = [_feature(path, feature) for feature in _features(path)]
    else:
        entries = [(row, None) for row in _table_rows(path)]
    if not entries:
        raise UnreadableFile(path, "it holds no areas", _REMEDY)
    fields = {plain(name) for name in entries[0][0]}
    code_of, names_of, parent_of = _readers(path, fields, level)
    grouped: dict[str, list[tuple[dict[str, str], Any]]] = {}
    for number, (properties, boundary) in enumerate(entries, start=1):
        cells = {plain(name): str(value).strip() for name, value in properties.items() if value is not None}
        code = code_of(cells)
        if not code:
            raise UnreadableFile(path, f"area {number} has no code or name at {level}", _REMEDY)
        grouped.setdefault(code, []).append((cells, boundary))
    areas = [
        Area(code, names_of(members[0][0]), parent_of(members[0][0]), _joined([shape for _, shape in members]))
        for code, members in sorted(grouped.items())
    ]
    joined = len(entries) - len(areas)
    notes = (f"{len(entries)} smaller areas were joined into {len(areas)}",) if joined else ()
    return AreaSet(path.name, level, tuple(areas), notes)


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        one_by_one = _one_by_one(text)
        if one_by_one is not None:
            return one_by_one
        content = json.loads(text, object_hook=_rings_as_arrays)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise UnreadableFile(path, "the GeoJSON is cut short or damaged", "Download it again") from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise UnreadableFile(path, "this JSON is not a GeoJSON collection of areas", _REMEDY)
    return features


def _one_by_one(text: str) -> list[dict[str, Any]] | None:
    """The features of a collection by the faster reader, which is stricter; None where it does not take the text."""
    try:
        collection = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        features = msgspec.json.decode(collection.pop("features", b"null"), type=list[dict[str, msgspec.Raw]])
        outlines = [_outline(feature.pop("geometry", None)) for feature in features]
    except msgspec.MsgspecError:
        return None
    for value in collection.values():
        json.loads(bytes(value))
    return [
        {**{name: json.loads(bytes(value)) for name, value in feature.items()}, **outline}
        for feature, outline in zip(features, outlines, strict=True)
    ]


def _outline(raw: msgspec.Raw | None) -> dict[str, Any]:
    if raw is None:
        return {}
    geometry = msgspec.json.decode(raw)
    return {"geometry": _rings_as_arrays(geometry) if isinstance(geometry, dict) else geometry}


def _rings_as_arrays(found: dict[str, Any]) -> dict[str, Any]:
    """A polygon as JSON gives it, with its rings as arrays where they are sound.

    Made while the file is read, so that the lists of a country's millions of points never stand in memory together.
    """
    kind, coordinates = found.get("type"), found.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates if kind == "MultiPolygon" else None
    if not isinstance(polygons, list) or not all(isinstance(polygon, list) and polygon for polygon in polygons):
        return found
    try:
        rings = [[np.array(ring) for ring in polygon] for polygon in polygons]
    except ValueError:
        return found
    if rings and all(ring.ndim == 2 and ring.dtype.kind in "if" for polygon in rings for ring in polygon):
        found["coordinates"] = rings[0] if kind == "Polygon" else rings
    return found


def _feature(path: Path, feature: Mapping[str, Any]) -> tuple[dict[str, Any], Any]:
    import shapely

    try:
        shape = shapely.geometry.shape(feature["geometry"])
        if not shape.is_valid:
            shape = shapely.make_valid(shape)
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError):
        raise UnreadableFile(path, "an area in it has no usable boundary", _REMEDY) from None
    if shape.area == 0.0:
        raise UnreadableFile(path, "it holds points or lines, not areas", _REMEDY)
    west, south, east, north = shape.bounds
    if not (west >= -180.5 and east <= 180.5 and south >= -90.5 and north <= 90.5):
        raise UnreadableFile(path, "its coordinates are not longitude and latitude", "Export it as WGS 84 (EPSG:4326)")
    properties = feature.get("properties")
    return (properties if isinstance(properties, dict) else {}), shape


def _joined(shapes: list[Any]) -> Any:
    import shapely

    if shapes[0] is None:
        return None
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)


def _table_rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a list of P-codes; `#` tags and blank rows are left out."""
    with path.open("rb") as source:
        packed = source.read(4) == b"PK\x03\x04"
    records = _sheet_records(path) if packed else _text_records(path)
    header: list[str] | None = None
    for record in records:
        if header is None:
            if any(re.fullmatch(r"adm(in)?\d?p?code|adm\dpcode", plain(cell)) for cell in record):
                header = record
            continue
        if any(cell.strip() for cell in record) and not all(c.startswith("#") for c in record if c.strip()):
            yield dict(zip(header, record, strict=False))
    if header is None:
        raise UnrecognisedFile(path, "no column holds P-codes", _REMEDY)


def _text_records(path: Path) -> Iterator[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252", errors="replace")
    if "\0" in text:
        raise UnreadableFile(path, "this is a binary file, not a list of areas", _REMEDY)
    delimiter = max(",;\t", key=text[:2000].count)
    try:
        yield from csv.reader(text.splitlines(), delimiter=delimiter)
    except csv.Error:
        raise UnreadableFile(path, "the table is damaged", _REMEDY) from None


def _sheet_records(path: Path) -> Iterator[list[str]]:
    import fastexcel

    try:
        workbook = fastexcel.read_excel(path)
        for name in workbook.sheet_names:
            cells = workbook.load_sheet(name, header_row=None, dtypes="string").to_polars()
            rows = [[cell or "" for cell in row] for row in cells.iter_rows()]
            if any(re.fullmatch(r"adm(in)?\dpcode", plain(cell)) for row in rows[:10] for cell in row):
                yield from rows
                return
    except fastexcel.FastExcelError:
        raise UnreadableFile(path, "the workbook is damaged", "Save the sheet as CSV") from None


def _readers(path: Path, fields: Iterable[str], level: str) -> tuple[Any, Any, Any]:
    """Functions from a row's cells to the code, the names by language and the parent's name at `level`."""
    fields = set(fields)
    number = level[-1]
    above = str(int(number) - 1)
    codes = _first(fields, f"adm{number}pcode", f"admin{number}pcode", f"gid{number}", f"adm{number}code")
    if codes is None and not any(re.match(r"(adm|admin|gid)\d", name) for name in fields):
        codes = _first(fields, *_SINGLE_LEVEL_CODE, *_SINGLE_LEVEL_NAME)
        names = {"en": _first(fields, *_SINGLE_LEVEL_NAME)}
    else:
        names = {
            language: _first(
                fields, f"adm{number}{language}", f"admin{number}name{language}", f"adm{number}name{language}"
            )
            for language in _LANGUAGES
        }
        plain_name = _first(fields, f"name{number}", f"adm{number}name", f"admin{number}name", f"adm{number}ref")
        names.setdefault("en", None)
        names["en"] = names["en"] or plain_name
    if codes is None:
        held = ", ".join(sorted(fields)[:8])
        raise UnrecognisedFile(path, f"it has no codes of {level} (its fields: {held})", _REMEDY)
    present = {language: name for language, name in names.items() if name}
    parent = _first(fields, f"adm{above}en", f"admin{above}nameen", f"name{above}", f"adm{above}name", f"adm{above}fr")
    return (
        lambda cells: cells.get(codes, ""),
        lambda cells: {language: cells[name] for language, name in present.items() if cells.get(name)},
        lambda cells: cells.get(parent or "", ""),
    )


def _first(fields: set[str], *names: str) -> str | None:
    return next((name for name in names if name in fields), None)
