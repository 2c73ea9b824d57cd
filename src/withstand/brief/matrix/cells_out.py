"""Fields of a threat or an action as the cells of a matrix: what `cell_fields` reads back to the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from withstand.brief.matrix.cell_fields import ACTION_CODED, ACTION_TEXTS, CODED, DAYS, LISTED, TEXTS
from withstand.brief.matrix.layout import Column, Layout
from withstand.ledger.fields import Fields
from withstand.vocabulary.terms import vocabulary

NONE = "–"
"""Stands for no word where the lines of a cell are counted."""

BULLET = "• "
_RANKED = ("likelihood", "vulnerability", "impact", "rating")


@dataclass(frozen=True)
class Wording:
    """How cells are worded: the labels' language, names of areas by code, and which columns of places there are."""

    language: str = "en"
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    districts: bool = True
    provinces: bool = True
    helpers_beside: bool = True

    @classmethod
    def of(cls, layout: Layout, names: Mapping[str, str] = MappingProxyType({})) -> Wording:
        """The wording of a layout."""
        return cls(
            layout.language, names, layout.holds("district"), layout.holds("province"), layout.holds("action_with")
        )

    def label(self, name: str, key: str) -> str:
        """A term's label; the key where the vocabulary has none."""
        terms = vocabulary(name).terms
        return terms[key].label(self.language) if key in terms else key

    def area(self, code: str) -> str:
        """An area's name."""
        return self.names.get(code, code)


def threat_cell(column: Column, fields: Fields, wording: Wording) -> str:
    """The cell of a column about the threat."""
    target = column.to
    if target in CODED:
        return _coded(column, CODED[target], fields.get(target, ""), wording)
    if target in LISTED:
        return "; ".join(wording.label(LISTED[target], key) for key in fields.get(target, ()))
    if target in ("province", "district", "place"):
        return _place(target, fields.get("where", {}), wording)
    if target == "perpetrators":
        return "\n".join(_actor(one, wording) for one in fields.get(target, ()))
    if target == "since":
        return str(fields.get("when", {}).get("start", ""))
    if target in (*TEXTS, *DAYS, "reference", "threat", "people"):
        return str(fields.get(target, ""))
    return ""


def _coded(column: Column, name: str, key: str, wording: Wording) -> str:
    if not key:
        return ""
    rank = vocabulary(name).terms[key].facts.get("rank") if key in vocabulary(name).terms else None
    if column.style == "number" and column.to in _RANKED and isinstance(rank, int):
        of_three = {2: "1", 3: "2", 4: "3"}
        if column.scale != 3:
            return str(rank)
        if rank in of_three:
            return of_three[rank]
    return wording.label(name, key)


def _place(target: str, where: Fields, wording: Wording) -> str:
    area, name, level = where.get("area", ""), where.get("name", ""), where.get("level", "admin2")
    above = level in ("admin0", "admin1")
    if target == "province":
        return wording.area(area) if above else ""
    if target == "district":
        return wording.area(area) if area and not above else ""
    if area and not (wording.provinces if above else wording.districts):
        return " / ".join(part for part in (wording.area(area), name) if part)
    return str(name)


def _actor(one: Fields, wording: Wording) -> str:
    label = wording.label("perpetrators", one.get("perpetrator", "unknown"))
    graded = [one["grade"]] if one.get("grade") else []
    if one.get("confidence", "unknown") != "unknown":
        graded.append(wording.label("confidence", one["confidence"]))
    said = f"{label}: {one['described']}" if one.get("described") else label
    return f"{said} ({', '.join(graded)})" if graded else said


def action_cell(target: str, actions: Sequence[Fields], wording: Wording) -> str:
    """The cell of a column about actions: a line each, in their order."""
    lines = [_action(target, one, wording).replace("\n", " ") for one in actions]
    if not any(lines):
        return ""
    if len(lines) == 1:
        return lines[0]
    bullet = BULLET if target == "action" else ""
    return "\n".join(f"{bullet}{line or NONE}" for line in lines)


def _action(target: str, fields: Fields, wording: Wording) -> str:
    if target == "action":
        return str(fields.get("task", ""))
    if target in ACTION_CODED:
        name, terms = ACTION_CODED[target]
        return wording.label(terms, fields[name]) if fields.get(name) else ""
    if target in ACTION_TEXTS:
        return str(fields.get(ACTION_TEXTS[target], ""))
    if target == "action_place":
        where: dict[str, Any] = fields.get("where") or {}
        return str(where.get("name", "") or wording.area(where.get("area", "")))
    if target == "action_owner":
        return _owner(fields, wording)
    if target == "action_with":
        return ", ".join(wording.label("components", key) for key in fields.get("components", ()))
    return str(fields.get("due" if target == "action_due" else "done_on", "") or "")


def _owner(fields: Fields, wording: Wording) -> str:
    keys = [fields["owner"]] if fields.get("owner") else []
    if keys and not wording.helpers_beside:
        keys.extend(fields.get("components", ()))
    owner = ", ".join(wording.label("components", key) for key in keys)
    office = fields.get("owner_office", "")
    return f"{owner} ({office})" if owner and office else owner or office
