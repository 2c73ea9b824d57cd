"""One cell of a matrix as fields of a threat or an action, by what its column holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from withstand.brief.matrix.layout import Column, Layout
from withstand.brief.matrix.parts_in import (
    NO_CODES,
    Codes,
    is_blank,
    is_continuous,
    line_and_rest,
    read_actors,
    read_day,
    read_number,
    read_owner,
)
from withstand.brief.matrix.terms_in import Reading, colours_in, read_term, read_terms
from withstand.brief.records.template_cells import Unread, cleaned, comparable
from withstand.evidence.dates import Order, order_in
from withstand.ledger.fields import Fields

CODED = {
    "intent": "intents", "capability": "capabilities", "likelihood": "likelihood", "vulnerability": "vulnerability",
    "impact": "impact", "rating": "threat_ratings", "imminence": "imminence", "confidence": "confidence",
    "access": "access", "state_posture": "postures", "host_answer": "host_answers", "phase": "protection_phases",
    "status": "threat_status",
}  # fmt: skip
LISTED = {"harms": "violations", "triggers": "triggers", "groups": "protection_groups"}
TEXTS = (
    "description", "motive", "pattern", "calendar", "concern", "self_protection", "host_asked", "assets",
    "response_done", "result",
)  # fmt: skip
DAYS = ("assessed_on", "reviewed_on", "review_by")
PLACE = ("province", "district", "place")
ACTION = (
    "action", "action_type", "action_place", "action_owner", "action_with", "action_due", "action_status",
    "action_done_on", "action_obstacle", "action_result",
)  # fmt: skip
ACTION_CODED = {"action_type": ("type", "responses"), "action_status": ("status", "action_status")}
ACTION_TEXTS = {"action_obstacle": "obstacle", "action_result": "result"}
_PRIORITY = ("priorit", "prioridad", "اولوي")


@dataclass(frozen=True)
class Columns:
    """The columns of a matrix by what they hold: their place, their heading, how their terms are read."""

    layout: Layout
    places: Mapping[str, int]
    readings: Mapping[str, Reading]
    order: Order | None
    codes: Codes = NO_CODES

    def heading(self, target: str) -> str:
        """The heading of the column that holds it."""
        return self.layout.columns[self.places[target]].heading

    def cells(self, line: tuple[str, ...], targets: tuple[str, ...]) -> dict[str, str]:
        """The cells of a line that hold something, by target."""
        found = ((one, line[place]) for one, place in self.places.items() if one in targets and place < len(line))
        return {one: cell for one, cell in found if cleaned(cell)}


def columns_of(layout: Layout, lines: tuple[tuple[int, tuple[str, ...]], ...], codes: Codes) -> Columns:
    """The columns of a layout, as the cells below it show that they are to be read."""
    places = {one.to: place for place, one in enumerate(layout.columns) if one.to}
    cells = {to: [line[at] for _, line in lines if at < len(line)] for to, at in places.items()}
    readings = {to: _reading(layout, layout.columns[at], cells[to]) for to, at in places.items()}
    dated = [cell for to in (*DAYS, "since", "action_due", "action_done_on") for cell in cells.get(to, ())]
    order, settled = order_in([part for cell in dated for part in cell.splitlines()], Order.DAY_FIRST)
    return Columns(
        layout,
        places,
        readings,
        layout.day_order or (order if settled else None),
        codes,
    )


def _reading(layout: Layout, column: Column, cells: list[str]) -> Reading:
    return Reading(
        column.scale,
        colours_in(cells),
        layout.words,
        column.to == "rating" and any(part in comparable(column.heading) for part in _PRIORITY),
    )


def threat_fields(columns: Columns, target: str, cell: str) -> Fields:
    """What a cell about the threat says; nothing where it holds a mark only.

    Raises:
        Unread: it cannot be read, or only in part.
    """
    reading = columns.readings[target]
    if is_blank(cell):
        return {}
    if target == "threat":
        line, rest = line_and_rest(cleaned(cell))
        return {"threat": line} | ({"description": rest} if rest else {})
    if target in CODED:
        return {target: read_term(CODED[target], cell, reading)}
    if target in LISTED:
        return {target: _listed(LISTED[target], cell, reading)}
    if target in TEXTS:
        return {target: cleaned(cell)}
    if target in DAYS:
        return {target: read_day(cell, columns.order)}
    return _OTHER[target](columns, cell)


def _listed(name: str, cell: str, reading: Reading) -> list[str]:
    keys, rest = read_terms(name, cell, reading)
    if rest:
        raise Unread(
            f"{', '.join(rest)}: none of the choices of the list ({name.replace('_', ' ')}); "
            f"say what it means in the mapping, [words.{name}]"
        )
    return list(keys)


_OTHER: Mapping[str, Callable[[Columns, str], Fields]] = MappingProxyType(
    {
        "reference": lambda _, cell: {"reference": line_and_rest(cleaned(cell))[0]},
        "perpetrators": lambda columns, cell: {
            "perpetrators": list(read_actors(cell, columns.readings["perpetrators"]))
        },
        "people": lambda _, cell: {"people": read_number(cell)},
        "since": lambda columns, cell: {
            "when": {"start": read_day(cell, columns.order), "ongoing": True, "precise": True}
        },
    }
)


def action_fields(columns: Columns, target: str, cell: str) -> Fields:
    """What a cell about one action says.

    Raises:
        Unread: it cannot be read.
    """
    reading = columns.readings[target]
    if is_blank(cell):
        return {}
    if target == "action":
        line, rest = line_and_rest(cleaned(cell))
        return {"task": line} | ({"details": rest} if rest else {})
    if target in ACTION_CODED:
        name, terms = ACTION_CODED[target]
        return {name: read_term(terms, cell, reading)}
    if target in ACTION_TEXTS:
        return {ACTION_TEXTS[target]: cleaned(cell)}
    if target == "action_place":
        return {"where": {"name": line_and_rest(cleaned(cell))[0], "precision": "near"}}
    if target == "action_owner":
        return read_owner(cell, reading)
    if target == "action_with":
        return {"components": _listed("components", cell, reading)}
    if target == "action_due" and is_continuous(cell):
        return {"status": "standing"}
    return {"due" if target == "action_due" else "done_on": read_day(cell, columns.order)}
