"""Which record a row of a matrix means: by its number where it has one, else by place and text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import msgspec

from withstand.brief.matrix.cells_out import Wording
from withstand.brief.matrix.found import ThreatRow
from withstand.brief.records.template_cells import comparable
from withstand.evidence.raw_table import SetAside
from withstand.ledger.fields import Fields
from withstand.mission.records import Action, Threat
from withstand.mission.week.known import Course, Known

TAIL = 12
"""So many last digits of a record's id stand for it in a matrix that has no numbers of its own."""


@dataclass
class Matching:
    """Threats that are there by what a row may name them with, and which a row has taken."""

    known: Known
    wording: Wording
    on: date
    by_key: dict[str, list[Course[Threat]]] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    answering: dict[str, list[Course[Action]]] = field(default_factory=dict)
    aside: list[SetAside] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Threats by their keys, actions by the threats they answer."""
        for course in self.known.threats:
            for key in _keys_of(course):
                self.by_key.setdefault(key, []).append(course)
        for action in self.known.actions:
            for threat in self.known.answers.get(action.record, ()):
                self.answering.setdefault(threat, []).append(action)


class Apart(Exception):
    """A row that cannot be matched; the message says why and what to do."""


def take(matching: Matching, row: ThreatRow, course: Course[Threat] | None) -> None:
    """One row for a threat, and one version of it."""
    if course is None:
        return
    if course.record in matching.taken:
        raise Apart(f"row {matching.taken[course.record]} is the same threat: join the two rows")
    if course.heads > 1:
        raise Apart("two versions of this threat stand side by side: settle them first")
    matching.taken[course.record] = row.row


def match(matching: Matching, row: ThreatRow) -> Course[Threat] | None:
    """The threat that a row means: by its number where it has one, else by area and text.

    A number that belongs to a threat of other words in another place has been given anew.
    """
    reference = comparable(str(row.fields.get("reference", "")))
    by_text = matching.by_key.get(_text_key(row.fields), [])
    found = matching.by_key.get(f"no {reference}", []) if reference else by_text
    if reference and len(found) == 1:
        other = found[0].steps[-1].fields
        same_area = comparable(other.where.area or other.where.name) == comparable(_area(row.fields))
        if found[0] not in by_text and not same_area and comparable(other.threat) != comparable(row.fields["threat"]):
            raise Apart(
                f"its number is that of another threat, {other.threat!r} in {other.where.area or other.where.name}: "
                "give it a number of its own"
            )
    if reference and not found and len(by_text) == 1 and not by_text[0].steps[-1].fields.reference:
        found = by_text
    if len(found) > 1:
        raise Apart(f"{len(found)} threats that are there match it: give it the number of one of them")
    if not found and (earlier := matching.taken.get(_new_key(row))):
        raise Apart(f"row {earlier} is the same threat: join the two rows")
    if not found:
        matching.taken[_new_key(row)] = row.row
    return found[0] if found else None


def _area(fields: Fields) -> str:
    where: Fields = fields["where"]
    return str(where.get("area", "") or where.get("name", ""))


def _new_key(row: ThreatRow) -> str:
    reference = comparable(str(row.fields.get("reference", "")))
    return f"new no {reference}" if reference else f"new {_text_key(row.fields)}"


def _keys_of(course: Course[Threat]) -> Iterator[str]:
    fields = course.steps[-1].fields
    if fields.reference:
        yield f"no {comparable(fields.reference)}"
    yield f"no {course.record[-TAIL:]}"
    yield _text_key(msgspec.to_builtins(fields))


def _text_key(fields: Fields) -> str:
    """Place and text, whether the place stands as an area or as a name."""
    where = fields.get("where", {})
    place = " ".join(part for part in (where.get("area", ""), where.get("name", "")) if part)
    return f"{comparable(place)}|{comparable(fields['threat'])}"
