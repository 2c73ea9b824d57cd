"""The cases of the audit of our own responses, from what one picture's audience may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from withstand.actors.attribution import Attributing
from withstand.actors.register import Register
from withstand.analysis.response.cases import ALERT as ALERT_CASE
from withstand.analysis.response.cases import CASES, NO, SEVERAL, UNKNOWN, YES
from withstand.analysis.response.cases import INCIDENT as INCIDENT_CASE
from withstand.evidence.area_set import AreaSet
from withstand.evidence.records import ALERT, INCIDENT, Alert, Incident
from withstand.ledger.fields import Assertion, first_day, last_day
from withstand.ledger.kinds import Kind
from withstand.mission.near_us import middles_of, near_us, spots_of
from withstand.mission.obstructed import areas_by_word
from withstand.mission.our_responses import VISITED, Act, acted_on, acts
from withstand.picture.picture import Picture
from withstand.picture.register import register as register_of
from withstand.vocabulary.terms import vocabulary

PARTNER, HOST = "state_partner", "host_state"
MANY_VICTIMS = 10
PREDATION, GRAVE, GRAVE_MANY = 1, 2, 3


@dataclass(frozen=True)
class _Told:
    """One incident or alert: its days, what was done to whom, by whom as asserted."""

    kind: str
    first: date
    last: date
    whats: tuple[str, ...]
    victims: int | None
    asserted: tuple[Assertion, ...]
    state: str = ""


def responded(
    picture: Picture, areas: AreaSet, day: date, finer: AreaSet | None = None, *, visits_only: bool = False
) -> pl.DataFrame:
    """CASES up to a day. `visits_only`: a response is a visit that came to the place, nothing else.

    Records that are said to be one incident are one case, with all that was done about any of them.
    """
    register = register_of(picture)
    attributing = Attributing(register)
    known = areas_by_word(areas, finer)
    near, middles = near_us(picture, register, known, areas), middles_of(areas)
    done = acts(picture, {one: actor.side for one, actor in register.actors.items()}, day)
    first_of = _one_case(picture)
    cases: dict[str, tuple[_Told, str | None, Any]] = {}
    suspected: dict[str, set[str]] = defaultdict(set)
    ours: dict[str, list[Act]] = defaultdict(list)
    state: dict[str, set[str]] = defaultdict(set)
    for kind in (INCIDENT, ALERT):
        spots = spots_of(picture.frame(kind), known, areas, middles)
        for record, target in _suspected(picture, kind):
            suspected[first_of.get(record, record)].add(target)
        for record, told in _told(picture, kind, day):
            case = first_of.get(record, record)
            area, spot = spots.get(record, (None, None))
            if case not in cases or told.first < cases[case][0].first:
                cases[case] = (_joined(told, cases.get(case)), area, spot)
            ours[case] += done.ours.get(record, ())
            state[case] |= {told.state, done.state.get(record, "")} - {""}
    rows = []
    for case, (told, area, spot) in cases.items():
        own, wide = _classes(told, suspected[case], attributing, register)
        rows.append(
            {
                "record": case,
                "kind": told.kind,
                "day": told.last,
                "area": area,
                "month": f"{told.last:%Y-%m}",
                "perpetrator": own,
                "with_partners": wide,
                "severity": _severity(told),
                "distance": near.distance(spot, told.last),
                "watched": (day - told.last).days,
                "state": next((one for one in (YES, UNKNOWN) if one in state[case]), NO),
                **_response(told, ours[case], visits_only=visits_only),
            }
        )
    return pl.DataFrame(rows, schema=CASES).sort("day", "record")


def _told(picture: Picture, kind: Kind, day: date) -> Iterator[tuple[str, _Told]]:
    """Each record of what had come about by the day."""
    for record, fields, _ in picture.whole(kind):
        if isinstance(fields, Incident) and fields.when.earliest <= day:
            first, last = fields.when.earliest, min(fields.when.latest, day)
            counts = [one.best or one.least or one.most for one in fields.counts if one.unit == "victim"]
            told = [number for number in counts if number is not None]
            yield record, _Told(
                INCIDENT_CASE, first, last, (fields.what, *fields.also), sum(told) if told else None,
                fields.perpetrators, acted_on(fields.state_action),
            )  # fmt: skip
        elif isinstance(fields, Alert) and first_day(fields.received) <= day:
            first, last = first_day(fields.received), min(last_day(fields.received), day)
            yield record, _Told(ALERT_CASE, first, last, (fields.what,), None, fields.perpetrators)


def _joined(told: _Told, other: tuple[_Told, Any, Any] | None) -> _Told:
    return told if other is None or told.asserted else _Told(**{**vars(told), "asserted": other[0].asserted})


def _suspected(picture: Picture, kind: Kind) -> Iterable[tuple[str, str]]:
    links = picture.link_frame(kind).filter(pl.col("role") == "suspected")
    return links.select("source", "target").iter_rows()


def _one_case(picture: Picture) -> Mapping[str, str]:
    """The least id of all records that are said to be the same incident, by each of them."""
    above: dict[str, str] = {}

    def root(record: str) -> str:
        while above.get(record, record) != record:
            record = above[record]
        return record

    links = picture.link_frame(INCIDENT).filter(pl.col("role") == "same_as")
    for source, target in links.select("source", "target").iter_rows():
        low, high = sorted((root(source), root(target)))
        above[high] = low
        above.setdefault(low, low)
    return {record: root(record) for record in above}


def _classes(told: _Told, actors: set[str], attributing: Attributing, register: Register) -> tuple[str, str]:
    """The class of a case, and the same with partners and proxies counted with the state.

    Actors of the register that are suspected decide by its rule; without any, what is asserted does.
    """
    model = {key: str(term.facts["model"]) for key, term in vocabulary("perpetrators").terms.items()}
    sides = {attributing.class_of(one, told.first, told.last).side for one in actors if one in register.actors}
    sides = sides or {one.perpetrator for one in told.asserted}
    own = {model.get(one, UNKNOWN) for one in sides} - {UNKNOWN}
    wide = {HOST if one == PARTNER else one for one in own}
    return _one(own), _one(wide)


def _one(classes: set[str]) -> str:
    return UNKNOWN if not classes else next(iter(classes)) if len(classes) == 1 else SEVERAL


def _severity(told: _Told) -> int | None:
    terms = vocabulary("violations").terms
    ledgers = {str(terms[one].facts.get("ledger", "")) for one in told.whats if one in terms}
    if "grave" in ledgers:
        return GRAVE_MANY if (told.victims or 0) >= MANY_VICTIMS else GRAVE
    return PREDATION if "predation" in ledgers else None


def _response(told: _Told, held: Sequence[Act], *, visits_only: bool) -> dict[str, object]:
    """The first response, as a range of days; what was agreed before the case is none unless it was done after."""
    counted = [one for one in held if not visits_only or one.by == VISITED]
    after = [one for one in counted if one.last >= told.first and (one.agreed >= told.first or one.agreed == date.max
             or one.first >= told.first)]  # fmt: skip
    lost = any(one.lost or (visits_only and one.reached is None) for one in after)
    sure = [one for one in after if not one.lost and (not visits_only or one.reached)]
    if not sure:
        return {"least": None, "most": None, "by": None, "turned_back": False, "unknown": lost}
    least = min(max(0, (one.first - told.last).days) for one in sure)
    first = min(sure, key=lambda one: (one.last, one.by))
    most = max(0, (first.last - told.last).days)
    turned = all(one.reached is False for one in sure)
    return {"least": least, "most": most, "by": first.by, "turned_back": turned, "unknown": lost}
