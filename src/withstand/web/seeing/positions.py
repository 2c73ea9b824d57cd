"""Where actors are based or operate on a day, by area: never finer than an area, whoever they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from withstand.actors.chains import Tie
from withstand.actors.records import GROUP, OFFICE, POSITIONING, UNIT, Group, Office, Positioning, Unit
from withstand.brief.records.words import word
from withstand.evidence.area_set import AreaSet
from withstand.evidence.names import comparable
from withstand.ledger.fields import Place
from withstand.mission.sightings import area_ids_by_name
from withstand.picture.picture import Picture
from withstand.vocabulary.terms import vocabulary
from withstand.web.seeing.addresses import record_address

POSITION = "position"
"""What the map is asked for where its symbols are to stand for positions."""


@dataclass(frozen=True)
class ActorThere:
    """An actor that is, or may be, in an area; `perpetrator` is the class of its side, `where` what was said of the
    place, for a place that is no area of the map.
    """

    name: str
    address: str
    type: str
    claim: str
    perpetrator: str
    where: str
    holds: bool


@dataclass(frozen=True)
class Positions:
    """Actors by area of the map, those elsewhere, and the classifications of what says so."""

    by_area: Mapping[str, tuple[ActorThere, ...]]
    elsewhere: tuple[ActorThere, ...]
    classifications: tuple[str, ...]

    def classes(self, area: str) -> Mapping[str, int]:
        """How many there are in an area, by class."""
        return Counter(one.perpetrator for one in self.by_area.get(area, ()))


def positions(
    picture: Picture, day: date, areas: AreaSet, wider: Mapping[str, str], perpetrator: str = ""
) -> Positions:
    """The positions that hold or may hold on a day, of one class of actors or of all; `wider` names larger areas."""
    known, language = area_ids_by_name(areas), get_language() or "en"
    actors, ends = _actors(picture), _ends(picture)
    degrees = dict(picture.frame(POSITIONING).select("record", "classification").iter_rows())
    placed: dict[str, list[ActorThere]] = defaultdict(list)
    shown: list[str] = []
    for record, fields, heads in picture.whole(POSITIONING):
        if not isinstance(fields, Positioning):
            continue
        holds = Tie("", "", "", "", fields.valid if heads == 1 else None).on(day)
        for actor in ends.get(record, ()) if holds is not False else ():
            if actor not in actors or perpetrator not in ("", actors[actor][1]):
                continue
            name, side, address = actors[actor]
            type_ = word("positioning_types", fields.type, language)
            area, place = known.get(comparable(fields.where.area), "") if fields.where.area else "", fields.where
            said = place.name if area else _said(place, wider)
            claim = record_address("positioning", record)
            placed[area].append(ActorThere(name, address, type_, claim, side, said, holds is True))
            shown.append(degrees.get(record, ""))
    ordered = {area: tuple(sorted(found, key=lambda one: (one.name, one.claim))) for area, found in placed.items()}
    return Positions(ordered, ordered.pop("", ()), tuple(one for one in shown if one))


def _actors(picture: Picture) -> dict[str, tuple[str, str, str]]:
    """Name, class and page of every actor."""
    terms = vocabulary("perpetrators").terms
    found = {}
    for kind in (UNIT, OFFICE, GROUP):
        for record, fields, _heads in picture.whole(kind):
            if isinstance(fields, Unit | Office | Group):
                side = str(terms[fields.side].facts["model"]) if fields.side in terms else "unknown"
                found[record] = (fields.name, side, record_address(kind.word.lower(), record))
    return found


def _ends(picture: Picture) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for role, source, target in picture.link_frame(POSITIONING).select("role", "source", "target").iter_rows():
        if role == "actor":
            found[source].append(target)
    return found


def _said(place: Place, wider: Mapping[str, str]) -> str:
    named = wider.get(comparable(place.area), place.area) if place.area else ""
    return ", ".join(dict.fromkeys(one for one in (place.name, named) if one))
