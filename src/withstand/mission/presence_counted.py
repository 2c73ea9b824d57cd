"""Where our posts were, month by month, as records count them, on the areas and months of the data set's events.

What nobody counted is left out, never taken for none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from withstand.analysis.effects.effects_panel import EffectsPanel, recorded
from withstand.analysis.effects.presence import Presence as Present
from withstand.evidence.presence import PRESENCE, Presence
from withstand.ledger.fields import Span
from withstand.mission.presence_ground import PresenceGround
from withstand.mission.stance.placing import Places
from withstand.picture.picture import Picture

if TYPE_CHECKING:
    from withstand.analysis.monthly import Span as Months
    from withstand.evidence.area_set import AreaSet
    from withstand.mission.ground import Ground

OWN = "own_side"


@dataclass(frozen=True)
class Counted:
    """One count of our posts: the area (empty: in none of these), the first and the last month, how many."""

    area: str
    name: str
    first: date
    last: date
    posts: int


def counts(picture: Picture, areas: AreaSet, day: date) -> tuple[Counted, ...]:
    """Every count of our own posts by a day that the picture's audience may see."""
    held = [
        (record, fields)
        for record, fields, heads in picture.whole(PRESENCE)
        if isinstance(fields, Presence) and heads == 1 and fields.presence_of == OWN and fields.posts is not None
    ]
    where = Places(areas).of({record: fields.where for record, fields in held})
    found = []
    for record, fields in held:
        months = _months(fields.when, day)
        if months is not None:
            name = fields.where.name or fields.where.area
            found.append(Counted(where.get(record, ""), name, *months, fields.posts or 0))
    return tuple(found)


def _months(when: Span, day: date) -> tuple[date, date] | None:
    """The months that a count speaks of; none where it was on some day, nobody knows in which month."""
    first, last = when.earliest, min(when.latest, day)
    if first > day or (not when.precise and (first.year, first.month) != (when.latest.year, when.latest.month)):
        return None
    return first.replace(day=1), last.replace(day=1)


def ground_of(
    found: Ground, counted: tuple[Counted, ...], names: Mapping[str, str] = MappingProxyType({})
) -> PresenceGround:
    """The panel of events and presence, and what lies in no area of it. `names` are those of areas."""
    units = tuple(found.countries)
    events, deaths = recorded(found.placed, units, found.span)
    placed = [one for one in counted if one.area in found.countries]
    panel = EffectsPanel(
        units, tuple(found.countries.values()), found.span, events, deaths, found.panel.neighbours,
        _present(placed, units, found.span),
    )  # fmt: skip
    lost = {one.name for one in counted if one.area not in found.countries}
    return PresenceGround(panel, len(counted), len({one.area for one in placed}), 0, 0, tuple(sorted(lost)), names)


def _present(placed: list[Counted], units: tuple[str, ...], span: Months) -> Present:
    """Known only where somebody counted; an area that was held when counting began has no entry that is known."""
    shape = (len(units), span.months)
    posts, known = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    row = {unit: number for number, unit in enumerate(units)}
    for one in placed:
        for column in _columns(one, span):
            posts[row[one.area], column] = max(posts[row[one.area], column], one.posts)
            known[row[one.area], column] = True
    begins = np.argmax(known, axis=1)
    unknown = known.any(axis=1) & (posts[np.arange(len(units)), begins] > 0)
    known[unknown] = False
    troops = np.full(shape, np.nan)
    return Present((posts > 0) & known, known, posts, troops, unknown)


def _columns(one: Counted, span: Months) -> Iterator[int]:
    first, last = span.index(one.first), span.index(one.last)
    yield from range(max(first, 0), min(last, span.months - 1) + 1)
