"""Names and codes of areas from a file of boundaries or P-codes, for a matrix that says places in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from withstand.brief.matrix.parts_in import Codes
from withstand.brief.records.template_cells import comparable
from withstand.errors import InputError
from withstand.evidence.area_set import AreaSet

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class AreaNames:
    """Names by code, codes by name, and the province above each district by its name."""

    names: Mapping[str, str] = field(default_factory=lambda: _NONE)
    codes: Codes = field(default_factory=Codes)
    provinces: Mapping[str, str] = field(default_factory=lambda: _NONE)


def area_names(path: Path | None, language: str = "en") -> AreaNames:
    """What a file says of areas; nothing without one.

    Raises:
        UnreadableFile: it is no list of areas.
    """
    if path is None:
        return AreaNames()
    from withstand.evidence.boundaries import area_set

    districts = area_set(path, "admin2")
    try:
        provinces = area_set(path, "admin1")
    except InputError:
        provinces = AreaSet(districts.source, "admin1")
    every = {one.area_id: one.name(language) for one in (*provinces.areas, *districts.areas)}
    return AreaNames(
        every,
        Codes(_codes(districts), _codes(provinces)),
        {one.area_id: one.parent for one in districts.areas if one.parent},
    )


def _codes(areas: AreaSet) -> Mapping[str, str]:
    """Codes by name; a name that two areas share means neither."""
    found: dict[str, set[str]] = {}
    for one in areas.areas:
        for name in one.names.values():
            found.setdefault(comparable(name), set()).add(one.area_id)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}
